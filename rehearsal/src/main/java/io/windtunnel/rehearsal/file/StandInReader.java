package io.windtunnel.rehearsal.file;

import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.rehearsal.plan.Behaviour;
import io.windtunnel.rehearsal.plan.Boot;
import io.windtunnel.rehearsal.plan.Consumer;
import io.windtunnel.rehearsal.plan.Distribution;
import io.windtunnel.rehearsal.plan.Origin;
import io.windtunnel.rehearsal.plan.Quantity;
import io.windtunnel.rehearsal.plan.RequestPattern;
import io.windtunnel.rehearsal.plan.StandInPlan;
import io.windtunnel.rehearsal.plan.Step;
import io.windtunnel.rehearsal.plan.Workers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Binds `stand-ins:`.
final class StandInReader {
    private static final List<String> FIELDS = List.of(
            "listen",
            "boot",
            "restart",
            "completes",
            "workers",
            "queue",
            "serve",
            "consume",
            "otherwise",
            "stands",
            "designs");
    private static final List<String> BEHAVIOUR =
            List.of("on", "take", "workers", "queue", "status", "headers", "body", "steps");
    private static final List<String> CONSUMER = List.of("queue", "batch", "workers", "take", "fails", "steps");
    private static final String TIME = "a time, such as `20 ms`";
    private static final String BOOT = "a time, such as `45 s` or `30 s + 5 s/GiB`";
    private static final String WORKERS = "a number of workers, such as `4` or `2 per vCPU`";

    private final Problems problems;
    private final Region home;
    private final List<String> designs;
    private final StepReader steps;

    /// @param designs the names of the file's designs
    StandInReader(Problems problems, Region home, List<String> designs) {
        this.designs = List.copyOf(designs);
        this.problems = problems;
        this.home = home;
        this.steps = new StepReader(problems);
    }

    List<StandInPlan> read(Fields root) {
        return root.named("stand-ins", "stand-ins by logical id, such as `WebServer: { listen: 8080 }`", this::standIn);
    }

    private @Nullable StandInPlan standIn(String logicalId, Node.Entry entry) {
        Fields fields = Fields.of(entry.value(), problems, FIELDS);
        if (fields == null) return null;
        int listen = fields.read("listen", "a port, such as `8080`", StandInReader::port, StandInPlan.DEFAULT_PORT);
        Boot boot = fields.read("boot", BOOT, Boot::parse, Boot.NONE);
        Boot restart = fields.read("restart", BOOT, Boot::parse, boot);
        Workers workers = fields.read("workers", WORKERS, Workers::parse);
        int queue = fields.read("queue", "a whole number", StandInReader::bounded, Behaviour.DEFAULT_QUEUE);
        int otherwise = fields.read("otherwise", "an HTTP status, such as `404`", StandInReader::status, 200);
        List<Behaviour> serve = new ArrayList<>();
        for (Node item : fields.items("serve")) {
            Behaviour behaviour = behaviour(item);
            if (behaviour != null) serve.add(behaviour);
        }
        List<Consumer> consume = new ArrayList<>();
        for (Node item : fields.items("consume")) {
            Consumer consumer = consumer(item);
            if (consumer != null) consume.add(consumer);
        }
        Place stands = fields.read("stands", "a Region, such as `us-west-2`", text -> Origin.place(text, home));
        return new StandInPlan(
                logicalId,
                listen,
                boot,
                restart,
                fields.text("completes"),
                workers,
                queue,
                serve,
                consume,
                otherwise,
                stands,
                beside(fields));
    }

    private List<String> beside(Fields fields) {
        List<String> beside = new ArrayList<>();
        for (Node item : fields.items("designs")) {
            String design = fields.read(item, "a design's name", text -> text);
            if (design == null) continue;
            if (designs.contains(design)) beside.add(design);
            else problems.unknown(item.at(), design, designs);
        }
        if (!beside.isEmpty() && !fields.has("stands"))
            problems.add(
                    fields.at(), "`designs` is for a stand-in with `stands`: machines are in the designs' templates");
        return beside;
    }

    private @Nullable Behaviour behaviour(Node item) {
        Fields fields = Fields.of(item, problems, BEHAVIOUR);
        if (fields == null) return null;
        fields.require("on", "the request it answers, such as `GET /`");
        RequestPattern on = fields.read("on", "a request, such as `GET /orders/{id}`", RequestPattern::parse);
        Distribution take = fields.read("take", TIME, Distribution::parse, Distribution.NONE);
        Workers workers = fields.read("workers", WORKERS, Workers::parse);
        int queue = fields.read("queue", "a whole number", StandInReader::bounded, Behaviour.DEFAULT_QUEUE);
        int status = fields.read("status", "an HTTP status, such as `200`", StandInReader::status, 200);
        if (on == null) return null;
        return new Behaviour(
                on,
                take,
                workers,
                queue,
                status,
                fields.texts("headers", "headers by name, such as `Cache-Control: no-store`"),
                fields.text("body", "ok\n"),
                steps.read(fields, on.names()));
    }

    private @Nullable Consumer consumer(Node item) {
        Fields fields = Fields.of(item, problems, CONSUMER);
        if (fields == null) return null;
        fields.require("queue", "the logical id of a queue");
        String queue = fields.text("queue");
        int batch = fields.read("batch", "a batch of 1 to 10 messages", StandInReader::batch, Consumer.MOST_BATCH);
        Workers workers = fields.read("workers", WORKERS, Workers::parse, Workers.ONE_PER_VCPU);
        Distribution take = fields.read("take", TIME, Distribution::parse, Distribution.NONE);
        double fails = fields.read("fails", "a percentage, such as `1 %`", StandInReader::share, 0.0);
        List<Step> own = steps.read(fields, null);
        return queue == null ? null : new Consumer(queue, batch, workers, take, fails, own);
    }

    private static int batch(String text) {
        int batch = Integer.parseInt(text);
        if (batch < 1 || batch > Consumer.MOST_BATCH) throw new IllegalArgumentException("a batch of 1 to 10 messages");
        return batch;
    }

    private static double share(String text) {
        double share = Quantity.fraction(text);
        if (share > 1) throw new IllegalArgumentException("a percentage of at most 100 %");
        return share;
    }

    private static int port(String text) {
        int port = Integer.parseInt(text);
        if (port < 1 || port > 65_535) throw new IllegalArgumentException("a port from 1 to 65535");
        return port;
    }

    static int status(String text) {
        int status = Integer.parseInt(text);
        if (status < 200 || status > 599) throw new IllegalArgumentException("an HTTP status from 200 to 599");
        return status;
    }

    private static int bounded(String text) {
        int value = Integer.parseInt(text);
        if (value < 0 || value > Behaviour.MOST)
            throw new IllegalArgumentException("a whole number of at most " + Behaviour.MOST);
        return value;
    }
}
