package io.windtunnel.rehearsal.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.ports.Machine;
import io.windtunnel.cloud.ports.Workload;
import io.windtunnel.fabric.http.AsyncHttpHandler;
import io.windtunnel.fabric.http.Fields;
import io.windtunnel.fabric.http.Request;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.rehearsal.plan.Behaviour;
import io.windtunnel.rehearsal.plan.Boot;
import io.windtunnel.rehearsal.plan.Consumer;
import io.windtunnel.rehearsal.plan.Distribution;
import io.windtunnel.rehearsal.plan.Operation;
import io.windtunnel.rehearsal.plan.RequestPattern;
import io.windtunnel.rehearsal.plan.StandInPlan;
import io.windtunnel.rehearsal.plan.Step;
import io.windtunnel.rehearsal.plan.ValueTemplate;
import io.windtunnel.rehearsal.plan.Workers;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A stand-in's physics, in virtual time.
class StandInTest {
    private final VirtualTime time = new VirtualTime(Instant.EPOCH);
    private final List<Integer> opened = new ArrayList<>();
    private AsyncHttpHandler handler = request -> {
        throw new AssertionError("not open: " + request);
    };
    private boolean open;
    private final List<String> signals = new ArrayList<>();

    private final FakeServices services = new FakeServices();
    private List<Consumer> consume = List.of();

    private static Behaviour behaviour(String on, String take, int workers, int queue) {
        Workers own = workers == 0 ? null : Workers.of(workers);
        return new Behaviour(
                RequestPattern.parse(on), Distribution.parse(take), own, queue, 200, Map.of(), "ok", List.of());
    }

    private Workload.Running start(Behaviour... serve) {
        return start(null, serve);
    }

    private Workload.Running start(@Nullable Workers shared, Behaviour... serve) {
        Boot boot = Boot.parse("29 s + 2 s/GiB");
        StandInPlan plan = new StandInPlan(
                "Web", 8080, boot, boot, "ready", shared, 2, List.of(serve), consume, 404, null, List.of());
        StandIn standIn = new StandIn(
                new Role(plan, new RandomStreams(1)),
                time,
                (host, port, asked) -> {
                    opened.add(port);
                    handler = asked;
                    open = true;
                    return () -> open = false;
                },
                (machine, hook) -> signals.add(machine.instanceId() + " " + hook),
                services);
        assertThat(standIn.boot(machine())).isEqualTo(Duration.ofSeconds(45));
        return standIn.start(machine());
    }

    private static Machine machine() {
        Scope scope = new Scope(AccountId.DEFAULT, Region.US_EAST_1);
        return new Machine(
                "i-1", scope, new Nowhere(), "t3.micro", 2, 1024, "ami-1", 8, new byte[0], Map.of(), "Web", null);
    }

    private record Answer(int status, Duration at) {}

    /// Sends a request now and puts its answer into the list when it comes.
    private void send(String method, String target, List<Answer> answers) {
        long sent = time.nanos();
        Request request = new Request(method, target, new Fields(), new byte[0], null, false);
        handler.handle(request)
                .thenAccept(
                        response -> answers.add(new Answer(response.status(), Duration.ofNanos(time.nanos() - sent))));
    }

    @Test
    void one_worker_serves_one_after_the_other() {
        start(behaviour("GET /", "20 ms", 1, 100));
        List<Answer> answers = new ArrayList<>();

        for (int i = 0; i < 3; i++) send("GET", "/", answers);
        time.advance(Duration.ofSeconds(1));

        assertThat(answers).extracting(answer -> answer.at().toMillis()).containsExactly(20L, 40L, 60L);
        assertThat(opened).containsExactly(8080);
        assertThat(signals).containsExactly("i-1 ready");
    }

    @Test
    void a_full_line_is_told_at_once_and_moves_up() {
        start(behaviour("GET /", "20 ms", 1, 2));
        List<Answer> answers = new ArrayList<>();

        for (int i = 0; i < 4; i++) send("GET", "/", answers);
        assertThat(answers).containsExactly(new Answer(503, Duration.ZERO));
        time.advance(Duration.ofMillis(20));
        send("GET", "/", answers);
        time.advance(Duration.ofSeconds(1));

        assertThat(answers).extracting(Answer::status).containsExactly(503, 200, 200, 200, 200);
        assertThat(answers.getLast().at()).isEqualTo(Duration.ofMillis(60));
    }

    @Test
    void twice_the_load_is_half_refused() {
        start(behaviour("GET /", "20 ms", 1, 100));
        List<Answer> answers = new ArrayList<>();

        for (int i = 0; i < 6_000; i++) {
            send("GET", "/", answers);
            time.advance(Duration.ofMillis(10));
        }
        time.advance(Duration.ofSeconds(5));

        long served = answers.stream().filter(answer -> answer.status() == 200).count();
        // a minute of one worker at 50/s, and the hundred that wait at the end
        assertThat(served).isBetween(3_098L, 3_102L);
        assertThat(answers).extracting(answer -> answer.at().toMillis()).allMatch(latency -> latency <= 2_020);
    }

    @Test
    void behaviours_without_workers_share_the_stand_ins_and_those_with_their_own_do_not() {
        start(
                Workers.parse("1 per vCPU"),
                behaviour("GET /", "1 s", 0, 0),
                behaviour("POST /", "1 s", 0, 0),
                behaviour("GET /health", "1 ms", 1, 0));
        List<Answer> answers = new ArrayList<>();

        send("GET", "/", answers);
        send("POST", "/", answers);
        for (int i = 0; i < 3; i++) send("GET", "/", answers);
        send("GET", "/health", answers);
        time.advance(Duration.ofSeconds(5));

        // two vCPUs, two places in the shared line: the fifth is refused, the check is not
        assertThat(answers).extracting(Answer::status).containsExactly(503, 200, 200, 200, 200, 200);
        assertThat(answers)
                .extracting(answer -> answer.at().toMillis())
                .containsExactly(0L, 1L, 1_000L, 1_000L, 2_000L, 2_000L);
    }

    @Test
    void a_machine_is_as_busy_as_its_busiest_workers_and_work_counts_when_it_is_done() {
        Workload.Running running = start(behaviour("GET /", "1 s", 2, 100), behaviour("GET /health", "1 s", 1, 100));
        List<Answer> answers = new ArrayList<>();

        assertThat(running.busyNanos()).hasValue(0);
        for (int i = 0; i < 4; i++) send("GET", "/", answers);
        send("GET", "/health", answers);
        time.advance(Duration.ofMillis(500));
        assertThat(running.busyNanos()).hasValue(500_000_000L);
        time.advance(Duration.ofMillis(1_500));
        assertThat(running.busyNanos()).hasValue(2_000_000_000L);
        time.advance(Duration.ofSeconds(7));
        assertThat(running.busyNanos()).as("idle since").hasValue(2_000_000_000L);
        send("GET", "/", answers);
        time.advance(Duration.ofMillis(600));
        assertThat(running.busyNanos()).as("one of two works").hasValue(2_300_000_000L);
    }

    @Test
    void each_behaviour_has_its_own_workers_and_the_machine_gives_their_number() {
        start(behaviour("GET /", "1 s", 0, 0), behaviour("GET /health", "1 ms", 1, 0));
        List<Answer> answers = new ArrayList<>();

        for (int i = 0; i < 3; i++) send("GET", "/?page=" + i, answers);
        send("GET", "/health", answers);
        send("GET", "/other", answers);
        time.advance(Duration.ofSeconds(2));

        assertThat(answers).extracting(Answer::status).containsExactly(503, 404, 200, 200, 200);
    }

    @Test
    void a_late_timer_does_not_make_the_workers_slower() {
        WorkerLine line = new WorkerLine(1, 100);

        assertThat(line.admit(0, 20)).isEqualTo(20);
        assertThat(line.admit(15, 20)).isEqualTo(40);
        assertThat(line.waiting(15)).isEqualTo(1);
        assertThat(line.admit(41, 20)).isEqualTo(61);
        assertThat(line.waiting(41)).isZero();
    }

    private static Behaviour calling(String on, String take, int workers, int queue) {
        Step put = new Step(
                new Operation.PutItem(
                        "Orders", new ValueTemplate.Members(Map.of("id", ValueTemplate.text("{id}"))), false),
                null,
                Step.DEFAULT_TIMEOUT,
                1);
        return new Behaviour(
                RequestPattern.parse(on),
                Distribution.parse(take),
                Workers.of(workers),
                queue,
                201,
                Map.of(),
                "ok",
                List.of(put));
    }

    @Test
    void a_worker_is_held_until_its_steps_are_done_and_is_not_busy_meanwhile() {
        Workload.Running running = start(calling("POST /orders/{id}", "20 ms", 1, 1));
        List<Answer> answers = new ArrayList<>();

        for (int i = 1; i <= 3; i++) send("POST", "/orders/a%20" + i, answers);
        assertThat(answers).containsExactly(new Answer(503, Duration.ZERO));
        time.advance(Duration.ofSeconds(1));
        assertThat(services.values).hasSize(1).first().asString().endsWith("id=a 1");
        services.taken.getFirst().complete(200);
        time.advance(Duration.ofMillis(20));
        services.taken.getLast().complete(504);
        time.advance(Duration.ofSeconds(1));

        assertThat(answers)
                .containsExactly(
                        new Answer(503, Duration.ZERO),
                        new Answer(201, Duration.ofSeconds(1)),
                        new Answer(504, Duration.ofMillis(1_020)));
        assertThat(running.busyNanos()).hasValue(40_000_000L);
    }

    @Test
    void consumes_one_message_after_the_other_and_deletes_those_it_is_done_with() {
        Step step = calling("POST /", "0 s", 1, 1).steps().getFirst();
        consume = List.of(new Consumer("Placed", 10, Workers.of(1), Distribution.parse("100 ms"), 0, List.of(step)));
        services.batches.add(List.of(
                new Services.Message("m-1", "r-1", "{\"id\": 7}"), new Services.Message("m-2", "r-2", "plain")));
        Workload.Running running = start();

        time.advance(Duration.ofMillis(100));
        assertThat(services.values).hasSize(1).first().asString().endsWith("id=7");
        services.taken.getFirst().complete(200);
        time.advance(Duration.ofMillis(100));
        assertThat(services.values).hasSize(2).last().asString().endsWith("id=null");
        services.taken.getLast().complete(503);
        time.advance(Duration.ofSeconds(1));

        assertThat(services.deleted).extracting(Services.Message::id).containsExactly("m-1");
        assertThat(services.receives).isEqualTo(2);
        assertThat(running.busyNanos()).hasValue(200_000_000L);
        running.close();
    }

    @Test
    void closes_its_door() {
        Workload.Running running = start(behaviour("GET /", "20 ms", 1, 1));

        assertThat(running.alive()).isTrue();
        running.close();

        assertThat(running.alive()).isFalse();
        assertThat(open).isFalse();
    }

    /// A host that is never asked.
    private record Nowhere() implements Host {
        @Override
        public Place place() {
            return Place.INTERNET;
        }

        @Override
        public String realm() {
            return "vpc-1";
        }

        @Override
        public String ip() {
            return "10.0.0.1";
        }

        @Override
        public InetAddress loopback() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public void close() {}
    }
}
