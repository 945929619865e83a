package io.windtunnel.rehearsal.stage;

import io.windtunnel.cloud.Cloud;
import io.windtunnel.cloud.ports.Alarms;
import io.windtunnel.cloud.ports.Bill;
import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.cloud.ports.QuotaGrants;
import io.windtunnel.cloud.ports.TablePhysics;
import io.windtunnel.cloud.ports.TargetGroups;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.rehearsal.measure.Account;
import io.windtunnel.rehearsal.measure.DataPlane;
import io.windtunnel.rehearsal.measure.Happening;
import io.windtunnel.rehearsal.measure.Measured;
import io.windtunnel.rehearsal.measure.Second;
import io.windtunnel.rehearsal.measure.StepFigures;
import io.windtunnel.rehearsal.measure.Totals;
import io.windtunnel.rehearsal.plan.RehearsalPlan;
import io.windtunnel.rehearsal.standin.StandIns;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A cloud with the designs of a rehearsal on it, each in an account of its own, and those who act and watch while the
/// wind blows. It knows neither what drives time nor what carries the traffic.
///
/// Thread safety: every method may be called from any thread.
public final class Stage {
    /// Between the end of the set-up and the wind: a whole second, so that samples fall on the wind's seconds.
    public static final Duration BREATH = Duration.ofSeconds(1);

    /// Clients of rehearsals have addresses of TEST-NET-2 (RFC 5737), which are nobody's.
    private static final String CLIENTS = "198.51.100.";

    private final RehearsalPlan plan;
    private final Cloud cloud;
    private final Time time;
    private final Fleet fleet;
    private final List<Act> acts = new ArrayList<>();
    private final Striker striker;
    private final Operators operators;
    private final Bill bill;
    private final Invoice invoice;

    /// A stage for all designs of a plan.
    public Stage(RehearsalPlan plan, Cloud cloud) {
        this(
                plan,
                cloud,
                java.util.stream.IntStream.range(0, plan.designs().size())
                        .boxed()
                        .toList());
    }

    /// A stage for some designs of a plan, by their numbers from 0: a design has the same account on any stage.
    public Stage(RehearsalPlan plan, Cloud cloud, List<Integer> designs) {
        this.plan = plan;
        this.cloud = cloud;
        this.time = cloud.fabric().time();
        this.fleet = new Fleet(
                cloud.directory().require(Instances.class), cloud.directory().require(TargetGroups.class));
        Optional<Alarms> alarms = cloud.directory().find(Alarms.class);
        for (int number : designs) acts.add(act(number, alarms));
        this.striker = new Striker(time, cloud.fabric().links(), cloud.directory(), cloud.chronicle(), acts);
        this.operators =
                new Operators(time, cloud.chronicle(), cloud.directory().require(TablePhysics.class), acts);
        this.bill = cloud.directory().require(Bill.class);
        this.invoice = new Invoice(bill);
    }

    private Act act(int number, Optional<Alarms> alarms) {
        Scope scope = new Scope(new AccountId("%012d".formatted(number + 1)), plan.region());
        Deployment deployment = new Deployment(plan.designs().get(number), new CloudClient(cloud, scope));
        deployment.grant(cloud.directory().require(QuotaGrants.class));
        return new Act(deployment, scope, alarms, new QueueWatch(cloud.directory()));
    }

    /// The address of the rehearsal's clients with that number, from 1.
    public static String clientIp(int number) {
        return CLIENTS + number;
    }

    /// Holds that every stand-in is played.
    ///
    /// @throws RehearsalFailure when no machine came from one
    public static void requirePlayed(StandIns standIns) {
        if (standIns.idle().isEmpty()) return;
        throw new RehearsalFailure("no machine came from " + String.join(", ", standIns.idle())
                + ": a stand-in is named by the logical id of a launch template or an instance");
    }

    public List<Act> acts() {
        return acts;
    }

    public Bill bill() {
        return bill;
    }

    /// The faults in force, in words.
    public List<String> faults() {
        return striker.inForce();
    }

    /// Plans what happens from the begin of the wind on, `breath` from now: faults, changes, the first sample, the
    /// bill's begin.
    public void plan(Duration breath) {
        striker.plan(plan.faults(), breath);
        operators.plan(plan.changes(), breath);
        time.after(breath, invoice::open);
        time.after(breath, () -> sample(0));
    }

    /// Notes how every design stands `atNanos` into the wind.
    public void sample(long atNanos) {
        for (Act act : acts) {
            Deployment deployment = act.deployment();
            act.sample(
                    fleet.capacity(act.scope().account(), deployment.targetGroups(), deployment.unbalanced(), atNanos));
            act.alarms().look(atNanos);
            act.queues().look(deployment.queues(), atNanos);
        }
    }

    /// The wind is over.
    ///
    /// @throws RehearsalFailure when a change was refused or a fault struck nothing
    public void close() {
        operators.check();
        striker.check();
        invoice.close();
    }

    /// Everything that was measured of a design, whose requests were counted elsewhere.
    ///
    /// @param steps what its stand-ins did through the services
    /// @param account what became of what they wrote
    /// @param begin when the wind began
    public Measured measured(
            Act act,
            Totals totals,
            Map<String, Totals> streams,
            List<Second> seconds,
            List<StepFigures> steps,
            Account account,
            Instant begin) {
        return new Measured(
                act.deployment().design().name(),
                act.deployment().design().parameters(),
                act.readyAfterNanos(),
                totals,
                streams,
                seconds,
                act.samples(),
                happenings(act.scope().account(), begin),
                act.deployment().checks(),
                act.alarms().tracks(),
                invoice.of(act.scope().account()),
                new DataPlane(act.queueTracks(), steps, account));
    }

    private List<Happening> happenings(AccountId account, Instant begin) {
        return cloud.chronicle().events().stream()
                .filter(event -> event.scope().account().equals(account))
                .sorted(Comparator.comparing(Journal.Event::at))
                .map(event -> new Happening(
                        Duration.between(begin, event.at()).toNanos(), event.kind(), event.subject(), event.words()))
                .toList();
    }
}
