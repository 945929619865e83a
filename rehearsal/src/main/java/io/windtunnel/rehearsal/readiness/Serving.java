package io.windtunnel.rehearsal.readiness;

import io.windtunnel.rehearsal.plan.Behaviour;
import io.windtunnel.rehearsal.plan.RequestTemplate;
import io.windtunnel.rehearsal.plan.StandInPlan;
import io.windtunnel.rehearsal.plan.TrafficPlan;
import io.windtunnel.rehearsal.plan.Workers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one machine of a stand-in serves of the expected traffic.
///
/// @param perSecond requests a second at which the first of its behaviours has all its workers busy
/// @param bytes of a request and its response, on average
record Serving(double perSecond, double bytes) {
    /// Bytes of a request, and of a response's header, that the file does not tell: our own figures.
    private static final int REQUEST_BYTES = 300;

    private static final int HEADER_BYTES = 200;

    /// Weighs every stream by its share of the requests.
    static Serving of(StandInPlan plan, List<TrafficPlan> traffic, int vcpus) {
        Map<Behaviour, Double> shares = new HashMap<>();
        double bytes = 0;
        double all =
                traffic.stream().mapToDouble(stream -> stream.rate().total()).sum();
        for (TrafficPlan stream : traffic) {
            double share = all == 0 ? 0 : stream.rate().total() / all;
            double weights =
                    stream.send().stream().mapToDouble(RequestTemplate::weight).sum();
            for (RequestTemplate request : stream.send()) {
                double part = share * request.weight() / weights;
                Behaviour behaviour = behaviour(plan, request);
                bytes += part * (REQUEST_BYTES + request.body().length() + HEADER_BYTES);
                if (behaviour == null) continue;
                bytes += part * behaviour.body().length();
                shares.merge(behaviour, part, Double::sum);
            }
        }
        return new Serving(perSecond(plan, shares, vcpus), bytes);
    }

    /// What the busiest workers let through: those of a behaviour alone, or those that the others share.
    private static double perSecond(StandInPlan plan, Map<Behaviour, Double> shares, int vcpus) {
        double least = Double.POSITIVE_INFINITY;
        double sharedSeconds = 0;
        for (Map.Entry<Behaviour, Double> entry : shares.entrySet()) {
            double seconds = entry.getKey().take().mean().toNanos() / 1e9 * entry.getValue();
            Workers own = entry.getKey().workers();
            if (own == null && plan.workers() != null) sharedSeconds += seconds;
            else least = Math.min(least, (own == null ? Workers.ONE_PER_VCPU : own).on(vcpus) / seconds);
        }
        Workers shared = plan.workers();
        return shared == null ? least : Math.min(least, shared.on(vcpus) / sharedSeconds);
    }

    private static @Nullable Behaviour behaviour(StandInPlan plan, RequestTemplate request) {
        StringBuilder path = new StringBuilder();
        for (RequestTemplate.Part part : request.path()) {
            switch (part) {
                case RequestTemplate.Text text -> path.append(text.text());
                case RequestTemplate.Key _ -> path.append('1');
            }
        }
        for (Behaviour behaviour : plan.serve())
            if (behaviour.on().matches(request.method(), path.toString())) return behaviour;
        return null;
    }
}
