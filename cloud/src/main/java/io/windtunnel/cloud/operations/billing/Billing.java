package io.windtunnel.cloud.operations.billing;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.CloudService;
import io.windtunnel.cloud.operations.billing.explorer.CostExplorerApi;
import io.windtunnel.cloud.ports.Bill;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.InstancePrices;
import io.windtunnel.cloud.ports.MetricsReader;
import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.kernel.time.Timer;
import io.windtunnel.wire.Unhonoured;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Billing, running: offers [Usage] and [Bill], and answers Cost Explorer's API.
public final class Billing implements CloudService {
    /// How often the running hour is kept, so that a crash loses no more: 5 minutes of scenario time,
    /// our choice.
    private static final Duration KEEPING = Duration.ofMinutes(5);

    private final Time time;
    private final Ledger ledger;
    private final CostExplorerApi face;
    private final Timer keeping;
    private Timer minute;

    private Billing(CloudContext context) {
        time = context.fabric().time();
        PriceList prices =
                PriceList.read(type -> InstancePrices.of(context.directory()).onDemand(type));
        ledger = new Ledger(time, context.fabric().storage(), of -> tell(context.directory(), prices, of));
        Statements statements =
                new Statements(ledger, prices, time, () -> context.directory().find(MetricsReader.class));
        face = new CostExplorerApi(statements, time);
        context.directory().offer(Usage.class, ledger);
        context.directory().offer(Bill.class, statements);
        keeping = time.every(KEEPING, ledger::keep);
        minute = atNextMinute();
    }

    public static Billing open(CloudContext context) {
        return new Billing(context);
    }

    /// Usage without a price is told, once for each usage type.
    private static void tell(Directory directory, PriceList prices, Ledger.Of of) {
        if (prices.find(of.type().service(), of.type().usageType(), of.operation())
                .isPresent()) return;
        directory
                .find(Unhonoured.class)
                .ifPresent(unhonoured ->
                        unhonoured.report("ce", "bill", of.type().usageType() + " (no price known: left out)"));
    }

    private Timer atNextMinute() {
        Instant now = time.now();
        Instant next = now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        return time.after(Duration.between(now, next), this::minuteEnds);
    }

    private void minuteEnds() {
        ledger.minuteEnds();
        synchronized (this) {
            minute = atNextMinute();
        }
    }

    @Override
    public String name() {
        return "ce";
    }

    @Override
    public CostExplorerApi face() {
        return face;
    }

    /// What it counts by, for tests.
    Usage usage() {
        return ledger;
    }

    @Override
    public synchronized void close() {
        keeping.cancel();
        minute.cancel();
        ledger.keep();
    }
}
