package io.windtunnel.fabric.process;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Does small errands in other network namespaces, on one thread that is there for nothing else: a socket keeps the
/// namespace it was opened in, so the JVM opens sockets inside sandboxes and uses them like any other.
///
/// Thread safety: every method may be called from any thread; errands run one after the other and must be short.
final class Porter implements AutoCloseable {
    private record Errand(int namespace, Runnable body) {}

    private static final int HERE = -1;

    private final Deque<Errand> errands = new ArrayDeque<>();
    private boolean closed;

    Porter(ThreadFactory threads) {
        // Lets the JDK learn here, not in a namespace without IPv6, what sockets this computer has.
        try {
            SocketChannel.open(StandardProtocolFamily.INET).close();
            threads.newThread(this::work).start();
        } catch (IOException impossible) {
            throw new SandboxException("cannot open a socket", impossible);
        }
    }

    /// Opens a new, empty network namespace; returns its descriptor.
    int openNamespace() {
        return call(HERE, () -> {
            Linux.leaveNetwork();
            return Linux.open("/proc/thread-self/ns/net", Linux.O_CLOEXEC);
        });
    }

    /// Runs `errand` in a network namespace and waits for it.
    <T> T call(int namespace, Supplier<T> errand) {
        CompletableFuture<T> done = new CompletableFuture<>();
        submit(new Errand(namespace, () -> {
            try {
                done.complete(errand.get());
            } catch (RuntimeException | Error failure) {
                done.completeExceptionally(failure);
            }
        }));
        try {
            return done.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof SandboxException known) throw known;
            throw failure;
        }
    }

    /// Runs `errand` in a network namespace, later.
    void send(int namespace, Runnable errand) {
        submit(new Errand(namespace, errand));
    }

    private synchronized void submit(Errand errand) {
        if (closed) throw new SandboxException("the sandboxes are closed");
        errands.add(errand);
        notifyAll();
    }

    private synchronized @Nullable Errand next() throws InterruptedException {
        while (errands.isEmpty()) {
            if (closed) return null;
            wait();
        }
        return errands.remove();
    }

    private void work() {
        // Without root's privileges there is no way back to the computer's own network, so the porter lives in one of
        // its
        // own and comes back there.
        Linux.leaveNetwork();
        int home = Linux.open("/proc/thread-self/ns/net", Linux.O_CLOEXEC);
        try {
            for (Errand errand = next(); errand != null; errand = next()) {
                if (errand.namespace != HERE) Linux.enterNetwork(errand.namespace);
                try {
                    errand.body.run();
                } finally {
                    Linux.enterNetwork(home);
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            Linux.close(home);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
