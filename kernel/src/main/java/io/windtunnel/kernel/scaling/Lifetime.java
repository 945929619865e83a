package io.windtunnel.kernel.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The end of machines that have lived as long as they may: one at a time as far as the lifetime gives time for that,
/// else up to a tenth of the group at once. Protected machines stay.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-max-instance-lifetime.html
public final class Lifetime {
    /// What one replacement is taken to last when it is asked whether there is time for one after the other. AWS names
    /// no figure.
    static final Duration REPLACEMENT = Duration.ofMinutes(10);

    private Lifetime() {}

    /// How many units may be replaced at once.
    public static int atOnce(int capacity, Duration lifetime) {
        long needed = Math.ceilDiv(REPLACEMENT.multipliedBy(capacity).toMillis(), lifetime.toMillis());
        return Math.clamp(needed, 1, Math.max(1, capacity / 10));
    }

    /// The machines whose time is over, by id, as many as may be replaced at once, the oldest first.
    public static Set<String> over(List<Member> members, Duration lifetime, Instant now) {
        Instant born = now.minus(lifetime);
        int capacity = 0;
        for (Member member : members) if (member.counts()) capacity += member.weight();
        return members.stream()
                .filter(member -> member.stage() == Member.Stage.IN_SERVICE && !member.protectedFromScaleIn())
                .filter(member -> !member.since().isAfter(born))
                .sorted(Comparator.comparing(Member::since).thenComparing(Member::id))
                .limit(atOnce(capacity, lifetime))
                .map(Member::id)
                .collect(Collectors.toUnmodifiableSet());
    }
}
