package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Shapes.Action;
import io.windtunnel.cloud.edge.elbv2.Shapes.FixedResponseConfig;
import io.windtunnel.cloud.edge.elbv2.Shapes.ForwardConfig;
import io.windtunnel.cloud.edge.elbv2.Shapes.GroupStickiness;
import io.windtunnel.cloud.edge.elbv2.Shapes.RedirectConfig;
import io.windtunnel.cloud.edge.elbv2.Shapes.TargetGroupTuple;
import io.windtunnel.wire.AwsException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a rule does with a request: checked, and put into the full form in which AWS describes it.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html
final class Actions {
    /// Target groups of one forward action, and the greatest weight of one.
    private static final int MOST_GROUPS = 5;

    private static final int GREATEST_WEIGHT = 999;

    /// Seconds a client stays with a target group: seven days.
    private static final int LONGEST_STICKINESS = 604_800;

    private static final int LONGEST_BODY = 1024;

    private Actions() {}

    /// The target groups that a list of actions forwards to.
    static Stream<String> groups(List<Action> actions) {
        return actions.stream()
                .map(Action::forwardConfig)
                .filter(java.util.Objects::nonNull)
                .flatMap(forward -> forward.targetGroups().stream())
                .map(tuple -> String.valueOf(tuple.targetGroupArn()));
    }

    /// The actions in full, or AWS's refusal. `operation` names who asks, for what is not built.
    static List<Action> complete(List<Action> actions, String operation) {
        return complete(actions, operation, false);
    }

    /// The same, of a network load balancer where `network` says so: there stickiness to a group has no end.
    static List<Action> complete(List<Action> actions, String operation, boolean network) {
        if (actions.isEmpty()) throw Refusals.invalid("At least one action must be specified");
        for (Action action : actions)
            if (action.type().startsWith("authenticate-") || action.type().equals("jwt-validation"))
                throw Refusals.notBuilt(operation, "the action type " + action.type());
        if (actions.size() > 1)
            throw new AwsException(
                    "InvalidLoadBalancerAction", "Only one routing action can be specified, and it must be the last");
        return List.of(complete(actions.getFirst(), network));
    }

    private static Action complete(Action action, boolean network) {
        return switch (action.type()) {
            case "forward" -> forward(action, network);
            case "redirect" ->
                new Action("redirect", null, action.order(), redirect(action.redirectConfig()), null, null);
            case "fixed-response" ->
                new Action("fixed-response", null, action.order(), null, fixed(action.fixedResponseConfig()), null);
            default ->
                throw new AwsException("InvalidLoadBalancerAction", "Invalid action type '" + action.type() + "'");
        };
    }

    private static Action forward(Action action, boolean network) {
        ForwardConfig asked = action.forwardConfig();
        List<TargetGroupTuple> tuples = asked == null || asked.targetGroups().isEmpty()
                ? List.of(new TargetGroupTuple(action.targetGroupArn(), 1))
                : asked.targetGroups();
        if (tuples.size() > MOST_GROUPS)
            throw new AwsException("TooManyTargetGroups", "A forward action can have at most 5 target groups");
        List<TargetGroupTuple> full = tuples.stream().map(Actions::tuple).toList();
        GroupStickiness stickiness = stickiness(asked == null ? null : asked.targetGroupStickinessConfig(), network);
        String single = full.size() == 1 ? full.getFirst().targetGroupArn() : null;
        return new Action("forward", single, action.order(), null, null, new ForwardConfig(full, stickiness));
    }

    private static TargetGroupTuple tuple(TargetGroupTuple tuple) {
        if (tuple.targetGroupArn() == null)
            throw Refusals.invalid("A target group ARN must be specified for a forward action");
        int weight = tuple.weight() == null ? 1 : tuple.weight();
        if (weight < 0 || weight > GREATEST_WEIGHT)
            throw Refusals.invalid("Target group weight must be between '0' and '999' inclusive");
        return new TargetGroupTuple(tuple.targetGroupArn(), weight);
    }

    private static GroupStickiness stickiness(@Nullable GroupStickiness asked, boolean network) {
        if (asked == null || !Boolean.TRUE.equals(asked.enabled())) return new GroupStickiness(false, null);
        if (network) return new GroupStickiness(true, null);
        Integer seconds = asked.durationSeconds();
        if (seconds == null || seconds < 1 || seconds > LONGEST_STICKINESS)
            throw Refusals.invalid("Stickiness duration must be between '1' and '604800' seconds inclusive");
        return asked;
    }

    private static RedirectConfig redirect(@Nullable RedirectConfig asked) {
        if (asked == null) throw Refusals.invalid("A redirect configuration must be specified");
        if (!asked.statusCode().equals("HTTP_301") && !asked.statusCode().equals("HTTP_302"))
            throw Refusals.invalid("Redirect status code must be one of [HTTP_301, HTTP_302]");
        RedirectConfig full = new RedirectConfig(
                orElse(asked.protocol(), "#{protocol}"),
                orElse(asked.port(), "#{port}"),
                orElse(asked.host(), "#{host}"),
                orElse(asked.path(), "/#{path}"),
                orElse(asked.query(), "#{query}"),
                asked.statusCode());
        if (full.equals(
                new RedirectConfig("#{protocol}", "#{port}", "#{host}", "/#{path}", full.query(), full.statusCode())))
            throw new AwsException(
                    "InvalidLoadBalancerAction",
                    "You must modify at least one of the following: protocol, port, host, path");
        if (!String.valueOf(full.path()).startsWith("/"))
            throw Refusals.invalid("The redirect path must start with '/'");
        return full;
    }

    private static String orElse(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    private static FixedResponseConfig fixed(@Nullable FixedResponseConfig asked) {
        if (asked == null) throw Refusals.invalid("A fixed response configuration must be specified");
        if (!asked.statusCode().matches("[245]\\d\\d"))
            throw Refusals.invalid("Fixed response status code must be 2XX, 4XX or 5XX");
        if (asked.messageBody() != null && asked.messageBody().length() > LONGEST_BODY)
            throw Refusals.invalid("The message body must have a length between '0' and '1024'");
        return asked;
    }
}
