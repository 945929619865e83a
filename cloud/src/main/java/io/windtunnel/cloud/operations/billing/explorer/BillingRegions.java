package io.windtunnel.cloud.operations.billing.explorer;

import io.windtunnel.kernel.identity.Region;
import java.util.Map;

/// What usage types begin with outside of us-east-1.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/aws-usage-report-understand.html
final class BillingRegions {
    private static final Map<String, String> PREFIXES = Map.ofEntries(
            Map.entry("us-east-1", ""),
            Map.entry("us-east-2", "USE2-"),
            Map.entry("us-west-1", "USW1-"),
            Map.entry("us-west-2", "USW2-"),
            Map.entry("af-south-1", "AFS1-"),
            Map.entry("ap-east-1", "APE1-"),
            Map.entry("ap-northeast-1", "APN1-"),
            Map.entry("ap-northeast-2", "APN2-"),
            Map.entry("ap-northeast-3", "APN3-"),
            Map.entry("ap-south-1", "APS3-"),
            Map.entry("ap-southeast-1", "APS1-"),
            Map.entry("ap-southeast-2", "APS2-"),
            Map.entry("ca-central-1", "CAN1-"),
            Map.entry("eu-central-1", "EUC1-"),
            Map.entry("eu-north-1", "EUN1-"),
            Map.entry("eu-south-1", "EUS1-"),
            Map.entry("eu-west-1", "EU-"),
            Map.entry("eu-west-2", "EUW2-"),
            Map.entry("eu-west-3", "EUW3-"),
            Map.entry("me-south-1", "MES1-"),
            Map.entry("sa-east-1", "SAE1-"));

    private BillingRegions() {}

    /// Such as `EUC1-`; a Region without a known one is written out.
    static String prefix(Region region) {
        String known = PREFIXES.get(region.code());
        return known == null ? region.code() + "-" : known;
    }
}
