package io.windtunnel.cloud.compute.ec2.images;

import org.jspecify.annotations.Nullable;

/// A machine image. `gibibytes` is the size of its root volume; `creationDate` is written as the API writes it.
public record Image(
        String imageId,
        String name,
        @Nullable String description,
        String ownerId,
        @Nullable String ownerAlias,
        String architecture,
        String rootDeviceName,
        int gibibytes,
        String creationDate,
        boolean isPublic,
        String state,
        @Nullable String sourceInstanceId,
        String snapshotId) {
    Image in(String newState) {
        return new Image(
                imageId,
                name,
                description,
                ownerId,
                ownerAlias,
                architecture,
                rootDeviceName,
                gibibytes,
                creationDate,
                isPublic,
                newState,
                sourceInstanceId,
                snapshotId);
    }
}
