package io.windtunnel.fabric.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows against a sorted map, with leaves that split and join, values of every size, and a spill file
/// from 1 MB on.
class ManyRowsTest {
    private static final int SPILL_BEYOND_BYTES = 1 << 20;

    @TempDir
    Path directory;

    private Slots slots() {
        return new Slots(SPILL_BEYOND_BYTES, Disk.REAL, directory);
    }

    /// Keys as services have them: a prefix that many share, then a number; some of them long, some
    /// empty.
    private static byte[] key(SplittableRandom random, int among) {
        int number = random.nextInt(among);
        int length = number % 97 == 0 ? 200 + number % 1000 : number % 40;
        byte[] key = new byte[length + (number == 0 ? 0 : 4)];
        for (int i = 0; i < length; i++) key[i] = (byte) (i < 12 ? 200 : number >> i % 3);
        if (number != 0) ByteBuffer.wrap(key).putInt(length, number);
        return key;
    }

    private static byte[] value(SplittableRandom random) {
        int kind = random.nextInt(100);
        int length = kind == 0 ? random.nextInt(200_000) : kind < 30 ? random.nextInt(10) : random.nextInt(2_000);
        byte[] value = new byte[length];
        random.nextBytes(value);
        return value;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void areWhatASortedMapIs(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TreeMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
        try (Slots slots = slots()) {
            MemoryRows rows = new MemoryRows(slots);
            for (int step = 0; step < 40_000; step++) {
                // it grows, then shrinks to little, then grows again
                boolean shrinking = step / 10_000 == 1;
                byte[] key = key(random, 6_000);
                if (random.nextInt(10) < (shrinking ? 9 : 2)) {
                    assertThat(rows.remove(key))
                            .as("seed %d step %d", seed, step)
                            .isEqualTo(model.remove(key) != null);
                } else {
                    byte[] value = value(random);
                    rows.put(key, value);
                    model.put(key, value);
                }
                byte[] other = key(random, 6_000);
                assertThat(rows.get(other)).as("seed %d step %d", seed, step).isEqualTo(model.get(other));
                if (step % 500 == 0) compareScans(rows, model, random);
            }
            assertThat(rows.size()).isEqualTo(model.size());
            compare(rows, model, null, null, false, Integer.MAX_VALUE);
            compare(rows, model, null, null, true, Integer.MAX_VALUE);
            assertThat(slots.spilledBytes()).isPositive();
            long before = slots.bytes();
            rows.clear();
            assertThat(rows.size()).isZero();
            model.forEach(rows::put);
            assertThat(slots.bytes()).as("room is used again").isLessThan(before + before / 4);
        }
    }

    private static void compareScans(MemoryRows rows, NavigableMap<byte[], byte[]> model, SplittableRandom random) {
        for (boolean descending : new boolean[] {false, true}) {
            byte[] from = random.nextInt(4) == 0 ? null : key(random, 6_000);
            byte[] to = random.nextInt(4) == 0 ? null : key(random, 6_000);
            compare(rows, model, from, to, descending, 1 + random.nextInt(700));
        }
    }

    private static void compare(
            MemoryRows rows,
            NavigableMap<byte[], byte[]> model,
            byte @Nullable [] from,
            byte @Nullable [] to,
            boolean descending,
            int atMost) {
        List<byte[]> found = new ArrayList<>();
        rows.scan(from, to, descending, (key, value) -> {
            assertThat(value).isEqualTo(model.get(key));
            found.add(key);
            return found.size() < atMost;
        });
        boolean none = from != null && to != null && Arrays.compareUnsigned(from, to) >= 0;
        NavigableMap<byte[], byte[]> range = none ? new TreeMap<>(Arrays::compareUnsigned) : model;
        if (!none && from != null) range = range.tailMap(from, true);
        if (!none && to != null) range = range.headMap(to, false);
        if (descending) range = range.descendingMap();
        List<byte[]> expected = range.keySet().stream().limit(atMost).toList();
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) assertThat(found.get(i)).isEqualTo(expected.get(i));
    }

    /// Each value says of which key it is and is the same byte throughout: a reader that saw another's
    /// slot would know.
    @Test
    void readersNeverSeeAnothersBytesWhileOthersWrite() throws Exception {
        try (Slots slots = slots();
                var threads = Executors.newFixedThreadPool(4)) {
            MemoryRows rows = new MemoryRows(slots);
            List<Callable<Integer>> work = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int number = i;
                work.add(() -> write(rows, number));
                work.add(() -> readAll(rows, number));
            }
            int seen = 0;
            for (Future<Integer> each : threads.invokeAll(work)) seen += each.get();
            assertThat(seen).isPositive();
        }
    }

    /// Writes and removes keys that are its own, and checks at the end that they are what they should
    /// be.
    private static int write(MemoryRows rows, int number) {
        SplittableRandom random = new SplittableRandom(number);
        Map<Integer, Integer> model = new TreeMap<>();
        for (int step = 0; step < 120_000; step++) {
            int key = 2 * random.nextInt(2_000) + number;
            if (random.nextInt(3) == 0 || (step / 20_000) % 2 == 1 && random.nextInt(3) != 0) {
                assertThat(rows.remove(bytes(key))).isEqualTo(model.remove(key) != null);
            } else {
                int length = 4 + random.nextInt(40) * random.nextInt(40);
                rows.put(bytes(key), valueOf(key, length));
                model.put(key, length);
            }
        }
        model.forEach((key, length) -> assertThat(rows.get(bytes(key))).isEqualTo(valueOf(key, length)));
        return 0;
    }

    private static int readAll(MemoryRows rows, int number) {
        SplittableRandom random = new SplittableRandom(100 + number);
        int[] seen = {0};
        for (int step = 0; step < 60_000; step++) {
            int key = random.nextInt(4_000);
            byte[] value = rows.get(bytes(key));
            if (value != null) requireWhole(key, value);
            if (step % 200 != 0) continue;
            boolean descending = step % 400 != 0;
            int[] last = {descending ? Integer.MAX_VALUE : -1};
            rows.scan(null, null, descending, (each, of) -> {
                int found = ByteBuffer.wrap(each).getInt();
                assertThat(descending ? found < last[0] : found > last[0]).isTrue();
                last[0] = found;
                requireWhole(found, of);
                return ++seen[0] % 500 != 0;
            });
        }
        return seen[0];
    }

    private static void requireWhole(int key, byte[] value) {
        assertThat(ByteBuffer.wrap(value).getInt()).isEqualTo(key);
        for (int i = 4; i < value.length; i++) if (value[i] != (byte) key) throw new AssertionError("torn: " + key);
    }

    private static byte[] bytes(int key) {
        return ByteBuffer.allocate(4).putInt(key).array();
    }

    private static byte[] valueOf(int key, int length) {
        byte[] value = new byte[length];
        Arrays.fill(value, (byte) key);
        ByteBuffer.wrap(value).putInt(key);
        return value;
    }

    /// As a queue is used: in at one end, out at the other, for much longer than what it holds.
    @Test
    void aQueueOfRowsStaysSmall() {
        try (Slots slots = slots()) {
            MemoryRows rows = new MemoryRows(slots);
            for (int i = 0; i < 200_000; i++) {
                rows.put(bytes(i), valueOf(i, 300));
                if (i >= 1_000) assertThat(rows.remove(bytes(i - 1_000))).isTrue();
            }
            assertThat(rows.size()).isEqualTo(1_000);
            assertThat(rows.leafCount()).isLessThan(30);
            assertThat(slots.spilledBytes()).isZero();
        }
    }
}
