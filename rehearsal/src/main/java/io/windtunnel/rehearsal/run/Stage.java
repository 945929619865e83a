package io.windtunnel.rehearsal.run;

import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.wire.Unhonoured;
import io.windtunnel.wire.WireRequest;
import io.windtunnel.wire.WireResponse;

/// The cloud a rehearsal plays in: its ground, its API, and who offers what in it.
public interface Stage extends AutoCloseable {
    Fabric fabric();

    Directory directory();

    /// Answers an API request.
    WireResponse call(WireRequest request);

    @Override
    void close();

    /// Sets a stage on a ground; what happens there is told to `journal`, what is asked for in vain to `unhonoured`.
    @FunctionalInterface
    interface Builder {
        Stage build(Fabric fabric, Journal journal, Unhonoured unhonoured);
    }
}
