package io.windtunnel.rehearsal.readiness;

import io.windtunnel.rehearsal.readiness.Survey.Group;
import io.windtunnel.rehearsal.readiness.Survey.Measure;
import io.windtunnel.rehearsal.readiness.Survey.Policy;
import io.windtunnel.rehearsal.readiness.Survey.Scheduled;
import io.windtunnel.rehearsal.readiness.Survey.Stepping;
import io.windtunnel.rehearsal.readiness.Survey.TargetTracking;
import io.windtunnel.rehearsal.readiness.Survey.Unreckoned;
import io.windtunnel.rehearsal.readiness.Survey.WarmPool;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// How a group grows with the traffic, reckoned second by second as a fluid: what comes beyond what stands is short.
/// Nothing is queued and nothing shrinks. It is an estimate of the same loop that a rehearsal really runs.
///
/// Target tracking looks at three periods in a row, and asks for the capacity that would bring the metric to its
/// target;
/// machines that are still warming up count as capacity.
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html; the three periods are
/// as observed.
final class FleetGrowth {
    private static final int TRACKING_PERIODS = 3;
    private static final int MINUTE = 60;

    /// A period of the processor's metric where instances are not monitored in detail. Source:
    /// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-detailed-monitoring.html
    private static final int BASIC_PERIOD = 300;

    /// What comes of it.
    ///
    /// @param shortfall requests that find no capacity
    /// @param firstShort the first second with such requests; -1 when there is none
    /// @param largest the most instances that stand at a time
    record Course(double shortfall, int firstShort, int largest) {}

    private record Arriving(int at, int count) {}

    /// A policy under way.
    private static final class Watch {
        private final Policy policy;
        private final int period;
        private final int periods;
        private int breaching;
        private double sum;
        private int quietUntil;

        Watch(Policy policy, boolean detailed) {
            this.policy = policy;
            this.period = switch (policy) {
                case TargetTracking tracking -> periodOf(tracking.measure(), detailed);
                case Stepping stepping ->
                    Math.max((int) stepping.period().toSeconds(), periodOf(stepping.measure(), detailed));
                case Unreckoned _ -> MINUTE;
            };
            this.periods = policy instanceof Stepping stepping ? stepping.periods() : TRACKING_PERIODS;
        }

        private static int periodOf(Measure measure, boolean detailed) {
            return measure == Measure.CPU && !detailed ? BASIC_PERIOD : MINUTE;
        }
    }

    private final Forecast forecast;
    private final Group group;
    private final double perSecond;
    private final int coldSeconds;
    private final int poolSeconds;
    private final Deque<Arriving> arriving = new ArrayDeque<>();
    private final List<Watch> watches = new ArrayList<>();
    private int standing;
    private int coming;
    private int pooled;
    private int most;

    private FleetGrowth(Situation situation, Group group, Serving serving) {
        this.forecast = situation.forecastOf(group);
        this.group = group;
        this.perSecond = serving.perSecond();
        this.coldSeconds = (int) situation.untilServing(group).toSeconds();
        this.poolSeconds = (int) situation.untilServingFromPool(group).toSeconds();
        this.standing = group.desired();
        this.most = group.max();
        WarmPool pool = group.warmPool();
        this.pooled = pool == null ? 0 : pool.size();
        for (Policy policy : group.policies())
            if (!(policy instanceof Unreckoned)) watches.add(new Watch(policy, group.detailed()));
    }

    static Course of(Situation situation, Group group, Serving serving) {
        return new FleetGrowth(situation, group, serving).play(situation);
    }

    /// How long a policy needs to notice: all its periods.
    static Duration notices(Group group, Policy policy) {
        Watch watch = new Watch(policy, group.detailed());
        return Duration.ofSeconds((long) watch.period * watch.periods);
    }

    private Course play(Situation situation) {
        double shortfall = 0;
        int firstShort = -1;
        int largest = standing;
        for (int second = 0; second < forecast.seconds(); second++) {
            for (Scheduled action : group.scheduled()) scheduled(action, situation, second);
            arrive(second);
            double missing = forecast.at(second) - standing * perSecond;
            if (missing > 1e-9) {
                shortfall += missing;
                if (firstShort < 0) firstShort = second;
            }
            for (Watch watch : watches) watch(watch, second);
            largest = Math.max(largest, standing);
        }
        return new Course(shortfall, firstShort, largest);
    }

    private void arrive(int second) {
        arriving.removeIf(some -> {
            if (some.at() > second) return false;
            standing += some.count();
            coming -= some.count();
            return true;
        });
    }

    private void scheduled(Scheduled action, Situation situation, int second) {
        if (action.at() == null || situation.begins() == null) return;
        long at = Duration.between(situation.begins(), action.at()).toSeconds();
        if (at != second && !(second == 0 && at < 0)) return;
        if (action.max() != null) most = action.max();
        int wanted = action.desired() != null ? action.desired() : action.min() != null ? action.min() : 0;
        launch(wanted, (int) at);
    }

    private void watch(Watch watch, int second) {
        watch.sum += load(watch.policy, second);
        if ((second + 1) % watch.period != 0) return;
        double average = watch.sum / watch.period;
        watch.sum = 0;
        double bound = bound(watch.policy);
        watch.breaching = average > bound ? watch.breaching + 1 : 0;
        if (watch.breaching < watch.periods || second < watch.quietUntil) return;
        switch (watch.policy) {
            case TargetTracking _ -> launch((int) Math.ceil(standing * average / bound - 1e-9), second);
            case Stepping stepping -> {
                double more = stepping.percent() ? standing * stepping.amount() / 100 : stepping.amount();
                launch(standing + (int) Math.max(1, Math.ceil(more)), second);
                watch.quietUntil = second + (int) stepping.cooldown().toSeconds();
            }
            case Unreckoned _ -> {}
        }
    }

    /// The load of one machine as a policy's metric shows it, as a share of what it can serve. The processor cannot be
    /// more than busy; requests are counted as they come.
    private double load(Policy policy, int second) {
        double share = forecast.at(second) / (standing * perSecond);
        return measure(policy) == Measure.CPU ? Math.min(1, share) : share;
    }

    private static Measure measure(Policy policy) {
        return switch (policy) {
            case TargetTracking tracking -> tracking.measure();
            case Stepping stepping -> stepping.measure();
            case Unreckoned _ -> Measure.CPU;
        };
    }

    private double bound(Policy policy) {
        double value = switch (policy) {
            case TargetTracking tracking -> tracking.target();
            case Stepping stepping -> stepping.threshold();
            case Unreckoned _ -> Double.POSITIVE_INFINITY;
        };
        return measure(policy) == Measure.CPU ? value / 100 : value / MINUTE / perSecond;
    }

    private void launch(int wanted, int second) {
        int more = Math.min(wanted, most) - standing - coming;
        if (more <= 0) return;
        int fromPool = Math.min(more, pooled);
        pooled -= fromPool;
        if (fromPool > 0) arriving.add(new Arriving(second + poolSeconds, fromPool));
        if (more > fromPool) arriving.add(new Arriving(second + coldSeconds, more - fromPool));
        coming += more;
    }
}
