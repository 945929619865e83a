package io.windtunnel.fabric.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Blobs as files, one each: written beside, synced, then renamed into place. A blob that was put
/// together of others is a file that says so and names a folder of pieces, which are links to the files
/// of the others ([JoinedBlobs]).
///
/// A blob's file begins with a byte for which of the two it is.
final class FileBlobs implements Blobs {
    static final byte WHOLE = 0;
    static final byte JOINED = 1;

    private static final int STRIPES = 64;
    private static final String SUFFIX = ".blob";

    /// A file's name holds at most 255 bytes: a longer one becomes a path of folders.
    private static final int NAME_DIGITS = 200;

    private final Disk disk;
    private final Path directory;
    private final JoinedBlobs joined;
    private final AtomicLong writes = new AtomicLong();
    private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

    FileBlobs(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
        this.joined = new JoinedBlobs(disk, directory.resolve("pieces"));
        for (int i = 0; i < STRIPES; i++) stripes[i] = new ReentrantLock();
    }

    /// Sweeps away what a crash left half written.
    void sweep() throws IOException {
        if (!Files.isDirectory(directory)) return;
        try (var files = Files.newDirectoryStream(directory, "*.part")) {
            for (Path file : files) Files.delete(file);
        }
        joined.sweep(directory);
    }

    private Path file(String name) {
        if (name.isEmpty()) throw new IllegalArgumentException("a blob needs a name");
        String hex = HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8));
        Path path = directory;
        for (int at = 0; at < hex.length(); at += NAME_DIGITS)
            path = path.resolve(hex.substring(at, Math.min(at + NAME_DIGITS, hex.length())));
        return path.resolveSibling(path.getFileName() + SUFFIX);
    }

    @Override
    public long put(String name, InputStream content) throws IOException {
        Path file = file(name);
        Path part = part();
        try (FileChannel channel = disk.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {WHOLE}));
            OutputStream out = Channels.newOutputStream(channel);
            long size = content.transferTo(out);
            channel.force(true);
            stand(part, file);
            return size;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private Path part() throws IOException {
        Files.createDirectories(directory);
        return directory.resolve(writes.incrementAndGet() + ".part");
    }

    /// Makes the synced `part` the blob's file.
    private void stand(Path part, Path file) throws IOException {
        Path folder = Objects.requireNonNullElse(file.getParent(), directory);
        Files.createDirectories(folder);
        @Nullable Path old;
        ReentrantLock stripe = stripe(file);
        stripe.lock();
        try {
            old = joined.of(file);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            stripe.unlock();
        }
        DirectorySync.sync(folder);
        if (old != null) joined.release(old);
    }

    private ReentrantLock stripe(Path file) {
        return stripes[Math.floorMod(file.hashCode(), STRIPES)];
    }

    @Override
    public long join(String name, List<String> parts) throws IOException {
        if (parts.size() > MAX_PARTS) throw new IllegalArgumentException(parts.size() + " parts are over " + MAX_PARTS);
        Path file = file(name);
        Path part = part();
        Path pieces = joined.link(
                directory.relativize(file), parts.stream().map(this::file).toList());
        try {
            long size = joined.write(part, pieces);
            stand(part, file);
            return size;
        } catch (IOException e) {
            joined.release(pieces);
            throw e;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    @Override
    public InputStream open(String name, long offset) throws IOException {
        Path file = file(name);
        while (true) {
            InputStream opened = open(file, offset);
            if (opened != null) return opened;
        }
    }

    /// Null when the blob was another one by the time its pieces were looked for.
    private @Nullable InputStream open(Path file, long offset) throws IOException {
        FileChannel channel = disk.open(file, StandardOpenOption.READ);
        try {
            ByteBuffer kind = ByteBuffer.allocate(1);
            if (channel.read(kind) == 1 && kind.get(0) == JOINED) {
                InputStream pieces = joined.open(channel, offset);
                channel.close();
                return pieces;
            }
            channel.position(1 + offset);
            return Channels.newInputStream(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public long size(String name) throws IOException {
        Path file = file(name);
        try (FileChannel channel = disk.open(file, StandardOpenOption.READ)) {
            ByteBuffer kind = ByteBuffer.allocate(1);
            channel.read(kind);
            return kind.get(0) == JOINED ? joined.size(channel) : channel.size() - 1;
        }
    }

    @Override
    public boolean delete(String name) throws IOException {
        Path file = file(name);
        @Nullable Path pieces;
        boolean deleted;
        ReentrantLock stripe = stripe(file);
        stripe.lock();
        try {
            pieces = joined.of(file);
            deleted = Files.deleteIfExists(file);
        } finally {
            stripe.unlock();
        }
        if (pieces != null) joined.release(pieces);
        return deleted;
    }

    @Override
    public void names(Consumer<String> each) throws IOException {
        if (!Files.isDirectory(directory)) return;
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(file -> file.toString().endsWith(SUFFIX)).forEach(file -> {
                StringBuilder hex = new StringBuilder();
                for (Path folder : directory.relativize(file)) hex.append(folder);
                hex.setLength(hex.length() - SUFFIX.length());
                each.accept(new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8));
            });
        } catch (java.io.UncheckedIOException e) {
            if (!(e.getCause() instanceof NoSuchFileException)) throw e.getCause();
        }
    }
}
