package io.windtunnel.simulation.run;

import io.windtunnel.cloud.Cloud;
import io.windtunnel.cloud.edge.elbv2.proxy.Carriers;
import io.windtunnel.cloud.ports.Workloads;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.net.NamedAddress;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.rehearsal.measure.Capacity;
import io.windtunnel.rehearsal.measure.Counts;
import io.windtunnel.rehearsal.measure.Measured;
import io.windtunnel.rehearsal.measure.Totals;
import io.windtunnel.rehearsal.plan.RehearsalPlan;
import io.windtunnel.rehearsal.plan.StandInPlan;
import io.windtunnel.rehearsal.plan.TrafficPlan;
import io.windtunnel.rehearsal.stage.Act;
import io.windtunnel.rehearsal.stage.ReadySignals;
import io.windtunnel.rehearsal.stage.RehearsalFailure;
import io.windtunnel.rehearsal.stage.Stage;
import io.windtunnel.rehearsal.stage.WarmUpTraffic;
import io.windtunnel.rehearsal.standin.StandIns;
import io.windtunnel.rehearsal.steps.StepServices;
import io.windtunnel.rehearsal.traffic.Url;
import io.windtunnel.rehearsal.verdict.Judge;
import io.windtunnel.simulation.engine.Engine;
import io.windtunnel.simulation.model.StandInModel;
import io.windtunnel.simulation.model.Trace;
import io.windtunnel.simulation.model.TrafficModel;
import io.windtunnel.simulation.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One design, played once in virtual time from one seed: a cloud of its own on a clock of its own.
///
/// Thread safety: belongs to one thread, on which everything happens.
final class Trial {
    /// The longest a design may take until it is healthy, scenario time: as for a live rehearsal.
    private static final Duration SET_UP_LIMIT = Duration.ofMinutes(40);

    /// How many samples of the machines' conditions are taken of a long wind: 3,600, a second's of an hour.
    private static final long MOST_SAMPLES = 3_600;

    /// How many machines are looked at in a second, on an average.
    private static final long MACHINES_A_SECOND = 500;

    private static final long SECOND = 1_000_000_000L;

    private final RehearsalPlan plan;
    private final int design;
    private final long seed;
    private final Setting setting;
    private final double most;
    private final Trace trace;
    private final List<TrafficModel> streams = new ArrayList<>();
    private final Map<String, Counts> byStream = new LinkedHashMap<>();
    private final Counts whole = new Counts();
    private int hosts;

    /// @param most requests that are played one by one; of more, only one stands for several
    /// @param traceLines where every event is written; null for nowhere
    Trial(RehearsalPlan plan, int design, long seed, Setting setting, double most, @Nullable Appendable traceLines) {
        this.plan = plan;
        this.design = design;
        this.seed = seed;
        this.setting = setting;
        this.most = most;
        this.trace = new Trace(traceLines);
    }

    /// Plays it.
    ///
    /// @throws RehearsalFailure when the design cannot be deployed or simulated, or does not become healthy
    Played play() {
        double all = plan.requests();
        for (StandInPlan standIn : plan.standIns()) {
            if (standIn.stands() != null)
                throw new RehearsalFailure(
                        "stand-in " + standIn.logicalId() + " stands by itself: only a live rehearsal plays that yet");
            if (standIn.meetsServices() && all > most)
                throw new RehearsalFailure("stand-in " + standIn.logicalId()
                        + " calls services, and what they do cannot be thinned: play at most "
                        + String.format(Locale.ROOT, "%,.0f", most) + " requests, or say more with --most-requests");
        }
        VirtualTime time = new VirtualTime(setting.origin());
        Fabric fabric = Fabric.bare(time, seed);
        try (Cloud cloud = Cloud.on(fabric, Cloud.Options.standard().tell(_ -> {}))) {
            return play(cloud, new Engine(time));
        }
    }

    private Played play(Cloud cloud, Engine engine) {
        World world = new World(engine, cloud.fabric(), trace);
        ReadySignals signals = new ReadySignals(cloud);
        StepServices services = new StepServices(cloud, engine.time());
        StandIns standIns = new StandIns(plan.standIns(), one -> new StandInModel(one, world, signals, services));
        cloud.directory().offer(Carriers.class, world);
        cloud.directory().offer(Workloads.class, standIns);
        cloud.chronicle().listen(event -> trace.happened(engine.time().nanos(), event.kind(), event.words()));
        Stage stage = new Stage(plan, cloud, List.of(design));
        Act act = stage.acts().getFirst();
        services.add(act.scope(), act.deployment().names());
        deploy(act, engine);
        if (plan.designs().size() == 1) Stage.requirePlayed(standIns);
        services.require(plan.standIns(), act);
        warmUp(act, world, engine);
        double all = plan.requests();
        if (all > most) world.thin(all / most);
        long begin = begin(engine);
        Instant beginInstant = setting.origin().plusNanos(begin);
        Duration untilWind = Duration.ofNanos(begin - engine.time().nanos());
        stage.plan(untilWind);
        engine.time().after(untilWind, services::begin);
        blow(act, world, engine, stage, begin);
        stage.close();
        AccountId account = act.scope().account();
        Measured measured = stage.measured(
                act,
                whole.totals(0, 0),
                totals(),
                whole.seconds(),
                services.figures(account),
                services.account(account, act.dropped()),
                beginInstant);
        return new Played(
                new Judge(plan).judge(measured),
                beginInstant,
                engine.events(),
                engine.tasks(),
                trace.fingerprint(),
                new TreeSet<>(standIns.others()),
                new TreeSet<>(cloud.notHonoured().counts().keySet()),
                stage.bill().notMetered(),
                Thinning.of(world, whole.offered(), sent()));
    }

    /// Requests that were played, whatever they stood for.
    private long sent() {
        return streams.stream().mapToLong(TrafficModel::sent).sum();
    }

    private void deploy(Act act, Engine engine) {
        act.deployment().create();
        long limit = SET_UP_LIMIT.toNanos();
        boolean complete = false;
        List<String> missing = List.of("its stack is still in progress");
        for (long at = 0; at <= limit; at += patience(missing.size())) {
            engine.run(at);
            complete = complete || act.deployment().complete();
            if (complete) missing = act.deployment().missing();
            act.readyAfter(at);
            if (missing.isEmpty()) return;
        }
        throw new RehearsalFailure("the design " + act.deployment().design().name() + " was not healthy after "
                + Judge.time(limit) + " of scenario time:\n  " + String.join("\n  ", missing));
    }

    /// How long until it is looked again: a second, and longer where thousands of things are not ready,
    /// since to ask for them all is what takes time.
    private static long patience(int missing) {
        return Math.clamp(missing / 100, 1, 15) * SECOND;
    }

    /// The few requests that a live rehearsal sends before the wind, so that whose turn it is stands the same.
    private void warmUp(Act act, World world, Engine engine) {
        Instant begin = setting.begin();
        if (begin != null) {
            Duration before = Duration.between(setting.origin(), begin).minusSeconds(30);
            if (before.toNanos() < engine.time().nanos() && plan.starts() != null && before.isNegative())
                throw new RehearsalFailure("the set-up took too long for the lead; say a longer `lead`");
            engine.run(Math.max(engine.time().nanos(), before.toNanos()));
        }
        List<TrafficModel> few = new ArrayList<>();
        for (TrafficPlan stream : WarmUpTraffic.of(plan.traffic()))
            few.add(model(world, act, stream, List.of(new Counts())));
        for (TrafficModel each : few) each.start(engine.time().nanos());
        long limit = engine.time().nanos() + Duration.ofSeconds(30).toNanos();
        while (!few.stream().allMatch(TrafficModel::over)) {
            if (engine.time().nanos() > limit) throw new RehearsalFailure("the designs do not answer");
            engine.run(engine.time().nanos() + SECOND / 100);
        }
        few.forEach(TrafficModel::close);
    }

    private TrafficModel model(World world, Act act, TrafficPlan stream, List<Counts> counts) {
        Url url = act.deployment().url(stream);
        for (NamedAddress address : world.addresses(url.host(), stream.from()))
            if (!world.plays(address))
                throw new RehearsalFailure("traffic " + stream.name() + " goes to " + url.host()
                        + ", which is no application load balancer: nothing else can be simulated yet");
        return new TrafficModel(world, stream, url, counts, Stage.clientIp(++hosts));
    }

    private long begin(Engine engine) {
        long soonest = engine.time().nanos() + Stage.BREATH.plus(setting.rest()).toNanos();
        Instant begin = setting.begin();
        if (begin == null) return soonest;
        return Math.max(
                engine.time().nanos(), Duration.between(setting.origin(), begin).toNanos());
    }

    private void blow(Act act, World world, Engine engine, Stage stage, long begin) {
        for (TrafficPlan stream : plan.traffic()) {
            Counts own = byStream.computeIfAbsent(stream.name(), _ -> new Counts());
            streams.add(model(world, act, stream, List.of(own, whole)));
            streams.getLast().lag(setting.lag());
        }
        streams.forEach(stream -> stream.start(begin));
        long lasts = plan.windLasts().toNanos();
        long limit = lasts + plan.longestTimeout().toNanos() + 30 * SECOND;
        engine.run(begin);
        long every = every(act.samples().getLast(), lasts);
        for (long at = every; at <= lasts || !streams.stream().allMatch(TrafficModel::over); at += every) {
            if (at > limit) throw new RehearsalFailure("the traffic did not end in time");
            engine.run(begin + at);
            if (at <= lasts) stage.sample(at);
            settle();
        }
    }

    /// How often the machines are looked at: every second, unless the wind is very long or they are very many.
    private static long every(Capacity machines, long lasts) {
        long count = Arrays.stream(Capacity.Condition.values())
                .mapToLong(machines::count)
                .sum();
        return Math.max(1, Math.max(lasts / SECOND / MOST_SAMPLES, count / MACHINES_A_SECOND)) * SECOND;
    }

    private void settle() {
        long settled = Long.MAX_VALUE;
        for (TrafficModel stream : streams) settled = Math.min(settled, stream.settledNanos());
        long upTo = settled;
        whole.settle(upTo);
        byStream.values().forEach(counts -> counts.settle(upTo));
    }

    private Map<String, Totals> totals() {
        Map<String, Totals> totals = new LinkedHashMap<>();
        byStream.forEach((name, counts) -> totals.put(name, counts.totals(0, 0)));
        return totals;
    }
}
