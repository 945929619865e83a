package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Shapes.Attribute;
import io.windtunnel.cloud.edge.elbv2.Shapes.Matcher;
import io.windtunnel.cloud.edge.elbv2.Shapes.Tag;
import io.windtunnel.cloud.edge.elbv2.Shapes.TargetDescription;
import io.windtunnel.cloud.edge.elbv2.Shapes.TargetGroup;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.Call;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `AWS::ElasticLoadBalancingV2::TargetGroup`.
final class TargetGroupType implements ResourceType<TargetGroupType.Properties> {
    record Properties(
            @Nullable String name,
            @Nullable String protocol,
            @Nullable String protocolVersion,
            @Nullable Integer port,
            @Nullable String vpcId,
            @Nullable String targetType,
            @Nullable String ipAddressType,
            @Nullable String healthCheckProtocol,
            @Nullable String healthCheckPort,
            @Nullable String healthCheckPath,
            @Nullable Boolean healthCheckEnabled,
            @Nullable Integer healthCheckIntervalSeconds,
            @Nullable Integer healthCheckTimeoutSeconds,
            @Nullable Integer healthyThresholdCount,
            @Nullable Integer unhealthyThresholdCount,
            @Nullable Matcher matcher,
            List<Attribute> targetGroupAttributes,
            List<TargetDescription> targets,
            List<Tag> tags) {}

    private final Elbv2Api api;
    private final Fabric fabric;

    TargetGroupType(Elbv2Api api, Fabric fabric) {
        this.api = api;
        this.fabric = fabric;
    }

    @Override
    public String name() {
        return "AWS::ElasticLoadBalancingV2::TargetGroup";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of("Name", "Port", "Protocol", "ProtocolVersion", "TargetType", "VpcId", "IpAddressType");
    }

    @Override
    public Progress create(Request<Properties> request) {
        Properties asked = request.properties();
        Call call = Call.internal(request.scope());
        String name = asked.name() != null
                ? asked.name()
                : request.generatedName(fabric.ids().upper(12), Elbv2Resources.LONGEST_NAME);
        return Elbv2Resources.attempt("", () -> {
            String arn = api.createTargetGroup(call, creation(name, request))
                    .targetGroups()
                    .getFirst()
                    .targetGroupArn();
            return Elbv2Resources.attempt(arn, () -> {
                setAttributes(call, arn, asked);
                if (!asked.targets().isEmpty())
                    api.registerTargets(call, new Requests.GroupTargets(arn, asked.targets()));
                return done(request.scope(), arn);
            });
        });
    }

    private static Requests.CreateTargetGroup creation(String name, Request<Properties> request) {
        Properties asked = request.properties();
        return new Requests.CreateTargetGroup(
                name,
                asked.protocol(),
                asked.protocolVersion(),
                asked.port(),
                asked.vpcId(),
                asked.healthCheckProtocol(),
                asked.healthCheckPort(),
                asked.healthCheckEnabled(),
                asked.healthCheckPath(),
                asked.healthCheckIntervalSeconds(),
                asked.healthCheckTimeoutSeconds(),
                asked.healthyThresholdCount(),
                asked.unhealthyThresholdCount(),
                asked.matcher(),
                asked.targetType(),
                Elbv2Resources.tags(asked.tags(), request.tags()),
                asked.ipAddressType());
    }

    private void setAttributes(Call call, String arn, Properties asked) {
        if (asked.targetGroupAttributes().isEmpty()) return;
        api.modifyTargetGroupAttributes(
                call, new Requests.ModifyTargetGroupAttributes(arn, asked.targetGroupAttributes()));
    }

    private Progress done(Scope scope, String arn) {
        TargetGroup made = api.describeTargetGroups(
                        Call.internal(scope),
                        new Requests.DescribeTargetGroups(null, List.of(arn), List.of(), null, null))
                .targetGroups()
                .getFirst();
        return new Progress.Done(
                arn,
                Map.of(
                        "TargetGroupArn", arn,
                        "TargetGroupFullName", arn.substring(arn.indexOf(":targetgroup/") + 1),
                        "TargetGroupName", made.targetGroupName(),
                        "LoadBalancerArns", made.loadBalancerArns()));
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        Properties asked = request.properties();
        Call call = Call.internal(request.scope());
        String arn = request.id();
        return Elbv2Resources.attempt(arn, () -> {
            api.modifyTargetGroup(
                    call,
                    new Requests.ModifyTargetGroup(
                            arn,
                            asked.healthCheckProtocol(),
                            asked.healthCheckPort(),
                            asked.healthCheckPath(),
                            asked.healthCheckEnabled(),
                            asked.healthCheckIntervalSeconds(),
                            asked.healthCheckTimeoutSeconds(),
                            asked.healthyThresholdCount(),
                            asked.unhealthyThresholdCount(),
                            asked.matcher()));
            setAttributes(call, arn, asked);
            List<TargetDescription> gone = before.targets().stream()
                    .filter(target -> !asked.targets().contains(target))
                    .toList();
            List<TargetDescription> fresh = asked.targets().stream()
                    .filter(target -> !before.targets().contains(target))
                    .toList();
            if (!gone.isEmpty()) api.deregisterTargets(call, new Requests.GroupTargets(arn, gone));
            if (!fresh.isEmpty()) api.registerTargets(call, new Requests.GroupTargets(arn, fresh));
            api.addTags(call, new Requests.AddTags(List.of(arn), Elbv2Resources.tags(asked.tags(), request.tags())));
            return done(request.scope(), arn);
        });
    }

    @Override
    public Progress delete(Request<Properties> request) {
        return Elbv2Resources.deletion(
                request.id(),
                () -> api.deleteTargetGroup(Call.internal(request.scope()), new Requests.GroupNamed(request.id())));
    }
}
