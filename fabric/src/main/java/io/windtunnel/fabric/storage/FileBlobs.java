package io.windtunnel.fabric.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/// Blobs as files, one each: written beside, synced, then renamed into place.
final class FileBlobs implements Blobs {
    private final Path directory;
    private final AtomicLong writes = new AtomicLong();

    FileBlobs(Path directory) {
        this.directory = directory;
    }

    /// Sweeps away what a crash left half written.
    void sweep() throws IOException {
        if (!Files.isDirectory(directory)) return;
        try (var files = Files.newDirectoryStream(directory, "*.part")) {
            for (Path file : files) Files.delete(file);
        }
    }

    private Path file(String name) {
        String hex = HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8));
        Path path = directory;
        // a file name holds at most 255 bytes: a longer name becomes a path of folders
        for (int at = 0; at < hex.length(); at += 200)
            path = path.resolve(hex.substring(at, Math.min(at + 200, hex.length())));
        return path.resolveSibling(path.getFileName() + ".blob");
    }

    @Override
    public long put(String name, InputStream content) throws IOException {
        Path file = file(name);
        Path folder = Objects.requireNonNullElse(file.getParent(), directory);
        Files.createDirectories(folder);
        Path part = directory.resolve(writes.incrementAndGet() + ".part");
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = Channels.newOutputStream(channel);
            long size = content.transferTo(out);
            channel.force(true);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            DirectorySync.sync(folder);
            return size;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    @Override
    public InputStream open(String name, long offset) throws IOException {
        FileChannel channel = FileChannel.open(file(name), StandardOpenOption.READ);
        channel.position(offset);
        return Channels.newInputStream(channel);
    }

    @Override
    public boolean delete(String name) throws IOException {
        return Files.deleteIfExists(file(name));
    }
}
