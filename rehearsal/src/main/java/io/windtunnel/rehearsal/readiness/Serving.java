package io.windtunnel.rehearsal.readiness;

import io.windtunnel.rehearsal.plan.Behaviour;
import io.windtunnel.rehearsal.plan.RequestTemplate;
import io.windtunnel.rehearsal.plan.StandInPlan;
import io.windtunnel.rehearsal.plan.TrafficPlan;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one machine of a stand-in serves of the expected traffic.
///
/// @param perSecond requests a second at which the first of its behaviours has all its workers busy
/// @param boot from the launch until it answers
/// @param bytes of a request and its response, on average
record Serving(double perSecond, Duration boot, double bytes) {
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
        double least = Double.POSITIVE_INFINITY;
        for (Map.Entry<Behaviour, Double> entry : shares.entrySet())
            least = Math.min(least, most(entry.getKey(), vcpus) / entry.getValue());
        return new Serving(least, plan.boot().mean(), bytes);
    }

    private static double most(Behaviour behaviour, int vcpus) {
        int workers = behaviour.workers() == 0 ? vcpus : behaviour.workers();
        double seconds = behaviour.take().mean().toNanos() / 1e9;
        return seconds == 0 ? Double.POSITIVE_INFINITY : workers / seconds;
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
