package io.windtunnel.cloud.storage.s3.accounting;

import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.cloud.storage.s3.bucket.Bucket;
import io.windtunnel.cloud.storage.s3.bucket.BucketContents.Totals;
import io.windtunnel.cloud.storage.s3.bucket.Buckets;
import java.time.Instant;
import java.util.TreeMap;

/// What buckets hold: once an hour for the bill, once a day for CloudWatch.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
///
/// Thread safety: [#run] is to be called by one thread at a time.
public final class StorageReport {
    private static final String SERVICE = "Amazon Simple Storage Service";
    private static final double GIGABYTE = 1L << 30;

    /// Hours of a month, as AWS's price lists take it.
    private static final double MONTH_HOURS = 730;

    private final Buckets buckets;
    private final Directory directory;

    public StorageReport(Buckets buckets, Directory directory) {
        this.buckets = buckets;
        this.directory = directory;
    }

    /// Reports the hour that has passed.
    ///
    /// @param daily whether the day has passed too
    public void run(boolean daily) {
        for (Bucket bucket : buckets.all()) {
            Totals totals = bucket.contents().totals();
            totals.bytes()
                    .forEach((kept, bytes) -> Usage.of(directory)
                            .meter(
                                    bucket.scope(),
                                    bucket.arn().toString(),
                                    new Usage.Type(SERVICE, kept.usageType(), "GB-Mo", Usage.Charge.IDLE))
                            .add(bytes / GIGABYTE / MONTH_HOURS));
            if (daily) directory.find(Metrics.class).ifPresent(metrics -> put(metrics, bucket, totals));
        }
    }

    private void put(Metrics metrics, Bucket bucket, Totals totals) {
        Instant now = buckets.ground().time().now();
        totals.bytes()
                .forEach((kept, bytes) -> metrics.put(
                        bucket.scope(), name("BucketSizeBytes", bucket, kept.storageType()), "Bytes", now, bytes));
        metrics.put(bucket.scope(), name("NumberOfObjects", bucket, "AllStorageTypes"), "Count", now, totals.objects());
    }

    private static Metrics.Name name(String metric, Bucket bucket, String storageType) {
        TreeMap<String, String> dimensions = new TreeMap<>();
        dimensions.put("BucketName", bucket.name());
        dimensions.put("StorageType", storageType);
        return new Metrics.Name("AWS/S3", metric, dimensions);
    }
}
