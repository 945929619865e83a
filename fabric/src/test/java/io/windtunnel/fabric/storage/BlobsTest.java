package io.windtunnel.fabric.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlobsTest {
    enum Kind {
        MEMORY,
        DIRECTORY
    }

    @TempDir
    Path directory;

    private final FaultyDisk disk = new FaultyDisk();

    private Blobs open(Kind kind) throws IOException {
        if (kind == Kind.MEMORY) return new MemoryBlobs(new Slots(1 << 20, disk, directory));
        FileBlobs blobs = new FileBlobs(disk, directory);
        blobs.sweep();
        return blobs;
    }

    private static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    private static void put(Blobs blobs, String name, byte[] content) throws IOException {
        assertThat(blobs.put(name, new ByteArrayInputStream(content))).isEqualTo(content.length);
    }

    private static byte[] read(Blobs blobs, String name, long offset) throws IOException {
        try (InputStream in = blobs.open(name, offset)) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @EnumSource
    void areWhatAMapIs(Kind kind) throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        TreeMap<String, byte[]> model = new TreeMap<>();
        Blobs blobs = open(kind);
        for (int step = 0; step < 300; step++) {
            String name = "b/" + "n".repeat(random.nextInt(4) * 80) + random.nextInt(12);
            switch (random.nextInt(5)) {
                case 0 -> assertThat(blobs.delete(name)).isEqualTo(model.remove(name) != null);
                case 1 -> join(blobs, name, model, random);
                default -> {
                    byte[] content = bytes(random.nextInt(3) == 0 ? random.nextInt(200_000) : random.nextInt(50), step);
                    put(blobs, name, content);
                    model.put(name, content);
                }
            }
            if (kind == Kind.DIRECTORY && random.nextInt(50) == 0) blobs = open(kind);
        }
        List<String> names = new ArrayList<>();
        blobs.names(names::add);
        assertThat(names).containsExactlyInAnyOrderElementsOf(model.keySet());
        for (String name : names) {
            byte[] content = model.get(name);
            assertThat(blobs.size(name)).isEqualTo(content.length);
            int offset = random.nextInt(content.length + 1);
            assertThat(read(blobs, name, offset)).isEqualTo(Arrays.copyOfRange(content, offset, content.length));
            assertThat(read(blobs, name, content.length + 7L)).isEmpty();
            try (InputStream in = blobs.open(name, 0)) {
                in.skipNBytes(offset);
                assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, offset, content.length));
            }
        }
        for (String name : names) blobs.delete(name);
        try (Stream<Path> left = Files.walk(directory)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private static void join(Blobs blobs, String name, TreeMap<String, byte[]> model, SplittableRandom random)
            throws IOException {
        List<String> parts = new ArrayList<>();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String part : model.keySet()) {
            if (random.nextInt(3) == 0 && all.size() < 1_000_000) {
                parts.add(part);
                all.writeBytes(model.get(part));
            }
        }
        assertThat(blobs.join(name, parts)).isEqualTo(all.size());
        model.put(name, all.toByteArray());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsOpenIsReadToItsEnd(Kind kind) throws IOException {
        Blobs blobs = open(kind);
        byte[] one = bytes(100_000, 1);
        byte[] two = bytes(50_000, 2);
        put(blobs, "one", one);
        put(blobs, "two", two);
        blobs.join("both", List.of("one", "two"));
        blobs.delete("one");
        try (InputStream in = blobs.open("both", 0)) {
            assertThat(in.readNBytes(10)).isEqualTo(Arrays.copyOf(one, 10));
            assertThat(blobs.delete("both")).isTrue();
            put(blobs, "two", bytes(60_000, 3));
            in.skipNBytes(99_990);
            assertThat(in.readAllBytes()).isEqualTo(two);
        }
        assertThatThrownBy(() -> blobs.open("both", 0)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> blobs.join("both", List.of("two", "one"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> blobs.size("both")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void manyAndLargeBlobsAreNotInTheHeap() throws IOException {
        try (Slots slots = new Slots(1 << 20, disk, directory)) {
            MemoryBlobs blobs = new MemoryBlobs(slots);
            long size = 64L << 20;
            assertThat(blobs.put("large", zeros(size))).isEqualTo(size);
            assertThat(slots.spilledBytes()).isGreaterThan(size - (2 << 20));
            assertThat(read(blobs, "large", size - 5)).hasSize(5);
            long before = slots.bytes();
            blobs.delete("large");
            blobs.put("again", zeros(size));
            assertThat(slots.bytes()).as("room is used again").isLessThanOrEqualTo(before + Slab.BYTES);
        }
    }

    private static InputStream zeros(long size) {
        return new InputStream() {
            private long left = size;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                int count = (int) Math.min(left, length);
                left -= count;
                return count == 0 ? -1 : count;
            }
        };
    }

    @Test
    void whatACrashLeftHalfDoneIsSweptAway() throws IOException {
        Blobs blobs = open(Kind.DIRECTORY);
        put(blobs, "part", bytes(1_000, 1));
        blobs.join("whole", List.of("part", "part"));
        Files.write(directory.resolve("7.part"), new byte[3]);
        // a folder of pieces whose blob was never written, and one whose owner was not written either
        Files.createDirectories(directory.resolve("pieces/41"));
        Files.writeString(directory.resolve("pieces/41/owner"), "6e6f.blob");
        Files.createDirectories(directory.resolve("pieces/42"));
        blobs = open(Kind.DIRECTORY);
        assertThat(directory.resolve("7.part")).doesNotExist();
        assertThat(directory.resolve("pieces/41")).doesNotExist();
        assertThat(directory.resolve("pieces/42")).doesNotExist();
        assertThat(read(blobs, "whole", 500)).hasSize(1_500);
        blobs.join("another", List.of("whole", "part"));
        assertThat(directory.resolve("pieces/43")).exists();
        assertThat(read(blobs, "another", 0)).hasSize(3_000);
    }

    @Test
    void aFullOrFailingDiskLeavesTheOldBlob() throws IOException {
        Blobs blobs = open(Kind.DIRECTORY);
        put(blobs, "b", bytes(100, 1));
        disk.roomBytes = 50_000;
        assertThatThrownBy(() -> put(blobs, "b", bytes(100_000, 2))).hasMessageContaining("No space left");
        disk.roomBytes = Long.MAX_VALUE;
        disk.syncsFail = true;
        assertThatThrownBy(() -> put(blobs, "b", bytes(1_000, 2))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> blobs.join("b", List.of("b", "b"))).isInstanceOf(IOException.class);
        disk.syncsFail = false;
        assertThat(read(blobs, "b", 0)).isEqualTo(bytes(100, 1));
        List<String> names = new ArrayList<>();
        blobs.names(names::add);
        assertThat(names).containsExactly("b");
    }
}
