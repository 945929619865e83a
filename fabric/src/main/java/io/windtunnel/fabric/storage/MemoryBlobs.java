package io.windtunnel.fabric.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ConcurrentHashMap;

/// Blobs in memory only.
final class MemoryBlobs implements Blobs {
    private final ConcurrentHashMap<String, byte[]> contents = new ConcurrentHashMap<>();

    @Override
    public long put(String name, InputStream content) throws IOException {
        byte[] bytes = content.readAllBytes();
        contents.put(name, bytes);
        return bytes.length;
    }

    @Override
    public InputStream open(String name, long offset) throws IOException {
        byte[] bytes = contents.get(name);
        if (bytes == null) throw new NoSuchFileException(name);
        int from = (int) Math.min(offset, bytes.length);
        return new ByteArrayInputStream(bytes, from, bytes.length - from);
    }

    @Override
    public boolean delete(String name) {
        return contents.remove(name) != null;
    }
}
