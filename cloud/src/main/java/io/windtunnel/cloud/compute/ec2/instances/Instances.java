package io.windtunnel.cloud.compute.ec2.instances;

import io.windtunnel.cloud.compute.ec2.common.Ground;
import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.cloud.compute.ec2.instances.Instance.Standing;
import io.windtunnel.cloud.compute.ec2.network.Interfaces;
import io.windtunnel.cloud.compute.ec2.network.NetworkInterface;
import io.windtunnel.cloud.ports.Instances.State;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Zone;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The instances of one account in one Region: owns their rows and moves them from state to state.
///
/// Thread safety: its owner guards it with one lock.
public final class Instances {
    /// What happens to the world when an instance changes: told under the lock, so it only takes note and acts later.
    interface Effects {
        /// The instance runs: its machine is switched on. `asleep`: it goes on where it was.
        void on(Instance instance, boolean asleep);

        /// The instance does not run any more: its machine is switched off, at once.
        void off(Instance instance);

        /// The instance is terminated: its machine's disk is forgotten.
        void erase(Instance instance);

        /// The instance changed its state, `reason` in words.
        void changed(Instance before, Instance after, String reason);

        /// Something happened to it that people want to read.
        void told(Instance instance, String kind, String words);
    }

    private record Token(LaunchOrder order, List<String> instanceIds) {}

    private static final String USER_STOP = "Client.UserInitiatedShutdown";
    private static final String BY_USER = "User initiated";

    /// The reason code of an instance that sleeps; it keeps it while it wakes.
    static final String HIBERNATED = "Client.UserInitiatedHibernate";

    private final Ground ground;
    private final Interfaces interfaces;
    private final LaunchPlanner planner;
    private final Power power;
    private final Effects effects;
    private final Consumer<Runnable> locked;
    private final Table<Instance> table;
    private final Vcpus vcpus;
    private final Map<String, Token> tokens = new HashMap<>();

    Instances(
            Ground ground,
            Interfaces interfaces,
            LaunchPlanner planner,
            Power power,
            Effects effects,
            Consumer<Runnable> locked) {
        this.ground = ground;
        this.interfaces = interfaces;
        this.planner = planner;
        this.power = power;
        this.effects = effects;
        this.locked = locked;
        this.table = ground.table("instances", Instance.class);
        this.vcpus = new Vcpus(ground, table);
        for (Instance known : table.values()) recover(known);
    }

    /// After a restart of the cloud, what ran boots again, and what was on its way arrives.
    private void recover(Instance instance) {
        if (instance.is(State.RUNNING)) effects.on(instance, false);
        else if (instance.is(State.STOPPED) && instance.standing().powerLost()) powerReturns(instance);
        else settleLater(instance);
    }

    /// What a lost power had stopped starts again: no outage outlives the cloud it was in.
    private void powerReturns(Instance instance) {
        Runnable start = () -> find(instance.instanceId())
                .filter(now -> now.is(State.STOPPED) && now.standing().powerLost())
                .filter(now -> !power.dark(now.stand().zone()))
                .ifPresent(now -> startAgain(now, "zone " + now.stand().zone() + " has its power again"));
        ground.fabric().time().after(Duration.ZERO, () -> locked.accept(start));
    }

    public Collection<Instance> all() {
        return table.values();
    }

    public Optional<Instance> find(String instanceId) {
        return Optional.ofNullable(table.get(instanceId));
    }

    /// @throws AwsException `InvalidInstanceID.Malformed`, `InvalidInstanceID.NotFound`
    public Instance require(String instanceId) {
        if (!instanceId.matches("i-[0-9a-f]{8}([0-9a-f]{9})?"))
            throw new AwsException("InvalidInstanceID.Malformed", "Invalid id: \"" + instanceId + "\"");
        return find(instanceId)
                .orElseThrow(() -> Refusals.notFound("InvalidInstanceID.NotFound", "instance", instanceId));
    }

    private List<Instance> requireAll(Collection<String> ids) {
        List<Instance> found = new ArrayList<>();
        for (String id : ids) found.add(require(id));
        return found;
    }

    private Instance put(Instance instance) {
        table.put(instance.instanceId(), instance);
        return instance;
    }

    /// Launches, or gives what the same client token has launched before. `dryRun` refuses at the last moment.
    public List<Instance> run(LaunchOrder order, @Nullable Boolean dryRun) {
        return run(order, dryRun, nobody());
    }

    /// The same for somebody whose capacity may be short.
    public List<Instance> run(LaunchOrder order, @Nullable Boolean dryRun, Power.Asker asker) {
        Token token = order.clientToken() == null ? null : tokens.get(order.clientToken());
        if (token != null) {
            if (!token.order.equals(order))
                throw new AwsException(
                        "IdempotentParameterMismatch",
                        "Arguments on this idempotent request are inconsistent with arguments used in previous"
                                + " request(s).");
            return token.instanceIds.stream().flatMap(id -> find(id).stream()).toList();
        }
        Launch launch = planner.plan(order, asker);
        int count = vcpus.fitting(launch, order.minCount());
        Refusals.dryRun(dryRun);
        List<Instance> launched = new ArrayList<>();
        String reservationId = ground.id("r");
        for (int i = 0; i < count; i++) launched.add(launchOne(launch, reservationId, i));
        if (order.clientToken() != null)
            tokens.put(
                    order.clientToken(),
                    new Token(order, launched.stream().map(Instance::instanceId).toList()));
        return launched;
    }

    private Instance launchOne(Launch launch, String reservationId, int index) {
        String id = ground.id("i");
        Interfaces.Wish wish = launch.wish();
        NetworkInterface primary = interfaces.create(new Interfaces.Wish(
                wish.subnetId(),
                wish.groupIds(),
                wish.privateIp(),
                wish.publicAddress(),
                wish.description(),
                wish.type(),
                id));
        Instance.Settings settings = Change.volume(launch.settings(), ground.id("vol"));
        Instance instance = put(new Instance(
                id,
                reservationId,
                index,
                launch.clientToken(),
                ground.now(),
                new Standing(State.PENDING, 0, ground.now(), null, null, false),
                new Instance.Stand(
                        primary.vpcId(),
                        primary.subnetId(),
                        launch.zoneName(),
                        primary.privateIp(),
                        primary.interfaceId()),
                settings,
                launch.logicalId()));
        ground.tags().add(id, "instance", launch.tags());
        ground.tags().add(settings.volumeId(), "volume", launch.volumeTags());
        effects.told(
                instance,
                "instance.launched",
                settings.instanceType() + " in " + launch.zoneName()
                        + (launch.note() == null ? "" : " (" + launch.note() + ")"));
        settleLater(instance);
        return instance;
    }

    /// Asks to be called back when the state it is in has lasted its time.
    private void settleLater(Instance instance) {
        Duration lasts = switch (instance.state()) {
            case PENDING -> Pace.PENDING;
            case STOPPING -> Pace.STOPPING;
            case SHUTTING_DOWN -> Pace.SHUTTING_DOWN;
            case TERMINATED -> Pace.REMEMBERED;
            case RUNNING, STOPPED -> null;
        };
        if (lasts == null) return;
        int epoch = instance.standing().epoch();
        ground.fabric()
                .time()
                .after(
                        lasts,
                        () -> locked.accept(() -> find(instance.instanceId())
                                .filter(now -> now.standing().epoch() == epoch)
                                .ifPresent(this::settle)));
    }

    private void settle(Instance instance) {
        switch (instance.state()) {
            case PENDING -> {
                Instance running = move(instance, State.RUNNING, null, null, "the instance has started");
                effects.on(running, HIBERNATED.equals(instance.standing().reasonCode()));
            }
            case STOPPING -> {
                Instance stopped = move(
                        instance,
                        State.STOPPED,
                        instance.standing().reasonCode(),
                        instance.standing().reason(),
                        "the instance has stopped");
                interfaces.stopPublicIp(stopped.stand().interfaceId());
                resume(stopped);
            }
            case SHUTTING_DOWN -> end(instance);
            case TERMINATED -> forget(instance);
            case RUNNING, STOPPED -> throw new IllegalStateException(instance + " settles by itself");
        }
    }

    private void end(Instance instance) {
        interfaces.delete(instance.stand().interfaceId());
        Instance ended = move(
                instance,
                State.TERMINATED,
                instance.standing().reasonCode(),
                instance.standing().reason(),
                "the instance is terminated");
        effects.erase(ended);
    }

    private void forget(Instance instance) {
        table.remove(instance.instanceId());
        ground.tags().forget(instance.instanceId());
        ground.tags().forget(instance.settings().volumeId());
        if (instance.clientToken() != null) tokens.remove(instance.clientToken());
    }

    private Instance move(Instance before, State to, @Nullable String code, @Nullable String reason, String words) {
        boolean lost = before.standing().powerLost() && (to == State.STOPPED);
        return move(before, before.standing().next(to, ground.now(), code, reason, lost), words);
    }

    private Instance move(Instance before, Standing standing, String words) {
        Instance after = put(before.with(standing));
        effects.changed(before, after, words);
        settleLater(after);
        return after;
    }

    /// Begins to terminate; those terminated already stay so. All or none.
    ///
    /// @throws AwsException `OperationNotPermitted` when one is protected
    public List<Instance> terminate(Collection<String> ids, @Nullable Boolean dryRun) {
        List<Instance> chosen = requireAll(ids);
        for (Instance instance : chosen)
            if (instance.settings().terminationProtected() && !instance.terminated())
                throw new AwsException(
                        "OperationNotPermitted",
                        "The instance '" + instance.instanceId()
                                + "' may not be terminated. Modify its 'disableApiTermination' instance attribute and"
                                + " try"
                                + " again.");
        Refusals.dryRun(dryRun);
        for (Instance instance : chosen) terminate(instance);
        return chosen;
    }

    /// Begins to terminate on behalf of a service, whatever protects them; unknown ones are passed over. Gives how many
    /// were found.
    public int terminateFreely(Collection<String> ids) {
        List<Instance> known = ids.stream().flatMap(id -> find(id).stream()).toList();
        known.forEach(this::terminate);
        return known.size();
    }

    private void terminate(Instance instance) {
        switch (instance.state()) {
            case PENDING, RUNNING, STOPPING, STOPPED -> {
                Instance ending = move(
                        instance,
                        State.SHUTTING_DOWN,
                        USER_STOP,
                        USER_STOP + ": User initiated shutdown",
                        "the instance is being terminated");
                effects.off(ending);
            }
            case SHUTTING_DOWN, TERMINATED -> {}
        }
    }

    /// Begins to stop. All or none.
    public List<Instance> stop(Collection<String> ids, @Nullable Boolean dryRun) {
        List<Instance> chosen = requireAll(ids);
        for (Instance instance : chosen) {
            boolean stoppable = instance.is(State.RUNNING) || instance.is(State.STOPPING) || instance.is(State.STOPPED);
            if (!stoppable)
                throw Refusals.incorrectState(
                        "The instance '" + instance.instanceId() + "' is not in a state from which it can be stopped.");
            if (instance.settings().stopProtected())
                throw new AwsException(
                        "OperationNotPermitted",
                        "The instance '" + instance.instanceId()
                                + "' may not be stopped. Modify its 'disableApiStop' instance attribute and try"
                                + " again.");
        }
        Refusals.dryRun(dryRun);
        for (Instance instance : chosen)
            if (instance.is(State.RUNNING)) halt(instance, USER_STOP + ": User initiated shutdown", BY_USER, false);
        return chosen;
    }

    private void halt(Instance instance, String reason, String words, boolean powerLost) {
        Standing stopping = instance.standing().next(State.STOPPING, ground.now(), USER_STOP, reason, powerLost);
        effects.off(move(instance, stopping, words));
    }

    /// Begins to put running instances to sleep on behalf of a service.
    public void hibernate(Collection<String> ids) {
        String reason = HIBERNATED + ": User initiated hibernate";
        for (Instance instance : requireAll(ids)) {
            Standing stopping = instance.standing().next(State.STOPPING, ground.now(), HIBERNATED, reason, false);
            effects.off(move(instance, stopping, "the instance hibernates"));
        }
    }

    /// Begins to start. All or none.
    public List<Instance> start(Collection<String> ids, @Nullable Boolean dryRun) {
        return start(ids, dryRun, nobody());
    }

    private Power.Asker nobody() {
        return new Power.Asker(ground.scope(), "", null);
    }

    /// The same for somebody whose capacity may be short.
    public List<Instance> start(Collection<String> ids, @Nullable Boolean dryRun, Power.Asker asker) {
        List<Instance> chosen = requireAll(ids);
        for (Instance instance : chosen) {
            boolean startable = instance.is(State.STOPPED) || instance.is(State.PENDING) || instance.is(State.RUNNING);
            if (!startable)
                throw Refusals.incorrectState(
                        "The instance '" + instance.instanceId() + "' is not in a state from which it can be started.");
            if (instance.is(State.STOPPED))
                power.check(instance.stand().zone(), instance.settings().instanceType(), asker);
        }
        vcpus.require(
                chosen.stream().filter(instance -> instance.is(State.STOPPED)).toList());
        Refusals.dryRun(dryRun);
        for (Instance instance : chosen) if (instance.is(State.STOPPED)) startAgain(instance, "the instance starts");
        return chosen;
    }

    private void startAgain(Instance instance, String words) {
        if (instance.settings().publicAddress())
            interfaces.startPublicIp(instance.stand().interfaceId());
        String asleep = HIBERNATED.equals(instance.standing().reasonCode()) ? HIBERNATED : null;
        Standing pending = instance.standing().next(State.PENDING, ground.now(), asleep, null, false);
        Instance after = put(instance.launchedAgain(ground.now(), pending));
        effects.changed(instance, after, words);
        settleLater(after);
    }

    /// Restarts running machines.
    public void reboot(Collection<String> ids, @Nullable Boolean dryRun) {
        List<Instance> chosen = requireAll(ids);
        Refusals.dryRun(dryRun);
        for (Instance instance : chosen)
            if (instance.is(State.RUNNING)) {
                effects.off(instance);
                effects.on(instance, false);
                effects.told(instance, "instance.rebooted", "the machine boots again");
            }
    }

    /// The machine has shut itself down: the instance stops, or terminates, as its settings say.
    void shutDownByItself(String instanceId) {
        find(instanceId).filter(instance -> instance.is(State.RUNNING)).ifPresent(instance -> {
            if (instance.settings().shutdownBehavior().equals("terminate")) terminate(instance);
            else
                halt(
                        instance,
                        "Client.InstanceInitiatedShutdown: Instance initiated shutdown",
                        "the machine shut down",
                        false);
        });
    }

    /// Changes an instance's settings.
    public void change(String instanceId, UnaryOperator<Instance.Settings> change) {
        Instance instance = require(instanceId);
        put(instance.with(change.apply(instance.settings())));
    }

    /// The zone's power is gone: what ran there stops at once, what was starting there never comes up.
    public void powerLost(Zone zone) {
        String words = "zone " + zone + " lost its power";
        for (Instance instance : List.copyOf(all())) {
            if (!instance.stand().zone().equals(zone)) continue;
            if (instance.is(State.RUNNING)) halt(instance, USER_STOP + ": User initiated shutdown", words, true);
            else if (instance.is(State.PENDING)) {
                Standing ending = instance.standing()
                        .next(
                                State.SHUTTING_DOWN,
                                ground.now(),
                                "Server.InternalError",
                                "Server.InternalError: Internal error on launch",
                                false);
                effects.off(move(instance, ending, words));
            }
        }
    }

    /// The zone's power is back: what its loss had stopped starts again.
    public void powerBack(Zone zone) {
        for (Instance instance : List.copyOf(all()))
            if (instance.stand().zone().equals(zone) && instance.is(State.STOPPED)) resume(instance);
    }

    private void resume(Instance stopped) {
        if (stopped.standing().powerLost() && !power.dark(stopped.stand().zone()))
            startAgain(stopped, "zone " + stopped.stand().zone() + " has its power again");
    }
}
