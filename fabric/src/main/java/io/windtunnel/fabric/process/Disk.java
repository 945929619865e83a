package io.windtunnel.fabric.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// The directory of one sandbox: what its programs wrote, and the files to put in.
record Disk(Path directory) {
    /// Makes the directory and lays `files` ready for the room's script.
    void prepare(List<SandboxFile> files) {
        try {
            Path ready = directory.resolve("files");
            Files.createDirectories(ready);
            for (int i = 0; i < files.size(); i++) {
                SandboxFile file = files.get(i);
                Files.write(ready.resolve(Integer.toString(i)), file.content());
                text(ready.resolve(i + ".path"), file.path());
                text(ready.resolve(i + ".mode"), Integer.toOctalString(file.mode()));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot prepare the sandbox's directory " + directory, failure);
        }
    }

    private static void text(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    boolean exists() {
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS);
    }

    /// Deletes it with all that is in it; links are not followed.
    void delete() {
        if (!exists()) return;
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                    // The overlay's work directory is closed even to its owner.
                    if (!Files.isReadable(path) || !Files.isExecutable(path))
                        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(
                        Path path, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
                    Files.deleteIfExists(path);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot delete the sandbox's directory " + directory, failure);
        }
    }
}
