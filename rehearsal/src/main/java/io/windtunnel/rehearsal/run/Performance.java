package io.windtunnel.rehearsal.run;

import io.windtunnel.cloud.Cloud;
import io.windtunnel.cloud.ports.Bill;
import io.windtunnel.cloud.ports.Workloads;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.FabricOptions;
import io.windtunnel.fabric.net.LoopTime;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.kernel.time.Timer;
import io.windtunnel.kernel.time.WallTime;
import io.windtunnel.rehearsal.measure.Measured;
import io.windtunnel.rehearsal.measure.Totals;
import io.windtunnel.rehearsal.plan.Quantity;
import io.windtunnel.rehearsal.plan.RehearsalPlan;
import io.windtunnel.rehearsal.plan.StandInPlan;
import io.windtunnel.rehearsal.stage.Act;
import io.windtunnel.rehearsal.stage.ReadySignals;
import io.windtunnel.rehearsal.stage.RehearsalFailure;
import io.windtunnel.rehearsal.stage.Stage;
import io.windtunnel.rehearsal.standin.StandIns;
import io.windtunnel.rehearsal.steps.StepServices;
import io.windtunnel.rehearsal.verdict.Judge;
import io.windtunnel.rehearsal.verdict.Verdict;
import io.windtunnel.rehearsal.view.LiveView;
import io.windtunnel.rehearsal.view.Paint;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// One live rehearsal: every design side by side on the same ground, each in an account of its own.
public final class Performance {
    /// What came of it, and when it was: a simulation that is held against it has the same hours.
    ///
    /// @param origin the date and time at which the cloud was opened and the designs were deployed
    /// @param begin when the wind began
    public record Live(Result result, Instant origin, Instant begin) {}

    /// How long after the wind what was written is looked for: longer than replication usually takes. Ours.
    private static final Duration SETTLING = Duration.ofSeconds(3);

    /// More than any generator on one computer sends, requests per second: our figure.
    private static final double MOST_PER_SECOND = 10_000_000;

    private final RehearsalPlan plan;
    private final LiveView view;
    private final PrintStream out;

    /// @param out where it tells how it goes
    /// @param live whether the terminal can redraw lines
    public Performance(RehearsalPlan plan, PrintStream out, Paint paint, boolean live) {
        this.plan = plan;
        this.out = out;
        this.view = new LiveView(out, paint, live, plan.speed());
    }

    /// Plays the rehearsal.
    ///
    /// @throws RehearsalFailure when a design cannot be deployed or does not become healthy
    public Live play() {
        double peak = plan.traffic().stream()
                .mapToDouble(stream -> stream.rate().peak())
                .max()
                .orElse(0);
        if (peak > MOST_PER_SECOND)
            throw new RehearsalFailure(String.format(
                    Locale.ROOT,
                    "%,.0f requests a second are more than one computer sends: `windtunnel simulate` plays them",
                    peak));
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

    private Live play(Cloud cloud) {
        Fabric fabric = cloud.fabric();
        WallTime time = (WallTime) fabric.time();
        Time loop = new LoopTime(time, fabric.network().eventLoop());
        StepServices services = new StepServices(cloud, loop);
        ReadySignals signals = new ReadySignals(cloud);
        StandIns standIns = StandIns.serving(plan.standIns(), fabric, signals, services);
        cloud.directory().offer(Workloads.class, standIns);
        Stage stage = new Stage(plan, cloud);
        List<Act> acts = stage.acts();
        for (Act act : acts) services.add(act.scope(), act.deployment().names());
        AtomicBoolean settingUp = new AtomicBoolean(true);
        cloud.chronicle().listen(event -> {
            if (settingUp.get()) SetUp.heed(event, time);
        });
        SetUp setUp = new SetUp(plan, acts, time, view);
        setUp.deploy();
        Stage.requirePlayed(standIns);
        Standing standing = new Standing(plan.standIns(), fabric, signals, services);
        standing.require(acts);
        standing.start(acts);
        settingUp.set(false);
        setUp.lead();
        Wind wind = new Wind(fabric);
        warmUp(acts, wind, time);
        for (Act act : acts) wind.add(plan.traffic(), act.deployment(), act::stream);
        return blow(cloud, stage, wind, services);
    }

    private void warmUp(List<Act> acts, Wind wind, Time time) {
        CompletableFuture<?>[] ends = acts.stream()
                .map(act -> wind.warmUp(plan.traffic(), act.deployment(), time.nanos()))
                .toArray(CompletableFuture<?>[]::new);
        if (!Waiting.ends(CompletableFuture.allOf(ends), Duration.ofSeconds(30)))
            throw new RehearsalFailure("the designs do not answer");
    }

    private Live blow(Cloud cloud, Stage stage, Wind wind, StepServices services) {
        Time time = cloud.fabric().time();
        out.println(view.legend());
        Duration breath = breath(time.now());
        long begin = time.nanos() + breath.toNanos();
        Instant beginInstant = time.now().plus(breath);
        stage.plan(breath);
        time.after(breath, services::begin);
        CompletableFuture<Void> end = wind.blow(begin);
        Timer ticking = time.every(Duration.ofSeconds(1), () -> tick(time, begin, stage));
        Duration limit = plan.windLasts().plus(plan.longestTimeout()).plusSeconds(30);
        boolean over = Waiting.ends(end, Duration.ofMillis((long) (limit.toMillis() / plan.speed()) + 5_000));
        ticking.cancel();
        wind.close();
        if (!over) throw new RehearsalFailure("the traffic did not end in time: the generator is stuck");
        stage.close();
        settle(time);
        long wall = (long) ((time.nanos() - begin) / plan.speed());
        Judge judge = new Judge(plan);
        List<Verdict> verdicts = stage.acts().stream()
                .map(act -> judge.judge(measured(stage, act, services, beginInstant)))
                .toList();
        Result result = new Result(
                verdicts,
                meta(beginInstant),
                notes(verdicts, stage.bill()),
                List.copyOf(cloud.notHonoured().counts().keySet()),
                List.of(),
                wall);
        return new Live(result, beginInstant.minusNanos(begin), beginInstant);
    }

    /// What was written last is given the time to arrive everywhere, where anything is written.
    private void settle(Time time) {
        if (plan.standIns().stream().noneMatch(StandInPlan::meetsServices)) return;
        long until = time.nanos() + SETTLING.toNanos();
        Duration limit = Duration.ofSeconds(2).plus(SETTLING.multipliedBy(1 + (long) Math.ceil(1 / plan.speed())));
        Waiting.until(time, Duration.ofMillis(500), limit, () -> time.nanos() >= until);
    }

    private static Measured measured(Stage stage, Act act, StepServices services, Instant begin) {
        AccountId account = act.scope().account();
        return stage.measured(
                act,
                act.tally().totals(),
                act.streams(),
                act.tally().seconds(),
                services.figures(account),
                services.account(account, act.dropped()),
                begin);
    }

    /// How long it still is until the wind begins.
    private Duration breath(Instant now) {
        Instant starts = plan.starts();
        if (starts == null || starts.isBefore(now.plus(Stage.BREATH))) return Stage.BREATH;
        return Duration.between(now, starts);
    }

    private void tick(Time time, long begin, Stage stage) {
        long now = time.nanos() - begin;
        int second = (int) (now / 1_000_000_000L);
        int all = (int) plan.windLasts().toSeconds();
        if (now < 1_000_000_000L || second > all) return;
        stage.sample(now);
        List<LiveView.Line> lines = new ArrayList<>();
        for (Act act : stage.acts())
            lines.add(new LiveView.Line(
                    act.deployment().design().name(),
                    act.tally().flow(),
                    act.tally().pending(),
                    act.samples().getLast()));
        view.show(second, all, lines, stage.faults());
    }

    private List<String> meta(Instant begin) {
        List<String> meta = new ArrayList<>();
        meta.add(ReportWords.date(begin));
        meta.addAll(ReportWords.scene(plan));
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
        notes.add(ReportWords.COUNTED);
        notes.add("The design was set up on a clock that ran " + Quantity.trimmed(SetUp.SPEED)
                + " times as fast, and warmed up by a few requests that are not counted.");
        notes.add(
                "Links between healthy places are perfect: the distance between zones and to the clients is not in the"
                        + " latencies.");
        notes.add(ReportWords.bill(bill.notMetered()));
        for (Verdict verdict : verdicts) {
            Totals totals = verdict.measured().totals();
            if (!totals.keptUp())
                notes.add("The generator could not keep up with " + verdict.design() + ": 1 % of its requests were sent"
                        + " more than " + Judge.time(totals.lagP99Nanos()) + " late.");
        }
        return notes;
    }
}
