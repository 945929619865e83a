package io.windtunnel.cloud.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.Cloud;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.net.Fault;
import io.windtunnel.kernel.history.Linearizability;
import io.windtunnel.kernel.history.Linearizability.Verdict;
import io.windtunnel.kernel.history.Operation;
import io.windtunnel.kernel.history.Register;
import io.windtunnel.kernel.history.Register.Input;
import io.windtunnel.kernel.history.Register.Output;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.Headers;
import io.windtunnel.wire.WireRequest;
import io.windtunnel.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Clients in three Regions read, write and swap items of one global table while Regions are cut off and come back:
/// with multi-Region strong consistency the recorded history of every item is linearizable.
class StrongRegionsTest {
    private static final List<String> REGIONS = List.of("us-east-1", "us-east-2", "us-west-2");
    private static final int CUTS = 9;
    private static final long BETWEEN = 60;
    private static final int KEYS = 3;
    private static final long SEED = 7;

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-01T00:00:00Z"));
    private final Fabric fabric = Fabric.bare(time, SEED);
    private final Cloud cloud = Cloud.on(fabric, Cloud.Options.standard().tell(_ -> {}));
    private final AtomicLong clock = new AtomicLong();
    private final Map<String, List<Operation<Input, Output>>> histories = new ConcurrentHashMap<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger conflicts = new AtomicInteger();
    private volatile boolean ended;

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void threeReplicasAreLinearizable() throws InterruptedException {
        table(
                "\"ReplicaUpdates\":[{\"Create\":{\"RegionName\":\"us-east-2\"}},{\"Create\":{\"RegionName\":\"us-west-2\"}}],"
                        + "\"MultiRegionConsistency\":\"STRONG\"");
        run(REGIONS);
        check(Verdict.Linearizable.class);
    }

    @Test
    void twoReplicasAndAWitnessAreLinearizable() throws InterruptedException {
        table("\"ReplicaUpdates\":[{\"Create\":{\"RegionName\":\"us-east-2\"}}],"
                + "\"GlobalTableWitnessUpdates\":[{\"Create\":{\"RegionName\":\"us-west-2\"}}],"
                + "\"MultiRegionConsistency\":\"STRONG\"");
        run(REGIONS.subList(0, 2));
        check(Verdict.Linearizable.class);
    }

    /// The same clients of an eventually consistent global table: what this test can find.
    @Test
    void eventualReplicasAreFoundOut() throws InterruptedException {
        table("\"ReplicaUpdates\":[{\"Create\":{\"RegionName\":\"us-east-2\"}}]");
        run(REGIONS.subList(0, 2));
        assertThat(histories.values())
                .extracting(history -> (Object) Linearizability.check(new Register(), history))
                .hasAtLeastOneElementOfType(Verdict.Violated.class);
    }

    private void check(Class<?> verdict) {
        assertThat(unanswered.get()).as("operations a cut has failed").isPositive();
        assertThat(histories).hasSize(KEYS);
        histories.forEach((key, history) -> assertThat(Linearizability.check(new Register(), history))
                .as("%s of seed %d, %d conflicts", key, SEED, conflicts.get())
                .isInstanceOf(verdict));
    }

    private void run(List<String> regions) throws InterruptedException {
        List<Throwable> broken = new CopyOnWriteArrayList<>();
        List<Thread> clients = new ArrayList<>();
        for (int client = 0; client < 2 * regions.size(); client++) {
            int number = client;
            String region = regions.get(client % regions.size());
            clients.add(Thread.ofPlatform().start(() -> {
                try {
                    client(number, region);
                } catch (Throwable wrong) { // told by the test's own thread
                    broken.add(wrong);
                }
            }));
        }
        for (int i = 0; i < CUTS; i++) {
            Fault cut = fabric.links().isolate(Place.in(new Region(REGIONS.get(i % REGIONS.size()))));
            awaitOperations(broken);
            cut.lift();
            awaitOperations(broken);
            if (i % 3 == 2) time.advance(Duration.ofSeconds(3));
        }
        ended = true;
        for (Thread client : clients) client.join();
        assertThat(broken).isEmpty();
    }

    private void awaitOperations(List<Throwable> broken) {
        long until = clock.get() + BETWEEN;
        while (clock.get() < until && broken.isEmpty()) Thread.onSpinWait();
    }

    private void client(int number, String region) {
        SplittableRandom random = new SplittableRandom(SEED * 31 + number);
        Map<String, String> seen = new ConcurrentHashMap<>();
        for (int i = 0; !ended; i++) {
            String key = "key" + random.nextInt(KEYS);
            Optional<String> value = Optional.of(number + "-" + i);
            Input input = switch (random.nextInt(4)) {
                case 0 -> new Input.Write(value);
                case 1 -> new Input.CompareAndSet(Optional.of(seen.getOrDefault(key, "none")), value);
                default -> new Input.Read();
            };
            long invoked = clock.incrementAndGet();
            WireResponse answer = ask(region, key, input);
            long returned = clock.incrementAndGet();
            if (answer.status() == 500) unanswered.incrementAndGet(); // refused before anything was done
            else if (text(answer).contains("ReplicatedWriteConflict")) conflicts.incrementAndGet();
            else {
                Output output = output(input, answer);
                if (output instanceof Output.Value read) read.value().ifPresent(known -> seen.put(key, known));
                histories
                        .computeIfAbsent(key, _ -> new CopyOnWriteArrayList<>())
                        .add(new Operation<>(number, input, Optional.of(output), invoked, returned));
            }
        }
    }

    private static Output output(Input input, WireResponse answer) {
        String text = text(answer);
        if (text.contains("ConditionalCheckFailed")) return new Output.Refused();
        assertThat(answer.status()).as(text).isEqualTo(200);
        if (!(input instanceof Input.Read)) return new Output.Done();
        int at = text.indexOf("\"v\":{\"S\":\"");
        return new Output.Value(
                at < 0 ? Optional.empty() : Optional.of(text.substring(at + 10, text.indexOf('"', at + 10))));
    }

    private void table(String regions) {
        String key = "\"AttributeDefinitions\":[{\"AttributeName\":\"k\",\"AttributeType\":\"S\"}],"
                + "\"KeySchema\":[{\"AttributeName\":\"k\",\"KeyType\":\"HASH\"}],\"BillingMode\":\"PAY_PER_REQUEST\"";
        done(dynamo("us-east-1", "CreateTable", "{\"TableName\":\"items\"," + key + "}"));
        done(dynamo("us-east-1", "UpdateTable", "{\"TableName\":\"items\"," + regions + "}"));
        time.advance(Duration.ofSeconds(1));
    }

    private static void done(WireResponse made) {
        assertThat(made.status()).as(text(made)).isEqualTo(200);
    }

    private WireResponse ask(String region, String key, Input input) {
        String named = "{\"TableName\":\"items\",\"%s\":{\"k\":{\"S\":\"" + key + "\"}%s}%s}";
        String with = ",\"v\":{\"S\":\"%s\"}";
        return switch (input) {
            case Input.Read _ -> dynamo(region, "GetItem", named.formatted("Key", "", ",\"ConsistentRead\":true"));
            case Input.Write write ->
                dynamo(
                        region,
                        "PutItem",
                        named.formatted("Item", with.formatted(write.value().orElseThrow()), ""));
            case Input.CompareAndSet swap ->
                dynamo(
                        region,
                        "PutItem",
                        named.formatted(
                                "Item",
                                with.formatted(swap.value().orElseThrow()),
                                ",\"ConditionExpression\":\"v = :old\",\"ExpressionAttributeValues\":{\":old\":{\"S\":\""
                                        + swap.expected().orElseThrow() + "\"}}"));
        };
    }

    private WireResponse dynamo(String region, String operation, String body) {
        Headers headers = Headers.of(
                "Content-Type", "application/x-amz-json-1.0", "X-Amz-Target", "DynamoDB_20120810." + operation);
        headers.add("Host", "localhost");
        headers.add(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=000000000000/20260101/" + region
                        + "/dynamodb/aws4_request, SignedHeaders=host, Signature=0");
        return cloud.endpoint()
                .handle(new WireRequest(
                        "POST", "/", "", headers, body.getBytes(StandardCharsets.UTF_8), "127.0.0.1", false));
    }

    private static String text(WireResponse answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
