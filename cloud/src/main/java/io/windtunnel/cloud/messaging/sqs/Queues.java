package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.fabric.storage.Rows;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// Every queue of the cloud: which there are, in which account and Region.
///
/// Thread safety: every method may be called from any thread. Creating, changing and deleting are done one after the
/// other.
final class Queues implements DeadLetters {
    private static final String TABLE = "sqs.queues";
    private static final int MOST_NAME = 80;
    private static final String FIFO = ".fifo";

    private record Key(Scope scope, String name) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byScope = scope.toString().compareTo(other.scope.toString());
            return byScope != 0 ? byScope : name.compareTo(other.name);
        }
    }

    private final CloudContext context;
    private final Ground ground;
    private final Map<Key, Queue> queues = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Key, Queue> sorted = new ConcurrentSkipListMap<>();

    Queues(CloudContext context) {
        this.context = context;
        this.ground = new Ground(
                context.fabric().time(),
                context.fabric().storage(),
                context.fabric().ids());
    }

    Ground ground() {
        return ground;
    }

    /// Opens what the storage holds, and ends deletions that a crash has cut short.
    void recover() {
        Storage storage = ground.storage();
        for (Scope scope : storage.scopes(TABLE))
            for (QueueRow row : List.copyOf(table(scope).values())) {
                if (row.deletedMillis() == 0) add(open(scope, row));
                else clear(scope, row);
            }
        for (Queue queue : all()) queue.recover();
    }

    private Table<QueueRow> table(Scope scope) {
        return ground.storage().table(scope, TABLE, QueueRow.class);
    }

    private Queue open(Scope scope, QueueRow row) {
        QueueMeters meters =
                new QueueMeters(context.directory(), scope, scope.arn("sqs", row.name()), row.name(), row.fifo());
        Settings settings = Settings.of(row.fifo(), row.values());
        return row.fifo()
                ? new FifoQueue(ground, scope, row, settings, meters, this)
                : new StandardQueue(ground, scope, row, settings, meters, this);
    }

    private void add(Queue queue) {
        Key key = new Key(queue.scope, queue.row().name());
        queues.put(key, queue);
        sorted.put(key, queue);
    }

    @Nullable
    Queue find(Scope scope, String name) {
        return queues.get(new Key(scope, name));
    }

    Optional<Queue> find(Arn arn) {
        return arn.region().isEmpty() || arn.account().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(find(arn.scope(), arn.resource()));
    }

    /// @throws AwsException when there is none
    Queue require(Scope scope, String name) {
        Queue queue = find(scope, name);
        if (queue == null) throw Refusals.noQueue();
        return queue;
    }

    List<Queue> all() {
        return List.copyOf(sorted.values());
    }

    /// The queues of a scope, by name, whose names begin with `prefix`.
    List<Queue> all(Scope scope, String prefix) {
        List<Queue> found = new ArrayList<>();
        for (Map.Entry<Key, Queue> each : sorted.tailMap(new Key(scope, prefix)).entrySet()) {
            Key key = each.getKey();
            if (!key.scope.equals(scope) || !key.name.startsWith(prefix)) break;
            found.add(each.getValue());
        }
        return found;
    }

    /// Makes a queue; one that is there already with these attributes is the answer.
    synchronized Queue create(Scope scope, String name, Map<String, String> attributes, Map<String, String> tags) {
        boolean fifo = "true".equals(attributes.get("FifoQueue"));
        checkName(name, fifo);
        Queue there = find(scope, name);
        if (there != null) {
            String differing = there.settings().differing(attributes);
            if (differing == null) return there;
            throw new AwsException(
                    "QueueNameExists",
                    "A queue already exists with the same name and a different value for attribute " + differing);
        }
        long now = ground.nowMillis();
        QueueRow before = table(scope).get(name);
        if (before != null && now - before.deletedMillis() < QueueLimits.NAME_MILLIS)
            throw new AwsException(
                    "QueueDeletedRecently",
                    "You must wait 60 seconds after deleting a queue before you can create another with the same"
                            + " name.");
        Settings settings = Settings.of(fifo, attributes);
        checkRedrive(scope, name, settings);
        checkTags(tags);
        long number = Long.parseUnsignedLong(ground.ids().hex(16), 16);
        QueueRow row = new QueueRow(name, number, fifo, settings.values(), new TreeMap<>(tags), now, now, 0);
        table(scope).put(name, row);
        Queue queue = open(scope, row);
        add(queue);
        return queue;
    }

    private static void checkName(String name, boolean fifo) {
        boolean suffixed = name.endsWith(FIFO);
        String stem = suffixed ? name.substring(0, name.length() - FIFO.length()) : name;
        boolean good = !stem.isEmpty() && name.length() <= MOST_NAME;
        for (int i = 0; i < stem.length() && good; i++) {
            char c = stem.charAt(i);
            good = c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_');
        }
        if (fifo && (!good || !suffixed))
            throw Refusals.invalid("The name of a FIFO queue can only include alphanumeric characters, hyphens, or"
                    + " underscores, must end with .fifo suffix and be 1 to 80 in length.");
        if (!good || suffixed != fifo)
            throw Refusals.invalid(
                    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in" + " length");
    }

    private void checkRedrive(Scope scope, String name, Settings settings) {
        RedrivePolicy redrive = settings.redrive();
        if (redrive == null) return;
        String text = String.valueOf(settings.values().get("RedrivePolicy"));
        Arn source = scope.arn("sqs", name);
        Arn target = redrive.deadLetterTarget();
        boolean near =
                target.region().equals(source.region()) && target.account().equals(source.account());
        Queue dead = near ? find(target).orElse(null) : null;
        if (dead == null) throw Refusals.invalid(text, "RedrivePolicy", "Dead letter target does not exist.");
        if (dead.settings().fifo() != settings.fifo())
            throw Refusals.invalid(
                    text, "RedrivePolicy", "Dead-letter queue must be same type of queue as the source.");
        String allow = dead.settings().values().get("RedriveAllowPolicy");
        if (allow != null && !RedrivePolicy.allows(allow, source))
            throw Refusals.invalid(
                    text, "RedrivePolicy", "Dead letter target does not allow " + source + " to use it.");
    }

    private static void checkTags(Map<String, String> tags) {
        if (tags.size() > QueueLimits.MOST_TAGS)
            throw Refusals.invalid("Too many tags added for queue: at most " + QueueLimits.MOST_TAGS + ".");
        for (String key : tags.keySet())
            if (key.isEmpty() || key.length() > 128 || key.startsWith("aws:") && !key.startsWith("aws:cloudformation:"))
                throw Refusals.invalid("Tag keys must be 1 to 128 characters long and may not begin with aws:.");
    }

    /// Changes attributes.
    synchronized void configure(Queue queue, Map<String, String> attributes) {
        Settings settings = queue.settings().with(attributes);
        if (attributes.containsKey("RedrivePolicy"))
            checkRedrive(queue.scope, queue.row().name(), settings);
        QueueRow row = queue.row().values(settings.values(), ground.nowMillis());
        table(queue.scope).put(row.name(), row);
        queue.change(row, settings);
    }

    /// Adds and removes tags.
    synchronized void tag(Queue queue, Map<String, String> added, List<String> removed) {
        Map<String, String> tags = new TreeMap<>(queue.row().tags());
        tags.putAll(added);
        removed.forEach(tags::remove);
        checkTags(tags);
        QueueRow row = queue.row().tags(tags);
        table(queue.scope).put(row.name(), row);
        queue.change(row, queue.settings());
    }

    synchronized void delete(Queue queue) {
        QueueRow row = queue.row();
        Key key = new Key(queue.scope, row.name());
        if (!queues.remove(key, queue)) throw Refusals.noQueue();
        sorted.remove(key);
        QueueRow gone = row.deleted(ground.nowMillis());
        table(queue.scope).put(row.name(), gone);
        queue.close();
        clear(queue.scope, gone);
    }

    private void clear(Scope scope, QueueRow row) {
        Keys.clear(ground.storage(), ground.storage().rows(scope, Queue.rowsName(row)), Long.MAX_VALUE - 1);
        if (row.fifo()) {
            Rows known = ground.storage().rows(scope, FifoQueue.knownName(row));
            known.clear();
        }
    }

    @Override
    public boolean exist(RedrivePolicy redrive) {
        return find(redrive.deadLetterTarget()).isPresent();
    }

    @Override
    public void bury(Queue source, RedrivePolicy redrive, Message message, Entry entry) {
        Queue target = find(redrive.deadLetterTarget()).orElse(null);
        if (target == null) return;
        Message moved = message.moved(
                ground.nowMillis(),
                !target.settings().fifo(),
                source.arn.toString(),
                message.receiveCount() + entry.receiveCount);
        target.accept(List.of(moved), List.of(source.removal(entry.sequence)));
    }

    /// The queues whose dead letters go to `queue`, by name.
    List<Queue> sources(Queue queue) {
        return all(queue.scope, "").stream()
                .filter(each -> {
                    RedrivePolicy redrive = each.settings().redrive();
                    return redrive != null && redrive.deadLetterTarget().equals(queue.arn);
                })
                .toList();
    }

    /// Once a minute.
    void tick() {
        for (Queue queue : all()) {
            queue.tick();
            Long oldest = queue.oldestMillis();
            double age = oldest == null ? 0 : Math.max(0, (ground.nowMillis() - oldest) / 1_000.0);
            queue.meters.gauges(queue.counts(), age);
        }
    }

    void close() {
        for (Queue queue : all()) queue.close();
    }
}
