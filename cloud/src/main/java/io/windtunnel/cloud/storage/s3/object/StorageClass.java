package io.windtunnel.cloud.storage.s3.object;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where an object is kept, by AWS's name. The order is that of lifecycle transitions: only downwards.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html
public enum StorageClass {
    STANDARD("StandardStorage", "TimedStorage-ByteHrs"),
    REDUCED_REDUNDANCY("ReducedRedundancyStorage", "TimedStorage-RRS-ByteHrs"),
    STANDARD_IA("StandardIAStorage", "TimedStorage-SIA-ByteHrs"),
    INTELLIGENT_TIERING("IntelligentTieringFAStorage", "TimedStorage-INT-FA-ByteHrs"),
    ONEZONE_IA("OneZoneIAStorage", "TimedStorage-ZIA-ByteHrs"),
    GLACIER_IR("GlacierInstantRetrievalStorage", "TimedStorage-GIR-ByteHrs"),
    GLACIER("GlacierStorage", "TimedStorage-GlacierByteHrs"),
    DEEP_ARCHIVE("DeepArchiveStorage", "TimedStorage-GDA-ByteHrs");

    private static final StorageClass[] ALL = values();

    private final String storageType;
    private final String usageType;

    StorageClass(String storageType, String usageType) {
        this.storageType = storageType;
        this.usageType = usageType;
    }

    /// The class of that name; empty where there is none (or one of directory buckets, Outposts and the like).
    public static Optional<StorageClass> named(String name) {
        for (StorageClass each : ALL) if (each.name().equals(name)) return Optional.of(each);
        return Optional.empty();
    }

    static StorageClass of(int ordinal) {
        return ALL[ordinal];
    }

    /// CloudWatch's dimension `StorageType`.
    public String storageType() {
        return storageType;
    }

    /// The bill's usage type.
    public String usageType() {
        return usageType;
    }

    /// Whether its objects must be restored before they are read.
    public boolean isArchive() {
        return this == GLACIER || this == DEEP_ARCHIVE;
    }

    /// Its name in the headers of an object, where the usual class is not told.
    public @Nullable String header() {
        return this == STANDARD ? null : name();
    }
}
