package io.windtunnel.rehearsal.traffic;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.FabricOptions;
import io.windtunnel.fabric.http.AsyncHttpHandler;
import io.windtunnel.fabric.http.HttpServer;
import io.windtunnel.fabric.http.Response;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.NamedAddress;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.rehearsal.measure.Tally;
import io.windtunnel.rehearsal.measure.Totals;
import io.windtunnel.rehearsal.plan.Pacing;
import io.windtunnel.rehearsal.plan.Rate;
import io.windtunnel.rehearsal.plan.RateCurve;
import io.windtunnel.rehearsal.plan.RequestTemplate;
import io.windtunnel.rehearsal.plan.TrafficPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The generator against tiny servers on real sockets; each test blows for a fraction of a second.
class GeneratorTest {
    private static final Place ZONE = Place.in(Region.US_EAST_1.zone("a"));

    private final Fabric fabric = Fabric.open(FabricOptions.standard().seed(1L));
    private final Tally tally = new Tally();
    private int clients;

    @AfterEach
    void close() {
        fabric.close();
    }

    private Host host(String ip) {
        return fabric.network().host(ZONE, "vpc-1", ip);
    }

    private void serve(Host host, AsyncHttpHandler handler) {
        HttpServer.serveAsync(fabric.network(), host, 80, handler);
    }

    private void names(String... ips) {
        List<NamedAddress> all = java.util.Arrays.stream(ips)
                .map(ip -> new NamedAddress("vpc-1", ip))
                .toList();
        fabric.names().put("shop.example", () -> all);
    }

    private Totals blow(String rate, Duration timeout, Duration connectTimeout, boolean keepAlive) throws Exception {
        return blow(rate, timeout, connectTimeout, keepAlive, 1);
    }

    private Totals blow(String rate, Duration timeout, Duration connectTimeout, boolean keepAlive, int takingTurns)
            throws Exception {
        TrafficPlan plan = new TrafficPlan(
                "shoppers",
                "http://shop.example",
                Place.INTERNET,
                List.of(RequestTemplate.parse("GET /", Map.of("X-Test", "1"), "", 1)),
                new RateCurve(List.of(Rate.parse(rate))),
                Pacing.EVEN,
                timeout,
                connectTimeout,
                keepAlive,
                takingTurns);
        Generator generator = new Generator(plan, Url.parse(plan.to()), tally, fabric, "198.51.100." + ++clients);
        generator.start(fabric.time().nanos()).get(20, TimeUnit.SECONDS);
        generator.close();
        return tally.totals();
    }

    private static CompletableFuture<Response> ok() {
        return CompletableFuture.completedFuture(Response.text(200, "hello"));
    }

    @Test
    void every_request_is_sent_and_counted() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        serve(host("10.0.0.1"), request -> {
            if ("1".equals(request.fields().first("X-Test"))) seen.incrementAndGet();
            return ok();
        });
        names("10.0.0.1");

        Totals totals = blow("500/s for 400 ms", Duration.ofSeconds(5), Duration.ofSeconds(1), true);

        assertThat(totals.offered()).isEqualTo(200);
        assertThat(totals.served()).isEqualTo(200);
        assertThat(seen).hasValue(200);
        assertThat(totals.errors()).isEmpty();
    }

    @Test
    void clients_take_turns_each_over_a_connection_of_its_own() throws Exception {
        Map<Object, Integer> requests = new ConcurrentHashMap<>();
        serve(host("10.0.0.1"), request -> {
            requests.merge(requireNonNull(request.origin()).client(), 1, Integer::sum);
            return ok();
        });
        names("10.0.0.1");

        Totals totals = blow("100/s for 400 ms", Duration.ofSeconds(5), Duration.ofSeconds(1), true, 4);

        assertThat(totals.served()).isEqualTo(40);
        assertThat(requests).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void an_address_that_does_not_answer_costs_its_connect_timeout_and_the_next_is_tried() throws Exception {
        serve(host("10.0.0.1"), _ -> ok());
        names("10.0.0.1", "10.0.0.2");

        Totals totals = blow("50/s for 400 ms", Duration.ofSeconds(5), Duration.ofMillis(300), true);

        assertThat(totals.served()).isEqualTo(20);
        assertThat(totals.latency().p50()).isLessThan(300_000_000);
        assertThat(totals.latency().p99()).isGreaterThanOrEqualTo(299_000_000);
    }

    @Test
    void kinds_of_failure_are_told_apart() throws Exception {
        serve(host("10.0.0.1"), request -> CompletableFuture.completedFuture(Response.of(503)));
        serve(host("10.0.0.2"), request -> new CompletableFuture<>());
        host("10.0.0.3");
        names("10.0.0.1", "10.0.0.2");
        blow("100/s for 200 ms", Duration.ofMillis(500), Duration.ofMillis(200), true);
        assertThat(tally.totals().errors()).isEqualTo(Map.of("503", 10L, "timeout", 10L));

        names("10.0.0.3");
        blow("100/s for 50 ms", Duration.ofMillis(500), Duration.ofMillis(200), true);
        assertThat(tally.totals().errors()).containsEntry("refused", 5L);

        names("10.0.0.4");
        blow("100/s for 50 ms", Duration.ofMillis(500), Duration.ofMillis(100), true);
        assertThat(tally.totals().errors()).containsEntry("unreachable", 5L);

        names();
        blow("100/s for 50 ms", Duration.ofMillis(500), Duration.ofMillis(100), true);
        assertThat(tally.totals().errors()).containsEntry("no address", 5L);
        assertThat(tally.totals().badAnswers()).isEqualTo(10);
    }

    @Test
    void a_stall_is_charged_to_the_requests_that_were_due_in_it() throws Exception {
        CompletableFuture<Response> stalled = new CompletableFuture<>();
        AtomicInteger seen = new AtomicInteger();
        serve(host("10.0.0.1"), request -> seen.incrementAndGet() == 1 ? stalled : stalled.thenCompose(_ -> ok()));
        names("10.0.0.1");
        fabric.time().after(Duration.ofMillis(400), () -> stalled.complete(Response.of(200)));

        Totals totals = blow("100/s for 300 ms", Duration.ofSeconds(5), Duration.ofSeconds(1), true);

        assertThat(totals.served()).isEqualTo(30);
        // due at 0, 10, ... 290 ms and answered at 400 ms: half of them waited more than 250 ms
        assertThat(totals.latency().p50()).isBetween(200_000_000L, 400_000_000L);
    }

    @Test
    void a_zone_in_the_dark_times_out_on_kept_connections_and_is_passed_over_by_new_ones() throws Exception {
        serve(host("10.0.0.1"), _ -> ok());
        Host other = fabric.network().host(Place.in(Region.US_EAST_1.zone("b")), "vpc-1", "10.0.0.2");
        serve(other, _ -> ok());
        names("10.0.0.1", "10.0.0.2");
        fabric.time().after(Duration.ofMillis(300), () -> fabric.links().darken(ZONE));

        Totals totals = blow("100/s for 600 ms", Duration.ofMillis(800), Duration.ofMillis(200), true);

        assertThat(totals.offered()).isEqualTo(60);
        assertThat(totals.errors().keySet()).isSubsetOf("timeout");
        assertThat(totals.errors().getOrDefault("timeout", 0L)).isBetween(1L, 4L);
    }
}
