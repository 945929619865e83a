package io.windtunnel.cloud.operations.logs;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.operations.logs.EventRequests.InputLogEvent;
import io.windtunnel.cloud.operations.logs.EventRequests.PutLogEventsRequest;
import io.windtunnel.cloud.operations.logs.EventRequests.PutLogEventsResponse;
import io.windtunnel.cloud.operations.logs.QueryRequests.GetQueryResultsResponse;
import io.windtunnel.cloud.operations.logs.QueryRequests.QueryIdRequest;
import io.windtunnel.cloud.operations.logs.QueryRequests.StartQueryRequest;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.statistics.Distribution;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// CloudWatch Logs in virtual time, with neighbours that write down what they are told.
final class LogsWorld {
    static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    /// Sums of samples by `namespace/metric{dimensions}`.
    final Map<String, Double> metrics = new TreeMap<>();

    /// Sums of usage by type.
    final Map<String, Double> usage = new TreeMap<>();

    final List<Journal.Event> journal = new ArrayList<>();
    final VirtualTime time = new VirtualTime(START);
    final Scope scope = new Scope(AccountId.DEFAULT, Region.US_EAST_1);
    final Call call = Call.internal(scope);
    final Directory directory = new Directory();
    final CloudContext context;
    final Logs service;
    final LogsApi api;

    LogsWorld() {
        this(Storage.inMemory());
    }

    LogsWorld(Storage storage) {
        directory.offer(Metrics.class, new Metrics() {
            @Override
            public Meter meter(Scope in, Name name, String unit) {
                String key = name.namespace() + "/" + name.metric() + name.dimensions();
                return new Meter() {
                    @Override
                    public void record(double value) {
                        metrics.merge(key, value, Double::sum);
                    }

                    @Override
                    public void record(Distribution samples) {
                        metrics.merge(key, samples.sum(), Double::sum);
                    }
                };
            }

            @Override
            public void put(Scope in, Name name, String unit, Instant at, double value) {
                meter(in, name, unit).record(value);
            }
        });
        directory.offer(Usage.class, new Usage() {
            @Override
            public Meter meter(Scope in, String resource, Type type) {
                return quantity -> usage.merge(type.usageType(), quantity, Double::sum);
            }

            @Override
            public Running running(Scope in, String resource, Type type, double quantity) {
                throw new AssertionError("logs are counted, not running");
            }
        });
        context = new CloudContext(Fabric.bare(time, 1, storage), directory, new ResourceTypes(), journal::add);
        service = Logs.open(context);
        api = service.face();
    }

    /// A group with one stream, `s`.
    LogsWorld group(String name) {
        api.createLogGroup(call, new GroupRequests.CreateLogGroupRequest(name, Map.of(), null));
        api.createLogStream(call, new GroupRequests.StreamRequest(name, "s"));
        return this;
    }

    /// Puts messages into stream `s`, one each millisecond from now on.
    PutLogEventsResponse put(String group, String... messages) {
        long now = time.now().toEpochMilli();
        List<InputLogEvent> events = new ArrayList<>();
        for (int i = 0; i < messages.length; i++) events.add(new InputLogEvent(now + i, messages[i]));
        return put(group, "s", events);
    }

    PutLogEventsResponse put(String group, String stream, List<InputLogEvent> events) {
        return api.putLogEvents(call, new PutLogEventsRequest(group, stream, events, null));
    }

    /// Runs a query over the day before and the day after, to its end.
    GetQueryResultsResponse query(String group, String query) {
        long now = time.now().getEpochSecond();
        String id = api.startQuery(
                        call,
                        new StartQueryRequest(group, List.of(), List.of(), now - 86_400, now + 86_400, query, null))
                .queryId();
        time.advance(Duration.ofSeconds(1));
        return api.getQueryResults(call, new QueryIdRequest(id));
    }

    /// The rows of a query as `field=value` texts, without pointers.
    List<String> rows(String group, String... lines) {
        GetQueryResultsResponse results = query(group, String.join("\n", Arrays.asList(lines)));
        if (!results.status().equals("Complete")) throw new AssertionError(results.status());
        return results.results().stream()
                .map(row -> String.join(
                        " ",
                        row.stream()
                                .filter(field -> !field.field().equals("@ptr"))
                                .map(field -> field.field() + "=" + field.value())
                                .toList()))
                .toList();
    }
}
