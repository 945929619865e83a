package io.windtunnel.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.kernel.random.Ids;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.model.Operation;
import io.windtunnel.wire.model.PackedModels;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// A million requests that are nearly right, in every protocol: each is answered, or refused as AWS refuses. Nothing
/// fails inside, nothing hangs, nothing is kept.
class MalformedRequestsTest {
    private static final long SEED = Long.getLong("seed", 20261124L);
    private static final int REQUESTS = Integer.getInteger("malformed.requests", 1_000_000);
    private static final long MEMORY_KEPT = 48L << 20;

    private final RandomGenerator random = new RandomStreams(SEED).stream("malformed requests");
    private final List<WireRequest> valid = new ArrayList<>();
    private final ApiEndpoint endpoint = endpoint();

    private ApiEndpoint endpoint() {
        ApiEndpoint.Builder builder = ApiEndpoint.builder()
                .ids(new Ids(new RandomStreams(SEED).stream("ids")))
                .time(new VirtualTime(Instant.EPOCH));
        for (String service : PackedModels.names())
            builder.face(ApiFace.dynamic(ServiceModel.load(service), (call, operation, request) -> Map.of()));
        return builder.build();
    }

    /// A few operations of each service in each of its protocols.
    private void collect() {
        ShapeValues values = new ShapeValues(random);
        for (String service : PackedModels.names()) {
            ServiceModel model = ServiceModel.load(service);
            RequestWriter writer = new RequestWriter(model);
            List<String> names = new ArrayList<>(model.operations());
            for (int i = 0; i < 12; i++) {
                Operation operation = model.operation(names.get(random.nextInt(names.size())));
                Map<String, Object> input = operation.input() == null ? Map.of() : values.structure(operation.input());
                for (Protocol protocol : model.traits().protocols())
                    valid.add(writer.write(protocol, operation, input));
            }
        }
    }

    @Test
    void areAnsweredAsAwsAnswers() {
        collect();
        int[] answered = new int[600];
        for (int i = 0; i < REQUESTS / 10; i++) answered[answer()]++;
        long before = memory();
        for (int i = REQUESTS / 10; i < REQUESTS; i++) answered[answer()]++;
        assertThat(memory() - before).as("bytes kept").isLessThan(MEMORY_KEPT);
        assertThat(answered[200]).as("answered").isPositive();
        assertThat(answered[400]).as("refused").isPositive();
    }

    private int answer() {
        WireRequest request = mutate(valid.get(random.nextInt(valid.size())));
        WireResponse response = endpoint.handle(request);
        int status = response.status();
        boolean fine = status >= 200 && status < 500 || status == 501;
        boolean named = response.headers().first("x-amzn-requestid") != null
                || response.headers().first("x-amz-request-id") != null;
        if (!fine || !named)
            throw new AssertionError("seed %d: %s is answered with %d %s"
                    .formatted(SEED, describe(request), status, new String(response.body(), StandardCharsets.UTF_8)));
        return status;
    }

    private static String describe(WireRequest request) {
        return "%s %s?%s\n%s\n%s"
                .formatted(
                        request.method(),
                        request.rawPath(),
                        request.rawQuery(),
                        request.headers(),
                        new String(request.body(), StandardCharsets.ISO_8859_1));
    }

    private WireRequest mutate(WireRequest request) {
        String path = request.rawPath();
        String query = request.rawQuery();
        Headers headers = request.headers();
        byte[] body = request.body();
        for (int left = 1 + random.nextInt(2); left > 0; left--) {
            switch (random.nextInt(8)) {
                case 0 -> path = "/" + text(path.getBytes(StandardCharsets.UTF_8));
                case 1 -> query = text(query.getBytes(StandardCharsets.UTF_8));
                case 2 -> headers = mutate(headers);
                default -> body = mutate(body);
            }
        }
        return new WireRequest(request.method(), path, query, headers, body, "", false);
    }

    private String text(byte[] bytes) {
        return new String(mutate(bytes), StandardCharsets.ISO_8859_1);
    }

    private Headers mutate(Headers headers) {
        Headers mutated = new Headers();
        int chosen = random.nextInt(Math.max(1, headers.size()));
        int[] at = {0};
        headers.forEach((name, value) -> {
            boolean changed = at[0]++ == chosen;
            if (!changed) mutated.add(name, value);
            else if (random.nextInt(4) > 0) mutated.add(name, text(value.getBytes(StandardCharsets.ISO_8859_1)));
        });
        if (random.nextInt(16) == 0) mutated.add("Content-Encoding", random.nextBoolean() ? "gzip" : "aws-chunked");
        return mutated;
    }

    /// Changes, doubles, drops or cuts a few bytes.
    private byte[] mutate(byte[] bytes) {
        if (bytes.length == 0) return new byte[] {(byte) random.nextInt(256)};
        int start = random.nextInt(bytes.length);
        int end = Math.min(bytes.length, start + 1 + random.nextInt(8));
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, start);
            case 1 -> joined(bytes, start, bytes, start, end, end);
            case 2 -> joined(bytes, start, bytes, 0, 0, end);
            case 3 -> joined(bytes, end, bytes, start, end, end);
            case 4 -> {
                byte[] interesting = INTERESTING[random.nextInt(INTERESTING.length)];
                yield joined(bytes, start, interesting, 0, interesting.length, end);
            }
            default -> {
                byte[] changed = bytes.clone();
                changed[start] = (byte) random.nextInt(256);
                yield changed;
            }
        };
    }

    /// The first bytes, a part of `other`, and the rest.
    private static byte[] joined(byte[] bytes, int head, byte[] other, int from, int to, int rest) {
        byte[] joined = Arrays.copyOf(bytes, head + to - from + bytes.length - rest);
        System.arraycopy(other, from, joined, head, to - from);
        System.arraycopy(bytes, rest, joined, head + to - from, bytes.length - rest);
        return joined;
    }

    private static final byte[][] INTERESTING = Arrays.stream(new String[] {
                "{",
                "}",
                "[",
                "[[[[[[[[[[[[[[[[",
                "null",
                "\"",
                "-1",
                "1e999999999",
                "-1e-999999999",
                "99999999999999999999",
                "NaN",
                "true",
                "<",
                "</",
                "<!DOCTYPE a [<!ENTITY b \"c\">]>",
                "&b;",
                "<![CDATA[",
                "%",
                "%zz",
                ".",
                ".1.1.1.1.1",
                "=",
                "&",
                "/",
                "//",
                "/..",
                "\0",
                "\r\n",
                ":",
                ",",
                "\\u",
                "\u00df\u00ff\u00bf",
                "\u00c1\u00fb\u007f"
            })
            .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
            .toArray(byte[][]::new);

    private static long memory() {
        for (int i = 0; i < 3; i++) System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
