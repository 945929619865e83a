package io.windtunnel.fabric.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Writers are killed with SIGKILL at 500 random moments, in two directories side by side; no write
/// they told of is gone, of changes that belong together there are all or none, and each life goes on
/// from the last.
class CrashTest {
    private static final int KILLS = 500;
    private static final int DIRECTORIES = 2;
    private static final long SEED = 4566;
    private static final Pattern TOLD = Pattern.compile("(table|rows|together|log|later-\\d) (\\d+)");

    @TempDir
    Path directory;

    @Test
    void noAcknowledgedWriteIsGone() throws Exception {
        try (var threads = Executors.newFixedThreadPool(DIRECTORIES)) {
            List<Callable<Integer>> lives = new ArrayList<>();
            for (int i = 0; i < DIRECTORIES; i++) {
                Path own = directory.resolve("data-" + i);
                SplittableRandom random = new SplittableRandom(SEED + i);
                lives.add(() -> lives(own, random));
            }
            for (Future<Integer> each : threads.invokeAll(lives))
                assertThat(each.get()).isEqualTo(4 + 8);
        }
    }

    /// Returns of how many writers there is something.
    private static int lives(Path directory, SplittableRandom random) throws Exception {
        Map<String, Long> acknowledged = new HashMap<>();
        for (int kill = 0; kill < KILLS / DIRECTORIES; kill++) {
            int writes = 1 + random.nextInt(60);
            // apart, because the codec of tables takes longer to load than all the rest
            boolean tables = kill % 25 == 9;
            List<String> writers = tables ? List.of("table") : List.of("rows", "together", "log", "later");
            live(directory, writers, writes, acknowledged);
            String during = "seed %d, kill %d after %d writes".formatted(SEED, kill, writes);
            try (DirectoryStorage storage = DirectoryStorage.open(directory, CrashWriter.SIZES)) {
                verify(storage, acknowledged, during);
            }
        }
        return acknowledged.size();
    }

    /// At most what was under way may stand beyond what was told; found, it must stay. The later writer begins a life
    /// two
    /// rounds of keys beyond the furthest key, which may itself be two rounds beyond this one.
    private static void verify(DirectoryStorage storage, Map<String, Long> acknowledged, String during) {
        acknowledged.replaceAll((writer, told) -> {
            if (writer.equals("table")) {
                var table = storage.table(CrashWriter.SCOPE, "crash.table", CrashWriter.Row.class);
                CrashWriter.Row row = table.get("k");
                assertThat(row).as(during).isNotNull();
                assertThat(row.value()).as(during).isBetween(told, told + 1);
                return row.value();
            }
            if (writer.equals("log")) return verifyLog(storage.log(CrashWriter.SCOPE, "crash.log"), told, during);
            boolean later = writer.startsWith("later");
            String name = later ? "crash.later" : writer.equals("rows") ? "crash.rows" : "crash.one";
            byte[] key = CrashWriter.key(later ? writer : "k");
            byte[] value = storage.rows(CrashWriter.SCOPE, name).get(key);
            assertThat(value).as(during).isNotNull();
            long found = CrashWriter.number(value);
            assertThat(found).as(during).isBetween(told, told + (later ? 4L * CrashWriter.LATER_KEYS : 1));
            assertThat(value).as(during).isEqualTo(CrashWriter.value(found));
            if (writer.equals("together"))
                assertThat(storage.rows(CrashWriter.SCOPE, "crash.two").get(key))
                        .as(during)
                        .isEqualTo(value);
            return found;
        });
    }

    private static long verifyLog(Log log, long told, String during) {
        assertThat(log.end()).as(during).isBetween(told + 1, told + 2);
        long next = Math.max(0, told - 499);
        for (Log.Entry entry : log.read(next, Integer.MAX_VALUE)) {
            assertThat(entry.position()).as(during).isEqualTo(next++);
            assertThat(CrashWriter.number(entry.bytes())).as(during).isEqualTo(entry.position());
        }
        assertThat(next).as(during).isEqualTo(log.end());
        return log.end() - 1;
    }

    /// Runs the writers until they have told of `writes` writes, kills them, and notes all they had
    /// told.
    private static void live(Path directory, List<String> writers, int writes, Map<String, Long> acknowledged)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xint",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                CrashWriter.class.getName(),
                directory.toString()));
        command.addAll(writers);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader told = process.inputReader()) {
            for (int i = 0; i < writes; i++) {
                String line = told.readLine();
                assertThat(line).as("the writers ended by themselves").isNotNull();
                note(line, acknowledged);
            }
            process.toHandle().destroyForcibly(); // unlike the process itself, leaves what it told readable
            for (String line = told.readLine(); line != null; line = told.readLine()) note(line, acknowledged);
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private static void note(String line, Map<String, Long> acknowledged) {
        var told = TOLD.matcher(line);
        // the last line may be torn: it was not told
        if (told.matches()) acknowledged.merge(told.group(1), Long.parseLong(told.group(2)), Math::max);
    }
}
