package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.kernel.identity.Region;
import java.util.Map;

/// What load balancers are called in DNS, and the hosted zones those names stand in.
///
/// Source of the zones: https://docs.aws.amazon.com/general/latest/gr/elb.html
final class DnsNames {
    private static final Map<String, String> ZONES = Map.ofEntries(
            Map.entry("us-east-1", "Z35SXDOTRQ7X7K"),
            Map.entry("us-east-2", "Z3AADJGX6KTTL2"),
            Map.entry("us-west-1", "Z368ELLRRE2KJ0"),
            Map.entry("us-west-2", "Z1H1FL5HABSF5"),
            Map.entry("ca-central-1", "ZQSVJUPU6J1EY"),
            Map.entry("eu-central-1", "Z215JYRZR1TBD5"),
            Map.entry("eu-west-1", "Z32O12XQLNTSW2"),
            Map.entry("eu-west-2", "ZHURV8PSTC4K8"),
            Map.entry("eu-west-3", "Z3Q77PNBQS71R4"),
            Map.entry("eu-north-1", "Z23TAZ6LKFMNIO"),
            Map.entry("ap-south-1", "ZP97RAFLXTNZK"),
            Map.entry("ap-southeast-1", "Z1LMS91P8CMLE5"),
            Map.entry("ap-southeast-2", "Z1GM3OXH4ZPM65"),
            Map.entry("ap-northeast-1", "Z14GRHDCWA56QT"),
            Map.entry("ap-northeast-2", "ZWKZPGTI48KDX"),
            Map.entry("sa-east-1", "Z2P70J7HTTTPLU"));

    private DnsNames() {}

    /// A name such as `shop-1234567890.us-east-1.elb.localhost`: AWS's form, but below a domain that real clients on
    /// this machine resolve to it.
    static String of(Region region, String name, String id, String scheme) {
        long number = Long.parseUnsignedLong(id.substring(0, 8), 16) % 900_000_000L + 100_000_000L;
        String prefix = scheme.equals("internal") ? "internal-" : "";
        return (prefix + name + "-" + number + "." + region.code() + ".elb.localhost")
                .toLowerCase(java.util.Locale.ROOT);
    }

    static String hostedZone(String region) {
        return ZONES.getOrDefault(region, "Z00000000000000000000");
    }
}
