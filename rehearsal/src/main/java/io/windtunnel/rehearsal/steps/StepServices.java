package io.windtunnel.rehearsal.steps;

import io.windtunnel.cloud.Cloud;
import io.windtunnel.cloud.ports.TableContents;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.rehearsal.measure.Account;
import io.windtunnel.rehearsal.measure.StepFigures;
import io.windtunnel.rehearsal.plan.Consumer;
import io.windtunnel.rehearsal.plan.Operation;
import io.windtunnel.rehearsal.plan.StandInPlan;
import io.windtunnel.rehearsal.plan.Step;
import io.windtunnel.rehearsal.plan.TextTemplate;
import io.windtunnel.rehearsal.stage.Act;
import io.windtunnel.rehearsal.stage.RehearsalFailure;
import io.windtunnel.rehearsal.stage.StackNames;
import io.windtunnel.rehearsal.standin.Services;
import io.windtunnel.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The services of a live cloud, as stand-ins meet them.
///
/// Thread safety: every method may be called from any thread.
public final class StepServices implements Services {
    /// Longer than a long poll by so much may its answer take.
    private static final Duration POLL_GRACE = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Cloud cloud;
    private final Time time;
    private final ServiceCaller caller;
    private final RandomGenerator chance;
    private final Map<AccountId, Book> books = new ConcurrentHashMap<>();
    private final AtomicLong number = new AtomicLong();

    /// @param time of the stand-ins: what they wait for is told there
    public StepServices(Cloud cloud, Time time) {
        this.cloud = cloud;
        this.time = time;
        this.caller = new ServiceCaller(cloud, time);
        this.chance = cloud.fabric().random().stream("step retries");
    }

    /// Takes a design into account.
    ///
    /// @param scope where its stack is
    public void add(Scope scope, StackNames names) {
        books.put(scope.account(), new Book(scope, names));
    }

    /// Holds that a design's stack has what the stand-ins that are played there name.
    ///
    /// @throws RehearsalFailure naming what it has not
    public void require(List<StandInPlan> plans, Act act) {
        String design = act.deployment().design().name();
        for (StandInPlan plan : plans) {
            boolean played =
                    plan.standsBeside(design) || act.deployment().logicalIds().containsValue(plan.logicalId());
            if (!played) continue;
            List<String> queues = plan.consume().stream().map(Consumer::queue).toList();
            require(
                    act.scope().account(),
                    design,
                    plan.logicalId(),
                    plan.steps().toList(),
                    queues);
        }
    }

    /// Holds that the stack has what the steps are about.
    ///
    /// @param standIn whose steps they are
    /// @throws RehearsalFailure naming what it has not
    void require(AccountId account, String design, String standIn, List<Step> steps, List<String> queues) {
        for (Step step : steps)
            require(
                    account,
                    design,
                    standIn,
                    step.operation().target(),
                    step.operation().types());
        for (String queue : queues) require(account, design, standIn, queue, List.of("AWS::SQS::Queue"));
    }

    private void require(AccountId account, String design, String standIn, String target, List<String> types) {
        Optional<StackNames.Resource> found = resource(book(account), target);
        if (found.isEmpty())
            throw new RehearsalFailure("stand-in " + standIn + " names `" + target + "`, which the stack of " + design
                    + " does not have: expected the logical id of an " + String.join(" or ", types));
        if (!types.contains(found.get().type()))
            throw new RehearsalFailure("stand-in " + standIn + " names `" + target + "`, which is an "
                    + found.get().type() + " in the stack of " + design + ": expected an "
                    + String.join(" or ", types));
    }

    private static Optional<StackNames.Resource> resource(Book book, String target) {
        Optional<StackNames.Resource> found = book.names().find(target);
        if (found.isEmpty() && target.equals(Operation.PutEvent.DEFAULT_BUS))
            return Optional.of(new StackNames.Resource("AWS::Events::EventBus", target));
        return found;
    }

    private Book book(AccountId account) {
        Book book = books.get(account);
        if (book == null) throw new IllegalStateException("no design is in account " + account);
        return book;
    }

    /// The wind begins: what was done before does not count.
    public void begin() {
        long now = time.nanos();
        books.values().forEach(book -> book.reset(now));
    }

    public List<StepFigures> figures(AccountId account) {
        return book(account).figures();
    }

    /// What became of the writes and reads of a design: every item that was written is looked for.
    ///
    /// @param dropped messages that its queues lost
    public Account account(AccountId account, long dropped) {
        Book book = book(account);
        Map<Ledger.Item, List<Ledger.Entry>> entries = book.ledger().entries();
        Map<Ledger.Item, List<Region>> regions = book.ledger().regions();
        List<Ledger.Entry> gone = new ArrayList<>();
        long acknowledged = book.ledger().messages();
        long reads = 0;
        long stale = 0;
        long divided = 0;
        for (Map.Entry<Ledger.Item, List<Ledger.Entry>> entry : entries.entrySet()) {
            List<Ledger.Entry> history = entry.getValue();
            long writes = history.stream()
                    .filter(one -> one.write() && one.acknowledged())
                    .count();
            acknowledged += writes;
            reads += history.stream()
                    .filter(one -> !one.write() && one.acknowledged())
                    .count();
            stale += Audit.stale(history);
            if (writes == 0) continue;
            List<Region> own =
                    regions.getOrDefault(entry.getKey(), List.of(book.scope().region()));
            String left = left(book, entry.getKey(), own.getFirst());
            gone.addAll(Audit.gone(history, left));
            if (own.stream().anyMatch(region -> !Objects.equals(left(book, entry.getKey(), region), left))) divided++;
        }
        long first = gone.stream().mapToLong(Ledger.Entry::end).min().orElse(0);
        long last = gone.stream().mapToLong(Ledger.Entry::end).max().orElse(0);
        return new Account(
                acknowledged,
                gone.size() + dropped,
                last - first,
                reads,
                stale,
                divided,
                Audit.histories(entries),
                book.ledger().untold());
    }

    /// What is there now; null for nothing.
    private @Nullable String left(Book book, Ledger.Item item, Region region) {
        Optional<StackNames.Resource> resource = resource(book, item.target());
        if (resource.isEmpty()) return null;
        Scope scope = new Scope(book.scope().account(), region);
        String id = resource.get().id();
        if (Operation.BUCKETS.contains(resource.get().type())) {
            WireResponse response = cloud.endpoint().handle(Requests.getObject(scope, id, item.key()));
            return response.status() < 300 ? value(true, response.body()) : null;
        }
        return cloud.directory()
                .at(TableContents.class, scope.arn("dynamodb", "table/" + id))
                .flatMap(table -> table.item(item.key()))
                .map(found -> Json.canonical(Json.parse(found.getBytes(StandardCharsets.UTF_8))))
                .orElse(null);
    }

    static @Nullable String value(boolean bucket, byte[] body) {
        if (bucket) return new String(body, StandardCharsets.UTF_8);
        JsonNode item = Json.parse(body).path("Item");
        return item.isObject() ? Json.canonical(item) : null;
    }

    @Override
    public CompletionStage<Integer> take(Caller who, List<Step> steps, TextTemplate.Values values) {
        String uuid = cloud.fabric().ids().uuid();
        String count = Long.toString(number.incrementAndGet());
        TextTemplate.Values all = name -> switch (name) {
            case "uuid" -> uuid;
            case "number" -> count;
            case "now" -> time.now().toString();
            default -> values.of(name);
        };
        CompletableFuture<Integer> end = new CompletableFuture<>();
        new StepRun(this, who, book(who.scope().account()), steps, all, end).next(0);
        return end;
    }

    Time time() {
        return time;
    }

    /// A share of a pause, by chance.
    double draw() {
        synchronized (chance) {
            return chance.nextDouble();
        }
    }

    CompletableFuture<Outcome> call(Caller who, Region region, StepRequest request, Duration timeout) {
        return caller.call(who.place(), region, request.request(), timeout);
    }

    /// The request of a step; empty when the stack has not what it is about.
    Optional<StepRequest> request(Book book, Operation operation, Scope scope, TextTemplate.Values values) {
        return resource(book, operation.target())
                .map(resource -> Requests.of(operation, resource, keys(book, operation, resource), scope, values));
    }

    /// The types of a table's key attributes, the partition key first.
    private Map<String, String> keys(Book book, Operation operation, StackNames.Resource resource) {
        if (!operation.types().equals(Operation.TABLES)) return Map.of();
        Map<String, String> known = book.keys().get(resource.id());
        if (known != null) return known;
        WireResponse response = cloud.endpoint().handle(Requests.describeTable(book.scope(), resource.id()));
        if (response.status() >= 300) return Map.of();
        JsonNode table = Json.parse(response.body()).path("Table");
        Map<String, String> types = new LinkedHashMap<>();
        for (JsonNode key : table.path("KeySchema"))
            for (JsonNode attribute : table.path("AttributeDefinitions"))
                if (attribute.path("AttributeName").equals(key.path("AttributeName")))
                    types.put(
                            key.path("AttributeName").asString(),
                            attribute.path("AttributeType").asString());
        book.keys().put(resource.id(), types);
        return types;
    }

    @Override
    public CompletionStage<List<Message>> receive(Caller who, String queue, int atMost, Duration wait) {
        Optional<StackNames.Resource> resource = resource(book(who.scope().account()), queue);
        if (resource.isEmpty())
            return CompletableFuture.failedFuture(new RehearsalFailure("there is no queue `" + queue + "`"));
        return caller.call(
                        who.place(),
                        who.scope().region(),
                        Requests.receive(who.scope(), resource.get().id(), atMost, wait),
                        wait.plus(POLL_GRACE))
                .thenApply(outcome -> switch (outcome) {
                    case Outcome.Answered answered -> messages(answered.body());
                    case Outcome.Refused refused ->
                        throw new RehearsalFailure(refused.code() + ": " + refused.message());
                    case Outcome.Lost _ -> throw new RehearsalFailure("the queue did not answer");
                });
    }

    private static List<Message> messages(byte[] body) {
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : Json.parse(body).path("Messages"))
            messages.add(new Message(
                    message.path("MessageId").asString(),
                    message.path("ReceiptHandle").asString(),
                    message.path("Body").asString()));
        return messages;
    }

    @Override
    public CompletionStage<?> delete(Caller who, String queue, List<Message> messages) {
        return resource(book(who.scope().account()), queue)
                .map(resource -> caller.call(
                        who.place(),
                        who.scope().region(),
                        Requests.delete(who.scope(), resource.id(), messages),
                        PATIENCE))
                .orElseGet(() -> CompletableFuture.completedFuture(new Outcome.Lost()));
    }
}
