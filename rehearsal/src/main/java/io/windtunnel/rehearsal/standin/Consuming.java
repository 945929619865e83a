package io.windtunnel.rehearsal.standin;

import io.windtunnel.kernel.time.Time;
import io.windtunnel.rehearsal.plan.Consumer;
import io.windtunnel.rehearsal.plan.TextTemplate;
import io.windtunnel.rehearsal.standin.Services.Caller;
import io.windtunnel.rehearsal.standin.Services.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A program that works through a queue: its workers receive, work, take their steps and delete, each for itself.
///
/// Thread safety: every method may be called from any thread. No thread waits.
final class Consuming {
    /// The longest a receive may wait: SQS's own limit.
    private static final Duration LONG_POLL = Duration.ofSeconds(20);

    /// How long a worker rests when the queue cannot be reached. Ours.
    private static final Duration REST = Duration.ofSeconds(1);

    private final Consumer plan;
    private final Caller caller;
    private final Services services;
    private final Time time;
    private final Crew crew;
    private final RandomGenerator draws;
    private volatile boolean closed;

    /// @param workers how many work at once
    /// @param draws the times of work, and which messages fail
    Consuming(Consumer plan, Caller caller, Services services, Time time, int workers, RandomGenerator draws) {
        this.plan = plan;
        this.caller = caller;
        this.services = services;
        this.time = time;
        this.crew = new Crew(workers, 0);
        this.draws = draws;
    }

    Crew crew() {
        return crew;
    }

    void start() {
        for (int i = 0; i < crew.workers(); i++) time.after(Duration.ZERO, this::receive);
    }

    void close() {
        closed = true;
    }

    private void receive() {
        if (closed) return;
        services.receive(caller, plan.queue(), plan.batch(), LONG_POLL).whenComplete((messages, failure) -> {
            if (failure != null) time.after(REST, this::receive);
            else if (messages.isEmpty()) time.after(Duration.ZERO, this::receive);
            else work(messages, 0, new ArrayList<>());
        });
    }

    private void work(List<Message> messages, int number, List<Message> done) {
        if (closed) return;
        if (number == messages.size()) {
            finish(done);
            return;
        }
        long nanos;
        boolean fails;
        synchronized (draws) {
            nanos = plan.take().drawNanos(draws);
            fails = plan.fails() > 0 && draws.nextDouble() < plan.fails();
        }
        crew.works(time.nanos(), nanos);
        time.after(Duration.ofNanos(nanos), () -> steps(messages, number, done, fails));
    }

    private void steps(List<Message> messages, int number, List<Message> done, boolean fails) {
        if (closed) return;
        Message message = messages.get(number);
        if (fails) {
            work(messages, number + 1, done);
            return;
        }
        services.take(caller, plan.steps(), values(message)).whenComplete((status, _) -> {
            if (status != null && status < Services.FAILED) done.add(message);
            work(messages, number + 1, done);
        });
    }

    private void finish(List<Message> done) {
        if (done.isEmpty()) time.after(Duration.ZERO, this::receive);
        else
            services.delete(caller, plan.queue(), done)
                    .whenComplete((_, _) -> time.after(Duration.ZERO, this::receive));
    }

    /// A message's names: its body, its id, and where the body is a JSON object, the members of it.
    static TextTemplate.Values values(Message message) {
        Map<String, String> values = new HashMap<>();
        if (message.body().startsWith("{")) {
            try {
                for (Map.Entry<String, JsonNode> member :
                        JsonMapper.shared().readTree(message.body()).properties())
                    values.put(
                            member.getKey(),
                            member.getValue().isValueNode()
                                    ? member.getValue().asString()
                                    : member.getValue().toString());
            } catch (JacksonException notJson) {
                // it has a body and an id, as any message
            }
        }
        values.put("body", message.body());
        values.put("message-id", message.id());
        return values::get;
    }
}
