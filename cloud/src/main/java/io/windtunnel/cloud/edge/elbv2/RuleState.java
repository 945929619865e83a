package io.windtunnel.cloud.edge.elbv2;

import java.util.List;
import java.util.Map;

/// A rule of a listener, besides its default one (which is the listener's own actions).
///
/// @param priority 1 to 50000; the lowest that matches is taken
record RuleState(
        String arn,
        String listenerArn,
        int priority,
        List<Shapes.Condition> conditions,
        List<Shapes.Action> actions,
        Map<String, String> tags) {
    RuleState withPriority(int changed) {
        return new RuleState(arn, listenerArn, changed, conditions, actions, tags);
    }

    RuleState withTags(Map<String, String> changed) {
        return new RuleState(arn, listenerArn, priority, conditions, actions, changed);
    }
}
