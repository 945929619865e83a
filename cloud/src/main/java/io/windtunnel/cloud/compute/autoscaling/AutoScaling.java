package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.CloudService;
import io.windtunnel.cloud.compute.autoscaling.policies.Policies;
import io.windtunnel.cloud.ports.FaultTargets;
import io.windtunnel.kernel.time.Timer;

/// EC2 Auto Scaling, running.
public final class AutoScaling implements CloudService {
    private final Groups groups;
    private final Policies policies;
    private final AutoScalingApi face;
    private final Timer metrics;

    private AutoScaling(CloudContext context) {
        groups = new Groups(context);
        policies = new Policies(context, new GroupSizes(groups), Views::policyPage);
        face = new AutoScalingApi(groups, policies);
        metrics = context.fabric().time().every(Pace.METRICS, this::publish);
    }

    public static AutoScaling open(CloudContext context) {
        AutoScaling service = new AutoScaling(context);
        context.directory()
                .offer(
                        FaultTargets.class,
                        "ec2",
                        FaultTargets.of("autoscaling-group", new InjectionTargets(service.face)));
        AutoScalingResources.addTo(
                context.resourceTypes(),
                service.face,
                context.fabric().ids(),
                context.fabric().time());
        return service;
    }

    private void publish() {
        groups.neighbours
                .metrics()
                .ifPresent(port ->
                        GroupMetrics.publish(groups.books(), port, groups.time().now()));
    }

    @Override
    public String name() {
        return "autoscaling";
    }

    @Override
    public AutoScalingApi face() {
        return face;
    }

    @Override
    public void close() {
        metrics.cancel();
        policies.close();
        groups.close();
    }
}
