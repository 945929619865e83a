package io.windtunnel.cloud.operations.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.operations.logs.FilterRequests.DescribeMetricFiltersRequest;
import io.windtunnel.cloud.operations.logs.FilterRequests.FilterRequest;
import io.windtunnel.cloud.operations.logs.FilterRequests.MetricFilterShape;
import io.windtunnel.cloud.operations.logs.FilterRequests.MetricTransformation;
import io.windtunnel.cloud.operations.logs.FilterRequests.PutMetricFilterRequest;
import io.windtunnel.cloud.operations.logs.FilterRequests.PutSubscriptionFilterRequest;
import io.windtunnel.cloud.operations.logs.FilterRequests.TestMetricFilterRequest;
import io.windtunnel.cloud.ports.LogDestination;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogFiltersTest {
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:f";

    private final LogsWorld world = new LogsWorld().group("g");

    private void put(String name, String pattern, MetricTransformation transformation) {
        world.api.putMetricFilter(world.call, new PutMetricFilterRequest("g", name, pattern, List.of(transformation)));
    }

    private static MetricTransformation metric(
            String value, @Nullable Double otherwise, @Nullable Map<String, String> dimensions) {
        return new MetricTransformation("M", "Shop", value, otherwise, dimensions, "Count");
    }

    @Test
    void countsMatchesWithADefault() {
        put("errors", "ERROR", metric("1", 0.0, null));
        put("twice", "ERROR", new MetricTransformation("Twice", "Shop", "2", null, null, null));
        world.put("g", "ERROR a", "fine", "ERROR b");
        assertThat(world.metrics).containsEntry("Shop/M{}", 2.0).containsEntry("Shop/Twice{}", 4.0);
    }

    @Test
    void takesValuesAndDimensionsFromEvents() {
        put("latency", "{ $.latency = * }", metric("$.latency", null, Map.of("Path", "$.path")));
        put("bytes", "[ip, status = 5*, bytes]", new MetricTransformation("Bytes", "Shop", "$bytes", null, null, null));
        world.put(
                "g",
                "{\"latency\":12.5,\"path\":\"/a\"}",
                "{\"latency\":7,\"path\":\"/b\"}",
                "{\"latency\":7}",
                "{\"latency\":\"slow\",\"path\":\"/a\"}",
                "10.0.0.1 503 100",
                "10.0.0.1 200 100");
        assertThat(world.metrics)
                .containsEntry("Shop/M{Path=/a}", 12.5)
                .containsEntry("Shop/M{Path=/b}", 7.0)
                .containsEntry("Shop/Bytes{}", 100.0)
                .doesNotContainKey("Shop/M{}");
    }

    /// API_MetricTransformation: a filter may be disabled at 1,000 different values of its dimensions in
    /// an hour.
    @Test
    void limitsTheValuesOfDimensions() {
        put("ids", "{ $.id = * }", metric("1", null, Map.of("Id", "$.id")));
        String[] messages = new String[1_100];
        for (int i = 0; i < messages.length; i++) messages[i] = "{\"id\":" + i + "}";
        world.put("g", messages);
        assertThat(world.metrics.keySet().stream().filter(key -> key.startsWith("Shop/")))
                .hasSize(1_000);
        assertThat(world.journal)
                .filteredOn(event -> event.kind().equals("logs.metric-filter"))
                .hasSize(1);
        world.time.advance(Duration.ofHours(1));
        world.put("g", "{\"id\":5000}");
        assertThat(world.metrics).containsKey("Shop/M{Id=5000}");
    }

    @Test
    void refusesWhatCannotWork() {
        assertThatThrownBy(() -> put("f", "ERROR", metric("$.x", null, null))).hasMessageContaining("no value $.x");
        assertThatThrownBy(() -> put("f", "[a, b]", metric("$c", null, null))).hasMessageContaining("no value $c");
        assertThatThrownBy(() -> put("f", "x", metric("many", null, null))).hasMessageContaining("neither a number");
        assertThatThrownBy(() -> put("f", "{ $.a = 1 }", metric("1", 0.0, Map.of("A", "$.a"))))
                .hasMessage("Invalid metric transformation: dimensions and default value are mutually exclusive "
                        + "properties.");
        for (int i = 0; i < 100; i++) put("f" + i, "x", metric("1", null, null));
        put("f7", "y", metric("1", null, null));
        assertThatThrownBy(() -> put("one-more", "x", metric("1", null, null))).hasMessage("Resource limit exceeded.");
    }

    @Test
    void listsAndDeletesFilters() {
        put("a", "x", metric("1", null, null));
        put("b", "x", new MetricTransformation("Other", "Shop", "1", null, null, null));
        assertThat(filters(null, null)).containsExactly("a", "b");
        assertThat(filters("Other", "Shop")).containsExactly("b");
        world.api.deleteMetricFilter(world.call, new FilterRequest("g", "a"));
        assertThat(filters(null, null)).containsExactly("b");
        assertThatThrownBy(() -> world.api.deleteMetricFilter(world.call, new FilterRequest("g", "a")))
                .hasMessage("The specified metric filter does not exist.");
        world.put("g", "x");
        assertThat(world.metrics).doesNotContainKey("Shop/M{}").containsKey("Shop/Other{}");
    }

    private List<String> filters(@Nullable String metric, @Nullable String namespace) {
        return world
                .api
                .describeMetricFilters(
                        world.call, new DescribeMetricFiltersRequest("g", null, null, null, metric, namespace))
                .metricFilters()
                .stream()
                .map(MetricFilterShape::filterName)
                .toList();
    }

    @Test
    void testsAPattern() {
        var matches = world.api
                .testMetricFilter(
                        world.call,
                        new TestMetricFilterRequest("[ip, code = 4*]", List.of("1.1.1.1 404", "1.1.1.1 200", "b 400")))
                .matches();
        assertThat(matches)
                .extracting(FilterRequests.MetricFilterMatchRecord::eventNumber)
                .containsExactly(1L, 3L);
        assertThat(matches.getFirst().extractedValues()).isEqualTo(Map.of("$ip", "1.1.1.1", "$code", "404"));
    }

    private void subscribe(String name, String destination) {
        world.api.putSubscriptionFilter(
                world.call, new PutSubscriptionFilterRequest("g", name, "ERROR", destination, null, null));
    }

    @Test
    void refusesASubscriptionToNothing() {
        assertThatThrownBy(() -> subscribe("f", FUNCTION))
                .hasMessageContaining("Could not execute the lambda function")
                .hasMessageContaining(FUNCTION);
        assertThatThrownBy(() -> subscribe("f", "arn:aws:kinesis:us-east-1:000000000000:stream/s"))
                .hasMessageContaining("specified Kinesis stream");
        assertThatThrownBy(() -> subscribe("f", "nothing")).hasMessageContaining("Invalid destinationArn");
    }

    /// SubscriptionFilters.html: the payload of a function, and another try after a failure.
    @Test
    void deliversAndTriesAgain() {
        List<String> delivered = new ArrayList<>();
        List<Integer> failures = new ArrayList<>(List.of(1));
        LogDestination function = (payload, key) -> {
            if (!failures.isEmpty()) {
                failures.removeLast();
                throw new IllegalStateException("busy");
            }
            delivered.add(key + " " + unzipped(payload));
        };
        world.directory.offer(LogDestination.class, "lambda", _ -> Optional.of(function));
        subscribe("f", FUNCTION);
        subscribe("f2", FUNCTION);
        assertThatThrownBy(() -> subscribe("f3", FUNCTION)).hasMessage("Resource limit exceeded.");
        world.api.deleteSubscriptionFilter(world.call, new FilterRequest("g", "f2"));
        world.put("g", "ERROR a", "fine");
        assertThat(delivered).isEmpty();
        world.time.advance(Duration.ZERO);
        assertThat(delivered).isEmpty();
        world.time.advance(Duration.ofSeconds(1));
        long now = LogsWorld.START.toEpochMilli();
        assertThat(delivered)
                .containsExactly("s {\"messageType\":\"DATA_MESSAGE\",\"owner\":\"000000000000\",\"logGroup\":\"g\","
                        + "\"logStream\":\"s\",\"subscriptionFilters\":[\"f\"],\"logEvents\":[{\"id\":\""
                        + new Place(now, 0, 0).eventId() + "\",\"timestamp\":" + now + ",\"message\":\"ERROR a\"}]}");
        String dimensions = "{DestinationType=Lambda, FilterName=f, LogGroupName=g}";
        assertThat(world.metrics)
                .containsEntry("AWS/Logs/ForwardedLogEvents" + dimensions, 1.0)
                .containsEntry("AWS/Logs/DeliveryErrors" + dimensions, 1.0);
    }

    private static String unzipped(byte[] payload) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(payload))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// CloudWatch_Embedded_Metric_Format_Specification.html
    @Test
    void findsEmbeddedMetrics() {
        world.put("g", """
                {"_aws":{"Timestamp":1795514400000,"CloudWatchMetrics":[{"Namespace":"Lambda","Dimensions":[["fn"],["fn","v"]],
                  "Metrics":[{"Name":"time","Unit":"Milliseconds"},{"Name":"many"}]}]},
                 "fn":"f","time":100,"many":[1,2,3]}""", "{\"_aws\":\"no directive\"}", "\"_aws\"");
        assertThat(world.metrics).containsEntry("Lambda/time{fn=f}", 100.0).containsEntry("Lambda/many{fn=f}", 6.0);
        assertThat(world.metrics.keySet().stream().filter(key -> key.startsWith("Lambda/")))
                .hasSize(2);
    }
}
