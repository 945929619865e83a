package io.windtunnel.cloud.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.Cloud;
import io.windtunnel.cloud.ports.TablePhysics;
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
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
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

/// Clients read, write and swap at the same time while zones go dark and come back: the recorded histories of every
/// item
/// and object are linearizable.
class StrongConsistencyTest {
    private static final int CLIENTS = 5;
    private static final int FAULTS = 9;

    /// Operations between one change of the world and the next, at least.
    private static final long BETWEEN = 20;

    private static final int KEYS = 3;
    private static final long SEED = 42;

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-01T00:00:00Z"));
    private final Fabric fabric = Fabric.bare(time, SEED);
    private final Cloud cloud = Cloud.on(fabric, Cloud.Options.standard().tell(_ -> {}));
    private final AtomicLong clock = new AtomicLong();
    private final Map<String, List<Operation<Input, Output>>> histories = new ConcurrentHashMap<>();

    private volatile boolean consistently = true;
    private volatile boolean ended;

    /// How many faults are over.
    private final AtomicInteger calm = new AtomicInteger();

    private final AtomicInteger waiting = new AtomicInteger();

    @AfterEach
    void close() {
        cloud.close();
    }

    /// A store under test.
    private interface Store {
        /// What it answers; empty when nobody knows what became of it.
        Optional<Output> ask(String key, Input input);
    }

    @Test
    void itemsAreLinearizableWhileZonesAreLost() throws InterruptedException {
        table();
        int unknown = run(this::item, true);
        assertThat(unknown).as("operations that a lost zone has failed").isPositive();
        check();
    }

    /// The same clients with eventually consistent reads: what this test can find.
    @Test
    void eventuallyConsistentReadsAreFoundOut() throws InterruptedException {
        cloud.directory().require(TablePhysics.class).replicaLag(Duration.ofSeconds(1));
        table();
        consistently = false;
        run(this::item, false);
        assertThat(histories.values())
                .extracting(history -> (Object) Linearizability.check(new Register(), history))
                .hasAtLeastOneElementOfType(Verdict.Violated.class);
    }

    @Test
    void objectsAreLinearizable() throws InterruptedException {
        assertThat(ask("s3", "PUT", "/bucket", Headers.of(), "").status()).isEqualTo(200);
        assertThat(run(this::object, true)).as("S3 does without a zone").isZero();
        check();
    }

    private void check() {
        assertThat(histories).hasSize(KEYS);
        histories.forEach((key, history) -> assertThat(Linearizability.check(new Register(), history))
                .as("%s of seed %d", key, SEED)
                .isInstanceOf(Verdict.Linearizable.class));
    }

    // ---- clients and faults

    /// Returns how many operations had no answer.
    private int run(Store store, boolean faults) throws InterruptedException {
        List<Throwable> broken = new CopyOnWriteArrayList<>();
        List<Thread> clients = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            int number = client;
            clients.add(Thread.ofPlatform().start(() -> {
                try {
                    client(number, store);
                } catch (Throwable wrong) { // told by the test's own thread
                    broken.add(wrong);
                }
            }));
        }
        for (int i = 0; i < FAULTS; i++) {
            Fault fault = faults ? fabric.links().darken(zone(i)) : null;
            awaitOperations(broken);
            time.advance(Duration.ofMillis(500 + 400L * (i % 8)));
            awaitOperations(broken);
            if (fault != null) fault.lift();
            calm.incrementAndGet();
            time.advance(Duration.ofSeconds(3));
            awaitOperations(broken);
        }
        ended = true;
        for (Thread client : clients) client.join();
        assertThat(broken).isEmpty();
        return (int) histories.values().stream()
                .flatMap(List::stream)
                .filter(operation -> !operation.answered())
                .count();
    }

    /// Waits until the clients have asked a little more.
    private void awaitOperations(List<Throwable> broken) {
        long until = clock.get() + 2 * BETWEEN;
        while (clock.get() < until && waiting.get() < CLIENTS && broken.isEmpty()) Thread.onSpinWait();
    }

    /// A client without an answer waits until the zone is back: a history of nothing but unknown outcomes proves
    /// nothing.
    private void awaitCalm() {
        int before = calm.get();
        waiting.incrementAndGet();
        while (calm.get() == before && !ended) Thread.onSpinWait();
        waiting.decrementAndGet();
    }

    private static Place zone(int turn) {
        return Place.in(Region.US_EAST_1.zone(List.of("a", "b", "c").get(turn % 3)));
    }

    private void client(int number, Store store) {
        SplittableRandom random = new SplittableRandom(SEED * 31 + number);
        Map<String, Optional<String>> seen = new ConcurrentHashMap<>();
        for (int i = 0; !ended; i++) {
            String key = "key" + random.nextInt(KEYS);
            String value = number + "-" + i;
            Input input = switch (random.nextInt(4)) {
                case 0 -> new Input.Write(Optional.of(value));
                case 1 ->
                    new Input.CompareAndSet(
                            seen.getOrDefault(key, Optional.of("none")).or(() -> Optional.of("none")),
                            Optional.of(value));
                default -> new Input.Read();
            };
            long invoked = clock.incrementAndGet();
            Optional<Output> output = store.ask(key, input);
            long returned = clock.incrementAndGet();
            if (output.isPresent() && output.get() instanceof Output.Value read) seen.put(key, read.value());
            if (output.isEmpty()) awaitCalm();
            boolean nothingDone = output.isEmpty() && input instanceof Input.Read;
            if (!nothingDone)
                histories
                        .computeIfAbsent(key, _ -> new CopyOnWriteArrayList<>())
                        .add(new Operation<>(number, input, output, invoked, returned));
        }
    }

    // ---- items

    private void table() {
        WireResponse made = dynamo(
                "CreateTable",
                "{\"TableName\":\"items\",\"AttributeDefinitions\":[{\"AttributeName\":\"k\",\"AttributeType\":\"S\"}],"
                        + "\"KeySchema\":[{\"AttributeName\":\"k\",\"KeyType\":\"HASH\"}],"
                        + "\"BillingMode\":\"PAY_PER_REQUEST\"}");
        assertThat(made.status()).as(text(made)).isEqualTo(200);
        time.advance(Duration.ofSeconds(30));
    }

    private Optional<Output> item(String key, Input input) {
        String place = "{\"TableName\":\"items\",\"%s\":{\"k\":{\"S\":\"" + key + "\"}%s}%s}";
        return switch (input) {
            case Input.Read _ -> {
                WireResponse answer =
                        dynamo("GetItem", place.formatted("Key", "", ",\"ConsistentRead\":" + consistently));
                yield answer.status() == 200 ? Optional.of(new Output.Value(value(answer))) : Optional.empty();
            }
            case Input.Write write -> written(dynamo("PutItem", place.formatted("Item", with(write.value()), "")));
            case Input.CompareAndSet swap ->
                written(dynamo(
                        "PutItem",
                        place.formatted(
                                "Item",
                                with(swap.value()),
                                ",\"ConditionExpression\":\"v = :old\",\"ExpressionAttributeValues\":{\":old\":{\"S\":\""
                                        + swap.expected().orElseThrow() + "\"}}")));
        };
    }

    private static String with(Optional<String> value) {
        return ",\"v\":{\"S\":\"" + value.orElseThrow() + "\"}";
    }

    private static Optional<String> value(WireResponse answer) {
        String text = text(answer);
        int at = text.indexOf("\"v\":{\"S\":\"");
        return at < 0 ? Optional.empty() : Optional.of(text.substring(at + 10, text.indexOf('"', at + 10)));
    }

    private static Optional<Output> written(WireResponse answer) {
        if (answer.status() == 200) return Optional.of(new Output.Done());
        if (text(answer).contains("ConditionalCheckFailed")) return Optional.of(new Output.Refused());
        assertThat(answer.status()).as(text(answer)).isEqualTo(500);
        return Optional.empty();
    }

    private WireResponse dynamo(String operation, String body) {
        Headers headers = Headers.of(
                "Content-Type", "application/x-amz-json-1.0", "X-Amz-Target", "DynamoDB_20120810." + operation);
        return ask("dynamodb", "POST", "/", headers, body);
    }

    // ---- objects

    private Optional<Output> object(String key, Input input) {
        String path = "/bucket/" + key;
        return switch (input) {
            case Input.Read _ -> {
                WireResponse answer = ask("s3", "GET", path, Headers.of(), "");
                if (answer.status() == 404) yield Optional.of(new Output.Value(Optional.empty()));
                yield answer.status() == 200
                        ? Optional.of(new Output.Value(Optional.of(text(answer))))
                        : Optional.empty();
            }
            case Input.Write write ->
                put(ask("s3", "PUT", path, Headers.of(), write.value().orElseThrow()));
            case Input.CompareAndSet swap ->
                put(ask(
                        "s3",
                        "PUT",
                        path,
                        Headers.of("If-Match", "\"" + md5(swap.expected().orElseThrow()) + "\""),
                        swap.value().orElseThrow()));
        };
    }

    private static Optional<Output> put(WireResponse answer) {
        if (answer.status() == 200) return Optional.of(new Output.Done());
        boolean refused = answer.status() == 412 || answer.status() == 404 || answer.status() == 409;
        assertThat(refused).as(text(answer)).isTrue();
        return Optional.of(new Output.Refused());
    }

    private static String md5(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private WireResponse ask(String service, String method, String path, Headers headers, String body) {
        headers.add("Host", "localhost");
        headers.add(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/" + service
                        + "/aws4_request, SignedHeaders=host, Signature=0");
        return cloud.endpoint()
                .handle(new WireRequest(
                        method, path, "", headers, body.getBytes(StandardCharsets.UTF_8), "127.0.0.1", false));
    }

    private static String text(WireResponse answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
