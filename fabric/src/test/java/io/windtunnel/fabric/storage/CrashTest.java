package io.windtunnel.fabric.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A writer is killed with SIGKILL at 200 random moments; no write it told of is gone, and each life goes on from the
/// last.
class CrashTest {
    private static final int KILLS = 200;
    private static final long SEED = 4566;

    @TempDir
    Path directory;

    @Test
    void noAcknowledgedWriteIsGone() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<String, Long> acknowledged = new HashMap<>();
        for (int kill = 0; kill < KILLS; kill++) {
            int writes = 1 + random.nextInt(400);
            live(writes, acknowledged);
            try (DirectoryStorage storage = DirectoryStorage.open(directory, CrashWriter.SIZES)) {
                Table<CrashWriter.Row> table = storage.table(CrashWriter.SCOPE, "crash.rows", CrashWriter.Row.class);
                acknowledged.replaceAll((writer, value) -> {
                    CrashWriter.Row row = table.get(writer);
                    assertThat(row)
                            .as("seed %d, kill after %d writes", SEED, writes)
                            .isNotNull();
                    // at most the one write that was under way may stand beyond what was told; found, it must stay
                    assertThat(row.value()).isBetween(value, value + 1);
                    return row.value();
                });
            }
        }
        assertThat(acknowledged).hasSize(4);
    }

    /// Runs the writer until it has told of `writes` writes, kills it, and notes all it had told.
    private void live(int writes, Map<String, Long> acknowledged) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashWriter.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader told = process.inputReader()) {
            for (int i = 0; i < writes; i++) note(told.readLine(), acknowledged);
            process.toHandle().destroyForcibly(); // unlike the process itself, leaves what it told readable
            for (String line = told.readLine(); line != null; line = told.readLine()) note(line, acknowledged);
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private static void note(String line, Map<String, Long> acknowledged) {
        assertThat(line).as("the writer ended by itself").isNotNull();
        String[] parts = line.split(" ");
        // the last line may be torn: it was not told
        if (parts.length == 2 && parts[0].matches("writer-\\d")) {
            acknowledged.merge(parts[0], Long.parseLong(parts[1]), Math::max);
        }
    }
}
