package io.windtunnel.cloud.compute.ec2.network;

import io.windtunnel.cloud.compute.ec2.common.Chosen;
import io.windtunnel.cloud.compute.ec2.common.Fields;
import io.windtunnel.cloud.compute.ec2.common.Filter;
import io.windtunnel.cloud.compute.ec2.common.Page;
import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.cloud.compute.ec2.common.Tag;
import io.windtunnel.cloud.compute.ec2.common.TagSpecification;
import io.windtunnel.cloud.compute.ec2.network.Permissions.IpPermission;
import io.windtunnel.cloud.compute.ec2.network.SecurityGroup.Rule;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// EC2's operations on security groups.
public interface SecurityGroupApi extends NetworkAccess {
    record CreateSecurityGroupRequest(
            String groupName,
            String description,
            @Nullable String vpcId,
            List<TagSpecification> tagSpecifications,
            @Nullable Boolean dryRun) {}

    record CreateSecurityGroupResult(String groupId, List<Tag> tags) {}

    record DeleteSecurityGroupRequest(
            @Nullable String groupId,
            @Nullable String groupName,
            @Nullable Boolean dryRun) {}

    record DescribeSecurityGroupsRequest(
            List<String> groupIds,
            List<String> groupNames,
            List<Filter> filters,
            @Nullable Integer maxResults,
            @Nullable String nextToken,
            @Nullable Boolean dryRun) {}

    record DescribeSecurityGroupsResult(
            List<GroupDescription> securityGroups, @Nullable String nextToken) {}

    record GroupDescription(
            String groupId,
            String groupName,
            String description,
            String vpcId,
            String ownerId,
            List<IpPermission> ipPermissions,
            List<IpPermission> ipPermissionsEgress,
            List<Tag> tags) {}

    record RulesRequest(
            @Nullable String groupId,
            @Nullable String groupName,
            List<IpPermission> ipPermissions,
            @Nullable String ipProtocol,
            @Nullable Integer fromPort,
            @Nullable Integer toPort,
            @Nullable String cidrIp,
            @Nullable String sourceSecurityGroupName,
            List<TagSpecification> tagSpecifications,
            @Nullable Boolean dryRun) {}

    record EgressRulesRequest(
            String groupId,
            List<IpPermission> ipPermissions,
            @Nullable String ipProtocol,
            @Nullable Integer fromPort,
            @Nullable Integer toPort,
            @Nullable String cidrIp,
            List<TagSpecification> tagSpecifications,
            @Nullable Boolean dryRun) {
        RulesRequest plain() {
            return new RulesRequest(
                    groupId,
                    null,
                    ipPermissions,
                    ipProtocol,
                    fromPort,
                    toPort,
                    cidrIp,
                    null,
                    tagSpecifications,
                    dryRun);
        }
    }

    record RevokeRequest(
            @Nullable String groupId,
            @Nullable String groupName,
            List<IpPermission> ipPermissions,
            @Nullable String ipProtocol,
            @Nullable Integer fromPort,
            @Nullable Integer toPort,
            @Nullable String cidrIp,
            @Nullable String sourceSecurityGroupName,
            List<String> securityGroupRuleIds,
            @Nullable Boolean dryRun) {
        RulesRequest plain() {
            return new RulesRequest(
                    groupId,
                    groupName,
                    ipPermissions,
                    ipProtocol,
                    fromPort,
                    toPort,
                    cidrIp,
                    sourceSecurityGroupName,
                    List.of(),
                    dryRun);
        }
    }

    record EgressRevokeRequest(
            String groupId,
            List<IpPermission> ipPermissions,
            @Nullable String ipProtocol,
            @Nullable Integer fromPort,
            @Nullable Integer toPort,
            @Nullable String cidrIp,
            List<String> securityGroupRuleIds,
            @Nullable Boolean dryRun) {
        RevokeRequest plain() {
            return new RevokeRequest(
                    groupId,
                    null,
                    ipPermissions,
                    ipProtocol,
                    fromPort,
                    toPort,
                    cidrIp,
                    null,
                    securityGroupRuleIds,
                    dryRun);
        }
    }

    record PeerGroup(String groupId, String userId) {}

    record RuleDescription(
            String securityGroupRuleId,
            String groupId,
            String groupOwnerId,
            boolean isEgress,
            String ipProtocol,
            int fromPort,
            int toPort,
            @Nullable String cidrIpv4,
            @Nullable String cidrIpv6,
            @Nullable String prefixListId,
            @Nullable PeerGroup referencedGroupInfo,
            @Nullable String description,
            List<Tag> tags) {}

    record RulesResult(@Member("Return") boolean returned, List<RuleDescription> securityGroupRules) {}

    record DescribeRulesRequest(
            List<String> securityGroupRuleIds,
            List<Filter> filters,
            @Nullable Integer maxResults,
            @Nullable String nextToken,
            @Nullable Boolean dryRun) {}

    record DescribeRulesResult(
            List<RuleDescription> securityGroupRules,
            @Nullable String nextToken) {}

    record RuleChange(
            @Nullable String ipProtocol,
            @Nullable Integer fromPort,
            @Nullable Integer toPort,
            @Nullable String cidrIpv4,
            @Nullable String cidrIpv6,
            @Nullable String prefixListId,
            @Nullable String referencedGroupId,
            @Nullable String description) {}

    record RuleUpdate(
            @Nullable String securityGroupRuleId, @Nullable RuleChange securityGroupRule) {}

    record ModifyRulesRequest(
            String groupId,
            List<RuleUpdate> securityGroupRules,
            @Nullable Boolean dryRun) {}

    record ReturnResult(@Member("Return") boolean returned) {}

    record DescribeAgainRequest(
            @Nullable String groupId,
            @Nullable String groupName,
            List<IpPermission> ipPermissions,
            @Nullable Boolean dryRun) {}

    Fields<SecurityGroup> GROUP_FIELDS = new Fields<>(SecurityGroup::groupId)
            .one("group-id", SecurityGroup::groupId)
            .one("group-name", SecurityGroup::groupName)
            .one("description", SecurityGroup::description)
            .one("vpc-id", SecurityGroup::vpcId)
            .many("ip-permission.cidr", group -> group.ingress().map(Rule::cidr))
            .many("ip-permission.group-id", group -> group.ingress().map(Rule::peerGroupId))
            .many("ip-permission.from-port", group -> group.ingress().map(rule -> String.valueOf(rule.fromPort())))
            .many("ip-permission.to-port", group -> group.ingress().map(rule -> String.valueOf(rule.toPort())))
            .many("ip-permission.protocol", group -> group.ingress().map(Rule::protocol))
            .many("egress.ip-permission.cidr", group -> group.egress().map(Rule::cidr))
            .many("egress.ip-permission.group-id", group -> group.egress().map(Rule::peerGroupId));

    Fields<RuleDescription> RULE_FIELDS = new Fields<>(RuleDescription::securityGroupRuleId)
            .one("group-id", RuleDescription::groupId)
            .one("security-group-rule-id", RuleDescription::securityGroupRuleId);

    private static GroupDescription description(Networks networks, SecurityGroup group) {
        String account = networks.ground().account();
        return new GroupDescription(
                group.groupId(),
                group.groupName(),
                group.description(),
                group.vpcId(),
                account,
                Permissions.permissions(group.ingress().toList(), account),
                Permissions.permissions(group.egress().toList(), account),
                networks.ground().tags().list(group.groupId()));
    }

    private static RuleDescription description(Networks networks, String groupId, Rule rule) {
        String account = networks.ground().account();
        return new RuleDescription(
                rule.ruleId(),
                groupId,
                account,
                rule.egress(),
                rule.protocol(),
                rule.fromPort(),
                rule.toPort(),
                rule.cidr(),
                rule.cidr6(),
                rule.prefixListId(),
                rule.peerGroupId() == null ? null : new PeerGroup(rule.peerGroupId(), account),
                rule.text(),
                networks.ground().tags().list(rule.ruleId()));
    }

    private static SecurityGroup group(Networks networks, @Nullable String groupId, @Nullable String groupName) {
        if (groupId != null) return networks.groups().require(groupId);
        if (groupName == null)
            throw new AwsException("MissingParameter", "The request must contain the parameter groupName or groupId");
        return networks.groups().named(defaultVpcId(networks), groupName);
    }

    private static String defaultVpcId(Networks networks) {
        return networks.vpcs()
                .defaultVpc()
                .orElseThrow(() -> new AwsException("VPCIdNotSpecified", "No default VPC for this user"))
                .vpcId();
    }

    private static List<Rule> rules(Networks networks, SecurityGroup group, boolean egress, RulesRequest request) {
        List<IpPermission> permissions = new ArrayList<>(request.ipPermissions());
        if (request.ipProtocol() != null || request.cidrIp() != null || request.sourceSecurityGroupName() != null) {
            if (!permissions.isEmpty())
                throw Refusals.combination("The parameter ipPermissions may not be used with other rule parameters");
            permissions.add(Permissions.single(
                    request.ipProtocol(),
                    request.fromPort(),
                    request.toPort(),
                    request.cidrIp(),
                    request.sourceSecurityGroupName()));
        }
        if (permissions.isEmpty())
            throw new AwsException(
                    "MissingParameter", "Either 'ipPermissions' or 'securityGroupRuleIds' should be provided.");
        return Permissions.rules(
                permissions,
                egress,
                name -> networks.groups().named(group.vpcId(), name).groupId());
    }

    default CreateSecurityGroupResult createSecurityGroup(Call call, CreateSecurityGroupRequest request) {
        Refusals.dryRun(request.dryRun());
        var tags = TagSpecification.forOnly(request.tagSpecifications(), "security-group");
        return network(call, networks -> {
            String vpcId = request.vpcId() == null ? defaultVpcId(networks) : request.vpcId();
            SecurityGroup group = networks.groups().create(vpcId, request.groupName(), request.description(), tags);
            return new CreateSecurityGroupResult(
                    group.groupId(), networks.ground().tags().list(group.groupId()));
        });
    }

    default void deleteSecurityGroup(Call call, DeleteSecurityGroupRequest request) {
        Refusals.dryRun(request.dryRun());
        changeNetwork(
                call,
                networks -> networks.groups()
                        .delete(group(networks, request.groupId(), request.groupName())
                                .groupId()));
    }

    default DescribeSecurityGroupsResult describeSecurityGroups(Call call, DescribeSecurityGroupsRequest request) {
        Refusals.dryRun(request.dryRun());
        return network(call, networks -> {
            Collection<SecurityGroup> chosen =
                    Chosen.of(networks.groups().all(), request.groupIds(), networks.groups()::require);
            if (!request.groupNames().isEmpty())
                chosen = Chosen.of(
                        chosen, request.groupNames(), name -> networks.groups().named(defaultVpcId(networks), name));
            var selected = GROUP_FIELDS.select(
                    chosen, request.filters(), networks.ground().tags());
            var page = Page.of(selected, SecurityGroup::groupId, request.maxResults(), request.nextToken());
            return new DescribeSecurityGroupsResult(
                    page.items().stream()
                            .map(group -> description(networks, group))
                            .toList(),
                    page.nextToken());
        });
    }

    private RulesResult authorize(Call call, boolean egress, RulesRequest request) {
        Refusals.dryRun(request.dryRun());
        var tags = TagSpecification.forOnly(request.tagSpecifications(), "security-group-rule");
        return network(call, networks -> {
            SecurityGroup group = group(networks, request.groupId(), request.groupName());
            List<Rule> added =
                    networks.groups().authorize(group.groupId(), rules(networks, group, egress, request), tags);
            return new RulesResult(
                    true,
                    added.stream()
                            .map(rule -> description(networks, group.groupId(), rule))
                            .toList());
        });
    }

    default RulesResult authorizeSecurityGroupIngress(Call call, RulesRequest request) {
        return authorize(call, false, request);
    }

    default RulesResult authorizeSecurityGroupEgress(Call call, EgressRulesRequest request) {
        return authorize(call, true, request.plain());
    }

    private ReturnResult revoke(Call call, boolean egress, RevokeRequest request) {
        Refusals.dryRun(request.dryRun());
        changeNetwork(call, networks -> {
            SecurityGroup group = group(networks, request.groupId(), request.groupName());
            if (request.securityGroupRuleIds().isEmpty())
                networks.groups().revoke(group.groupId(), rules(networks, group, egress, request.plain()));
            else networks.groups().revokeById(group.groupId(), egress, request.securityGroupRuleIds());
        });
        return new ReturnResult(true);
    }

    default ReturnResult revokeSecurityGroupIngress(Call call, RevokeRequest request) {
        return revoke(call, false, request);
    }

    default ReturnResult revokeSecurityGroupEgress(Call call, EgressRevokeRequest request) {
        return revoke(call, true, request.plain());
    }

    default DescribeRulesResult describeSecurityGroupRules(Call call, DescribeRulesRequest request) {
        Refusals.dryRun(request.dryRun());
        return network(call, networks -> {
            Stream<RuleDescription> all = networks.groups().all().stream()
                    .flatMap(group -> group.rules().stream().map(rule -> description(networks, group.groupId(), rule)));
            if (!request.securityGroupRuleIds().isEmpty())
                all = all.filter(rule -> request.securityGroupRuleIds().contains(rule.securityGroupRuleId()));
            var sorted = all.sorted((a, b) -> a.securityGroupRuleId().compareTo(b.securityGroupRuleId()))
                    .toList();
            for (String id : request.securityGroupRuleIds())
                if (sorted.stream().noneMatch(rule -> rule.securityGroupRuleId().equals(id)))
                    throw new AwsException(
                            "InvalidSecurityGroupRuleId.NotFound",
                            "The security group rule ID '" + id + "' does not exist");
            var page = Page.of(
                    RULE_FIELDS.select(
                            sorted, request.filters(), networks.ground().tags()),
                    RuleDescription::securityGroupRuleId,
                    request.maxResults(),
                    request.nextToken());
            return new DescribeRulesResult(page.items(), page.nextToken());
        });
    }

    default ReturnResult modifySecurityGroupRules(Call call, ModifyRulesRequest request) {
        Refusals.dryRun(request.dryRun());
        changeNetwork(call, networks -> {
            for (RuleUpdate update : request.securityGroupRules()) {
                RuleChange change = Refusals.required(update.securityGroupRule(), "SecurityGroupRule");
                String ruleId = Refusals.required(update.securityGroupRuleId(), "SecurityGroupRuleId");
                networks.groups().modify(request.groupId(), ruleId, old -> Permissions.changed(old, change));
            }
        });
        return new ReturnResult(true);
    }

    private ReturnResult describeAgain(Call call, boolean egress, DescribeAgainRequest request) {
        Refusals.dryRun(request.dryRun());
        changeNetwork(call, networks -> {
            SecurityGroup group = group(networks, request.groupId(), request.groupName());
            networks.groups()
                    .describe(
                            group.groupId(),
                            Permissions.rules(
                                    request.ipPermissions(),
                                    egress,
                                    name -> networks.groups()
                                            .named(group.vpcId(), name)
                                            .groupId()));
        });
        return new ReturnResult(true);
    }

    default ReturnResult updateSecurityGroupRuleDescriptionsIngress(Call call, DescribeAgainRequest request) {
        return describeAgain(call, false, request);
    }

    default ReturnResult updateSecurityGroupRuleDescriptionsEgress(Call call, DescribeAgainRequest request) {
        return describeAgain(call, true, request);
    }
}
