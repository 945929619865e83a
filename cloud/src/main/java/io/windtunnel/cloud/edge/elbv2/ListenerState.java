package io.windtunnel.cloud.edge.elbv2;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A listener, as it was asked for.
///
/// @param certificates ARNs, the default one first; empty for HTTP and TCP
/// @param alpnPolicy the ALPN policy of a TLS listener; empty for none
/// @param attributes those that were set; the others have their defaults
record ListenerState(
        String arn,
        String balancerArn,
        String protocol,
        int port,
        List<String> certificates,
        @Nullable String sslPolicy,
        List<Shapes.Action> actions,
        Map<String, String> tags,
        List<String> alpnPolicy,
        Map<String, String> attributes) {
    /// Rows of earlier versions have neither policy nor attributes.
    @SuppressWarnings("ConstantValue")
    ListenerState {
        alpnPolicy = Objects.requireNonNullElse(alpnPolicy, List.of());
        attributes = Objects.requireNonNullElse(attributes, Map.of());
    }

    boolean secure() {
        return secure(protocol);
    }

    static boolean secure(String protocol) {
        return protocol.equals("HTTPS") || protocol.equals("TLS");
    }

    ListenerState withAttributes(Map<String, String> changed) {
        return new ListenerState(
                arn, balancerArn, protocol, port, certificates, sslPolicy, actions, tags, alpnPolicy, changed);
    }

    ListenerState withCertificates(List<String> changed) {
        return new ListenerState(
                arn, balancerArn, protocol, port, changed, sslPolicy, actions, tags, alpnPolicy, attributes);
    }

    ListenerState withTags(Map<String, String> changed) {
        return new ListenerState(
                arn, balancerArn, protocol, port, certificates, sslPolicy, actions, changed, alpnPolicy, attributes);
    }
}
