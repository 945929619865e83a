package io.windtunnel.cloud.compute.ec2.resources;

import io.windtunnel.cloud.compute.ec2.Ec2Api;
import io.windtunnel.cloud.compute.ec2.common.Tag;
import io.windtunnel.cloud.compute.ec2.network.Permissions.GroupPair;
import io.windtunnel.cloud.compute.ec2.network.Permissions.IpPermission;
import io.windtunnel.cloud.compute.ec2.network.Permissions.IpRange;
import io.windtunnel.cloud.compute.ec2.network.Permissions.Ipv6Range;
import io.windtunnel.cloud.compute.ec2.network.Permissions.PrefixListId;
import io.windtunnel.cloud.compute.ec2.network.SecurityGroup;
import io.windtunnel.cloud.compute.ec2.network.SecurityGroup.Rule;
import io.windtunnel.cloud.compute.ec2.network.SecurityGroupApi;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.cloud.template.ResourceType.Request;
import io.windtunnel.wire.Call;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `AWS::EC2::SecurityGroup` and its rules as resources of their own.
final class GroupTypes {
    record RuleProperties(
            String ipProtocol,
            @Nullable Integer fromPort,
            @Nullable Integer toPort,
            @Nullable String cidrIp,
            @Nullable String cidrIpv6,
            @Nullable String sourceSecurityGroupId,
            @Nullable String sourceSecurityGroupName,
            @Nullable String destinationSecurityGroupId,
            @Nullable String sourcePrefixListId,
            @Nullable String destinationPrefixListId,
            @Nullable String description) {
        IpPermission permission() {
            String group = sourceSecurityGroupId != null ? sourceSecurityGroupId : destinationSecurityGroupId;
            String list = sourcePrefixListId != null ? sourcePrefixListId : destinationPrefixListId;
            return new IpPermission(
                    ipProtocol,
                    fromPort,
                    toPort,
                    cidrIp == null ? List.of() : List.of(new IpRange(cidrIp, description)),
                    cidrIpv6 == null ? List.of() : List.of(new Ipv6Range(cidrIpv6, description)),
                    list == null ? List.of() : List.of(new PrefixListId(list, description)),
                    group == null && sourceSecurityGroupName == null
                            ? List.of()
                            : List.of(new GroupPair(group, sourceSecurityGroupName, null, description)));
        }
    }

    record GroupProperties(
            String groupDescription,
            @Nullable String groupName,
            @Nullable String vpcId,
            List<RuleProperties> securityGroupIngress,
            List<RuleProperties> securityGroupEgress,
            List<Tag> tags) {}

    record LooseRuleProperties(
            @Nullable String groupId,
            @Nullable String groupName,
            String ipProtocol,
            @Nullable Integer fromPort,
            @Nullable Integer toPort,
            @Nullable String cidrIp,
            @Nullable String cidrIpv6,
            @Nullable String sourceSecurityGroupId,
            @Nullable String sourceSecurityGroupName,
            @Nullable String destinationSecurityGroupId,
            @Nullable String sourcePrefixListId,
            @Nullable String destinationPrefixListId,
            @Nullable String description) {
        IpPermission permission() {
            return new RuleProperties(
                            ipProtocol,
                            fromPort,
                            toPort,
                            cidrIp,
                            cidrIpv6,
                            sourceSecurityGroupId,
                            sourceSecurityGroupName,
                            destinationSecurityGroupId,
                            sourcePrefixListId,
                            destinationPrefixListId,
                            description)
                    .permission();
        }
    }

    private static final Set<String> RULE_REPLACED = Set.of(
            "GroupId",
            "GroupName",
            "IpProtocol",
            "FromPort",
            "ToPort",
            "CidrIp",
            "CidrIpv6",
            "SourceSecurityGroupId",
            "SourceSecurityGroupName",
            "DestinationSecurityGroupId",
            "SourcePrefixListId",
            "DestinationPrefixListId");

    private final Ec2Api face;

    GroupTypes(Ec2Api face) {
        this.face = face;
    }

    List<ResourceType<?>> all() {
        return List.of(
                Type.of(
                        "AWS::EC2::SecurityGroup",
                        GroupProperties.class,
                        Set.of("GroupDescription", "GroupName", "VpcId"),
                        this::create,
                        this::update,
                        request -> face.deleteSecurityGroup(
                                Caller.call(request),
                                new SecurityGroupApi.DeleteSecurityGroupRequest(request.id(), null, null))),
                loose("AWS::EC2::SecurityGroupIngress", false),
                loose("AWS::EC2::SecurityGroupEgress", true));
    }

    private Progress create(Request<GroupProperties> request) {
        GroupProperties wanted = request.properties();
        Call call = Caller.call(request);
        String name = wanted.groupName() != null
                ? wanted.groupName()
                : request.generatedName(
                        face.network(
                                call,
                                networks -> networks.ground().fabric().ids().lower(12)),
                        255);
        String id = face.createSecurityGroup(
                        call,
                        new SecurityGroupApi.CreateSecurityGroupRequest(
                                name,
                                wanted.groupDescription(),
                                wanted.vpcId(),
                                Caller.tags("security-group", request, wanted.tags()),
                                null))
                .groupId();
        Caller.sign(face, request, id, "security-group");
        try {
            authorize(call, id, false, wanted.securityGroupIngress());
            if (!wanted.securityGroupEgress().isEmpty()) {
                revokeAll(call, id, true);
                authorize(call, id, true, wanted.securityGroupEgress());
            }
        } catch (io.windtunnel.wire.AwsException refusal) {
            return new Progress.Failed(id, refusal.message());
        }
        return done(call, id);
    }

    private Progress update(Request<GroupProperties> request, GroupProperties before) {
        GroupProperties wanted = request.properties();
        Call call = Caller.call(request);
        String id = request.id();
        Caller.retag(face, request, id, "security-group", before.tags(), wanted.tags());
        revoke(call, id, false, before.securityGroupIngress());
        authorize(call, id, false, wanted.securityGroupIngress());
        if (!before.securityGroupEgress().equals(wanted.securityGroupEgress())) {
            revokeAll(call, id, true);
            authorize(call, id, true, wanted.securityGroupEgress());
        }
        return done(call, id);
    }

    private Progress done(Call call, String id) {
        SecurityGroup group = face.network(call, networks -> networks.groups().require(id));
        return new Progress.Done(id, Map.of("GroupId", id, "Id", id, "VpcId", group.vpcId()));
    }

    private void authorize(Call call, String groupId, boolean egress, List<RuleProperties> rules) {
        for (RuleProperties rule : rules) authorize(call, groupId, egress, rule.permission());
    }

    private String authorize(Call call, String groupId, boolean egress, IpPermission permission) {
        var added = egress
                ? face.authorizeSecurityGroupEgress(
                        call,
                        new SecurityGroupApi.EgressRulesRequest(
                                groupId, List.of(permission), null, null, null, null, List.of(), null))
                : face.authorizeSecurityGroupIngress(
                        call,
                        new SecurityGroupApi.RulesRequest(
                                groupId, null, List.of(permission), null, null, null, null, null, List.of(), null));
        return added.securityGroupRules().getFirst().securityGroupRuleId();
    }

    private void revoke(Call call, String groupId, boolean egress, List<RuleProperties> rules) {
        List<IpPermission> permissions =
                rules.stream().map(RuleProperties::permission).toList();
        for (IpPermission permission : permissions)
            Caller.unlessGone(() -> {
                if (egress)
                    face.revokeSecurityGroupEgress(
                            call,
                            new SecurityGroupApi.EgressRevokeRequest(
                                    groupId, List.of(permission), null, null, null, null, List.of(), null));
                else
                    face.revokeSecurityGroupIngress(
                            call,
                            new SecurityGroupApi.RevokeRequest(
                                    groupId, null, List.of(permission), null, null, null, null, null, List.of(), null));
            });
    }

    private void revokeAll(Call call, String groupId, boolean egress) {
        face.changeNetwork(call, networks -> {
            List<String> ids = networks.groups().require(groupId).rules().stream()
                    .filter(rule -> rule.egress() == egress)
                    .map(Rule::ruleId)
                    .toList();
            networks.groups().revokeById(groupId, egress, ids);
        });
    }

    private Type<LooseRuleProperties> loose(String name, boolean egress) {
        return Type.of(
                name,
                LooseRuleProperties.class,
                RULE_REPLACED,
                request -> {
                    LooseRuleProperties wanted = request.properties();
                    String id = authorize(Caller.call(request), group(request), egress, wanted.permission());
                    return new Progress.Done(id, Map.of("Id", id));
                },
                (request, _) -> {
                    String words = request.properties().description();
                    face.modifySecurityGroupRules(
                            Caller.call(request),
                            new SecurityGroupApi.ModifyRulesRequest(
                                    group(request),
                                    List.of(new SecurityGroupApi.RuleUpdate(
                                            request.id(),
                                            new SecurityGroupApi.RuleChange(
                                                    null, null, null, null, null, null, null, words))),
                                    null));
                    return new Progress.Done(request.id(), Map.of("Id", request.id()));
                },
                request -> face.changeNetwork(
                        Caller.call(request),
                        networks -> networks.groups().revokeById(group(request), egress, List.of(request.id()))));
    }

    private String group(Request<LooseRuleProperties> request) {
        LooseRuleProperties wanted = request.properties();
        if (wanted.groupId() != null) return wanted.groupId();
        return face.network(
                Caller.call(request),
                networks -> networks.groups()
                        .named(networks.vpcs().defaultVpc().orElseThrow().vpcId(), String.valueOf(wanted.groupName()))
                        .groupId());
    }
}
