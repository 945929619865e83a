package io.windtunnel.fabric.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Blobs outside the heap: each a list of pieces in [Slots], which it may share with others.
final class MemoryBlobs implements Blobs {
    private final Slots slots;
    private final ConcurrentHashMap<String, Pieces> blobs = new ConcurrentHashMap<>();

    MemoryBlobs(Slots slots) {
        this.slots = slots;
    }

    @Override
    public long put(String name, InputStream content) throws IOException {
        Pieces pieces = Pieces.of(slots, content);
        stand(name, pieces);
        return pieces.bytes();
    }

    @Override
    public long join(String name, List<String> parts) throws IOException {
        if (parts.size() > MAX_PARTS) throw new IllegalArgumentException(parts.size() + " parts are over " + MAX_PARTS);
        List<Pieces> held = new ArrayList<>();
        try {
            for (String part : parts) held.add(hold(part));
            Pieces all = Pieces.joined(held);
            stand(name, all);
            return all.bytes();
        } finally {
            held.forEach(Pieces::release);
        }
    }

    private void stand(String name, Pieces pieces) {
        Pieces old = blobs.put(name, pieces);
        if (old != null) old.release();
    }

    /// The blob's pieces, which the caller releases.
    private Pieces hold(String name) throws NoSuchFileException {
        while (true) {
            Pieces pieces = blobs.get(name);
            if (pieces == null) throw new NoSuchFileException(name);
            if (pieces.hold()) return pieces;
        }
    }

    @Override
    public InputStream open(String name, long offset) throws IOException {
        return hold(name).open(offset);
    }

    @Override
    public long size(String name) throws IOException {
        Pieces pieces = blobs.get(name);
        if (pieces == null) throw new NoSuchFileException(name);
        return pieces.bytes();
    }

    @Override
    public boolean delete(String name) {
        @Nullable Pieces old = blobs.remove(name);
        if (old != null) old.release();
        return old != null;
    }

    @Override
    public void names(Consumer<String> each) {
        blobs.keySet().forEach(each);
    }
}
