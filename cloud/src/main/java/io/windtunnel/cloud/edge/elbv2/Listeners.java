package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Requests.CreateListener;
import io.windtunnel.cloud.edge.elbv2.Requests.ModifyListener;
import io.windtunnel.cloud.edge.elbv2.Shapes.Certificate;
import io.windtunnel.cloud.ports.Certificates;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Listeners: made, changed and taken down, with their certificates.
final class Listeners {
    static final String DEFAULT_POLICY = "ELBSecurityPolicy-2016-08";

    private final Ledger ledger;
    private final Fabric fabric;
    private final Directory directory;
    private final Fleet fleet;

    Listeners(Ledger ledger, Fabric fabric, Directory directory, Fleet fleet) {
        this.ledger = ledger;
        this.fabric = fabric;
        this.directory = directory;
        this.fleet = fleet;
    }

    ListenerState create(Scope scope, CreateListener request) {
        BalancerState balancer = ledger.balancer(scope, request.loadBalancerArn());
        if (request.protocol() == null) throw Refusals.invalid("A listener protocol must be specified");
        if (request.port() == null) throw Refusals.invalid("A listener port must be specified");
        ListenerChecks.requireProtocol("CreateListener", balancer, request.protocol());
        List<Shapes.Action> actions = Actions.complete(request.defaultActions(), "CreateListener", balancer.network());
        String arn = scope.arn(
                        "elasticloadbalancing",
                        "listener/" + balancer.fullName() + "/" + fabric.ids().hex(16))
                .toString();
        ListenerState made = new ListenerState(
                arn,
                balancer.arn(),
                request.protocol(),
                request.port(),
                certificates(request.protocol(), request.certificates()),
                policy(request.protocol(), request.sslPolicy()),
                actions,
                Tagging.of(request.tags()),
                ListenerChecks.alpnPolicy(request.protocol(), request.alpnPolicy()),
                Map.of());
        synchronized (ledger) {
            requireFree(scope, balancer.arn(), made.port(), "");
            requireRoom(scope, balancer);
            requireGroups(scope, balancer, made.protocol(), actions);
            ledger.listeners(scope).put(arn, made);
        }
        fleet.refresh(scope, balancer.arn());
        return made;
    }

    private void requireRoom(Scope scope, BalancerState balancer) {
        long there = ledger.listenersOf(scope, balancer.arn()).count();
        Limit limit = balancer.network() ? Limit.LISTENERS_PER_NETWORK_BALANCER : Limit.LISTENERS_PER_BALANCER;
        ledger.require(scope, limit, there + 1);
    }

    private void requireFree(Scope scope, String balancerArn, int port, String exceptArn) {
        if (ledger.listenersOf(scope, balancerArn)
                .anyMatch(old -> old.port() == port && !old.arn().equals(exceptArn)))
            throw new AwsException(
                    "DuplicateListener",
                    "A listener already exists on this port for this load balancer '" + balancerArn + "'");
    }

    /// Every group that actions forward to exists, is in the balancer's VPC and serves no other balancer.
    void requireGroups(Scope scope, BalancerState balancer, String protocol, List<Shapes.Action> actions) {
        Map<String, GroupState> groups = new HashMap<>();
        Set<String> forwarded = ledger.groupsOf(scope, balancer.arn());
        Set<String> fresh = new LinkedHashSet<>();
        for (String arn : Actions.groups(actions).toList()) {
            GroupState group = ledger.groups(scope).get(arn);
            if (group == null) throw new AwsException("TargetGroupNotFound", "Target groups '[" + arn + "]' not found");
            if (!group.vpcId().equals(balancer.vpcId()))
                throw Refusals.configuration("The target group '" + arn + "' is in a different VPC than the load "
                        + "balancer '" + balancer.arn() + "'");
            String other = ledger.balancerOf(scope, arn);
            if (other != null && !other.equals(balancer.arn()))
                throw new AwsException(
                        "TargetGroupAssociationLimit",
                        "The following target groups cannot be associated with more than one load balancer: '" + arn
                                + "'");
            groups.put(arn, group);
            if (!forwarded.contains(arn)) fresh.add(arn);
        }
        ListenerChecks.requireActions(balancer, protocol, actions, groups);
        if (fresh.isEmpty() || balancer.network()) return;
        ledger.require(scope, Limit.GROUPS_PER_BALANCER, forwarded.size() + fresh.size());
        fresh.addAll(forwarded);
        ledger.require(scope, Limit.TARGETS_PER_BALANCER, ledger.targets(scope, fresh));
    }

    private List<String> certificates(String protocol, List<Certificate> asked) {
        if (!ListenerState.secure(protocol)) {
            if (asked.isEmpty()) return List.of();
            throw Refusals.invalid("Certificates cannot be specified for " + protocol + " listeners");
        }
        if (asked.isEmpty()) throw Refusals.invalid("A certificate must be specified for " + protocol + " listeners");
        if (asked.size() > 1) throw Refusals.invalid("Only one default certificate can be specified");
        return List.of(requireCertificate(asked.getFirst().certificateArn()));
    }

    private String requireCertificate(@Nullable String arn) {
        Optional<Certificates.KeyPair> found = arn == null || !Arn.isArn(arn)
                ? Optional.empty()
                : directory.find(Certificates.class).flatMap(all -> all.find(Arn.parse(arn)));
        if (found.isEmpty())
            throw new AwsException("CertificateNotFound", "Certificate ARN '" + arn + "' is not valid");
        return String.valueOf(arn);
    }

    private static @Nullable String policy(String protocol, @Nullable String asked) {
        if (!ListenerState.secure(protocol)) {
            if (asked != null)
                throw Refusals.invalid("An SSL policy cannot be specified for " + protocol + " listeners");
            return null;
        }
        String policy = asked == null ? DEFAULT_POLICY : asked;
        if (SslPolicies.find(policy).isEmpty())
            throw new AwsException("SSLPolicyNotFound", "SSL policy '" + policy + "' not found");
        return policy;
    }

    ListenerState modify(Scope scope, ModifyListener request) {
        ListenerState old = ledger.listener(scope, request.listenerArn());
        BalancerState balancer = ledger.balancer(scope, old.balancerArn());
        String protocol = request.protocol() == null ? old.protocol() : request.protocol();
        ListenerChecks.requireProtocol("ModifyListener", balancer, protocol);
        boolean secure = ListenerState.secure(protocol);
        boolean keepsCertificates = request.certificates().isEmpty() && secure && old.secure();
        List<String> certificates = keepsCertificates
                ? old.certificates()
                : withDefault(certificates(protocol, request.certificates()), old.certificates());
        String sslPolicy =
                policy(protocol, request.sslPolicy() == null && secure ? old.sslPolicy() : request.sslPolicy());
        List<Shapes.Action> actions = request.defaultActions().isEmpty()
                ? old.actions()
                : Actions.complete(request.defaultActions(), "ModifyListener", balancer.network());
        int port = request.port() == null ? old.port() : request.port();
        List<String> kept = protocol.equals("TLS") ? old.alpnPolicy() : List.of();
        ListenerState changed = new ListenerState(
                old.arn(),
                old.balancerArn(),
                protocol,
                port,
                certificates,
                sslPolicy,
                actions,
                old.tags(),
                request.alpnPolicy().isEmpty() ? kept : ListenerChecks.alpnPolicy(protocol, request.alpnPolicy()),
                old.attributes());
        synchronized (ledger) {
            requireFree(scope, balancer.arn(), port, old.arn());
            requireGroups(scope, balancer, protocol, actions);
            ledger.listeners(scope).put(old.arn(), changed);
        }
        fleet.refresh(scope, balancer.arn());
        return changed;
    }

    private static List<String> withDefault(List<String> fresh, List<String> old) {
        if (fresh.isEmpty() || old.size() < 2) return fresh;
        List<String> all = new ArrayList<>(fresh);
        old.stream().skip(1).filter(arn -> !fresh.contains(arn)).forEach(all::add);
        return List.copyOf(all);
    }

    List<ListenerState> find(Scope scope, @Nullable String balancerArn, List<String> arns) {
        if (balancerArn == null && arns.isEmpty())
            throw Refusals.invalid("You must specify either listener ARNs or a load balancer ARN");
        if (balancerArn == null)
            return arns.stream().map(arn -> ledger.listener(scope, arn)).toList();
        ledger.balancer(scope, balancerArn);
        return ledger.listenersOf(scope, balancerArn).toList();
    }

    ListenerState get(Scope scope, String arn) {
        return ledger.listener(scope, arn);
    }

    ListenerState modifyAttributes(Scope scope, String arn, List<Shapes.Attribute> attributes) {
        ledger.listener(scope, arn);
        ListenerState changed = Ledger.change(
                ledger.listeners(scope),
                arn,
                old -> old.withAttributes(ListenerAttributes.changed(old, attributes)),
                Refusals::noListener);
        fleet.refresh(scope, changed.balancerArn());
        return changed;
    }

    void delete(Scope scope, String arn) {
        ListenerState gone;
        synchronized (ledger) {
            gone = ledger.listener(scope, arn);
            ledger.rulesOf(scope, arn).forEach(rule -> ledger.rules(scope).remove(rule.arn()));
            ledger.listeners(scope).remove(arn);
        }
        fleet.refresh(scope, gone.balancerArn());
    }

    List<Certificate> addCertificates(Scope scope, String arn, List<Certificate> asked) {
        ListenerState listener = ledger.listener(scope, arn);
        if (!listener.secure())
            throw Refusals.invalid("Certificates cannot be specified for " + listener.protocol() + " listeners");
        List<String> all = new ArrayList<>(listener.certificates());
        for (Certificate certificate : asked) {
            String fresh = requireCertificate(certificate.certificateArn());
            if (!all.contains(fresh)) all.add(fresh);
        }
        ledger.require(scope, Limit.CERTIFICATES_PER_BALANCER, otherCertificates(scope, listener) + all.size() - 1);
        ListenerState changed = Ledger.change(
                ledger.listeners(scope), arn, old -> old.withCertificates(List.copyOf(all)), Refusals::noListener);
        fleet.refresh(scope, changed.balancerArn());
        return asked.stream()
                .map(certificate -> new Certificate(certificate.certificateArn(), false))
                .toList();
    }

    /// The certificates of the load balancer's other listeners, their default ones not counted.
    private long otherCertificates(Scope scope, ListenerState listener) {
        return ledger.listenersOf(scope, listener.balancerArn())
                .filter(other -> other.secure() && !other.arn().equals(listener.arn()))
                .mapToLong(other -> other.certificates().size() - 1)
                .sum();
    }

    void removeCertificates(Scope scope, String arn, List<Certificate> asked) {
        ListenerState listener = ledger.listener(scope, arn);
        List<String> all = new ArrayList<>(listener.certificates());
        for (Certificate certificate : asked) {
            if (all.indexOf(certificate.certificateArn()) == 0)
                throw Refusals.notPermitted("Default certificate cannot be removed from a listener");
            all.remove(certificate.certificateArn());
        }
        ListenerState changed = Ledger.change(
                ledger.listeners(scope), arn, old -> old.withCertificates(List.copyOf(all)), Refusals::noListener);
        fleet.refresh(scope, changed.balancerArn());
    }
}
