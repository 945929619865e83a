package io.windtunnel.cloud.operations.billing;

import io.windtunnel.cloud.operations.billing.explorer.Spending;
import io.windtunnel.cloud.operations.billing.explorer.Spent;
import io.windtunnel.cloud.ports.Bill;
import io.windtunnel.cloud.ports.MetricsReader;
import io.windtunnel.cloud.ports.Usage.Charge;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The bill, as the rehearsal and people see it.
final class Statements implements Bill, Spending {
    private static final Duration HOUR = Duration.ofHours(1);

    private static final Comparator<Line> ORDER = Comparator.<Line, String>comparing(
                    line -> line.scope().toString())
            .thenComparing(Line::service)
            .thenComparing(Line::usageType)
            .thenComparing(Line::resource);

    private final Ledger ledger;
    private final PriceList prices;
    private final Time time;
    private final Supplier<Optional<MetricsReader>> metrics;

    Statements(Ledger ledger, PriceList prices, Time time, Supplier<Optional<MetricsReader>> metrics) {
        this.ledger = ledger;
        this.prices = prices;
        this.time = time;
        this.metrics = metrics;
    }

    /// Every cell that is kept, with its cost.
    private Pricing priced() {
        return Pricing.of(ledger.cells(), prices);
    }

    @Override
    public List<Spent> of(AccountId account) {
        return priced().cells().stream()
                .filter(each -> each.scope().account().equals(account))
                .map(this::spent)
                .toList();
    }

    private Spent spent(Pricing.Priced priced) {
        Cell cell = priced.cell();
        return new Spent(
                priced.scope(),
                cell.resource(),
                service(cell.type().service(), cell.type().usageType(), cell.operation()),
                cell.type().usageType(),
                cell.operation(),
                cell.type().unit(),
                cell.begin(),
                cell.quantity(),
                priced.dollars());
    }

    /// The name a service has on AWS's bill: the price's, where there is one.
    private String service(String told, String usageType, String operation) {
        return prices.find(told, usageType, operation).map(Price::service).orElse(told);
    }

    @Override
    public Statement soFar() {
        Instant until = time.now();
        Map<Ledger.Of, List<Pricing.Priced>> byLine = new LinkedHashMap<>();
        for (Pricing.Priced priced : priced().cells()) {
            Cell cell = priced.cell();
            byLine.computeIfAbsent(
                            new Ledger.Of(priced.scope(), cell.resource(), cell.type(), cell.operation()),
                            _ -> new ArrayList<>())
                    .add(priced);
        }
        List<Line> lines = new ArrayList<>();
        byLine.forEach((of, cells) -> lines.add(line(of, cells)));
        lines.sort(ORDER);
        return new Statement(ledger.since(), until, List.copyOf(lines));
    }

    private Line line(Ledger.Of of, List<Pricing.Priced> cells) {
        double quantity =
                cells.stream().mapToDouble(each -> each.cell().quantity()).sum();
        boolean known = prices.find(of.type().service(), of.type().usageType(), of.operation())
                .isPresent();
        double dollars =
                cells.stream().mapToDouble(each -> each.dollars().orElse(0)).sum();
        return new Line(
                of.scope(),
                of.resource(),
                service(of.type().service(), of.type().usageType(), of.operation()),
                of.type().usageType(),
                of.operation(),
                of.type().unit(),
                of.type().charge(),
                quantity,
                known ? OptionalDouble.of(dollars) : OptionalDouble.empty());
    }

    @Override
    public Rate rate() {
        Pricing pricing = priced();
        YearMonth month = YearMonth.from(time.now().atOffset(ZoneOffset.UTC));
        double[] dollars = new double[Charge.values().length];
        SortedSet<String> notPriced = new TreeSet<>();
        ledger.paces().forEach((of, pace) -> {
            OptionalDouble price = pricing.next(of.scope(), of.type(), of.operation(), month);
            if (price.isEmpty())
                notPriced.add(of.type().service() + ": " + of.type().usageType());
            dollars[of.type().charge().ordinal()] += price.orElse(0) * (pace.standing() + pace.passing());
        });
        return new Rate(dollars[Charge.IDLE.ordinal()], dollars[Charge.USE.ordinal()], notPriced);
    }

    @Override
    public double requests() {
        Set<Scope> scopes = ledger.cells().stream().map(Cell.In::scope).collect(Collectors.toSet());
        return metrics.get()
                .map(reader -> scopes.stream()
                        .mapToDouble(scope -> requests(reader, scope))
                        .sum())
                .orElse(0.0);
    }

    private double requests(MetricsReader reader, Scope scope) {
        return reader.names(scope, "AWS/ApplicationELB").stream()
                .filter(name -> name.metric().equals("RequestCount"))
                .filter(name -> name.dimensions().keySet().equals(Set.of("LoadBalancer")))
                .flatMap(
                        name -> reader
                                .series(
                                        scope,
                                        name,
                                        "Sum",
                                        HOUR,
                                        ledger.since(),
                                        time.now().plus(HOUR))
                                .stream())
                .mapToDouble(MetricsReader.Point::value)
                .sum();
    }

    @Override
    public List<String> notMetered() {
        return NotMetered.WORDS;
    }
}
