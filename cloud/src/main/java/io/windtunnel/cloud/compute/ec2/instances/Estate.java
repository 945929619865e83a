package io.windtunnel.cloud.compute.ec2.instances;

import io.windtunnel.cloud.compute.ec2.common.Ground;
import io.windtunnel.cloud.compute.ec2.images.Images;
import io.windtunnel.cloud.compute.ec2.keys.KeyPairApi.KeyPairs;
import io.windtunnel.cloud.compute.ec2.network.Networks;
import io.windtunnel.cloud.compute.ec2.templates.Templates;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Instances.Change;
import io.windtunnel.cloud.ports.Journal;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// All that one account has of EC2 in one Region, under one lock.
///
/// What a change does to the world outside (a machine switched on, a watcher told) is noted under the lock and done
/// after it is free, in the order in which it was noted.
///
/// Thread safety: [#in] may be called from any thread.
public final class Estate {
    /// What all estates of a cloud share.
    public record Shared(
            Directory directory, Machines machines, Power power, Consumer<Change> watchers, Journal journal) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Runnable> noted = new ArrayDeque<>();
    private boolean telling;

    private final Ground ground;
    private final Networks networks;
    private final Images images;
    private final KeyPairs keyPairs;
    private final Templates templates;
    private final Instances instances;

    public Estate(Ground ground, Shared shared) {
        this.ground = ground;
        this.networks = Networks.of(ground, this::locked);
        this.images = new Images(ground, this::locked);
        this.keyPairs = new KeyPairs(ground);
        this.templates = new Templates(ground);
        LaunchPlanner planner =
                new LaunchPlanner(networks, images, keyPairs, templates, shared.power(), shared.directory());
        Told told = new Told(
                ground,
                networks.interfaces(),
                shared.machines(),
                shared.watchers(),
                shared.journal(),
                this::afterwards);
        this.instances = new Instances(ground, networks.interfaces(), planner, shared.power(), told, this::locked);
    }

    public Ground ground() {
        return ground;
    }

    public Networks networks() {
        return networks;
    }

    public Images images() {
        return images;
    }

    public KeyPairs keyPairs() {
        return keyPairs;
    }

    public Templates templates() {
        return templates;
    }

    public Instances instances() {
        return instances;
    }

    /// Does `work` alone, then what it has noted.
    public <T> T in(Function<Estate, T> work) {
        lock.lock();
        try {
            return work.apply(this);
        } finally {
            lock.unlock();
            if (!lock.isHeldByCurrentThread()) tell();
        }
    }

    private void locked(Runnable work) {
        in(_ -> {
            work.run();
            return true;
        });
    }

    /// Takes note of something to be done once the lock is free, after what was noted before.
    public void afterwards(Runnable effect) {
        synchronized (noted) {
            noted.add(effect);
        }
    }

    /// Does what was noted, unless another thread is at it already.
    private void tell() {
        while (true) {
            Runnable next = nextNoted();
            if (next == null) return;
            try {
                next.run();
            } finally {
                synchronized (noted) {
                    telling = false;
                }
            }
        }
    }

    private @Nullable Runnable nextNoted() {
        synchronized (noted) {
            if (telling) return null;
            Runnable next = noted.poll();
            telling = next != null;
            return next;
        }
    }
}
