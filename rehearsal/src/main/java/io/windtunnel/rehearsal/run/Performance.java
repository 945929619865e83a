package io.windtunnel.rehearsal.run;

import io.windtunnel.cloud.Cloud;
import io.windtunnel.cloud.ports.Alarms;
import io.windtunnel.cloud.ports.Bill;
import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.cloud.ports.QuotaGrants;
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
import io.windtunnel.rehearsal.measure.Happening;
import io.windtunnel.rehearsal.measure.Measured;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// One live rehearsal: every design side by side on the same ground, each in an account of its own.
final class Performance {
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

    private final RehearsalPlan plan;
    private final LiveView view;
    private final PrintStream out;

    Performance(RehearsalPlan plan, PrintStream out, Paint paint, boolean live) {
        this.plan = plan;
        this.out = out;
        this.view = new LiveView(out, paint, live, plan.speed());
    }

    /// Plays the rehearsal.
    ///
    /// @throws RehearsalFailure when a design cannot be deployed or does not become healthy
    Result play() {
        Instant starts = plan.starts();
        FabricOptions ground = FabricOptions.standard()
                .seed(plan.seed())
                .speed(SetUp.SPEED)
                .origin(starts == null ? null : starts.minus(plan.lead()));
        Cloud.Options options = Cloud.Options.standard().fabric(ground).tell(_ -> {});
        try (Cloud cloud = Cloud.open(options)) {
            return play(cloud);
        }
    }

    private Result play(Cloud cloud) {
        Fabric fabric = cloud.fabric();
        WallTime time = (WallTime) fabric.time();
        StandIns standIns = new StandIns(plan.standIns(), fabric, new ReadySignals(cloud));
        cloud.directory().offer(Workloads.class, standIns);
        Fleet fleet = new Fleet(
                cloud.directory().require(Instances.class), cloud.directory().require(TargetGroups.class));
        List<Act> acts = acts(cloud);
        cloud.chronicle().listen(event -> {
            if (event.kind().equals("instance.booted")) SetUp.careful(time);
        });
        SetUp setUp = new SetUp(plan, acts, time, view);
        setUp.deploy();
        if (!standIns.idle().isEmpty())
            throw new RehearsalFailure("no machine came from " + String.join(", ", standIns.idle())
                    + ": a stand-in is named by the logical id of a launch template or an instance");
        setUp.lead();
        Wind wind = new Wind(fabric);
        warmUp(acts, wind, time);
        for (Act act : acts) wind.add(plan.traffic(), act.deployment().outputs(), act::stream);
        return blow(cloud, fleet, acts, wind);
    }

    private List<Act> acts(Cloud cloud) {
        Optional<Alarms> alarms = cloud.directory().find(Alarms.class);
        List<Act> acts = new ArrayList<>();
        for (int i = 0; i < plan.designs().size(); i++) {
            Scope scope = new Scope(new AccountId("%012d".formatted(i + 1)), plan.region());
            Deployment deployment = new Deployment(plan.designs().get(i), new CloudClient(cloud, scope));
            deployment.grant(cloud.directory().require(QuotaGrants.class));
            acts.add(new Act(deployment, scope, alarms));
        }
        return acts;
    }

    private void warmUp(List<Act> acts, Wind wind, Time time) {
        CompletableFuture<?>[] ends = acts.stream()
                .map(act -> wind.warmUp(plan.traffic(), act.deployment().outputs(), time.nanos()))
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
                acts.stream().map(act -> act.scope()).toList());
        out.println(view.legend());
        Duration breath = breath(time.now());
        long begin = time.nanos() + breath.toNanos();
        Instant beginInstant = time.now().plus(breath);
        striker.plan(plan.faults(), breath);
        Operators operators = new Operators(time, cloud.chronicle(), acts);
        operators.plan(plan.changes(), breath);
        CompletableFuture<Void> end = wind.blow(begin);
        Bill bill = cloud.directory().require(Bill.class);
        Invoice invoice = new Invoice(bill);
        time.after(breath, invoice::open);
        time.after(breath, () -> sample(fleet, acts, 0));
        Timer ticking = time.every(Duration.ofSeconds(1), () -> tick(time, begin, fleet, acts, striker));
        Duration limit = plan.windLasts().plus(plan.longestTimeout()).plusSeconds(30);
        boolean over = Waiting.ends(end, Duration.ofMillis((long) (limit.toMillis() / plan.speed()) + 5_000));
        ticking.cancel();
        wind.close();
        operators.check();
        if (!over) throw new RehearsalFailure("the traffic did not end in time: the generator is stuck");
        invoice.close();
        long wall = (long) ((time.nanos() - begin) / plan.speed());
        Judge judge = new Judge(plan);
        List<Verdict> verdicts = acts.stream()
                .map(act -> judge.judge(measured(act, cloud, beginInstant, invoice)))
                .toList();
        return new Result(
                verdicts,
                meta(beginInstant),
                notes(verdicts, bill),
                List.copyOf(cloud.notHonoured().counts().keySet()),
                wall);
    }

    /// How long it still is until the wind begins.
    private Duration breath(Instant now) {
        Instant starts = plan.starts();
        if (starts == null || starts.isBefore(now.plus(BREATH))) return BREATH;
        return Duration.between(now, starts);
    }

    private void sample(Fleet fleet, List<Act> acts, long atNanos) {
        for (Act act : acts) {
            act.sample(fleet.capacity(act.scope().account(), act.deployment().targetGroups(), atNanos));
            act.alarms().look(atNanos);
        }
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
                    act.deployment().design().name(),
                    act.tally().flow(),
                    act.tally().pending(),
                    act.samples().getLast()));
        view.show(second, all, lines, striker.inForce());
    }

    private Measured measured(Act act, Cloud cloud, Instant begin, Invoice invoice) {
        return new Measured(
                act.deployment().design().name(),
                act.deployment().design().parameters(),
                act.readyAfterNanos(),
                act.tally().totals(),
                act.streams(),
                act.tally().seconds(),
                act.samples(),
                happenings(act.scope().account(), cloud, begin),
                act.deployment().checks(),
                act.alarms().tracks(),
                invoice.of(act.scope().account()));
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

    private List<String> notes(List<Verdict> verdicts, Bill bill) {
        List<String> notes = new ArrayList<>();
        notes.add("Real requests over real sockets on this computer ("
                + Runtime.getRuntime().availableProcessors()
                + " processors), which every design shared at the same time: latencies of a few milliseconds are the"
                + " computer's, not AWS's.");
        notes.add("Latency and misses are counted by the second in which a request was meant to be sent, whenever its"
                + " answer came. Served well means a whole answer with a status below 400 in the client's patience.");
        notes.add("The design was set up on a clock that ran " + Quantity.trimmed(SetUp.SPEED)
                + " times as fast, and warmed up by a few requests that are not counted.");
        notes.add(
                "Links between healthy places are perfect: the distance between zones and to the clients is not in the"
                        + " latencies.");
        notes.add("The bill is priced by published us-east-1 prices. AWS charges for more than is metered here: "
                + String.join("; ", bill.notMetered()) + ".");
        for (Verdict verdict : verdicts) {
            Totals totals = verdict.measured().totals();
            if (!totals.keptUp())
                notes.add("The generator could not keep up with " + verdict.design() + ": 1 % of its requests were sent"
                        + " more than " + Judge.time(totals.lagP99Nanos()) + " late.");
        }
        return notes;
    }
}
