package io.windtunnel.rehearsal.stage;

import io.windtunnel.rehearsal.plan.Pacing;
import io.windtunnel.rehearsal.plan.Rate;
import io.windtunnel.rehearsal.plan.RateCurve;
import io.windtunnel.rehearsal.plan.RequestTemplate;
import io.windtunnel.rehearsal.plan.TrafficPlan;
import java.time.Duration;
import java.util.List;

/// The few requests before the wind that are not measured, live so that code is loaded and compiled, simulated so that
/// whose turn it is stands the same.
public final class WarmUpTraffic {
    /// How long and how hard it blows: less than any design under rehearsal bears.
    private static final Duration LASTS = Duration.ofMillis(1_500);

    private static final double PER_SECOND = 40;

    private WarmUpTraffic() {}

    /// A little of each stream; what is not safe to repeat is not sent.
    public static List<TrafficPlan> of(List<TrafficPlan> streams) {
        return streams.stream()
                .filter(stream -> stream.send().getFirst().method().equals("GET"))
                .map(WarmUpTraffic::little)
                .toList();
    }

    private static TrafficPlan little(TrafficPlan stream) {
        RequestTemplate first = stream.send().getFirst();
        return new TrafficPlan(
                stream.name() + " warm-up",
                stream.to(),
                stream.from(),
                List.of(first),
                new RateCurve(List.of(new Rate.Hold(PER_SECOND, LASTS))),
                Pacing.EVEN,
                stream.timeout(),
                stream.connectTimeout(),
                stream.keepAlive(),
                1);
    }
}
