package io.windtunnel.cloud.operations.ssm;

import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.PublicImages;
import io.windtunnel.kernel.identity.Region;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The parameters AWS keeps for everyone under `/aws/service/`: machine images, as EC2's catalogue has them, and
/// Regions.
///
/// Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html
final class PublicParameters {
    static final String ROOT = "/aws/service/";

    private static final String REGIONS = "/aws/service/global-infrastructure/regions/";

    /// The Regions that are on in every account.
    private static final List<String> REGION_CODES = List.of(
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-northeast-3",
            "ap-south-1",
            "ap-southeast-1",
            "ap-southeast-2",
            "ca-central-1",
            "eu-central-1",
            "eu-north-1",
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "sa-east-1",
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2");

    private final Directory directory;

    PublicParameters(Directory directory) {
        this.directory = directory;
    }

    /// The values of a Region by name, in the order of their names.
    Map<String, String> values(Region region) {
        Map<String, String> values = new TreeMap<>();
        for (String code : REGION_CODES) values.put(REGIONS + code, code);
        directory.find(PublicImages.class).ifPresent(images -> values.putAll(images.aliases(region)));
        return values;
    }
}
