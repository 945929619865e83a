package io.windtunnel.cloud.messaging.sns;

import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.wire.AwsException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A subscription, read for delivery. A change makes a new one.
///
/// @param target the endpoint, where it is an ARN
/// @param deadLetters where undeliverable messages go
/// @param policy its own delivery policy, or null for its topic's
record Subscription(
        SubscriptionRow row,
        @Nullable Arn target,
        @Nullable FilterPolicy filter,
        boolean raw,
        @Nullable Arn deadLetters,
        @Nullable DeliveryPolicy policy) {
    private static final Set<String> SETTABLE =
            Set.of("DeliveryPolicy", "FilterPolicy", "FilterPolicyScope", "RawMessageDelivery", "RedrivePolicy");

    /// @throws io.windtunnel.wire.AwsException when one of its attributes is not allowed
    static Subscription of(SubscriptionRow row) {
        Map<String, String> values = row.values();
        for (String name : values.keySet()) {
            if (name.equals("ReplayPolicy")) throw AwsException.notBuilt("sns", "SetSubscriptionAttributes", name);
            if (!SETTABLE.contains(name)) throw Refusals.attribute(name);
        }
        Protocol protocol = row.protocol();
        boolean raw = flag(values, "RawMessageDelivery");
        if (raw && !protocol.mayBeRaw())
            throw Refusals.attributes("RawMessageDelivery: Delivery protocol [" + protocol.apiName()
                    + "] does not support raw message delivery.");
        String scope = values.getOrDefault("FilterPolicyScope", "MessageAttributes");
        if (!scope.equals("MessageAttributes") && !scope.equals("MessageBody"))
            throw Refusals.attributes("FilterPolicyScope: Invalid value [" + scope
                    + "]. Please use either MessageBody or MessageAttributes");
        String filter = values.get("FilterPolicy");
        boolean arn = protocol == Protocol.SQS || protocol == Protocol.LAMBDA;
        return new Subscription(
                row,
                arn ? Arn.parse(row.endpoint()) : null,
                filter == null || filter.isEmpty() || filter.equals("{}")
                        ? null
                        : FilterPolicy.parse(filter, scope.equals("MessageBody")),
                raw,
                deadLetters(values.get("RedrivePolicy")),
                values.containsKey("DeliveryPolicy")
                        ? DeliveryPolicy.parse(Objects.requireNonNull(values.get("DeliveryPolicy")))
                        : null);
    }

    private static boolean flag(Map<String, String> values, String name) {
        String value = values.getOrDefault(name, "false");
        if (value.equalsIgnoreCase("true")) return true;
        if (value.equalsIgnoreCase("false")) return false;
        throw Refusals.attributes(name + ": Invalid value [" + value + "]. Must be true or false.");
    }

    private static @Nullable Arn deadLetters(@Nullable String policy) {
        if (policy == null) return null;
        Map<?, ?> tree = Json.object(policy);
        if (tree == null) throw Refusals.attributes("RedrivePolicy: failed to parse JSON.");
        String target = tree.get("deadLetterTargetArn") instanceof String text ? text : "";
        if (!Arn.isArn(target) || !Arn.parse(target).service().equals("sqs"))
            throw Refusals.attributes("RedrivePolicy: deadLetterTargetArn is an invalid arn");
        return Arn.parse(target);
    }

    Protocol protocol() {
        return row.protocol();
    }
}
