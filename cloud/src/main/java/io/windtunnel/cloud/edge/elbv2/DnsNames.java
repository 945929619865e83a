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

    private static final Map<String, String> NETWORK_ZONES = Map.ofEntries(
            Map.entry("us-east-1", "Z26RNL4JYFTOTI"),
            Map.entry("us-east-2", "ZLMOA37VPKANP"),
            Map.entry("us-west-1", "Z24FKFUX50B4VW"),
            Map.entry("us-west-2", "Z18D5FSROUN65G"),
            Map.entry("ca-central-1", "Z2EPGBW3API2WT"),
            Map.entry("eu-central-1", "Z3F0SRJ5LGBH90"),
            Map.entry("eu-west-1", "Z2IFOLAFXWLO4F"),
            Map.entry("eu-west-2", "ZD4D7Y8KGAS4G"),
            Map.entry("eu-west-3", "Z1CMS0P5QUZ6D5"),
            Map.entry("eu-north-1", "Z1UDT6IFJ4EJM"),
            Map.entry("ap-south-1", "ZVDDRBQ08TROA"),
            Map.entry("ap-southeast-1", "ZKVM4W9LS7TM"),
            Map.entry("ap-southeast-2", "ZCT6FZBF4DROD"),
            Map.entry("ap-northeast-1", "Z31USIVHYNEOWT"),
            Map.entry("ap-northeast-2", "ZIBE1TIR4HY56"),
            Map.entry("sa-east-1", "ZTK26PT1VY4CU"));

    private DnsNames() {}

    /// A name such as `shop-1234567890.us-east-1.elb.localhost`: AWS's form, but below a domain that real
    /// clients on this machine resolve to it.
    static String of(Region region, String name, String id, String scheme) {
        long number = Long.parseUnsignedLong(id.substring(0, 8), 16) % 900_000_000L + 100_000_000L;
        String prefix = scheme.equals("internal") ? "internal-" : "";
        return (prefix + name + "-" + number + "." + region.code() + ".elb.localhost")
                .toLowerCase(java.util.Locale.ROOT);
    }

    /// A network load balancer's, such as `shop-1234567890abcdef.elb.us-east-1.localhost`, whatever its scheme.
    ///
    /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html
    static String ofNetwork(Region region, String name, String id) {
        return (name + "-" + id + ".elb." + region.code() + ".localhost").toLowerCase(java.util.Locale.ROOT);
    }

    static String hostedZone(boolean network, String region) {
        return (network ? NETWORK_ZONES : ZONES).getOrDefault(region, "Z00000000000000000000");
    }
}
