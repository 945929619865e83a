package io.windtunnel.cloud.edge.elbv2;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A listener, as it was asked for.
///
/// @param certificates ARNs, the default one first; empty for HTTP
record ListenerState(
        String arn,
        String balancerArn,
        String protocol,
        int port,
        List<String> certificates,
        @Nullable String sslPolicy,
        List<Shapes.Action> actions,
        Map<String, String> tags) {
    boolean secure() {
        return protocol.equals("HTTPS");
    }

    ListenerState withCertificates(List<String> changed) {
        return new ListenerState(arn, balancerArn, protocol, port, changed, sslPolicy, actions, tags);
    }

    ListenerState withTags(Map<String, String> changed) {
        return new ListenerState(arn, balancerArn, protocol, port, certificates, sslPolicy, actions, changed);
    }
}
