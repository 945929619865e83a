package io.windtunnel.cloud.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cloud whose clients write to queues, topics, event buses, tables and buckets is killed with SIGKILL at random
/// moments. No
/// acknowledged write is gone, nothing that was deleted comes back, a message group keeps its order without a gap and
/// without a repetition, although each life begins by sending the last number again.
///
/// `-Dwindtunnel.kills=500` for the long run.
class ServicesCrashTest {
    private static final int KILLS = Integer.getInteger("windtunnel.kills", 8);
    private static final long SEED = 20261127;

    /// What may stand beyond what was told: the write that was under way, and the one whose line was the last.
    private static final int UNTOLD = 2;

    @TempDir
    Path directory;

    private final Map<String, Long> lastOfGroup = new HashMap<>(Map.of("g0", 0L, "g1", 0L));
    private final Map<String, Long> items = new HashMap<>(Map.of("k0", 0L, "k1", 0L, "k2", 0L, "k3", 0L, "o", 0L));

    /// What one life told.
    private static final class Told {
        final Map<String, Set<String>> bodies = new HashMap<>();
        final Map<String, Long> ordered = new HashMap<>();
        final Map<String, Long> deleting = new HashMap<>();
        final Map<String, Long> deleted = new HashMap<>();
        final Map<String, Long> items = new HashMap<>();
        int lines;

        void note(String line) {
            String[] words = line.split(" ", -1);
            lines++;
            switch (words[0]) {
                case "plain", "news", "events" ->
                    bodies.computeIfAbsent(words[0], _ -> new HashSet<>()).add(words[1]);
                case "ordered" -> ordered.put(words[1], Long.parseLong(words[2]));
                case "deleting" -> deleting.put(words[1], Long.parseLong(words[2]));
                case "deleted" -> deleted.put(words[1], Long.parseLong(words[2]));
                case "item", "object" -> items.put(words[1], Long.parseLong(words[2]));
                default -> throw new AssertionError("the clients said: " + line);
            }
        }
    }

    @Test
    void noAcknowledgedWriteIsGoneAndNoOrderIsBroken() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        int lines = 0;
        for (int life = 0; life < KILLS; life++) {
            Told told = live(life, 20 + random.nextInt(600));
            lines += told.lines;
            try (DurableCloud cloud = new DurableCloud(directory, life + 1)) {
                String context = "seed " + SEED + ", life " + life;
                for (String queue : List.of("plain", "news", "events")) checkBodies(cloud, queue, told, context);
                checkOrder(cloud, told, context);
                checkItems(cloud, told, context);
            }
        }
        assertThat(lines).isGreaterThan(KILLS * 20);
    }

    private void checkBodies(DurableCloud cloud, String queue, Told told, String context) {
        List<String> there = cloud.drain(queue, _ -> {}).stream()
                .map(body -> body.replace("\"", "")) // a part of an event is delivered as JSON
                .toList();
        Set<String> acknowledged = told.bodies.getOrDefault(queue, Set.of());
        assertThat(there).as(context).containsAll(acknowledged).doesNotHaveDuplicates();
        assertThat(there.size())
                .as(context + ": at most one was under way")
                .isLessThanOrEqualTo(acknowledged.size() + UNTOLD);
    }

    private void checkOrder(DurableCloud cloud, Told told, String context) {
        Map<String, List<Long>> there = new HashMap<>(Map.of("g0", new ArrayList<>(), "g1", new ArrayList<>()));
        for (String body : cloud.drain(DurableCloud.ORDERED, _ -> {}))
            there.get(body.substring(0, 2)).add(Long.parseLong(body.substring(3)));
        there.forEach((group, numbers) -> {
            long deleted = told.deleted.getOrDefault(group, lastOfGroup.get(group));
            long deleting = told.deleting.getOrDefault(group, deleted);
            long acknowledged = told.ordered.getOrDefault(group, lastOfGroup.get(group));
            long first = numbers.isEmpty() ? acknowledged + 1 : numbers.getFirst();
            long last = numbers.isEmpty() ? Math.max(acknowledged, deleting) : numbers.getLast();
            assertThat(first)
                    .as("%s: first of %s", context, group)
                    .isBetween(deleted + 1, Math.max(deleting, acknowledged) + 1);
            for (int i = 1; i < numbers.size(); i++)
                assertThat(numbers.get(i)).as("%s: %s", context, group).isEqualTo(numbers.get(i - 1) + 1);
            assertThat(last).as("%s: last of %s", context, group).isBetween(acknowledged, acknowledged + UNTOLD);
            lastOfGroup.put(group, last);
        });
    }

    private void checkItems(DurableCloud cloud, Told told, String context) {
        items.replaceAll((key, before) -> {
            long acknowledged = told.items.getOrDefault(key, before);
            long now = key.equals("o") ? cloud.object(key) : cloud.item(key);
            assertThat(now).as("%s: %s", context, key).isBetween(acknowledged, acknowledged + UNTOLD);
            return now;
        });
    }

    /// Runs a life until it has told of `writes` lines, kills it, and notes all it had told.
    private Told live(int life, int writes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ClientsOfOneLife.class.getName(),
                directory.toString(),
                Integer.toString(life)));
        for (String group : List.of("g0", "g1")) command.add(Long.toString(Math.max(1, lastOfGroup.get(group))));
        for (String key : List.of("k0", "k1", "k2", "k3", "o")) command.add(Long.toString(items.get(key)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Told told = new Told();
        try (BufferedReader lines = process.inputReader()) {
            for (int i = 0; i < writes; i++) {
                String line = lines.readLine();
                assertThat(line).as("the clients ended by themselves").isNotNull();
                told.note(line);
            }
            process.toHandle().destroyForcibly(); // unlike the process itself, leaves what it told readable
            String before = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (before != null) told.note(before);
                before = line; // the last may be torn: it was not told
            }
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return told;
    }
}
