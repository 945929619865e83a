package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Shapes.Action;
import io.windtunnel.cloud.edge.elbv2.Shapes.Condition;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.wire.Call;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `AWS::ElasticLoadBalancingV2::ListenerRule`.
final class ListenerRuleType implements ResourceType<ListenerRuleType.Properties> {
    record Properties(String listenerArn, int priority, List<Condition> conditions, List<Action> actions) {}

    private final Elbv2Api api;

    ListenerRuleType(Elbv2Api api) {
        this.api = api;
    }

    @Override
    public String name() {
        return "AWS::ElasticLoadBalancingV2::ListenerRule";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of("ListenerArn");
    }

    @Override
    public Progress create(Request<Properties> request) {
        Properties asked = request.properties();
        return Elbv2Resources.attempt(
                "",
                () -> done(api.createRule(
                                Call.internal(request.scope()),
                                new Requests.CreateRule(
                                        asked.listenerArn(),
                                        asked.conditions(),
                                        asked.priority(),
                                        asked.actions(),
                                        Elbv2Resources.tags(List.of(), request.tags())))
                        .rules()
                        .getFirst()
                        .ruleArn()));
    }

    private static Progress done(String arn) {
        return new Progress.Done(arn, Map.of("RuleArn", arn, "IsDefault", false));
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        Properties asked = request.properties();
        Call call = Call.internal(request.scope());
        return Elbv2Resources.attempt(request.id(), () -> {
            api.modifyRule(call, new Requests.ModifyRule(request.id(), asked.conditions(), asked.actions()));
            if (asked.priority() != before.priority())
                api.setRulePriorities(
                        call,
                        new Requests.SetRulePriorities(
                                List.of(new Requests.RulePriority(request.id(), asked.priority()))));
            return done(request.id());
        });
    }

    @Override
    public Progress delete(Request<Properties> request) {
        return Elbv2Resources.deletion(
                request.id(),
                () -> api.deleteRule(Call.internal(request.scope()), new Requests.RuleNamed(request.id())));
    }
}
