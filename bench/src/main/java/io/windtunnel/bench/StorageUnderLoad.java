package io.windtunnel.bench;

import io.windtunnel.fabric.storage.Rows;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// What rows cost, in a process of its own: `memory ROWS` fills rows of 1 KB in memory and measures
/// gets, puts and scans; `durable DIRECTORY WRITERS SECONDS [later]` counts durable puts of 1 KB;
/// `recover DIRECTORY ROWS` writes rows, closes and opens again.
public final class StorageUnderLoad {
    private static final Scope SCOPE = new Scope(AccountId.DEFAULT, Region.US_EAST_1);
    private static final int VALUE_BYTES = 1_000;

    private StorageUnderLoad() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "memory" -> memory(Integer.parseInt(args[1]));
            case "durable" ->
                durable(Path.of(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]), args.length > 4);
            case "recover" -> recover(Path.of(args[1]), Integer.parseInt(args[2]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /// 28 bytes, as a table's number, a hash and a sort key would be.
    private static byte[] key(long number) {
        long mixed = number * 0x9E3779B97F4A7C15L;
        return ByteBuffer.allocate(28)
                .putLong(0x7461626c6530_0001L)
                .putLong(mixed)
                .putInt(0x757365)
                .putLong(number)
                .array();
    }

    private static void memory(int count) throws Exception {
        Rows rows = Storage.inMemory().rows(SCOPE, "bench.rows");
        long heap = heap();
        long start = processorNanos();
        byte[] value = new byte[VALUE_BYTES];
        for (int i = 0; i < count; i++) {
            ByteBuffer.wrap(value).putInt(i);
            rows.put(key(i), value.clone());
        }
        System.out.printf("%,d rows: filled at %,d ns a row%n", count, (processorNanos() - start) / count);
        System.out.printf("heap: %.1f bytes a row; resident: %,d MB%n", (heap() - heap) / (double) count, resident());
        for (int round = 0; round < 3; round++) {
            SplittableRandom random = new SplittableRandom(round);
            time("get", 1, n -> require(rows.get(key(random.nextInt(count)))));
            time("put (replace)", 1, n -> rows.put(key(random.nextInt(count)), value));
            time("scan of 10", 10, n -> scan(rows, key(random.nextInt(count))));
        }
        both(rows, count, value);
    }

    private static void require(byte[] value) {
        if (value == null || value.length != VALUE_BYTES) throw new AssertionError("a row is gone");
    }

    private static void scan(Rows rows, byte[] from) {
        int[] seen = {0};
        rows.scan(from, null, false, (_, _) -> ++seen[0] < 10);
    }

    private static void time(String what, int divisor, Consumer<Integer> work) {
        int times = 1_000_000 / divisor;
        long start = processorNanos();
        for (int i = 0; i < times; i++) work.accept(i);
        System.out.printf("%s: %,d ns%n", what, (processorNanos() - start) / times);
    }

    /// This thread's processor time: what runs beside it does not count.
    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void both(Rows rows, int count, byte[] value) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        LongAdder nanos = new LongAdder();
        int times = 1_000_000;
        for (int i = 0; i < 2; i++) {
            SplittableRandom random = new SplittableRandom(77 + i);
            threads.add(Thread.ofPlatform().start(() -> {
                long start = processorNanos();
                for (int n = 0; n < times; n++) {
                    rows.put(key(random.nextInt(count)), value);
                    require(rows.get(key(random.nextInt(count))));
                }
                nanos.add(processorNanos() - start);
            }));
        }
        for (Thread thread : threads) thread.join();
        System.out.printf("two threads: %,d ns for a put and a get%n", nanos.sum() / (2L * times));
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long resident() throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc/self/status")))
            if (line.startsWith("VmRSS")) return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
        return 0;
    }

    private static void durable(Path directory, int writers, int seconds, boolean later) throws Exception {
        try (Storage storage = Storage.in(directory)) {
            Rows rows = storage.rows(SCOPE, "bench.rows");
            measure(storage, rows, writers, 3, later);
            System.out.printf(
                    "%d writers%s: %,d durable puts a second%n",
                    writers, later ? ", told later" : "", measure(storage, rows, writers, seconds, later));
        }
    }

    private static long measure(Storage storage, Rows rows, int writers, int seconds, boolean later) throws Exception {
        LongAdder done = new LongAdder();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        if (later) {
            laterFromOneThread(storage, rows, writers, end, done);
            return done.sum() / seconds;
        }
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            long first = (long) i << 32;
            threads.add(Thread.ofVirtual().start(() -> {
                for (long n = first; System.nanoTime() < end; n++) {
                    rows.put(key(n % 50_000 + first), new byte[VALUE_BYTES]);
                    done.increment();
                }
            }));
        }
        for (Thread thread : threads) thread.join();
        return done.sum() / seconds;
    }

    /// As a face that answers from the log's thread would: as many puts under way as there are writers,
    /// no thread each.
    private static void laterFromOneThread(Storage storage, Rows rows, int writers, long end, LongAdder done)
            throws InterruptedException {
        Semaphore free = new Semaphore(writers);
        for (long n = 0; System.nanoTime() < end; n++) {
            free.acquire();
            storage.begin(List.of(new Rows.Write(rows, key(n % 500_000), new byte[VALUE_BYTES])))
                    .whenDone()
                    .thenRun(() -> {
                        done.increment();
                        free.release();
                    });
        }
        free.acquire(writers);
    }

    private static void recover(Path directory, int count) throws Exception {
        try (Storage storage = Storage.in(directory)) {
            Rows rows = storage.rows(SCOPE, "bench.rows");
            long start = System.nanoTime();
            List<Rows.Write> writes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                writes.add(new Rows.Write(rows, key(i), new byte[VALUE_BYTES]));
                if (writes.size() < 25 && i < count - 1) continue;
                storage.write(writes);
                writes = new ArrayList<>();
            }
            System.out.printf("written in %,d ms%n", (System.nanoTime() - start) / 1_000_000);
        }
        long start = System.nanoTime();
        try (Storage storage = Storage.in(directory)) {
            System.out.printf(
                    "opened with %,d rows in %,d ms; resident %,d MB%n",
                    storage.rows(SCOPE, "bench.rows").size(), (System.nanoTime() - start) / 1_000_000, resident());
        }
    }
}
