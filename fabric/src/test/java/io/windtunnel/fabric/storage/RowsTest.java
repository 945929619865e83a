package io.windtunnel.fabric.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowsTest {
    private static final Scope SCOPE = new Scope(AccountId.DEFAULT, Region.US_EAST_1);
    private static final WriteAheadLog.Sizes SMALL = new WriteAheadLog.Sizes(4096, 20_000);

    enum Kind {
        MEMORY,
        DIRECTORY
    }

    @TempDir
    Path directory;

    private Storage open(Kind kind) {
        return switch (kind) {
            case MEMORY -> Storage.inMemory();
            case DIRECTORY -> DirectoryStorage.open(directory, SMALL);
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<String> scan(Rows rows, @Nullable String from, @Nullable String to, boolean descending) {
        List<String> found = new ArrayList<>();
        rows.scan(from == null ? null : bytes(from), to == null ? null : bytes(to), descending, (key, value) -> {
            found.add(new String(key, StandardCharsets.ISO_8859_1) + "="
                    + new String(value, StandardCharsets.ISO_8859_1));
            return found.size() < 100;
        });
        return found;
    }

    @ParameterizedTest
    @EnumSource
    void rowsStandInUnsignedByteOrder(Kind kind) {
        try (Storage storage = open(kind)) {
            Rows rows = storage.rows(SCOPE, "test.rows");
            for (String key : List.of("b", "a", "\u00ff", "", "ab")) rows.put(bytes(key), bytes("v" + key));
            assertThat(scan(rows, null, null, false)).containsExactly("=v", "a=va", "ab=vab", "b=vb", "\u00ff=v\u00ff");
            assertThat(scan(rows, "a", "b", false)).containsExactly("a=va", "ab=vab");
            assertThat(scan(rows, "a", null, true)).containsExactly("\u00ff=v\u00ff", "b=vb", "ab=vab", "a=va");
            assertThat(scan(rows, "b", "a", true)).isEmpty();
            assertThat(rows.size()).isEqualTo(5);
            assertThat(rows.remove(bytes("a"))).isTrue();
            assertThat(rows.remove(bytes("a"))).isFalse();
            rows.put(bytes("b"), bytes("again"));
            assertThat(rows.size()).isEqualTo(4);
            assertThat(rows.get(bytes("b"))).isEqualTo(bytes("again"));
            assertThat(rows.get(bytes("a"))).isNull();
            assertThat(storage.rows(SCOPE, "test.rows")).isSameAs(rows);
            assertThat(storage.scopes("test.rows")).containsExactly(SCOPE);
            rows.clear();
            assertThat(rows.size()).isZero();
            assertThat(scan(rows, null, null, false)).isEmpty();
        }
    }

    @Test
    void changesBegunTogetherSurviveTogetherInTheOrderOfTheirBeginning() {
        byte[] key = bytes("k");
        try (Storage storage = open(Kind.DIRECTORY)) {
            Rows one = storage.rows(SCOPE, "test.one");
            Rows two = storage.rows(SCOPE, "test.two");
            two.put(key, bytes("old"));
            Writing first =
                    storage.begin(List.of(new Rows.Write(one, key, bytes("1")), new Rows.Write(two, key, bytes("1"))));
            assertThat(one.get(key)).as("not seen before it is durable").isNull();
            Writing second =
                    storage.begin(List.of(new Rows.Write(one, key, bytes("2")), new Rows.Write(two, key, null)));
            first.finish();
            assertThat(two.get(key)).isEqualTo(bytes("1"));
            second.finish();
        }
        try (Storage storage = open(Kind.DIRECTORY)) {
            assertThat(storage.rows(SCOPE, "test.one").get(key)).isEqualTo(bytes("2"));
            assertThat(storage.rows(SCOPE, "test.two").get(key)).isNull();
            storage.rows(SCOPE, "test.one").clear();
        }
        try (Storage storage = open(Kind.DIRECTORY)) {
            assertThat(storage.rows(SCOPE, "test.one").size()).isZero();
            assertThatThrownBy(() -> storage.log(SCOPE, "test.one")).hasMessageContaining("are rows");
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsAreWhatASortedMapIsThroughSnapshotsAndRestarts(Kind kind) {
        SplittableRandom random = new SplittableRandom(7);
        TreeMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
        Storage storage = open(kind);
        for (int step = 0; step < 3_000; step++) {
            Rows rows = storage.rows(SCOPE, "test.rows");
            byte[] key = bytes(Integer.toString(random.nextInt(300)));
            byte[] value = random.nextInt(4) == 0 ? null : bytes("v".repeat(random.nextInt(200)) + step);
            storage.write(List.of(new Rows.Write(rows, key, value)));
            if (value == null) model.remove(key);
            else model.put(key, value);
            if (kind == Kind.DIRECTORY && random.nextInt(500) == 0) {
                storage.close();
                storage = open(kind);
            }
        }
        List<String> expected = new ArrayList<>();
        model.headMap(bytes("5"))
                .tailMap(bytes("2"))
                .forEach((key, value) -> expected.add(new String(key, StandardCharsets.ISO_8859_1) + "="
                        + new String(value, StandardCharsets.ISO_8859_1)));
        Rows rows = storage.rows(SCOPE, "test.rows");
        assertThat(rows.size()).isEqualTo(model.size());
        assertThat(scan(rows, "2", "5", false))
                .containsExactlyElementsOf(expected.subList(0, Math.min(100, expected.size())));
        storage.close();
    }

    /// Writers of every kind at once, snapshots meanwhile: what each was told is seen then, and is
    /// there after a restart.
    @Test
    void manyWriteAtOnceWhileSnapshotsAreTaken() throws Exception {
        int writers = 8;
        int changes = 400;
        try (DirectoryStorage storage = DirectoryStorage.open(directory, SMALL)) {
            List<Thread> threads = new ArrayList<>();
            Queue<Throwable> failed = new ConcurrentLinkedQueue<>();
            for (int i = 0; i < writers; i++) {
                int writer = i;
                Thread thread = Thread.ofVirtual().unstarted(() -> write(storage, writer, changes));
                thread.setUncaughtExceptionHandler((_, why) -> failed.add(why));
                threads.add(thread);
            }
            threads.forEach(Thread::start);
            for (int i = 0; i < 5; i++) storage.snapshot();
            for (Thread thread : threads) thread.join();
            assertThat(failed).isEmpty();
        }
        try (DirectoryStorage storage = DirectoryStorage.open(directory, SMALL)) {
            Rows rows = storage.rows(SCOPE, "test.rows");
            assertThat(rows.size()).isEqualTo(writers * changes);
            for (int writer = 0; writer < writers; writer++)
                for (int i = 0; i < changes; i++)
                    assertThat(rows.get(bytes(writer + "-" + i))).isEqualTo(bytes("v" + i));
            Log log = storage.log(SCOPE, "test.log");
            assertThat(log.end()).isEqualTo(writers * changes / 4);
            assertThat(log.read(0, Integer.MAX_VALUE)).hasSize(writers * changes / 4);
        }
    }

    private static void write(Storage storage, int writer, int changes) {
        Rows rows = storage.rows(SCOPE, "test.rows");
        Log log = storage.log(SCOPE, "test.log");
        for (int i = 0; i < changes; i++) {
            byte[] key = bytes(writer + "-" + i);
            byte[] value = bytes("v" + i);
            switch (i % 4) {
                case 0 -> rows.put(key, value);
                case 1 -> storage.write(List.of(new Rows.Write(rows, key, value)));
                case 2 -> {
                    long position = log.append(key);
                    assertThat(log.view(position)).isEqualTo(key);
                    rows.put(key, value);
                }
                default -> {
                    var seen = storage.begin(List.of(new Rows.Write(rows, key, value)))
                            .whenDone()
                            .thenApply(_ -> rows.get(key))
                            .toCompletableFuture();
                    assertThat(seen.join()).isEqualTo(value);
                }
            }
            assertThat(rows.get(key)).isEqualTo(value);
        }
    }
}
