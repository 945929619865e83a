package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.kernel.time.Time;

/// What queues stand on.
record Ground(Time time, Storage storage, Ids ids) {
    long nowMillis() {
        return time.now().toEpochMilli();
    }
}
