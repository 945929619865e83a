package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Shapes.Certificate;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.wire.Call;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `AWS::ElasticLoadBalancingV2::ListenerCertificate`.
final class ListenerCertificateType implements ResourceType<ListenerCertificateType.Properties> {
    record Properties(String listenerArn, List<Certificate> certificates) {}

    private final Elbv2Api api;

    ListenerCertificateType(Elbv2Api api) {
        this.api = api;
    }

    @Override
    public String name() {
        return "AWS::ElasticLoadBalancingV2::ListenerCertificate";
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
        String id = asked.listenerArn() + "|" + request.logicalId();
        return Elbv2Resources.attempt("", () -> {
            api.addListenerCertificates(
                    Call.internal(request.scope()),
                    new Requests.ListenerCertificates(asked.listenerArn(), asked.certificates()));
            return new Progress.Done(id, Map.of());
        });
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        Properties asked = request.properties();
        Call call = Call.internal(request.scope());
        return Elbv2Resources.attempt(request.id(), () -> {
            api.addListenerCertificates(
                    call, new Requests.ListenerCertificates(asked.listenerArn(), asked.certificates()));
            List<Certificate> gone = before.certificates().stream()
                    .filter(certificate -> !asked.certificates().contains(certificate))
                    .toList();
            if (!gone.isEmpty())
                api.removeListenerCertificates(call, new Requests.ListenerCertificates(asked.listenerArn(), gone));
            return new Progress.Done(request.id(), Map.of());
        });
    }

    @Override
    public Progress delete(Request<Properties> request) {
        Properties had = request.properties();
        return Elbv2Resources.deletion(
                request.id(),
                () -> api.removeListenerCertificates(
                        Call.internal(request.scope()),
                        new Requests.ListenerCertificates(had.listenerArn(), had.certificates())));
    }
}
