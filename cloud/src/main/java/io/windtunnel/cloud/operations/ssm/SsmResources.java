package io.windtunnel.cloud.operations.ssm;

import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.wire.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `AWS::SSM::Parameter`.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ssm-parameter.html
final class SsmResources implements ResourceType<SsmResources.Properties> {
    record Properties(
            @Nullable String name,
            String type,
            String value,
            @Nullable String description,
            @Nullable String allowedPattern,
            @Nullable String tier,
            @Nullable String dataType,
            Map<String, String> tags) {}

    private final SsmApi api;
    private final Ids ids;

    SsmResources(SsmApi api, Ids ids) {
        this.api = api;
        this.ids = ids;
    }

    @Override
    public String name() {
        return "AWS::SSM::Parameter";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of("Name");
    }

    @Override
    public Progress create(Request<Properties> request) {
        String given = request.properties().name();
        String name = given == null ? "CFN-" + request.logicalId() + "-" + ids.upper(12) : given;
        List<Shapes.Tag> tags = new ArrayList<>();
        request.tags().forEach((key, value) -> tags.add(new Shapes.Tag(key, value)));
        request.properties().tags().forEach((key, value) -> tags.add(new Shapes.Tag(key, value)));
        return put(request, name, false, tags);
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        return put(request, request.id(), true, List.of());
    }

    private Progress put(Request<Properties> request, String name, boolean overwrite, List<Shapes.Tag> tags) {
        Properties wanted = request.properties();
        api.putParameter(
                Call.internal(request.scope()),
                new Shapes.PutParameter(
                        name,
                        wanted.description(),
                        wanted.value(),
                        wanted.type(),
                        overwrite,
                        wanted.allowedPattern(),
                        tags,
                        wanted.tier(),
                        wanted.dataType()));
        return new Progress.Done(name, Map.of("Type", wanted.type(), "Value", wanted.value()));
    }

    @Override
    public Progress delete(Request<Properties> request) {
        api.deleteParameters(Call.internal(request.scope()), new Shapes.DeleteParameters(List.of(request.id())));
        return new Progress.Done(request.id(), Map.of());
    }
}
