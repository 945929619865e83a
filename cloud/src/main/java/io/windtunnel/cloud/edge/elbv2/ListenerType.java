package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Shapes.Action;
import io.windtunnel.cloud.edge.elbv2.Shapes.Attribute;
import io.windtunnel.cloud.edge.elbv2.Shapes.Certificate;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.wire.Call;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `AWS::ElasticLoadBalancingV2::Listener`.
final class ListenerType implements ResourceType<ListenerType.Properties> {
    record Properties(
            String loadBalancerArn,
            @Nullable String protocol,
            @Nullable Integer port,
            @Nullable String sslPolicy,
            List<Certificate> certificates,
            List<Action> defaultActions,
            List<Attribute> listenerAttributes,
            List<String> alpnPolicy) {}

    private final Elbv2Api api;

    ListenerType(Elbv2Api api) {
        this.api = api;
    }

    @Override
    public String name() {
        return "AWS::ElasticLoadBalancingV2::Listener";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of("LoadBalancerArn");
    }

    @Override
    public Progress create(Request<Properties> request) {
        Properties asked = request.properties();
        return Elbv2Resources.attempt("", () -> {
            String arn = api.createListener(
                            Call.internal(request.scope()),
                            new Requests.CreateListener(
                                    asked.loadBalancerArn(),
                                    asked.protocol(),
                                    asked.port(),
                                    asked.sslPolicy(),
                                    asked.certificates(),
                                    asked.defaultActions(),
                                    asked.alpnPolicy(),
                                    Elbv2Resources.tags(List.of(), request.tags())))
                    .listeners()
                    .getFirst()
                    .listenerArn();
            return Elbv2Resources.attempt(arn, () -> {
                setAttributes(request, arn);
                return done(arn);
            });
        });
    }

    private void setAttributes(Request<Properties> request, String arn) {
        List<Attribute> attributes = request.properties().listenerAttributes();
        if (!attributes.isEmpty())
            api.modifyListenerAttributes(
                    Call.internal(request.scope()), new Requests.ModifyListenerAttributes(arn, attributes));
    }

    private static Progress done(String arn) {
        return new Progress.Done(arn, Map.of("ListenerArn", arn));
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        Properties asked = request.properties();
        return Elbv2Resources.attempt(request.id(), () -> {
            api.modifyListener(
                    Call.internal(request.scope()),
                    new Requests.ModifyListener(
                            request.id(),
                            asked.port(),
                            asked.protocol(),
                            asked.sslPolicy(),
                            asked.certificates(),
                            asked.defaultActions(),
                            asked.alpnPolicy()));
            setAttributes(request, request.id());
            return done(request.id());
        });
    }

    @Override
    public Progress delete(Request<Properties> request) {
        return Elbv2Resources.deletion(
                request.id(),
                () -> api.deleteListener(Call.internal(request.scope()), new Requests.ListenerNamed(request.id())));
    }
}
