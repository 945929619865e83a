package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Shapes.AvailabilityZone;
import io.windtunnel.cloud.edge.elbv2.Shapes.Certificate;
import io.windtunnel.cloud.edge.elbv2.Shapes.LoadBalancerAddress;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The API of Elastic Load Balancing, version 2015-12-01.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/
public final class Elbv2Api {
    private final Fabric fabric;
    private final Ledger ledger;
    private final Balancers balancers;
    private final Reservations reservations;
    private final Groups groups;
    private final Targets targets;
    private final Listeners listeners;
    private final Rules rules;
    private final Tagging tagging;

    Elbv2Api(
            Fabric fabric,
            Ledger ledger,
            Balancers balancers,
            Reservations reservations,
            Groups groups,
            Targets targets,
            Listeners listeners,
            Rules rules) {
        this.fabric = fabric;
        this.ledger = ledger;
        this.balancers = balancers;
        this.reservations = reservations;
        this.groups = groups;
        this.targets = targets;
        this.listeners = listeners;
        this.rules = rules;
        this.tagging = new Tagging(ledger);
    }

    public Answers.BalancersMade createLoadBalancer(Call call, Requests.CreateLoadBalancer request) {
        return new Answers.BalancersMade(List.of(shape(balancers.create(call.scope(), request))));
    }

    public Answers.Balancers describeLoadBalancers(Call call, Requests.DescribeLoadBalancers request) {
        List<BalancerState> all = balancers.find(call.scope(), request.loadBalancerArns(), request.names());
        Paging<BalancerState> page = Paging.of(all, request.marker(), request.pageSize());
        return new Answers.Balancers(page.items().stream().map(this::shape).toList(), page.nextMarker());
    }

    public Answers.Done deleteLoadBalancer(Call call, Requests.BalancerNamed request) {
        balancers.delete(call.scope(), request.loadBalancerArn());
        return new Answers.Done();
    }

    public Answers.Attributes describeLoadBalancerAttributes(Call call, Requests.BalancerNamed request) {
        BalancerState balancer = balancers.get(call.scope(), request.loadBalancerArn());
        return new Answers.Attributes(balancer.allAttributes());
    }

    public Answers.Attributes modifyLoadBalancerAttributes(Call call, Requests.ModifyLoadBalancerAttributes request) {
        BalancerState changed =
                balancers.modifyAttributes(call.scope(), request.loadBalancerArn(), request.attributes());
        return new Answers.Attributes(changed.allAttributes());
    }

    public Answers.CapacityReservation describeCapacityReservation(Call call, Requests.BalancerNamed request) {
        return reservations.describe(call.scope(), request.loadBalancerArn());
    }

    public Answers.CapacityReservation modifyCapacityReservation(
            Call call, Requests.ModifyCapacityReservation request) {
        return reservations.modify(call.scope(), request);
    }

    public Answers.Subnets setSubnets(Call call, Requests.SetSubnets request) {
        if (request.ipAddressType() != null)
            balancers.requireIpAddressType(call.scope(), request.loadBalancerArn(), request.ipAddressType());
        BalancerState changed = balancers.setSubnets(
                call.scope(), request.loadBalancerArn(), request.subnets(), request.subnetMappings());
        reservations.rebalance(call.scope(), request.loadBalancerArn());
        return new Answers.Subnets(zones(changed), changed.ipAddressType());
    }

    public Answers.SecurityGroups setSecurityGroups(Call call, Requests.SetSecurityGroups request) {
        BalancerState changed =
                balancers.setSecurityGroups(call.scope(), request.loadBalancerArn(), request.securityGroups());
        return new Answers.SecurityGroups(changed.securityGroups());
    }

    public Answers.IpAddressType setIpAddressType(Call call, Requests.SetIpAddressType request) {
        balancers.requireIpAddressType(call.scope(), request.loadBalancerArn(), request.ipAddressType());
        return new Answers.IpAddressType(request.ipAddressType());
    }

    public Answers.GroupsMade createTargetGroup(Call call, Requests.CreateTargetGroup request) {
        return new Answers.GroupsMade(List.of(shape(call.scope(), groups.create(call.scope(), request))));
    }

    public Answers.GroupsMade modifyTargetGroup(Call call, Requests.ModifyTargetGroup request) {
        if (Boolean.FALSE.equals(request.healthCheckEnabled()))
            throw Refusals.configuration("Health checks cannot be disabled for this target type");
        return new Answers.GroupsMade(List.of(shape(call.scope(), groups.modify(call.scope(), request))));
    }

    public Answers.Groups describeTargetGroups(Call call, Requests.DescribeTargetGroups request) {
        List<GroupState> all =
                groups.find(call.scope(), request.loadBalancerArn(), request.targetGroupArns(), request.names());
        Paging<GroupState> page = Paging.of(all, request.marker(), request.pageSize());
        return new Answers.Groups(
                page.items().stream().map(group -> shape(call.scope(), group)).toList(), page.nextMarker());
    }

    public Answers.Done deleteTargetGroup(Call call, Requests.GroupNamed request) {
        groups.delete(call.scope(), request.targetGroupArn());
        return new Answers.Done();
    }

    public Answers.Attributes describeTargetGroupAttributes(Call call, Requests.GroupNamed request) {
        GroupState group = groups.get(call.scope(), request.targetGroupArn());
        return new Answers.Attributes(group.allAttributes());
    }

    public Answers.Attributes modifyTargetGroupAttributes(Call call, Requests.ModifyTargetGroupAttributes request) {
        GroupState changed = groups.modifyAttributes(call.scope(), request.targetGroupArn(), request.attributes());
        return new Answers.Attributes(changed.allAttributes());
    }

    public Answers.Done registerTargets(Call call, Requests.GroupTargets request) {
        targets.register(call.scope(), request.targetGroupArn(), request.targets());
        return new Answers.Done();
    }

    public Answers.Done deregisterTargets(Call call, Requests.GroupTargets request) {
        targets.deregister(call.scope(), request.targetGroupArn(), request.targets());
        return new Answers.Done();
    }

    public Answers.TargetHealths describeTargetHealth(Call call, Requests.GroupTargets request) {
        return new Answers.TargetHealths(targets.describe(call.scope(), request.targetGroupArn(), request.targets()));
    }

    public Answers.ListenersMade createListener(Call call, Requests.CreateListener request) {
        return new Answers.ListenersMade(List.of(shape(listeners.create(call.scope(), request))));
    }

    public Answers.ListenersMade modifyListener(Call call, Requests.ModifyListener request) {
        return new Answers.ListenersMade(List.of(shape(listeners.modify(call.scope(), request))));
    }

    public Answers.Listeners describeListeners(Call call, Requests.DescribeListeners request) {
        List<ListenerState> all = listeners.find(call.scope(), request.loadBalancerArn(), request.listenerArns());
        Paging<ListenerState> page = Paging.of(all, request.marker(), request.pageSize());
        return new Answers.Listeners(page.items().stream().map(Elbv2Api::shape).toList(), page.nextMarker());
    }

    public Answers.Done deleteListener(Call call, Requests.ListenerNamed request) {
        listeners.delete(call.scope(), request.listenerArn());
        return new Answers.Done();
    }

    public Answers.Attributes describeListenerAttributes(Call call, Requests.ListenerNamed request) {
        return new Answers.Attributes(ListenerAttributes.all(listeners.get(call.scope(), request.listenerArn())));
    }

    public Answers.Attributes modifyListenerAttributes(Call call, Requests.ModifyListenerAttributes request) {
        return new Answers.Attributes(ListenerAttributes.all(
                listeners.modifyAttributes(call.scope(), request.listenerArn(), request.attributes())));
    }

    public Answers.CertificatesAdded addListenerCertificates(Call call, Requests.ListenerCertificates request) {
        return new Answers.CertificatesAdded(
                listeners.addCertificates(call.scope(), request.listenerArn(), request.certificates()));
    }

    public Answers.Done removeListenerCertificates(Call call, Requests.ListenerCertificates request) {
        listeners.removeCertificates(call.scope(), request.listenerArn(), request.certificates());
        return new Answers.Done();
    }

    public Answers.Certificates describeListenerCertificates(Call call, Requests.DescribeListenerCertificates request) {
        List<String> arns = listeners.get(call.scope(), request.listenerArn()).certificates();
        List<Certificate> all = arns.stream()
                .map(arn -> new Certificate(arn, arn.equals(arns.getFirst())))
                .toList();
        Paging<Certificate> page = Paging.of(all, request.marker(), request.pageSize());
        return new Answers.Certificates(page.items(), page.nextMarker());
    }

    public Answers.RulesMade createRule(Call call, Requests.CreateRule request) {
        return new Answers.RulesMade(List.of(Rules.shape(rules.create(call.scope(), request))));
    }

    public Answers.RulesMade modifyRule(Call call, Requests.ModifyRule request) {
        return new Answers.RulesMade(List.of(Rules.shape(rules.modify(call.scope(), request))));
    }

    public Answers.Rules describeRules(Call call, Requests.DescribeRules request) {
        List<Shapes.Rule> all = rules.find(call.scope(), request.listenerArn(), request.ruleArns());
        Paging<Shapes.Rule> page = Paging.of(all, request.marker(), request.pageSize());
        return new Answers.Rules(page.items(), page.nextMarker());
    }

    public Answers.Done deleteRule(Call call, Requests.RuleNamed request) {
        rules.delete(call.scope(), request.ruleArn());
        return new Answers.Done();
    }

    public Answers.RulesMade setRulePriorities(Call call, Requests.SetRulePriorities request) {
        return new Answers.RulesMade(rules.setPriorities(call.scope(), request.rulePriorities()));
    }

    public Answers.Done addTags(Call call, Requests.AddTags request) {
        tagging.add(call.scope(), request.resourceArns(), request.tags());
        return new Answers.Done();
    }

    public Answers.Done removeTags(Call call, Requests.RemoveTags request) {
        tagging.remove(call.scope(), request.resourceArns(), request.tagKeys());
        return new Answers.Done();
    }

    public Answers.Tags describeTags(Call call, Requests.DescribeTags request) {
        return tagging.describe(call.scope(), request.resourceArns(), targets.fleet());
    }

    public Answers.Limits describeAccountLimits(Call call, Requests.Page request) {
        List<Shapes.Limit> all = List.of(
                limit(call, "application-load-balancers", Limit.BALANCERS),
                limit(call, "network-load-balancers", Limit.NETWORK_BALANCERS),
                limit(call, "listeners-per-network-load-balancer", Limit.LISTENERS_PER_NETWORK_BALANCER),
                limit(call, "target-groups", Limit.GROUPS),
                limit(call, "targets-per-target-group", Limit.TARGETS_PER_GROUP),
                limit(call, "targets-per-application-load-balancer", Limit.TARGETS_PER_BALANCER),
                limit(call, "listeners-per-application-load-balancer", Limit.LISTENERS_PER_BALANCER),
                limit(call, "rules-per-application-load-balancer", Limit.RULES_PER_BALANCER),
                limit(call, "certificates-per-application-load-balancer", Limit.CERTIFICATES_PER_BALANCER),
                limit("condition-values-per-alb-rule", 5),
                limit("condition-wildcards-per-alb-rule", 5),
                limit("target-groups-per-action-on-application-load-balancer", 5));
        Paging<Shapes.Limit> page = Paging.of(all, request.marker(), request.pageSize());
        return new Answers.Limits(page.items(), page.nextMarker());
    }

    private Shapes.Limit limit(Call call, String name, Limit limit) {
        return new Shapes.Limit(name, Long.toString(ledger.most(call.scope(), limit)));
    }

    private static Shapes.Limit limit(String name, int most) {
        return new Shapes.Limit(name, Integer.toString(most));
    }

    public Answers.SslPolicies describeSSLPolicies(Requests.DescribeSslPolicies request) {
        List<Shapes.SslPolicy> all = new ArrayList<>();
        for (String name : request.names())
            all.add(SslPolicies.find(name)
                    .orElseThrow(() -> new AwsException("SSLPolicyNotFound", "SSL policy '" + name + "' not found")));
        if (request.names().isEmpty()) all.addAll(SslPolicies.all());
        if (request.loadBalancerType() != null)
            all.removeIf(policy -> !policy.supportedLoadBalancerTypes().contains(request.loadBalancerType()));
        Paging<Shapes.SslPolicy> page = Paging.of(all, request.marker(), request.pageSize());
        return new Answers.SslPolicies(page.items(), page.nextMarker());
    }

    private Shapes.LoadBalancer shape(BalancerState balancer) {
        boolean active = !fabric.time().now().isBefore(balancer.activeAt());
        return new Shapes.LoadBalancer(
                balancer.arn(),
                balancer.dnsName(),
                DnsNames.hostedZone(balancer.network(), balancer.arn().split(":", 6)[3]),
                balancer.createdTime(),
                balancer.name(),
                balancer.scheme(),
                balancer.vpcId(),
                new Shapes.LoadBalancerState(active ? "active" : "provisioning"),
                balancer.network() ? "network" : "application",
                zones(balancer),
                balancer.securityGroups(),
                balancer.ipAddressType());
    }

    private static List<AvailabilityZone> zones(BalancerState balancer) {
        return balancer.seats().stream()
                .map(seat -> new AvailabilityZone(
                        seat.zone(), seat.subnetId(), balancer.network() ? List.of(address(seat)) : List.of()))
                .toList();
    }

    /// The static address of a network load balancer's node.
    private static LoadBalancerAddress address(BalancerState.Seat seat) {
        return seat.publicIp() == null
                ? new LoadBalancerAddress(null, null, seat.privateIp())
                : new LoadBalancerAddress(seat.publicIp(), seat.allocationId(), null);
    }

    private Shapes.TargetGroup shape(Scope scope, GroupState group) {
        String balancer = ledger.balancerOf(scope, group.arn());
        GroupState.HealthCheck check = group.check();
        return new Shapes.TargetGroup(
                group.arn(),
                group.name(),
                group.protocol(),
                group.port(),
                group.vpcId(),
                check.protocol(),
                check.port(),
                true,
                check.intervalSeconds(),
                check.timeoutSeconds(),
                check.healthyThreshold(),
                check.unhealthyThreshold(),
                check.path().isEmpty() ? null : check.path(),
                check.matcher().isEmpty() ? null : new Shapes.Matcher(check.matcher()),
                balancer == null ? List.of() : List.of(balancer),
                group.targetType(),
                group.network() ? null : "HTTP1",
                "ipv4");
    }

    private static Shapes.Listener shape(ListenerState listener) {
        @Nullable
        List<Certificate> certificates = listener.certificates().isEmpty()
                ? null
                : List.of(new Certificate(listener.certificates().getFirst(), null));
        return new Shapes.Listener(
                listener.arn(),
                listener.balancerArn(),
                listener.port(),
                listener.protocol(),
                certificates,
                listener.sslPolicy(),
                listener.actions(),
                listener.alpnPolicy().isEmpty() ? null : listener.alpnPolicy());
    }
}
