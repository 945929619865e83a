package io.windtunnel.fabric.process;

import io.windtunnel.fabric.run.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A child process whose output goes to a console: the way into a sandbox, with the program as its own child.
final class ChildProcess implements SandboxedProcess {
    private final Process entry;

    private ChildProcess(Process entry) {
        this.entry = entry;
    }

    static ChildProcess start(
            List<String> words,
            Map<String, String> environment,
            @Nullable Path directory,
            ConsoleLog output,
            Threads threads) {
        try {
            ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().putAll(environment);
            if (directory != null) builder.directory(directory.toFile());
            Process process = builder.start();
            pump(process.getInputStream(), output, threads);
            return new ChildProcess(process);
        } catch (IOException refused) {
            throw new SandboxException("cannot start " + words.getFirst(), refused);
        }
    }

    /// Copies `from` to a console on a thread of its own until it ends. Not a virtual one: reading a pipe blocks its
    /// carrier.
    static void pump(InputStream from, ConsoleLog to, Threads threads) {
        threads.platform("console")
                .newThread(() -> {
                    byte[] buffer = new byte[4096];
                    try (from) {
                        for (int read = from.read(buffer); read >= 0; read = from.read(buffer))
                            to.append(buffer, 0, read);
                    } catch (IOException ended) {
                        // The process and its pipe are gone.
                    }
                })
                .start();
    }

    Process entry() {
        return entry;
    }

    Stream<ProcessHandle> descendants() {
        return entry.descendants();
    }

    @Override
    public long pid() {
        return entry.children().mapToLong(ProcessHandle::pid).findFirst().orElse(-1);
    }

    @Override
    public boolean alive() {
        return entry.isAlive();
    }

    @Override
    public CompletableFuture<Integer> ended() {
        return entry.onExit().thenApply(Process::exitValue);
    }

    @Override
    public void kill() {
        List<ProcessHandle> all = entry.descendants().toList();
        all.forEach(ProcessHandle::destroyForcibly);
        entry.destroyForcibly();
    }
}
