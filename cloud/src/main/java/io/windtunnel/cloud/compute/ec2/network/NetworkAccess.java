package io.windtunnel.cloud.compute.ec2.network;

import io.windtunnel.wire.Call;
import java.util.function.Consumer;
import java.util.function.Function;

/// How the parts of the face reach the caller's network: under its lock.
public interface NetworkAccess {
    <T> T network(Call call, Function<Networks, T> work);

    /// As [#network], for what has no answer.
    default void changeNetwork(Call call, Consumer<Networks> work) {
        network(call, networks -> {
            work.accept(networks);
            return true;
        });
    }
}
