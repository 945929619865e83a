package io.windtunnel.cloud.operations.cloudformation;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Parameters;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.Unhonoured;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A CloudFormation on virtual time, with two fake resource types and a few parameters of Systems Manager's.
final class StackTestBed {
    static final Call CALL = Call.internal(new Scope(AccountId.DEFAULT, Region.US_EAST_1));

    final VirtualTime time = new VirtualTime(Instant.parse("2026-01-01T00:00:00Z"));
    final FakeTypes things = new FakeTypes("AWS::Fake::Thing");
    final List<String> unhonoured = new ArrayList<>();
    final CloudFormationApi api;
    final Map<String, String> parameters = new LinkedHashMap<>();

    StackTestBed() {
        Directory directory = new Directory();
        directory.offer(Parameters.class, (scope, name) -> Optional.ofNullable(parameters.get(name)));
        directory.offer(Unhonoured.class, (service, operation, path) -> unhonoured.add(operation + " " + path));
        CloudContext context = new CloudContext(Fabric.bare(time, 7), directory, new ResourceTypes(), event -> {});
        context.resourceTypes().add(things);
        context.resourceTypes().add(new FakeTypes("AWS::IAM::Role"));
        api = CloudFormation.open(context).face();
    }

    String create(String name, String template, String... parameters) {
        return api.createStack(
                        CALL,
                        new Shapes.CreateStack(
                                name,
                                template,
                                null,
                                parameters(parameters),
                                null,
                                null,
                                List.of(),
                                List.of(),
                                null,
                                null,
                                List.of(new Shapes.Tag("team", "a")),
                                null,
                                null))
                .stackId();
    }

    void update(String name, @Nullable String template, String... parameters) {
        api.updateStack(
                CALL,
                new Shapes.UpdateStack(
                        name,
                        template,
                        null,
                        template == null,
                        parameters(parameters),
                        null,
                        List.of(),
                        List.of(),
                        null,
                        null,
                        null));
    }

    void delete(String name) {
        api.deleteStack(CALL, new Shapes.DeleteStack(name, List.of(), null, null));
    }

    static List<Shapes.Parameter> parameters(String... keysAndValues) {
        List<Shapes.Parameter> list = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2)
            list.add(new Shapes.Parameter(keysAndValues[i], keysAndValues[i + 1], null, null));
        return list;
    }

    void pass(int seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    Shapes.StackView stack(String name) {
        return api.describeStacks(CALL, new Shapes.DescribeStacks(name, null))
                .stacks()
                .getFirst();
    }

    /// The stack's events, the oldest first: `LogicalId STATUS reason`.
    List<String> events(String name) {
        return api
                .describeStackEvents(CALL, new Shapes.DescribeStackEvents(name, null))
                .stackEvents()
                .reversed()
                .stream()
                .map(each -> each.logicalResourceId() + " " + each.resourceStatus()
                        + (each.resourceStatusReason() == null ? "" : " " + each.resourceStatusReason()))
                .toList();
    }

    Map<String, String> outputs(String name) {
        Map<String, String> outputs = new LinkedHashMap<>();
        stack(name).outputs().forEach(each -> outputs.put(each.outputKey(), each.outputValue()));
        return outputs;
    }
}
