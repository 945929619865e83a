package io.windtunnel.kernel.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/// Which machine goes first when there are too many; each is an order of machines, the first to go first.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-termination-policies.html
public enum TerminationPolicy {
    DEFAULT("Default"),
    ALLOCATION_STRATEGY("AllocationStrategy"),
    OLDEST_INSTANCE("OldestInstance"),
    NEWEST_INSTANCE("NewestInstance"),
    OLDEST_LAUNCH_TEMPLATE("OldestLaunchTemplate"),
    OLDEST_LAUNCH_CONFIGURATION("OldestLaunchConfiguration"),
    CLOSEST_TO_NEXT_INSTANCE_HOUR("ClosestToNextInstanceHour");

    private static final Duration BILLING_HOUR = Duration.ofHours(1);

    private final String apiName;

    TerminationPolicy(String apiName) {
        this.apiName = apiName;
    }

    public String apiName() {
        return apiName;
    }

    Comparator<Member> order(Allocation allocation, Instant now) {
        return switch (this) {
            case DEFAULT ->
                ALLOCATION_STRATEGY
                        .order(allocation, now)
                        .thenComparingLong(Member::template)
                        .thenComparing(member -> untilNextHour(member, now))
                        .thenComparing(Member::id);
            case ALLOCATION_STRATEGY ->
                Comparator.comparingInt((Member member) -> allocation.misfit(member.purchase()))
                        .reversed();
            case OLDEST_INSTANCE -> Comparator.comparing(Member::since);
            case NEWEST_INSTANCE -> Comparator.comparing(Member::since).reversed();
            case OLDEST_LAUNCH_TEMPLATE -> Comparator.comparingLong(Member::template);
            case OLDEST_LAUNCH_CONFIGURATION ->
                Comparator.comparing((Member member) -> member.template() >= 0).thenComparing(Member::since);
            case CLOSEST_TO_NEXT_INSTANCE_HOUR -> Comparator.comparing(member -> untilNextHour(member, now));
        };
    }

    private static Duration untilNextHour(Member member, Instant now) {
        long lived = Duration.between(member.since(), now).toMillis();
        return BILLING_HOUR.minusMillis(Math.floorMod(lived, BILLING_HOUR.toMillis()));
    }
}
