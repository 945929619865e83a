package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Shapes.Cipher;
import io.windtunnel.cloud.edge.elbv2.Shapes.SslPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The predefined security policies: which TLS versions and ciphers a listener offers.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
final class SslPolicies {
    private static final List<String> TLS_1_3 =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");
    private static final List<String> FORWARD_SECRET_GCM = List.of(
            "ECDHE-ECDSA-AES128-GCM-SHA256",
            "ECDHE-RSA-AES128-GCM-SHA256",
            "ECDHE-ECDSA-AES256-GCM-SHA384",
            "ECDHE-RSA-AES256-GCM-SHA384");
    private static final List<String> FORWARD_SECRET_CBC = List.of(
            "ECDHE-ECDSA-AES128-SHA256",
            "ECDHE-RSA-AES128-SHA256",
            "ECDHE-ECDSA-AES256-SHA384",
            "ECDHE-RSA-AES256-SHA384");
    private static final List<String> FORWARD_SECRET_SHA =
            List.of("ECDHE-ECDSA-AES128-SHA", "ECDHE-RSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA", "ECDHE-RSA-AES256-SHA");
    private static final List<String> PLAIN =
            List.of("AES128-GCM-SHA256", "AES128-SHA256", "AES256-GCM-SHA384", "AES256-SHA256");
    private static final List<String> PLAIN_SHA = List.of("AES128-SHA", "AES256-SHA");

    private static final List<SslPolicy> ALL = List.of(
            policy(
                    "ELBSecurityPolicy-TLS13-1-2-2021-06",
                    List.of("TLSv1.2", "TLSv1.3"),
                    List.of(TLS_1_3, FORWARD_SECRET_GCM, FORWARD_SECRET_CBC)),
            policy(
                    "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
                    List.of("TLSv1.2", "TLSv1.3"),
                    List.of(TLS_1_3, FORWARD_SECRET_GCM)),
            policy("ELBSecurityPolicy-TLS13-1-3-2021-06", List.of("TLSv1.3"), List.of(TLS_1_3)),
            policy(
                    Listeners.DEFAULT_POLICY,
                    List.of("TLSv1", "TLSv1.1", "TLSv1.2"),
                    List.of(FORWARD_SECRET_GCM, FORWARD_SECRET_CBC, FORWARD_SECRET_SHA, PLAIN, PLAIN_SHA)),
            policy(
                    "ELBSecurityPolicy-TLS-1-2-2017-01",
                    List.of("TLSv1.2"),
                    List.of(FORWARD_SECRET_GCM, FORWARD_SECRET_CBC, PLAIN)),
            policy("ELBSecurityPolicy-FS-1-2-Res-2020-10", List.of("TLSv1.2"), List.of(FORWARD_SECRET_GCM)));

    private SslPolicies() {}

    private static SslPolicy policy(String name, List<String> protocols, List<List<String>> ciphers) {
        List<Cipher> ranked = new ArrayList<>();
        for (List<String> group : ciphers)
            for (String cipher : group) ranked.add(new Cipher(cipher, ranked.size() + 1));
        return new SslPolicy(protocols, List.copyOf(ranked), name, List.of("application", "network"));
    }

    static List<SslPolicy> all() {
        return ALL;
    }

    static Optional<SslPolicy> find(String name) {
        return ALL.stream().filter(policy -> policy.name().equals(name)).findFirst();
    }
}
