package io.windtunnel.fabric.process;

import io.windtunnel.kernel.time.Timer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Sandboxes that are none: programs are plain children of this process, with a directory and an address of their own
/// told by environment. For computers that give no namespaces.
final class PlainSandboxes implements Sandboxes {
    /// How often it is looked which ports programs listen on, wall time.
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Ground ground;
    private final Isolation isolation;
    private final Map<String, PlainSandbox> open = new ConcurrentHashMap<>();
    private final Timer looking;

    PlainSandboxes(Ground ground, String reason) {
        this.ground = ground;
        this.isolation = new Isolation(
                Isolation.Kind.PLAIN,
                false,
                false,
                false,
                java.util.List.of(
                        "Programs run plainly, as children of this process: " + reason + ".",
                        "They share this computer's network, files and processes, and see your home directory.",
                        "Each is told its address by WINDTUNNEL_ADDRESS, and should listen there, or two of them"
                                + " will want the same port.",
                        "What they call does not go over the fabric's links: faults do not reach it."));
        this.looking = ground.network().time().every(LOOK_EVERY, this::look);
    }

    @Override
    public Isolation isolation() {
        return isolation;
    }

    @Override
    public Sandbox open(SandboxOrder order) {
        Path directory = ground.options().directory().resolve(order.name());
        try {
            Files.createDirectories(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot make " + directory, failure);
        }
        PlainSandbox sandbox = new PlainSandbox(ground, order, isolation, directory);
        if (open.putIfAbsent(order.name(), sandbox) != null)
            throw new SandboxException("the sandbox " + order.name() + " is open");
        sandbox.onEnd(() -> open.remove(order.name(), sandbox));
        return sandbox;
    }

    private void look() {
        for (PlainSandbox sandbox : open.values()) sandbox.look();
    }

    @Override
    public void erase(String name) {
        if (!open.containsKey(name)) new Disk(ground.options().directory().resolve(name)).delete();
    }

    @Override
    public void close() {
        looking.cancel();
        for (PlainSandbox sandbox : open.values()) sandbox.close();
        ground.close();
    }
}
