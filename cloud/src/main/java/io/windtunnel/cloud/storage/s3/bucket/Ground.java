package io.windtunnel.cloud.storage.s3.bucket;

import io.windtunnel.cloud.storage.s3.object.Bodies;
import io.windtunnel.cloud.storage.s3.object.Intake;
import io.windtunnel.cloud.storage.s3.object.Sequence;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.kernel.time.Time;

/// What all buckets stand on.
public record Ground(Storage storage, Time time, Ids ids, Sequence sequence, Bodies bodies, Intake intake) {
    public static Ground of(Fabric fabric) {
        Sequence sequence = new Sequence(fabric.time());
        return new Ground(
                fabric.storage(),
                fabric.time(),
                fabric.ids(),
                sequence,
                new Bodies(fabric.storage().blobs(), fabric.wall(), fabric.threads()),
                new Intake(fabric.storage().blobs(), sequence));
    }
}
