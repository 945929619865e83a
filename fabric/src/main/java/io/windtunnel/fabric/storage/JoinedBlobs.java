package io.windtunnel.fabric.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Blobs that were put together of others. Each has a folder of pieces, numbered in their order: links
/// to the files of the blobs it was made of, so that nothing is copied and these may go. The blob's own
/// file names the folder and the pieces' sizes; a folder that no blob's file names is swept away at
/// start.
///
/// Thread safety: every method may be called from any thread.
final class JoinedBlobs {
    /// What a joined blob's file says.
    private record Contents(Path folder, List<Long> sizes) {
        long size() {
            return sizes.stream().mapToLong(Long::longValue).sum();
        }
    }

    private static final String OWNER = "owner";

    private final Disk disk;
    private final Path directory;
    private final Map<Path, Integer> readers = new HashMap<>();
    private final Set<Path> released = new HashSet<>();
    private long last;

    JoinedBlobs(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
    }

    /// Deletes folders whose owner, below `blobs`, does not name them.
    void sweep(Path blobs) throws IOException {
        if (!Files.isDirectory(directory)) return;
        try (var folders = Files.newDirectoryStream(directory)) {
            for (Path folder : folders) {
                last = Math.max(last, Long.parseLong(folder.getFileName().toString()));
                Path owner = folder.resolve(OWNER);
                boolean owned = Files.exists(owner) && folder.equals(of(blobs.resolve(Files.readString(owner))));
                if (!owned) delete(folder);
            }
        }
    }

    /// Makes a folder of links to what is in the blobs' `files`, for the blob whose file is to be
    /// `owner`; durable when it returns.
    Path link(Path owner, List<Path> files) throws IOException {
        Path folder = newFolder();
        try {
            Files.writeString(folder.resolve(OWNER), owner.toString());
            try (FileChannel channel = disk.open(folder.resolve(OWNER), StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            int count = 0;
            for (Path file : files) for (Path whole : wholes(file)) link(folder.resolve("" + count++), whole);
            DirectorySync.sync(folder);
            DirectorySync.sync(directory);
            return folder;
        } catch (IOException e) {
            delete(folder);
            throw e;
        }
    }

    private synchronized Path newFolder() throws IOException {
        return Files.createDirectories(directory.resolve("" + ++last));
    }

    private List<Path> wholes(Path file) throws IOException {
        Contents contents = contents(file);
        if (contents == null) return List.of(file);
        List<Path> wholes = new ArrayList<>();
        for (int i = 0; i < contents.sizes.size(); i++) wholes.add(contents.folder.resolve("" + i));
        return wholes;
    }

    private void link(Path link, Path to) throws IOException {
        try {
            Files.createLink(link, to);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            Files.copy(to, link); // a file system without links, or with too many to this file
            try (FileChannel channel = disk.open(link, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }

    /// Writes the blob's file; returns the blob's size in bytes.
    long write(Path file, Path folder) throws IOException {
        List<Long> sizes = new ArrayList<>();
        while (Files.exists(folder.resolve("" + sizes.size())))
            sizes.add(Files.size(folder.resolve("" + sizes.size())) - 1);
        ByteBuffer bytes = ByteBuffer.allocate(1 + 8 + 4 + 8 * sizes.size());
        bytes.put(FileBlobs.JOINED).putLong(Long.parseLong(folder.getFileName().toString()));
        bytes.putInt(sizes.size());
        sizes.forEach(bytes::putLong);
        bytes.flip();
        try (FileChannel channel = disk.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) channel.write(bytes);
            channel.force(true);
        }
        return new Contents(folder, sizes).size();
    }

    private @Nullable Contents contents(Path file) throws IOException {
        try (FileChannel channel = disk.open(file, StandardOpenOption.READ)) {
            ByteBuffer kind = ByteBuffer.allocate(1);
            return channel.read(kind) == 1 && kind.get(0) == FileBlobs.JOINED ? contents(channel) : null;
        }
    }

    private Contents contents(FileChannel file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
        long at = 0;
        for (int read = 0; bytes.hasRemaining() && read >= 0; at += Math.max(0, read)) read = file.read(bytes, at);
        bytes.flip().position(1);
        Path folder = directory.resolve("" + bytes.getLong());
        int count = bytes.getInt();
        List<Long> sizes = new ArrayList<>();
        for (int i = 0; i < count; i++) sizes.add(bytes.getLong());
        return new Contents(folder, sizes);
    }

    /// The folder of pieces of the blob whose file this is; null when it has none.
    @Nullable
    Path of(Path file) throws IOException {
        try {
            Contents contents = contents(file);
            return contents == null ? null : contents.folder;
        } catch (NoSuchFileException _) {
            return null;
        }
    }

    long size(FileChannel file) throws IOException {
        return contents(file).size();
    }

    /// Reads the blob whose file this is from `offset` on; null when the blob is no more.
    @Nullable
    InputStream open(FileChannel file, long offset) throws IOException {
        Contents contents = contents(file);
        return hold(contents.folder) ? new Reader(contents, offset) : null;
    }

    private synchronized boolean hold(Path folder) {
        if (!Files.exists(folder) || released.contains(folder)) return false;
        readers.merge(folder, 1, Integer::sum);
        return true;
    }

    private void letGo(Path folder) throws IOException {
        synchronized (this) {
            if (readers.merge(folder, -1, Integer::sum) > 0) return;
            readers.remove(folder);
            if (!released.remove(folder)) return;
        }
        delete(folder);
    }

    /// Deletes the folder as soon as nobody reads from it.
    void release(Path folder) throws IOException {
        synchronized (this) {
            if (readers.containsKey(folder)) {
                released.add(folder);
                return;
            }
        }
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }

    /// Thread safety: one thread.
    private final class Reader extends InputStream {
        private final Contents contents;
        private @Nullable FileChannel piece;
        private int next;
        private long offset;
        private boolean closed;

        Reader(Contents contents, long offset) {
            this.contents = contents;
            this.offset = offset;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (length == 0) return 0;
            if (closed) throw new IOException("the blob's stream is closed");
            ByteBuffer bytes = ByteBuffer.wrap(into, from, length);
            while (true) {
                if (piece != null) {
                    int read = piece.read(bytes);
                    if (read > 0) return read;
                    piece.close();
                    piece = null;
                }
                while (next < contents.sizes.size() && offset >= contents.sizes.get(next))
                    offset -= contents.sizes.get(next++);
                if (next == contents.sizes.size()) return -1;
                piece = disk.open(contents.folder.resolve("" + next++), StandardOpenOption.READ);
                piece.position(1 + offset);
                offset = 0;
            }
        }

        @Override
        public void close() throws IOException {
            if (closed) return;
            closed = true;
            if (piece != null) piece.close();
            letGo(contents.folder);
        }
    }
}
