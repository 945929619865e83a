package io.windtunnel.fabric.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StorageTest {
    private static final Scope SCOPE = new Scope(AccountId.DEFAULT, Region.US_EAST_1);
    private static final WriteAheadLog.Sizes SMALL = new WriteAheadLog.Sizes(4096, 20_000);

    enum Kind {
        MEMORY,
        DIRECTORY
    }

    /// A row with every kind of member a service's state has.
    record Thing(
            String name,
            int count,
            @Nullable String note,
            Instant at,
            Duration lasting,
            List<String> words,
            Map<String, Long> sizes,
            byte[] bytes,
            Place place) {}

    record Counter(long value) {}

    @TempDir
    Path directory;

    private Storage open(Kind kind) {
        return switch (kind) {
            case MEMORY -> Storage.inMemory();
            case DIRECTORY -> DirectoryStorage.open(directory, SMALL);
        };
    }

    private static Thing thing(String name) {
        return new Thing(
                name,
                7,
                null,
                Instant.parse("2026-01-02T03:04:05.678Z"),
                Duration.ofMillis(1500),
                List.of("a", "b"),
                Map.of("k", 1L << 40),
                new byte[] {1, 2, 3},
                Place.in(Region.US_EAST_1.zone("b")));
    }

    @ParameterizedTest
    @EnumSource
    void aTableKeepsRowsInOrderOfTheirKeys(Kind kind) {
        try (Storage storage = open(kind)) {
            Table<Counter> table = storage.table(SCOPE, "test.counters", Counter.class);
            for (String key : List.of("b", "d", "a", "c")) table.put(key, new Counter(key.charAt(0)));
            assertThat(table.values()).extracting(Counter::value).containsExactly(97L, 98L, 99L, 100L);
            assertThat(table.after("b", 1)).containsExactly(new Counter('c'));
            assertThat(table.remove("c")).isEqualTo(new Counter('c'));
            assertThat(table.remove("c")).isNull();
            assertThat(table.update("a", old -> old == null ? null : new Counter(old.value() + 1)))
                    .isEqualTo(new Counter(98));
            assertThat(table.size()).isEqualTo(3);
            assertThat(storage.table(SCOPE, "test.counters", Counter.class)).isSameAs(table);
            assertThat(storage.scopes("test.counters")).containsExactly(SCOPE);
            assertThat(storage.scopes("test.others")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void updatesOfOneKeyAreAtomic(Kind kind) throws Exception {
        try (Storage storage = open(kind)) {
            Table<Counter> table = storage.table(SCOPE, "test.counters", Counter.class);
            Thread[] threads = new Thread[4];
            for (int i = 0; i < threads.length; i++)
                threads[i] = Thread.ofVirtual().start(() -> {
                    for (int n = 0; n < 100; n++)
                        table.update("k", old -> new Counter(old == null ? 1 : old.value() + 1));
                });
            for (Thread thread : threads) thread.join();
            assertThat(table.get("k")).isEqualTo(new Counter(400));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLogCountsItsPositionsOn(Kind kind) {
        try (Storage storage = open(kind)) {
            Log log = storage.log(SCOPE, "test.log");
            for (int i = 0; i < 5; i++)
                assertThat(log.append(new byte[] {(byte) i})).isEqualTo(i);
            log.trim(2);
            assertThat(log.read(0, 2)).extracting(Log.Entry::position).containsExactly(2L, 3L);
            assertThat(log.end()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void blobsAreReplacedWhole(Kind kind) throws IOException {
        try (Storage storage = open(kind)) {
            String name = "bucket/" + "long-".repeat(90);
            assertThat(storage.blobs().put(name, new ByteArrayInputStream(new byte[] {1, 2, 3})))
                    .isEqualTo(3);
            storage.blobs().put(name, new ByteArrayInputStream(new byte[] {4, 5, 6, 7}));
            assertThat(storage.blobs().open(name, 2)).hasBinaryContent(new byte[] {6, 7});
            assertThat(storage.blobs().delete(name)).isTrue();
            assertThat(storage.blobs().delete(name)).isFalse();
            assertThatThrownBy(() -> storage.blobs().open(name, 0)).isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void rowsOfEveryKindComeBack() {
        try (Storage storage = open(Kind.DIRECTORY)) {
            storage.table(SCOPE, "test.things", Thing.class).put("x", thing("x"));
        }
        try (Storage storage = open(Kind.DIRECTORY)) {
            assertThat(storage.scopes("test.things")).containsExactly(SCOPE);
            assertThat(storage.table(SCOPE, "test.things", Thing.class).get("x"))
                    .usingRecursiveComparison()
                    .isEqualTo(thing("x"));
        }
    }

    /// A random walk over tables and logs with reopenings: through segments and snapshots, what is read
    /// is what a plain map holds.
    @Test
    void whatIsReopenedIsWhatWasWritten() throws Exception {
        long seed = 20261124;
        SplittableRandom random = new SplittableRandom(seed);
        TreeMap<String, Counter> expected = new TreeMap<>();
        long appended = 0;
        for (int life = 0; life < 12; life++) {
            try (Storage storage = open(Kind.DIRECTORY)) {
                Table<Counter> table = storage.table(SCOPE, "test.counters", Counter.class);
                assertThat(table.values())
                        .as("seed %d, life %d", seed, life)
                        .containsExactlyElementsOf(expected.values());
                Log log = storage.log(SCOPE, "test.log");
                assertThat(log.end()).isEqualTo(appended);
                for (int i = 0; i < 60; i++) {
                    String key = "key-" + random.nextInt(40);
                    Counter value = new Counter(random.nextLong());
                    if (random.nextInt(4) == 0) {
                        table.remove(key);
                        expected.remove(key);
                    } else {
                        table.put(key, value);
                        expected.put(key, value);
                    }
                    if (random.nextInt(5) == 0) {
                        log.append(new byte[random.nextInt(600)]);
                        appended++;
                    }
                }
                if (life % 4 == 3) ((DirectoryStorage) storage).snapshot();
            }
        }
    }

    /// Wherever a crash cuts the log, what remains is a prefix of what was written.
    @Test
    void aTornLogYieldsAPrefix() throws IOException {
        try (Storage storage = open(Kind.DIRECTORY)) {
            Table<Counter> table = storage.table(SCOPE, "test.counters", Counter.class);
            for (int i = 0; i < 8; i++) table.put("key-" + i, new Counter(i));
        }
        Path segment = directory.resolve("log-00000001");
        byte[] whole = Files.readAllBytes(segment);
        int used = whole.length;
        while (whole[used - 1] == 0) used--;
        int last = 9;
        for (int cut = used; cut >= 0; cut -= 7) {
            byte[] torn = whole.clone();
            for (int i = cut; i < Math.min(torn.length, cut + 40); i++) torn[i] = (byte) (i * 31 + 7);
            Files.write(segment, torn);
            for (Path file : files("log-")) if (!file.equals(segment)) Files.delete(file);
            try (Storage storage = open(Kind.DIRECTORY)) {
                int size = storage.table(SCOPE, "test.counters", Counter.class).size();
                assertThat(size).as("cut at %d", cut).isBetween(0, last);
                for (int i = 0; i < size; i++)
                    assertThat(storage.table(SCOPE, "test.counters", Counter.class)
                                    .get("key-" + i))
                            .isEqualTo(new Counter(i));
                last = size;
            }
        }
        assertThat(last).isZero();
    }

    @Test
    void damageBeforeTheEndIsRefusedByName() throws IOException {
        try (Storage storage = open(Kind.DIRECTORY)) {
            Table<Counter> table = storage.table(SCOPE, "test.counters", Counter.class);
            for (int i = 0; i < 150; i++) table.put("key-" + i, new Counter(i));
        }
        assertThat(files("log-")).hasSizeGreaterThan(1);
        Path first = directory.resolve("log-00000001");
        byte[] bytes = Files.readAllBytes(first);
        bytes[40] ^= 1;
        Files.write(first, bytes);
        assertThatThrownBy(() -> open(Kind.DIRECTORY))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("log-00000001 is damaged at byte 0");
    }

    @Test
    void aDirectoryInUseIsRefused() {
        try (Storage _ = open(Kind.DIRECTORY)) {
            assertThatThrownBy(() -> open(Kind.DIRECTORY))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("is in use");
        }
    }

    private List<Path> files(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }
}
