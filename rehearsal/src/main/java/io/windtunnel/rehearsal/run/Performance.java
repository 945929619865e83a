package io.windtunnel.rehearsal.run;

import io.windtunnel.cloud.Cloud;
import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.cloud.ports.TargetGroups;
import io.windtunnel.cloud.ports.Workloads;
import io.windtunnel.cloud.ports.ZonePower;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.FabricOptions;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.kernel.time.Timer;
import io.windtunnel.kernel.time.WallTime;
import io.windtunnel.rehearsal.measure.Capacity;
import io.windtunnel.rehearsal.measure.Happening;
import io.windtunnel.rehearsal.measure.Measured;
import io.windtunnel.rehearsal.measure.Tally;
import io.windtunnel.rehearsal.measure.Totals;
import io.windtunnel.rehearsal.plan.Quantity;
import io.windtunnel.rehearsal.plan.RehearsalPlan;
import io.windtunnel.rehearsal.standin.StandIns;
import io.windtunnel.rehearsal.verdict.Judge;
import io.windtunnel.rehearsal.verdict.Verdict;
import io.windtunnel.rehearsal.view.LiveView;
import io.windtunnel.rehearsal.view.Paint;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/// One live rehearsal: every design side by side on the same ground, each in an account of its own.
final class Performance {
    /// Scenario seconds per wall second while resources are made and machines boot: a boot of 45 s takes about two.
    private static final double SET_UP_SPEED = 20;

    /// The same from the first machine that listens on: a health check with a timeout of 2 s still has 400 ms.
    private static final double CHECKING_SPEED = 5;

    /// The longest the set-up may take on the wall clock: forty scenario minutes.
    private static final Duration SET_UP_LIMIT = Duration.ofSeconds(120);

    /// Between the end of the set-up and the wind: the clock slows down and everybody breathes. A whole second, so that
    /// samples fall on the wind's seconds.
    private static final Duration BREATH = Duration.ofSeconds(1);

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH);

    /// What was played.
    ///
    /// @param notHonoured what was asked for and no service honours
    /// @param meta the lines under the report's title
    /// @param notes what the figures are worth
    /// @param wallNanos how long the wind blew on the wall clock
    record Result(
            List<Verdict> verdicts, List<String> meta, List<String> notes, List<String> notHonoured, long wallNanos) {}

    /// One design under way.
    private static final class Act {
        private final Deployment deployment;
        private final Scope scope;
        private final Tally tally = new Tally();
        private final List<Capacity> capacity = new ArrayList<>();
        private long readyAfterNanos;

        Act(Deployment deployment, Scope scope) {
            this.deployment = deployment;
            this.scope = scope;
        }

        synchronized void sample(Capacity sample) {
            capacity.add(sample);
        }

        synchronized List<Capacity> samples() {
            return List.copyOf(capacity);
        }
    }

    private final RehearsalPlan plan;
    private final LiveView view;
    private final PrintStream out;

    Performance(RehearsalPlan plan, PrintStream out, Paint paint, boolean live) {
        this.plan = plan;
        this.out = out;
        this.view = new LiveView(out, paint, live);
    }

    /// Plays the rehearsal.
    ///
    /// @throws RehearsalFailure when a design cannot be deployed or does not become healthy
    Result play() {
        FabricOptions ground = FabricOptions.standard().seed(plan.seed()).speed(SET_UP_SPEED);
        Cloud.Options options = Cloud.Options.standard().fabric(ground).tell(_ -> {});
        try (Cloud cloud = Cloud.open(options)) {
            return play(cloud);
        }
    }

    private Result play(Cloud cloud) {
        Fabric fabric = cloud.fabric();
        WallTime time = (WallTime) fabric.time();
        StandIns standIns = new StandIns(plan.standIns(), fabric);
        cloud.directory().offer(Workloads.class, standIns);
        Fleet fleet = new Fleet(
                cloud.directory().require(Instances.class), cloud.directory().require(TargetGroups.class));
        List<Act> acts = acts(cloud);
        cloud.chronicle().listen(event -> {
            if (event.kind().equals("instance.booted") && time.speed() == SET_UP_SPEED) time.speed(CHECKING_SPEED);
        });
        setUp(acts, time);
        if (!standIns.idle().isEmpty())
            throw new RehearsalFailure("no machine came from " + String.join(", ", standIns.idle())
                    + ": a stand-in is named by the logical id of a launch template or an instance");
        time.speed(plan.speed());
        Wind wind = new Wind(fabric);
        warmUp(acts, wind, time);
        for (Act act : acts) wind.add(plan.traffic(), act.deployment.outputs(), act.tally);
        return blow(cloud, fleet, acts, wind);
    }

    private List<Act> acts(Cloud cloud) {
        List<Act> acts = new ArrayList<>();
        for (int i = 0; i < plan.designs().size(); i++) {
            Scope scope = new Scope(new AccountId("%012d".formatted(i + 1)), plan.region());
            acts.add(new Act(new Deployment(plan.designs().get(i), new CloudClient(cloud, scope)), scope));
        }
        return acts;
    }

    private void setUp(List<Act> acts, Time time) {
        long begin = time.nanos();
        for (Act act : acts) act.deployment.create();
        List<Act> waiting = new ArrayList<>(acts);
        List<Act> incomplete = new ArrayList<>(acts);
        List<String> missing = new ArrayList<>();
        boolean ready = Waiting.until(time, Duration.ofSeconds(1), SET_UP_LIMIT, () -> {
            incomplete.removeIf(act -> act.deployment.complete());
            missing.clear();
            waiting.removeIf(act -> ready(act, incomplete, missing, time.nanos() - begin));
            view.preparing("setting up: " + Judge.time(time.nanos() - begin) + " of scenario time, "
                    + (incomplete.isEmpty()
                            ? missing.size() + " things not ready yet"
                            : incomplete.size() + " stacks in progress"));
            return waiting.isEmpty();
        });
        if (ready) return;
        for (Act act : incomplete) missing.add(act.deployment.design().name() + ": its stack is still in progress");
        throw new RehearsalFailure("the designs were not healthy after " + Judge.time(time.nanos() - begin)
                + " of scenario time:\n  "
                + String.join("\n  ", missing));
    }

    private static boolean ready(Act act, List<Act> incomplete, List<String> missing, long afterNanos) {
        if (incomplete.contains(act)) return false;
        List<String> own = act.deployment.missing();
        missing.addAll(own);
        act.readyAfterNanos = afterNanos;
        return own.isEmpty();
    }

    private void warmUp(List<Act> acts, Wind wind, Time time) {
        CompletableFuture<?>[] ends = acts.stream()
                .map(act -> wind.warmUp(plan.traffic(), act.deployment.outputs(), time.nanos()))
                .toArray(CompletableFuture<?>[]::new);
        if (!Waiting.ends(CompletableFuture.allOf(ends), Duration.ofSeconds(30)))
            throw new RehearsalFailure("the designs do not answer");
    }

    private Result blow(Cloud cloud, Fleet fleet, List<Act> acts, Wind wind) {
        Time time = cloud.fabric().time();
        Striker striker = new Striker(
                time,
                cloud.fabric().links(),
                cloud.directory().require(ZonePower.class),
                cloud.chronicle(),
                acts.stream().map(act -> act.scope).toList());
        out.println(view.legend());
        long begin = time.nanos() + BREATH.toNanos();
        Instant beginInstant = time.now().plus(BREATH);
        striker.plan(plan.faults(), BREATH);
        CompletableFuture<Void> end = wind.blow(begin);
        time.after(BREATH, () -> sample(fleet, acts, 0));
        Timer ticking = time.every(Duration.ofSeconds(1), () -> tick(time, begin, fleet, acts, striker));
        Duration limit = plan.windLasts().plus(plan.longestTimeout()).plusSeconds(30);
        boolean over = Waiting.ends(end, Duration.ofMillis((long) (limit.toMillis() / plan.speed()) + 5_000));
        ticking.cancel();
        wind.close();
        if (!over) throw new RehearsalFailure("the traffic did not end in time: the generator is stuck");
        long wall = (long) ((time.nanos() - begin) / plan.speed());
        Judge judge = new Judge(plan);
        List<Verdict> verdicts = acts.stream()
                .map(act -> judge.judge(measured(act, cloud, beginInstant)))
                .toList();
        return new Result(
                verdicts,
                meta(beginInstant),
                notes(verdicts),
                List.copyOf(cloud.notHonoured().counts().keySet()),
                wall);
    }

    private void sample(Fleet fleet, List<Act> acts, long atNanos) {
        for (Act act : acts) act.sample(fleet.capacity(act.scope.account(), act.deployment.targetGroups(), atNanos));
    }

    private void tick(Time time, long begin, Fleet fleet, List<Act> acts, Striker striker) {
        long now = time.nanos() - begin;
        int second = (int) (now / 1_000_000_000L);
        int all = (int) plan.windLasts().toSeconds();
        if (now < 1_000_000_000L || second > all) return;
        sample(fleet, acts, now);
        List<LiveView.Line> lines = new ArrayList<>();
        for (Act act : acts)
            lines.add(new LiveView.Line(
                    act.deployment.design().name(),
                    act.tally.flow(),
                    act.tally.pending(),
                    act.samples().getLast()));
        view.show(second, all, lines, striker.inForce());
    }

    private Measured measured(Act act, Cloud cloud, Instant begin) {
        return new Measured(
                act.deployment.design().name(),
                act.deployment.design().parameters(),
                act.readyAfterNanos,
                act.tally.totals(),
                act.tally.seconds(),
                act.samples(),
                happenings(act.scope.account(), cloud, begin),
                act.deployment.checks());
    }

    private static List<Happening> happenings(AccountId account, Cloud cloud, Instant begin) {
        return cloud.chronicle().events().stream()
                .filter(event -> event.scope().account().equals(account))
                .sorted(Comparator.comparing(Journal.Event::at))
                .map(event -> new Happening(
                        Duration.between(begin, event.at()).toNanos(), event.kind(), event.subject(), event.words()))
                .toList();
    }

    private List<String> meta(Instant begin) {
        List<String> meta = new ArrayList<>();
        meta.add(DATE.format(begin.atOffset(ZoneOffset.UTC)));
        meta.add("Region " + plan.region());
        meta.add("wind " + Quantity.words(plan.windLasts()));
        meta.add("seed " + plan.seed());
        if (plan.speed() != 1) meta.add("speed " + Quantity.trimmed(plan.speed()));
        return meta;
    }

    private List<String> notes(List<Verdict> verdicts) {
        List<String> notes = new ArrayList<>();
        notes.add("Real requests over real sockets on this computer ("
                + Runtime.getRuntime().availableProcessors()
                + " processors), which every design shared at the same time: latencies of a few milliseconds are the"
                + " computer's, not AWS's.");
        notes.add("Latency and misses are counted by the second in which a request was meant to be sent, whenever its"
                + " answer came. Served well means a whole answer with a status below 400 in the client's patience.");
        notes.add("The design was set up on a clock that ran " + Quantity.trimmed(SET_UP_SPEED)
                + " times as fast, and warmed up by a few requests that are not counted.");
        notes.add(
                "Links between healthy places are perfect: the distance between zones and to the clients is not in the"
                        + " latencies.");
        for (Verdict verdict : verdicts) {
            Totals totals = verdict.measured().totals();
            if (!totals.keptUp())
                notes.add("The generator could not keep up with " + verdict.design() + ": 1 % of its requests were sent"
                        + " more than " + Judge.time(totals.lagP99Nanos()) + " late.");
        }
        return notes;
    }
}
