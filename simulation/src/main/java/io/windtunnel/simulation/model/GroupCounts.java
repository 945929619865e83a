package io.windtunnel.simulation.model;

import io.windtunnel.cloud.edge.elbv2.proxy.GroupPassage;
import io.windtunnel.cloud.edge.elbv2.proxy.Meters;
import io.windtunnel.kernel.statistics.Histogram;

/// What a node has counted of one target group since it last told its meters.
final class GroupCounts {
    private final String group;
    private final Histogram seconds = new Histogram();
    long chosen;
    long failedOpen;
    long unreachable;
    private long[] answered = new long[6];

    GroupCounts(String group) {
        this.group = group;
    }

    void answered(Call call, long nowNanos) {
        call.timeTo(seconds, nowNanos);
        int kind = call.status / 100;
        if (kind >= 2 && kind <= 5) answered[kind] += call.weight;
    }

    void flush(Meters meters) {
        if (chosen == 0 && seconds.isEmpty() && unreachable == 0) return;
        meters.passed(group, new GroupPassage(chosen, answered, seconds.harvest(), failedOpen, unreachable));
        answered = new long[6];
        chosen = 0;
        failedOpen = 0;
        unreachable = 0;
    }
}
