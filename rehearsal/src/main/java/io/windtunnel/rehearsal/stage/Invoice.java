package io.windtunnel.rehearsal.stage;

import io.windtunnel.cloud.ports.Bill;
import io.windtunnel.cloud.ports.Usage.Charge;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.rehearsal.measure.Spend;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// What each design has used while the wind blew: the bill at its end, less the bill at its begin.
///
/// Thread safety: every method may be called from any thread.
public final class Invoice {
    /// What lines of the bill are summed by.
    private record Item(AccountId account, String service, String usageType, String unit, boolean idle) {
        static Item of(Bill.Line line) {
            return new Item(
                    line.scope().account(),
                    line.service(),
                    line.usageType(),
                    line.unit(),
                    line.charge() == Charge.IDLE);
        }
    }

    private record Sum(double quantity, double dollars, boolean priced) {
        static final Sum NONE = new Sum(0, 0, true);

        Sum plus(Bill.Line line) {
            return new Sum(
                    quantity + line.quantity(),
                    dollars + line.dollars().orElse(0),
                    priced && line.dollars().isPresent());
        }

        Sum minus(Sum other) {
            return new Sum(quantity - other.quantity, dollars - other.dollars, priced);
        }
    }

    /// Less than this is rounding: a billionth of a unit.
    private static final double NOTHING = 1e-9;

    private final Bill bill;
    private Map<Item, Sum> before;
    private Map<Item, Sum> after = Map.of();

    Invoice(Bill bill) {
        this.bill = bill;
        this.before = sums(bill.soFar());
    }

    /// The wind begins: what was used before is not on the invoice.
    synchronized void open() {
        before = sums(bill.soFar());
    }

    /// The wind is over.
    synchronized void close() {
        after = sums(bill.soFar());
    }

    private static Map<Item, Sum> sums(Bill.Statement statement) {
        Map<Item, Sum> sums = new LinkedHashMap<>();
        for (Bill.Line line : statement.lines())
            sums.merge(Item.of(line), Sum.NONE.plus(line), (sum, _) -> sum.plus(line));
        return sums;
    }

    /// What the account of a design used.
    synchronized Spend of(AccountId account) {
        List<Spend.Line> lines = new ArrayList<>();
        TreeSet<String> unpriced = new TreeSet<>();
        double instanceHours = 0;
        for (Map.Entry<Item, Sum> entry : after.entrySet()) {
            Item item = entry.getKey();
            Sum used = entry.getValue().minus(before.getOrDefault(item, Sum.NONE));
            if (!item.account.equals(account) || used.quantity < NOTHING) continue;
            if (item.usageType.startsWith("BoxUsage") || item.usageType.startsWith("SpotUsage"))
                instanceHours += used.quantity;
            if (used.priced)
                lines.add(new Spend.Line(
                        item.service, item.usageType, used.quantity, item.unit, used.dollars, item.idle));
            else unpriced.add(item.service + ": " + item.usageType);
        }
        lines.sort(Comparator.comparingDouble(Spend.Line::dollars).reversed());
        return new Spend(lines, unpriced, instanceHours);
    }
}
