package io.windtunnel.wire.s3;

import io.windtunnel.kernel.identity.Region;
import io.windtunnel.wire.Headers;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the name of a host says of S3: `s3.localhost`, `BUCKET.s3.localhost`, `BUCKET.s3.REGION.amazonaws.com`,
/// `BUCKET.s3-website-REGION.localhost` and their kin.
///
/// @param bucket the bucket it names, or null where the path does
/// @param region the code of the Region it names, or null
/// @param website whether it is a website's endpoint, which answers browsers and not the API
///
/// Sources: https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html,
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
public record S3Host(@Nullable String bucket, @Nullable String region, boolean website) {
    private static final String LOCAL = ".localhost";

    /// What stands behind the service's name and Region.
    private static final String[] DOMAINS = {LOCAL, ".amazonaws.com", ".amazonaws.com.cn"};

    private static final String WEBSITE = "s3-website";

    /// What `host` (a `Host` field, perhaps with a port) says, or null where it is no endpoint of S3.
    public static @Nullable S3Host of(String host) {
        String name = withoutPort(host);
        for (String domain : DOMAINS)
            if (name.endsWith(domain)) return ofLabels(name.substring(0, name.length() - domain.length()));
        return null;
    }

    /// The bucket before `.localhost`, as clients name it that were given `http://localhost` for an endpoint and
    /// put buckets into the host; null where the host is no such name.
    public static @Nullable S3Host ofBucket(String host) {
        String name = withoutPort(host);
        if (!name.endsWith(LOCAL) || name.length() == LOCAL.length()) return null;
        return new S3Host(name.substring(0, name.length() - LOCAL.length()), null, false);
    }

    /// The code of the Region that the host of a request names.
    public static Optional<String> region(Headers headers) {
        S3Host host = of(headers.first("host", ""));
        return host == null ? Optional.empty() : Optional.ofNullable(host.region());
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return (colon < 0 ? host : host.substring(0, colon)).toLowerCase(Locale.ROOT);
    }

    /// From the right: a Region, `dualstack`, the service's own label, and all before it the bucket.
    private static @Nullable S3Host ofLabels(String labels) {
        String rest = labels;
        String region = null;
        if (Region.isRegionCode(last(rest))) {
            region = last(rest);
            rest = withoutLast(rest);
        }
        if (last(rest).equals("dualstack")) rest = withoutLast(rest);
        String service = last(rest);
        if (!service.startsWith("s3")) return null;
        String bucket = withoutLast(rest);
        boolean website = service.startsWith(WEBSITE);
        String behind = service.substring(website ? WEBSITE.length() : 2);
        if (behind.startsWith("-") && Region.isRegionCode(behind.substring(1))) region = behind.substring(1);
        else if (!behind.isEmpty() && !behind.equals("-accelerate") && !behind.equals("-fips")) return null;
        return new S3Host(bucket.isEmpty() ? null : bucket, region, website);
    }

    private static String last(String labels) {
        return labels.substring(labels.lastIndexOf('.') + 1);
    }

    private static String withoutLast(String labels) {
        int dot = labels.lastIndexOf('.');
        return dot < 0 ? "" : labels.substring(0, dot);
    }
}
