package io.windtunnel.cloud.operations.billing;

import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.kernel.identity.Scope;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Works out what cells cost. Tiers count what an account has used in a Region since the month began,
/// hour by hour; what an hour costs is shared among its resources by what each has used.
///
/// Pure, used once.
final class Pricing {
    /// A cell with its cost in US dollars; empty where no price is known.
    record Priced(Scope scope, Cell cell, OptionalDouble dollars) {}

    private record Kind(Scope scope, String service, String usageType, String operation, YearMonth month) {}

    private static final Comparator<Cell.In> ORDER = Comparator.<Cell.In>comparingLong(
                    in -> in.cell().hour())
            .thenComparing(in -> in.scope().toString())
            .thenComparing(in -> in.cell().key());

    private final PriceList prices;
    private final Map<Kind, Double> usedInMonth = new HashMap<>();
    private final List<Priced> priced = new ArrayList<>();

    private Pricing(PriceList prices) {
        this.prices = prices;
    }

    /// @param cells in any order; all of the months that are to be priced
    static Pricing of(Collection<Cell.In> cells, PriceList prices) {
        Pricing pricing = new Pricing(prices);
        Map<Kind, List<Cell.In>> hour = new HashMap<>();
        long at = Long.MIN_VALUE;
        for (Cell.In in : cells.stream().sorted(ORDER).toList()) {
            if (in.cell().hour() != at) pricing.take(hour);
            at = in.cell().hour();
            hour.computeIfAbsent(kind(in), _ -> new ArrayList<>()).add(in);
        }
        pricing.take(hour);
        return pricing;
    }

    private static Kind kind(Cell.In in) {
        Cell cell = in.cell();
        return new Kind(in.scope(), cell.type().service(), cell.type().usageType(), cell.operation(), cell.month());
    }

    private void take(Map<Kind, List<Cell.In>> hour) {
        hour.forEach((kind, cells) -> {
            double quantity =
                    cells.stream().mapToDouble(in -> in.cell().quantity()).sum();
            double before = usedInMonth.getOrDefault(kind, 0.0);
            usedInMonth.put(kind, before + quantity);
            Optional<Price> price = prices.find(kind.service, kind.usageType, kind.operation);
            OptionalDouble each = price.isEmpty() || quantity == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(price.get().tiers().cost(before, quantity) / quantity);
            for (Cell.In in : cells)
                priced.add(
                        new Priced(in.scope(), in.cell(), times(each, in.cell().quantity())));
        });
        hour.clear();
    }

    private static OptionalDouble times(OptionalDouble dollars, double quantity) {
        return dollars.isEmpty() ? dollars : OptionalDouble.of(dollars.getAsDouble() * quantity);
    }

    /// The cells, hour by hour.
    List<Priced> cells() {
        return priced;
    }

    /// What one unit more would cost in `month`; empty where no price is known.
    OptionalDouble next(Scope scope, Usage.Type type, String operation, YearMonth month) {
        Optional<Price> price = prices.find(type.service(), type.usageType(), operation);
        if (price.isEmpty()) return OptionalDouble.empty();
        double before =
                usedInMonth.getOrDefault(new Kind(scope, type.service(), type.usageType(), operation, month), 0.0);
        return OptionalDouble.of(price.get().tiers().next(before));
    }
}
