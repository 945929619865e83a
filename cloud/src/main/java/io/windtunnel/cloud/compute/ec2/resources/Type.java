package io.windtunnel.cloud.compute.ec2.resources;

import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/// A resource type of four parts: what makes it, what changes it, what deletes it, and what a new one is needed for.
record Type<P extends Record>(
        String name,
        Class<P> properties,
        Set<String> replacedBy,
        Function<ResourceType.Request<P>, Progress> creating,
        BiFunction<ResourceType.Request<P>, P, Progress> updating,
        Function<ResourceType.Request<P>, Progress> deleting)
        implements ResourceType<P> {
    /// A type whose deletion is done at once; one that is gone already is done.
    static <P extends Record> Type<P> of(
            String name,
            Class<P> properties,
            Set<String> replacedBy,
            Function<Request<P>, Progress> creating,
            BiFunction<Request<P>, P, Progress> updating,
            Consumer<Request<P>> deleting) {
        return new Type<>(name, properties, replacedBy, creating, updating, request -> {
            Caller.unlessGone(() -> deleting.accept(request));
            return Caller.deleted(request);
        });
    }

    @Override
    public Progress create(Request<P> request) {
        return creating.apply(request);
    }

    @Override
    public Progress update(Request<P> request, P before) {
        return updating.apply(request, before);
    }

    @Override
    public Progress delete(Request<P> request) {
        return deleting.apply(request);
    }
}
