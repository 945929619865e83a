package io.windtunnel.cloud.compute.ec2.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A security group: which connections may come to its members, and go from them. Rules only allow; what no rule allows
/// is dropped; answers to an allowed connection pass.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
public record SecurityGroup(String groupId, String groupName, String description, String vpcId, List<Rule> rules) {
    /// Both ports of a rule that names none.
    public static final int ANY_PORT = -1;

    /// A rule. Exactly one peer is set. `protocol` is `tcp`, `udp`, `icmp`, `icmpv6`, a number, or `-1` for all.
    public record Rule(
            String ruleId,
            boolean egress,
            String protocol,
            int fromPort,
            int toPort,
            @Nullable String cidr,
            @Nullable String cidr6,
            @Nullable String prefixListId,
            @Nullable String peerGroupId,
            @Nullable String text) {
        /// Whether it says the same as `other`, whatever its id and description.
        boolean same(Rule other) {
            return egress == other.egress
                    && protocol.equals(other.protocol)
                    && fromPort == other.fromPort
                    && toPort == other.toPort
                    && Objects.equals(cidr, other.cidr)
                    && Objects.equals(cidr6, other.cidr6)
                    && Objects.equals(prefixListId, other.prefixListId)
                    && Objects.equals(peerGroupId, other.peerGroupId);
        }

        /// Whether it allows `wanted` (`tcp` or `udp`) to `port`.
        boolean allows(String wanted, int port) {
            if (protocol.equals("-1")) return true;
            return protocol.equals(wanted) && (fromPort == ANY_PORT || (fromPort <= port && port <= toPort));
        }

        /// How EC2's refusals spell a rule.
        String words() {
            String peer = Stream.of(cidr, cidr6, prefixListId, peerGroupId)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse("");
            if (protocol.equals("-1")) return "peer: " + peer + ", ALL, ALLOW";
            return "peer: %s, %s, from port: %d, to port: %d, ALLOW"
                    .formatted(peer, protocol.toUpperCase(Locale.ROOT), fromPort, toPort);
        }

        Rule described(@Nullable String words) {
            return new Rule(ruleId, egress, protocol, fromPort, toPort, cidr, cidr6, prefixListId, peerGroupId, words);
        }
    }

    public Stream<Rule> ingress() {
        return rules.stream().filter(rule -> !rule.egress());
    }

    public Stream<Rule> egress() {
        return rules.stream().filter(Rule::egress);
    }

    SecurityGroup plus(Collection<Rule> added) {
        List<Rule> all = new ArrayList<>(rules);
        all.addAll(added);
        return withRules(all);
    }

    SecurityGroup minus(Collection<Rule> removed) {
        return withRules(rules.stream().filter(rule -> !removed.contains(rule)).toList());
    }

    SecurityGroup withRules(List<Rule> changed) {
        return new SecurityGroup(groupId, groupName, description, vpcId, List.copyOf(changed));
    }
}
