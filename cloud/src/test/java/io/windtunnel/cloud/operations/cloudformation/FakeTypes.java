package io.windtunnel.cloud.operations.cloudformation;

import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A resource type that keeps what it was asked: each resource takes `Takes` seconds to be made, and `Fails` makes it
/// fail.
final class FakeTypes implements ResourceType<FakeTypes.Thing> {
    record Thing(
            @Nullable String name,
            @Nullable String size,
            @Nullable Integer takes,
            @Nullable String fails,
            List<String> parts) {}

    /// The resources that stand, by physical id.
    final Map<String, Thing> standing = new LinkedHashMap<>();

    final List<String> log = new ArrayList<>();
    Map<String, String> lastTags = Map.of();
    private final String type;
    private int count;

    FakeTypes(String type) {
        this.type = type;
    }

    @Override
    public String name() {
        return type;
    }

    @Override
    public Class<Thing> properties() {
        return Thing.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of("Name");
    }

    @Override
    public Progress create(Request<Thing> request) {
        Thing thing = request.properties();
        lastTags = request.tags();
        String id = request.logicalId() + "-" + ++count;
        log.add("create " + id);
        if ("at once".equals(thing.fails())) throw new AwsException("LimitExceeded", "no more");
        standing.put(id, thing);
        if ("later".equals(thing.fails()))
            return new Progress.Pending(id, Duration.ofSeconds(5), () -> new Progress.Failed(id, "broke"));
        return after(thing, done(id, thing));
    }

    private static Progress after(Thing thing, Progress.Done done) {
        if (thing.takes() == null) return done;
        return new Progress.Pending(done.physicalId(), Duration.ofSeconds(thing.takes()), () -> done);
    }

    private Progress.Done done(String id, Thing thing) {
        return new Progress.Done(
                id,
                "ref-" + id,
                Map.of("Arn", "arn:" + id, "Size", String.valueOf(thing.size()), "Parts", thing.parts()));
    }

    @Override
    public Progress update(Request<Thing> request, Thing before) {
        log.add("update " + request.id());
        if ("update".equals(request.properties().fails())) throw new AwsException("Busy", "not now");
        standing.put(request.id(), request.properties());
        return after(request.properties(), done(request.id(), request.properties()));
    }

    @Override
    public Progress delete(Request<Thing> request) {
        log.add("delete " + request.id());
        if ("delete".equals(request.properties().fails())) return new Progress.Failed(request.id(), "in use");
        standing.remove(request.id());
        return new Progress.Done(request.id(), Map.of());
    }
}
