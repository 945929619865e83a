package io.windtunnel.fabric.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How the sandboxes of a fabric are kept. `directory` holds their disks; `hidden` are directories no program may see
/// (the user's home, Windtunnel's data), `shown` are further ones that programs may read (tools installed in odd
/// places).
/// `plain` asks for no isolation even where it could be had.
public record SandboxOptions(Path directory, List<Path> hidden, List<Path> shown, boolean plain) {
    /// Names further directories to show, separated by the system's path separator.
    public static final String SHOWN_VARIABLE = "WINDTUNNEL_SANDBOX_SHOW";

    public SandboxOptions {
        directory = directory.toAbsolutePath().normalize();
        hidden = List.copyOf(hidden);
        shown = List.copyOf(shown);
    }

    private static final String TEMPORARY = "windtunnel-sandboxes-";

    /// Disks in `directory`, the user's home hidden, and shown what the environment asks for.
    public static SandboxOptions in(Path directory) {
        String shown = System.getenv().getOrDefault(SHOWN_VARIABLE, "");
        List<Path> paths = shown.isBlank()
                ? List.of()
                : Arrays.stream(shown.split(File.pathSeparator)).map(Path::of).toList();
        return new SandboxOptions(directory, List.of(Path.of(System.getProperty("user.home"))), paths, false);
    }

    /// The same in a directory that ends with this process, at the latest when the next one looks for what ended
    /// processes left.
    public static SandboxOptions temporary() {
        Path own = Path.of(
                System.getProperty("java.io.tmpdir"),
                TEMPORARY + ProcessHandle.current().pid());
        return in(own);
    }

    /// Hides a further directory.
    public SandboxOptions hiding(Path path) {
        List<Path> all = new ArrayList<>(hidden);
        all.add(path);
        return new SandboxOptions(directory, all, shown, plain);
    }

    /// Whether the directory is this process's own and ends with it.
    boolean isTemporary() {
        return directory.getFileName().toString().startsWith(TEMPORARY);
    }

    /// Deletes temporary directories of processes that have ended.
    void sweep() {
        if (!isTemporary()) return;
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory.getParent(), TEMPORARY + "*")) {
            for (Path each : left) {
                String pid = each.getFileName().toString().substring(TEMPORARY.length());
                boolean orphaned = pid.matches("\\d{1,9}")
                        && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
                if (orphaned && Files.isWritable(each)) new Disk(each).delete();
            }
        } catch (IOException | DirectoryIteratorException | UncheckedIOException unreadable) {
            // What cannot be swept now is swept another time.
        }
    }
}
