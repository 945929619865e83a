package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Shapes.Attribute;
import io.windtunnel.cloud.edge.elbv2.Shapes.LoadBalancer;
import io.windtunnel.cloud.edge.elbv2.Shapes.MinimumLoadBalancerCapacity;
import io.windtunnel.cloud.edge.elbv2.Shapes.SubnetMapping;
import io.windtunnel.cloud.edge.elbv2.Shapes.Tag;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.Call;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `AWS::ElasticLoadBalancingV2::LoadBalancer`.
final class LoadBalancerType implements ResourceType<LoadBalancerType.Properties> {
    record Properties(
            @Nullable String name,
            @Nullable String scheme,
            @Nullable String type,
            @Nullable String ipAddressType,
            List<String> subnets,
            List<SubnetMapping> subnetMappings,
            List<String> securityGroups,
            List<Attribute> loadBalancerAttributes,
            @Nullable MinimumLoadBalancerCapacity minimumLoadBalancerCapacity,
            @Nullable Boolean enableCapacityReservationProvisionStabilize,
            List<Tag> tags) {}

    private final Elbv2Api api;
    private final Fabric fabric;

    LoadBalancerType(Elbv2Api api, Fabric fabric) {
        this.api = api;
        this.fabric = fabric;
    }

    @Override
    public String name() {
        return "AWS::ElasticLoadBalancingV2::LoadBalancer";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of("Name", "Scheme", "Type");
    }

    @Override
    public Progress create(Request<Properties> request) {
        Properties asked = request.properties();
        Call call = Call.internal(request.scope());
        String name = asked.name() != null
                ? asked.name()
                : request.generatedName(fabric.ids().upper(12), Elbv2Resources.LONGEST_NAME);
        return Elbv2Resources.attempt("", () -> {
            String arn = api.createLoadBalancer(
                            call,
                            new Requests.CreateLoadBalancer(
                                    name,
                                    asked.subnets(),
                                    asked.subnetMappings(),
                                    asked.securityGroups(),
                                    asked.scheme(),
                                    Elbv2Resources.tags(asked.tags(), request.tags()),
                                    asked.type(),
                                    asked.ipAddressType()))
                    .loadBalancers()
                    .getFirst()
                    .loadBalancerArn();
            return Elbv2Resources.attempt(arn, () -> {
                setAttributes(call, arn, asked);
                if (asked.minimumLoadBalancerCapacity() != null) reserve(call, arn, asked);
                return progress(request.scope(), arn, stabilize(asked));
            });
        });
    }

    private void reserve(Call call, String arn, Properties asked) {
        MinimumLoadBalancerCapacity wanted = asked.minimumLoadBalancerCapacity();
        api.modifyCapacityReservation(
                call, new Requests.ModifyCapacityReservation(arn, wanted, wanted == null ? true : null));
    }

    /// Whether the resource is done only when its reservation is.
    private static boolean stabilize(Properties asked) {
        return Boolean.TRUE.equals(asked.enableCapacityReservationProvisionStabilize());
    }

    private boolean reserving(Scope scope, String arn) {
        return api
                .describeCapacityReservation(Call.internal(scope), new Requests.BalancerNamed(arn))
                .capacityReservationState()
                .stream()
                .anyMatch(zone -> !zone.state().code().equals("provisioned"));
    }

    private void setAttributes(Call call, String arn, Properties asked) {
        if (asked.loadBalancerAttributes().isEmpty()) return;
        api.modifyLoadBalancerAttributes(
                call, new Requests.ModifyLoadBalancerAttributes(arn, asked.loadBalancerAttributes()));
    }

    private Progress progress(Scope scope, String arn, boolean stabilize) {
        LoadBalancer made = api.describeLoadBalancers(
                        Call.internal(scope), new Requests.DescribeLoadBalancers(List.of(arn), List.of(), null, null))
                .loadBalancers()
                .getFirst();
        if (!made.state().code().equals("active"))
            return new Progress.Pending(arn, Duration.ofSeconds(1), () -> progress(scope, arn, stabilize));
        if (stabilize && reserving(scope, arn))
            return new Progress.Pending(arn, Duration.ofSeconds(10), () -> progress(scope, arn, true));
        return new Progress.Done(
                arn,
                Map.of(
                        "LoadBalancerArn", arn,
                        "DNSName", made.dnsName(),
                        "CanonicalHostedZoneID", made.canonicalHostedZoneId(),
                        "LoadBalancerFullName",
                                arn.substring(arn.indexOf(":loadbalancer/") + ":loadbalancer/".length()),
                        "LoadBalancerName", made.loadBalancerName(),
                        "SecurityGroups", made.securityGroups()));
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        Properties asked = request.properties();
        Call call = Call.internal(request.scope());
        String arn = request.id();
        return Elbv2Resources.attempt(arn, () -> {
            if (!asked.subnets().equals(before.subnets())
                    || !asked.subnetMappings().equals(before.subnetMappings()))
                api.setSubnets(call, new Requests.SetSubnets(arn, asked.subnets(), asked.subnetMappings(), null));
            if (!asked.securityGroups().equals(before.securityGroups()))
                api.setSecurityGroups(call, new Requests.SetSecurityGroups(arn, asked.securityGroups()));
            setAttributes(call, arn, asked);
            if (!Objects.equals(asked.minimumLoadBalancerCapacity(), before.minimumLoadBalancerCapacity()))
                reserve(call, arn, asked);
            api.addTags(call, new Requests.AddTags(List.of(arn), Elbv2Resources.tags(asked.tags(), request.tags())));
            return progress(request.scope(), arn, stabilize(asked));
        });
    }

    @Override
    public Progress delete(Request<Properties> request) {
        return Elbv2Resources.deletion(
                request.id(),
                () -> api.deleteLoadBalancer(Call.internal(request.scope()), new Requests.BalancerNamed(request.id())));
    }
}
