package io.windtunnel.cloud.compute.ec2.network;

import io.windtunnel.cloud.compute.ec2.common.Ground;
import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.cloud.compute.ec2.network.SecurityGroup.Rule;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The security groups of one account in one Region, and what they allow.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
public final class SecurityGroups {
    private static final String DEFAULT = "default";

    private final Ground ground;
    private final NetworkTables tables;

    SecurityGroups(Ground ground, NetworkTables tables) {
        this.ground = ground;
        this.tables = tables;
    }

    public Collection<SecurityGroup> all() {
        return tables.groups().values();
    }

    public Stream<SecurityGroup> in(String vpcId) {
        return all().stream().filter(group -> group.vpcId().equals(vpcId));
    }

    /// @throws AwsException `InvalidGroup.NotFound`
    public SecurityGroup require(String groupId) {
        return tables.group(groupId);
    }

    public Optional<SecurityGroup> find(String groupId) {
        return Optional.ofNullable(tables.groups().get(groupId));
    }

    /// The group of this name in a VPC.
    ///
    /// @throws AwsException `InvalidGroup.NotFound`
    public SecurityGroup named(String vpcId, String name) {
        return in(vpcId)
                .filter(group -> group.groupName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AwsException(
                        "InvalidGroup.NotFound",
                        "The security group '" + name + "' does not exist in VPC '" + vpcId + "'"));
    }

    /// The default group of a new VPC: its members reach each other, and everything.
    String createDefault(String vpcId) {
        String groupId = ground.id("sg");
        Rule members = new Rule(ground.id("sgr"), false, "-1", -1, -1, null, null, null, groupId, null);
        put(new SecurityGroup(
                groupId, DEFAULT, "default VPC security group", vpcId, List.of(members, everythingOut())));
        return groupId;
    }

    private Rule everythingOut() {
        return new Rule(ground.id("sgr"), true, "-1", -1, -1, "0.0.0.0/0", null, null, null, null);
    }

    private SecurityGroup put(SecurityGroup group) {
        tables.groups().put(group.groupId(), group);
        return group;
    }

    public SecurityGroup create(String vpcId, String name, String description, Map<String, String> tags) {
        tables.vpc(vpcId);
        if (name.startsWith("sg-"))
            throw Refusals.invalidValue("groupName", name, "Group names may not be in the format sg-*.");
        if (name.equals(DEFAULT))
            throw new AwsException("InvalidParameterValue", "Cannot use reserved security group name: default");
        if (in(vpcId).anyMatch(group -> group.groupName().equals(name)))
            throw new AwsException(
                    "InvalidGroup.Duplicate",
                    "The security group '" + name + "' already exists for VPC '" + vpcId + "'");
        ground.require(NetworkLimit.GROUPS, all().size() + 1);
        SecurityGroup group =
                put(new SecurityGroup(ground.id("sg"), name, description, vpcId, List.of(everythingOut())));
        ground.tags().add(group.groupId(), "security-group", tags);
        return group;
    }

    public void delete(String groupId) {
        SecurityGroup group = require(groupId);
        if (group.groupName().equals(DEFAULT))
            throw new AwsException(
                    "CannotDelete",
                    "the specified group: \"" + groupId + "\" name: \"default\" cannot be deleted by a user");
        boolean used = tables.interfaces().values().stream()
                .anyMatch(networkInterface -> networkInterface.groupIds().contains(groupId));
        boolean referenced = all().stream()
                .filter(other -> !other.groupId().equals(groupId))
                .flatMap(other -> other.rules().stream())
                .anyMatch(rule -> groupId.equals(rule.peerGroupId()));
        if (used || referenced)
            throw new AwsException("DependencyViolation", "resource " + groupId + " has a dependent object");
        forget(groupId);
    }

    void forget(String groupId) {
        SecurityGroup gone = tables.groups().remove(groupId);
        if (gone != null) gone.rules().forEach(rule -> ground.tags().forget(rule.ruleId()));
        ground.tags().forget(groupId);
    }

    /// Adds rules; all or none.
    public List<Rule> authorize(String groupId, List<Rule> rules, Map<String, String> tags) {
        SecurityGroup group = require(groupId);
        List<Rule> known = new ArrayList<>(group.rules());
        List<Rule> added = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule.peerGroupId() != null) require(rule.peerGroupId());
            if (known.stream().anyMatch(rule::same))
                throw new AwsException(
                        "InvalidPermission.Duplicate", "the specified rule \"" + rule.words() + "\" already exists");
            Rule identified = new Rule(
                    ground.id("sgr"),
                    rule.egress(),
                    rule.protocol(),
                    rule.fromPort(),
                    rule.toPort(),
                    rule.cidr(),
                    rule.cidr6(),
                    rule.prefixListId(),
                    rule.peerGroupId(),
                    rule.text());
            known.add(identified);
            added.add(identified);
            long sameWay = known.stream()
                    .filter(other -> other.egress() == rule.egress())
                    .count();
            ground.require(NetworkLimit.RULES_PER_GROUP, sameWay);
        }
        put(group.plus(added));
        for (Rule rule : added) ground.tags().add(rule.ruleId(), "security-group-rule", tags);
        return added;
    }

    /// Removes the rules that say the same as `rules`; all or none.
    public List<Rule> revoke(String groupId, List<Rule> rules) {
        SecurityGroup group = require(groupId);
        List<Rule> removed = new ArrayList<>();
        for (Rule rule : rules)
            removed.add(group.rules().stream()
                    .filter(rule::same)
                    .findFirst()
                    .orElseThrow(() -> new AwsException(
                            "InvalidPermission.NotFound",
                            "The specified rule does not exist in this security group.")));
        return remove(group, removed);
    }

    /// Removes the rules of these ids, all of one direction; all or none.
    public List<Rule> revokeById(String groupId, boolean egress, List<String> ruleIds) {
        SecurityGroup group = require(groupId);
        List<Rule> removed = new ArrayList<>();
        for (String ruleId : ruleIds) removed.add(rule(group, egress, ruleId));
        return remove(group, removed);
    }

    private static Rule rule(SecurityGroup group, boolean egress, String ruleId) {
        return group.rules().stream()
                .filter(rule -> rule.egress() == egress && rule.ruleId().equals(ruleId))
                .findFirst()
                .orElseThrow(() -> new AwsException(
                        "InvalidSecurityGroupRuleId.NotFound",
                        "The security group rule ID '" + ruleId + "' does not exist"));
    }

    private List<Rule> remove(SecurityGroup group, List<Rule> removed) {
        put(group.minus(removed));
        for (Rule rule : removed) ground.tags().forget(rule.ruleId());
        return removed;
    }

    /// Replaces the rule of this id, which keeps its id.
    public void modify(String groupId, String ruleId, UnaryOperator<Rule> change) {
        SecurityGroup group = require(groupId);
        Rule old = group.rules().stream()
                .filter(rule -> rule.ruleId().equals(ruleId))
                .findFirst()
                .orElseThrow(() -> new AwsException(
                        "InvalidSecurityGroupRuleId.NotFound",
                        "The security group rule ID '" + ruleId + "' does not exist"));
        List<Rule> rules = new ArrayList<>(group.rules());
        rules.set(rules.indexOf(old), change.apply(old));
        put(group.withRules(rules));
    }

    /// Describes again the rules that say the same as `rules`.
    public void describe(String groupId, List<Rule> rules) {
        for (Rule rule : rules) {
            Rule old = require(groupId).rules().stream()
                    .filter(rule::same)
                    .findFirst()
                    .orElseThrow(() -> new AwsException(
                            "InvalidPermission.NotFound", "The specified rule does not exist in this security group."));
            modify(groupId, old.ruleId(), same -> same.described(rule.text()));
        }
    }

    /// Whether a connection from `from` (null: somebody outside, at `fromIp`) to TCP `port` of `to` (null: somebody
    /// outside) is allowed by the groups on both sides. May be called without the owner's lock.
    public boolean allow(
            @Nullable NetworkInterface from, String fromIp, @Nullable NetworkInterface to, String toIp, int port) {
        return allow("tcp", from, fromIp, to, toIp, port);
    }

    /// The same for a protocol: `tcp` or `udp`.
    public boolean allow(
            String protocol,
            @Nullable NetworkInterface from,
            String fromIp,
            @Nullable NetworkInterface to,
            String toIp,
            int port) {
        return (from == null || side(protocol, from, true, to, toIp, port))
                && (to == null || side(protocol, to, false, from, fromIp, port));
    }

    private boolean side(
            String protocol,
            NetworkInterface member,
            boolean egress,
            @Nullable NetworkInterface peer,
            String peerIp,
            int port) {
        if (member.unguarded()) return true;
        for (String groupId : member.groupIds()) {
            SecurityGroup group = tables.groups().get(groupId);
            if (group == null) continue;
            for (Rule rule : group.rules())
                if (rule.egress() == egress && rule.allows(protocol, port) && names(rule, peer, peerIp)) return true;
        }
        return false;
    }

    private static boolean names(Rule rule, @Nullable NetworkInterface peer, String peerIp) {
        if (rule.peerGroupId() != null) return peer != null && peer.groupIds().contains(rule.peerGroupId());
        Cidr block = Cidr.parse(rule.cidr());
        Integer address = Cidr.address(peerIp);
        return block != null && address != null && block.contains(address);
    }
}
