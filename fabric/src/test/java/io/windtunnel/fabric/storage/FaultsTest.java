package io.windtunnel.fabric.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a disk can do: tear the last write, fill up, fail. A change that met it is refused with a
/// message that says where; what was acknowledged is there at the next start, and of changes that
/// belong together all or none.
class FaultsTest {
    private static final Scope SCOPE = new Scope(AccountId.DEFAULT, Region.US_EAST_1);
    private static final WriteAheadLog.Sizes SIZES = new WriteAheadLog.Sizes(8 << 10, 1 << 20);

    private final FaultyDisk disk = new FaultyDisk();

    @TempDir
    Path directory;

    private DirectoryStorage open() {
        return DirectoryStorage.open(disk, directory, SIZES);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<Rows.Write> together(Storage storage, String value) {
        return List.of(
                new Rows.Write(storage.rows(SCOPE, "test.one"), bytes("k"), bytes(value)),
                new Rows.Write(storage.rows(SCOPE, "test.two"), bytes("k"), bytes(value)));
    }

    private static boolean stands(Storage storage, String value) {
        byte[] one = storage.rows(SCOPE, "test.one").get(bytes("k"));
        byte[] two = storage.rows(SCOPE, "test.two").get(bytes("k"));
        assertThat(one).as("both or none").isEqualTo(two);
        return Arrays.equals(one, bytes(value));
    }

    @Test
    void aLastBatchTornAtAnyByteIsNotThereAndAllBeforeItIs() throws IOException {
        int before;
        try (DirectoryStorage storage = open()) {
            storage.write(together(storage, "acknowledged"));
            before = used(segment());
            storage.write(together(storage, "torn"));
        }
        byte[] whole = Files.readAllBytes(segment());
        int end = used(segment());
        assertThat(end - before).isGreaterThan(50);
        for (int at = before; at < end; at++) {
            byte[] cut = Arrays.copyOf(whole, at);
            byte[] zeroed = Arrays.copyOf(cut, whole.length);
            byte[] corrupt = whole.clone();
            corrupt[at] ^= (byte) 0x40;
            for (byte[] left : List.of(cut, zeroed, corrupt)) {
                // the last byte may have been a zero anyway
                if (Arrays.equals(left, whole)) continue;
                restore(left);
                try (DirectoryStorage storage = open()) {
                    assertThat(stands(storage, "acknowledged"))
                            .as("byte %d", at)
                            .isTrue();
                    if (at % 10 == 0) storage.write(together(storage, "next"));
                }
                if (at % 10 != 0) continue;
                try (DirectoryStorage storage = open()) {
                    assertThat(stands(storage, "next")).as("byte %d", at).isTrue();
                }
            }
        }
        restore(whole);
        try (DirectoryStorage storage = open()) {
            assertThat(stands(storage, "torn")).isTrue();
        }
    }

    private Path segment() {
        return directory.resolve("log-00000001");
    }

    private static int used(Path segment) throws IOException {
        byte[] bytes = Files.readAllBytes(segment);
        int used = bytes.length;
        while (bytes[used - 1] == 0) used--;
        return used;
    }

    private void restore(byte[] first) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(each -> each.toString().contains("log-")).toList()) Files.delete(file);
        }
        Files.write(segment(), first);
    }

    @Test
    void aFullDiskRefusesAndGoesOnWhenThereIsRoomAgain() {
        try (DirectoryStorage storage = open()) {
            Rows rows = storage.rows(SCOPE, "test.rows");
            rows.put(bytes("first"), new byte[100]);
            disk.roomBytes = 2_000;
            int stored = 0;
            try {
                while (stored < 1_000) {
                    rows.put(bytes("key" + stored), new byte[100]);
                    stored++;
                }
            } catch (StorageException full) {
                assertThat(full).hasMessageContaining("no room for the log in " + directory);
            }
            assertThat(stored).isBetween(1, 200);
            int refused = stored;
            assertThat(rows.get(bytes("key" + refused))).isNull();
            assertThat(rows.size()).isEqualTo(1 + stored);
            // a name that is told in a refused batch is told again
            Rows others = storage.rows(SCOPE, "test.others");
            assertThatThrownBy(() -> others.put(bytes("k"), bytes("v"))).isInstanceOf(StorageException.class);
            Writing begun = storage.begin(together(storage, "refused"));
            assertThatThrownBy(begun::finish).isInstanceOf(StorageException.class);
            assertThat(storage.rows(SCOPE, "test.one").size()).isZero();
            CompletionStage<Void> later =
                    storage.begin(together(storage, "refused")).whenDone();
            assertThatThrownBy(() -> later.toCompletableFuture().join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(StorageException.class);
            disk.roomBytes = 1 << 20;
            others.put(bytes("k"), bytes("v"));
            rows.put(bytes("key" + refused), new byte[7]);
        }
        try (DirectoryStorage storage = open()) {
            assertThat(storage.rows(SCOPE, "test.others").get(bytes("k"))).isEqualTo(bytes("v"));
            Rows rows = storage.rows(SCOPE, "test.rows");
            assertThat(rows.get(bytes("key" + (rows.size() - 2)))).hasSize(7);
            assertThat(stands(storage, "refused")).isFalse();
        }
    }

    @Test
    void afterAFailedSyncNothingIsTakenUntilTheNextStart() {
        try (DirectoryStorage storage = open()) {
            storage.write(together(storage, "acknowledged"));
            disk.syncsFail = true;
            assertThatThrownBy(() -> storage.write(together(storage, "failed")))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("log-00000001 cannot be written: Input/output error");
            disk.syncsFail = false;
            assertThatThrownBy(() -> storage.write(together(storage, "later"))).isInstanceOf(StorageException.class);
            Log log = storage.log(SCOPE, "test.log");
            assertThatThrownBy(() -> log.append(new byte[1])).isInstanceOf(StorageException.class);
            assertThat(log.end()).isZero();
            assertThat(stands(storage, "acknowledged")).isTrue();
        }
        try (DirectoryStorage storage = open()) {
            assertThat(stands(storage, "acknowledged") || stands(storage, "failed"))
                    .isTrue();
            storage.write(together(storage, "next"));
        }
        try (DirectoryStorage storage = open()) {
            assertThat(stands(storage, "next")).isTrue();
        }
    }

    @Test
    void aWriteThatTearsHalfwayLeavesNothingHalfDone() {
        try (DirectoryStorage storage = open()) {
            storage.write(together(storage, "acknowledged"));
            disk.writesTear = true;
            assertThatThrownBy(() -> storage.write(together(storage, "torn"))).isInstanceOf(StorageException.class);
        }
        disk.writesTear = false;
        try (DirectoryStorage storage = open()) {
            assertThat(stands(storage, "acknowledged")).isTrue();
        }
    }

    @Test
    void aSnapshotThatFindsNoRoomLeavesTheLogAsItWas() throws IOException {
        try (DirectoryStorage storage = open()) {
            Rows rows = storage.rows(SCOPE, "test.rows");
            for (int i = 0; i < 50; i++) rows.put(bytes("key" + i), new byte[2_000]);
            disk.roomBytes = 30_000;
            assertThatThrownBy(storage::snapshot).isInstanceOf(IOException.class);
            assertThat(directory.resolve("snapshot.part")).doesNotExist();
            disk.roomBytes = 1 << 20;
            rows.put(bytes("key50"), new byte[2_000]);
        }
        try (DirectoryStorage storage = open()) {
            assertThat(storage.rows(SCOPE, "test.rows").size()).isEqualTo(51);
            storage.snapshot();
        }
        try (DirectoryStorage storage = open()) {
            assertThat(storage.rows(SCOPE, "test.rows").size()).isEqualTo(51);
        }
    }

    @Test
    void aValueThatCannotSpillIsRefusedAndTheOldOneStands() throws IOException {
        try (Slots slots = new Slots(0, disk, directory)) {
            MemoryRows rows = new MemoryRows(slots);
            MemoryBlobs blobs = new MemoryBlobs(slots);
            rows.put(bytes("k"), new byte[100]);
            disk.roomBytes = Slab.BYTES + 1_000;
            assertThatThrownBy(() -> rows.put(bytes("k"), new byte[2_000_000]))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("no room to spill to in " + directory);
            assertThatThrownBy(() -> blobs.put("b", new ByteArrayInputStream(new byte[2_000_000])))
                    .isInstanceOf(StorageException.class);
            assertThatThrownBy(() -> blobs.size("b")).isInstanceOf(IOException.class);
            assertThat(rows.get(bytes("k"))).hasSize(100);
            disk.roomBytes = 10 << 20;
            rows.put(bytes("k"), new byte[2_000_000]);
            assertThat(rows.get(bytes("k"))).hasSize(2_000_000);
        }
    }

    @Test
    void anInterruptedWriterClosesNothing() throws Exception {
        try (DirectoryStorage storage = open();
                Slots slots = new Slots(0, disk, directory)) {
            MemoryRows spilled = new MemoryRows(slots);
            Rows rows = storage.rows(SCOPE, "test.rows");
            Thread writer = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 200; i++) {
                    Thread.currentThread().interrupt();
                    spilled.put(bytes("k" + i), new byte[40_000]);
                    rows.put(bytes("k" + i), new byte[10]);
                }
            });
            writer.join();
            assertThat(spilled.size()).isEqualTo(200);
            assertThat(rows.size()).isEqualTo(200);
            spilled.put(bytes("more"), new byte[60_000_000]);
            assertThat(spilled.get(bytes("more"))).hasSize(60_000_000);
            rows.put(bytes("more"), new byte[10]);
        }
    }
}
