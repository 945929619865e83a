package io.windtunnel.rehearsal.run;

import io.windtunnel.rehearsal.plan.Quantity;
import io.windtunnel.rehearsal.plan.RehearsalPlan;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// Sentences that stand in every report, live or simulated.
public final class ReportWords {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH);

    /// How requests are counted.
    public static final String COUNTED =
            "Latency and misses are counted by the second in which a request was meant to be sent, whenever its answer"
                    + " came. Served well means a whole answer with a status below 400 in the client's patience.";

    private ReportWords() {}

    public static String date(Instant at) {
        return DATE.format(at.atOffset(ZoneOffset.UTC));
    }

    /// Where it was, and for how long the wind blew.
    public static List<String> scene(RehearsalPlan plan) {
        return List.of("Region " + plan.region(), "wind " + Quantity.words(plan.windLasts()));
    }

    /// What the bill is worth.
    ///
    /// @param notMetered what AWS charges for beyond it
    public static String bill(Collection<String> notMetered) {
        return "The bill is priced by published us-east-1 prices. AWS charges for more than is metered here: "
                + String.join("; ", notMetered) + ".";
    }
}
