package io.windtunnel.cloud.operations.cloudformation;

import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.PropertyBinder;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Unhonoured;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Asks the owners of resource types to create, update and delete: binds properties, and turns every refusal into a
/// failure with a reason.
final class ResourceWork {
    private final Scope scope;
    private final ResourceTypes types;
    private final Unhonoured unhonoured;

    ResourceWork(Scope scope, ResourceTypes types, Unhonoured unhonoured) {
        this.scope = scope;
        this.types = types;
        this.unhonoured = unhonoured;
    }

    /// How a piece of work began, and the paths of the properties its type does not honour.
    record Begun(Progress progress, List<String> unhonoured) {}

    Begun create(Stack stack, StackResource target, Map<String, Object> updatePolicy) {
        return begun(target, () -> create(type(target), stack, target, updatePolicy));
    }

    Begun update(Stack stack, StackResource target, StackResource before, Map<String, Object> updatePolicy) {
        return begun(target, () -> update(type(target), stack, target, before, updatePolicy));
    }

    Progress delete(Stack stack, StackResource target) {
        return begun(target, () -> delete(type(target), stack, target)).progress();
    }

    /// The next step of work under way.
    static Progress next(Progress.Pending pending) {
        try {
            return pending.next().get();
        } catch (RuntimeException e) {
            return new Progress.Failed(pending.physicalId(), reason(e));
        }
    }

    private static Begun begun(StackResource target, Supplier<Begun> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            String physicalId = target.physicalId() == null ? "" : target.physicalId();
            return new Begun(new Progress.Failed(physicalId, reason(e)), List.of());
        }
    }

    private static String reason(RuntimeException failure) {
        return switch (failure) {
            case PropertyBinder.Refused refused -> String.valueOf(refused.getMessage());
            case AwsException refusal ->
                "Resource handler returned message: \"" + refusal.message() + "\" (HandlerErrorCode: " + refusal.code()
                        + ")";
            default -> "Internal Failure: " + failure;
        };
    }

    private ResourceType<?> type(StackResource target) {
        return types.find(target.type())
                .orElseThrow(() -> AwsException.validation("Windtunnel has not built this yet: " + target.type()));
    }

    private <P extends Record> Begun create(
            ResourceType<P> type, Stack stack, StackResource target, Map<String, Object> updatePolicy) {
        PropertyBinder.Bound<P> bound = bind(type, target);
        tell(target, bound.unhonoured());
        return new Begun(
                type.create(request(stack, target.as(null), bound.properties(), updatePolicy)), bound.unhonoured());
    }

    private <P extends Record> Begun update(
            ResourceType<P> type,
            Stack stack,
            StackResource target,
            StackResource before,
            Map<String, Object> updatePolicy) {
        PropertyBinder.Bound<P> bound = bind(type, target);
        tell(target, bound.unhonoured());
        P old = bind(type, before).properties();
        return new Begun(
                type.update(request(stack, target, bound.properties(), updatePolicy), old), bound.unhonoured());
    }

    private <P extends Record> Begun delete(ResourceType<P> type, Stack stack, StackResource target) {
        P properties = bind(type, target).properties();
        return new Begun(type.delete(request(stack, target, properties, Map.of())), List.of());
    }

    private static <P extends Record> PropertyBinder.Bound<P> bind(ResourceType<P> type, StackResource target) {
        return PropertyBinder.bind(type.properties(), target.properties(), target.logicalId());
    }

    private void tell(StackResource target, List<String> paths) {
        for (String path : paths) unhonoured.report("cloudformation", target.type(), path);
    }

    private <P extends Record> ResourceType.Request<P> request(
            Stack stack, StackResource target, P properties, Map<String, Object> updatePolicy) {
        Map<String, String> tags = new LinkedHashMap<>(stack.settings().tags());
        tags.put("aws:cloudformation:stack-name", stack.name());
        tags.put("aws:cloudformation:stack-id", stack.id());
        tags.put("aws:cloudformation:logical-id", target.logicalId());
        return new ResourceType.Request<>(
                scope,
                stack.name(),
                stack.id(),
                target.logicalId(),
                target.physicalId(),
                properties,
                tags,
                updatePolicy);
    }
}
