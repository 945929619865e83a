package io.windtunnel.cloud.compute.ec2.network;

import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.cloud.compute.ec2.network.SecurityGroup.Rule;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Security group rules as the API groups them: a permission is a protocol, ports, and any number of peers, each of
/// which is a rule.
public final class Permissions {
    private Permissions() {}

    public record IpRange(@Nullable String cidrIp, @Nullable String description) {}

    public record Ipv6Range(
            @Nullable String cidrIpv6, @Nullable String description) {}

    public record PrefixListId(
            @Nullable String prefixListId, @Nullable String description) {}

    public record GroupPair(
            @Nullable String groupId,
            @Nullable String groupName,
            @Nullable String userId,
            @Nullable String description) {}

    public record IpPermission(
            @Nullable String ipProtocol,
            @Nullable Integer fromPort,
            @Nullable Integer toPort,
            List<IpRange> ipRanges,
            List<Ipv6Range> ipv6Ranges,
            List<PrefixListId> prefixListIds,
            List<GroupPair> userIdGroupPairs) {}

    private static final int HIGHEST_PORT = 65535;

    /// A permission with one peer, from the request's own parameters.
    static IpPermission single(
            @Nullable String protocol,
            @Nullable Integer fromPort,
            @Nullable Integer toPort,
            @Nullable String cidr,
            @Nullable String groupName) {
        return new IpPermission(
                protocol,
                fromPort,
                toPort,
                cidr == null ? List.of() : List.of(new IpRange(cidr, null)),
                List.of(),
                List.of(),
                groupName == null ? List.of() : List.of(new GroupPair(null, groupName, null, null)));
    }

    /// The rules of permissions, checked, without ids. `idOfName` finds a group's id by its name.
    static List<Rule> rules(List<IpPermission> permissions, boolean egress, UnaryOperator<String> idOfName) {
        List<Rule> rules = new ArrayList<>();
        for (IpPermission permission : permissions) {
            Rule bare = bare(permission.ipProtocol(), permission.fromPort(), permission.toPort(), egress);
            int before = rules.size();
            for (IpRange range : permission.ipRanges())
                rules.add(with(bare, block(range.cidrIp()), null, null, null, range.description()));
            for (Ipv6Range range : permission.ipv6Ranges())
                rules.add(with(bare, null, range.cidrIpv6(), null, null, range.description()));
            for (PrefixListId list : permission.prefixListIds())
                rules.add(with(bare, null, null, list.prefixListId(), null, list.description()));
            for (GroupPair pair : permission.userIdGroupPairs()) {
                String id = pair.groupId() == null
                        ? idOfName.apply(Refusals.required(pair.groupName(), "groupName"))
                        : pair.groupId();
                rules.add(with(bare, null, null, null, id, pair.description()));
            }
            if (rules.size() == before) throw Refusals.missing("cidrIp, cidrIpv6, prefixListId or sourceSecurityGroup");
        }
        return rules;
    }

    private static String block(@Nullable String cidr) {
        Cidr block = Cidr.parse(cidr);
        if (block == null) throw new AwsException("InvalidParameterValue", "CIDR block " + cidr + " is malformed");
        return block.toString();
    }

    private static Rule with(
            Rule bare,
            @Nullable String cidr,
            @Nullable String cidr6,
            @Nullable String prefixList,
            @Nullable String group,
            @Nullable String words) {
        return new Rule(
                "",
                bare.egress(),
                bare.protocol(),
                bare.fromPort(),
                bare.toPort(),
                cidr,
                cidr6,
                prefixList,
                group,
                words);
    }

    private static Rule bare(
            @Nullable String protocolName, @Nullable Integer fromPort, @Nullable Integer toPort, boolean egress) {
        String protocol = protocol(Refusals.required(protocolName, "ipProtocol"));
        int from = fromPort == null ? SecurityGroup.ANY_PORT : fromPort;
        int to = toPort == null ? SecurityGroup.ANY_PORT : toPort;
        boolean ports = protocol.equals("tcp") || protocol.equals("udp");
        if (ports && (from < 0 || to < 0 || from > HIGHEST_PORT || to > HIGHEST_PORT)) {
            if (fromPort == null || toPort == null)
                throw Refusals.invalidValue(
                        "Invalid value 'Must specify both from and to ports with TCP/UDP.'" + " for portRange.");
            throw Refusals.invalidValue("Invalid value '" + from + "-" + to + "' for portRange.");
        }
        if (ports && from > to)
            throw Refusals.invalidValue("Invalid value '" + from + "' for fromPort: it is greater than toPort.");
        boolean all = protocol.equals("-1");
        return new Rule(
                "",
                egress,
                protocol,
                all ? SecurityGroup.ANY_PORT : from,
                all ? SecurityGroup.ANY_PORT : to,
                null,
                null,
                null,
                null,
                null);
    }

    private static String protocol(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "6", "tcp" -> "tcp";
            case "17", "udp" -> "udp";
            case "1", "icmp" -> "icmp";
            case "58", "icmpv6" -> "icmpv6";
            case "-1", "all" -> "-1";
            default -> {
                if (!name.matches("\\d{1,3}") || Integer.parseInt(name) > 255)
                    throw Refusals.invalidValue("Invalid value '" + name + "' for IP protocol. Unknown protocol.");
                yield name;
            }
        };
    }

    /// A rule changed to what a client says of it.
    static Rule changed(Rule old, SecurityGroupApi.RuleChange change) {
        Rule bare = bare(
                change.ipProtocol() == null ? old.protocol() : change.ipProtocol(),
                change.fromPort() == null ? Integer.valueOf(old.fromPort()) : change.fromPort(),
                change.toPort() == null ? Integer.valueOf(old.toPort()) : change.toPort(),
                old.egress());
        boolean samePeer = change.cidrIpv4() == null
                && change.cidrIpv6() == null
                && change.prefixListId() == null
                && change.referencedGroupId() == null;
        return new Rule(
                old.ruleId(),
                old.egress(),
                bare.protocol(),
                bare.fromPort(),
                bare.toPort(),
                samePeer ? old.cidr() : change.cidrIpv4() == null ? null : block(change.cidrIpv4()),
                samePeer ? old.cidr6() : change.cidrIpv6(),
                samePeer ? old.prefixListId() : change.prefixListId(),
                samePeer ? old.peerGroupId() : change.referencedGroupId(),
                change.description() == null ? old.text() : change.description());
    }

    private record Head(String protocol, int fromPort, int toPort) {}

    /// The rules as permissions: those of the same protocol and ports together.
    static List<IpPermission> permissions(List<Rule> rules, String account) {
        Map<Head, List<Rule>> byHead = new LinkedHashMap<>();
        for (Rule rule : rules)
            byHead.computeIfAbsent(new Head(rule.protocol(), rule.fromPort(), rule.toPort()), _ -> new ArrayList<>())
                    .add(rule);
        List<IpPermission> permissions = new ArrayList<>();
        byHead.forEach((head, same) -> {
            boolean all = head.protocol().equals("-1");
            permissions.add(new IpPermission(
                    head.protocol(),
                    all ? null : Integer.valueOf(head.fromPort()),
                    all ? null : Integer.valueOf(head.toPort()),
                    same.stream()
                            .filter(rule -> rule.cidr() != null)
                            .map(rule -> new IpRange(rule.cidr(), rule.text()))
                            .toList(),
                    same.stream()
                            .filter(rule -> rule.cidr6() != null)
                            .map(rule -> new Ipv6Range(rule.cidr6(), rule.text()))
                            .toList(),
                    same.stream()
                            .filter(rule -> rule.prefixListId() != null)
                            .map(rule -> new PrefixListId(rule.prefixListId(), rule.text()))
                            .toList(),
                    same.stream()
                            .filter(rule -> rule.peerGroupId() != null)
                            .map(rule -> new GroupPair(rule.peerGroupId(), null, account, rule.text()))
                            .toList()));
        });
        return permissions;
    }
}
