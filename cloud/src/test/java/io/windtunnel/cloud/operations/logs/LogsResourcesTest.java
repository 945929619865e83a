package io.windtunnel.cloud.operations.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.operations.logs.GroupRequests.DescribeLogGroupsRequest;
import io.windtunnel.cloud.operations.logs.GroupRequests.LogGroupNameRequest;
import io.windtunnel.cloud.operations.logs.GroupRequests.LogGroupShape;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.PropertyBinder;
import io.windtunnel.cloud.template.ResourceType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogsResourcesTest {
    private final LogsWorld world = new LogsWorld();

    private <P extends Record> ResourceType.Request<P> request(
            ResourceType<P> type, @Nullable String id, Map<String, ?> properties) {
        return new ResourceType.Request<>(
                world.scope,
                "shop",
                "stack-1",
                "Thing",
                id,
                PropertyBinder.bind(type.properties(), properties, "Thing").properties(),
                Map.of("aws:cloudformation:stack-name", "shop"));
    }

    @SuppressWarnings("unchecked")
    private <P extends Record> ResourceType<P> type(String name) {
        return (ResourceType<P>)
                world.context.resourceTypes().find("AWS::Logs::" + name).orElseThrow();
    }

    private <P extends Record> Progress create(String name, Map<String, ?> properties) {
        ResourceType<P> type = type(name);
        return type.create(request(type, null, properties));
    }

    private <P extends Record> Progress delete(String name, String id, Map<String, ?> properties) {
        ResourceType<P> type = type(name);
        return type.delete(request(type, id, properties));
    }

    private <P extends Record> Progress update(String name, String id, Map<String, ?> before, Map<String, ?> after) {
        ResourceType<P> type = type(name);
        return type.update(request(type, id, after), request(type, id, before).properties());
    }

    private LogGroupShape group(String name) {
        return world.api
                .describeLogGroups(world.call, new DescribeLogGroupsRequest(name, null, null, null, null))
                .logGroups()
                .getFirst();
    }

    @Test
    void aGroupIsMadeChangedAndDeleted() {
        Map<String, Object> before =
                Map.of("RetentionInDays", "7", "Tags", List.of(Map.of("Key", "team", "Value", "a")));
        Progress made = create("LogGroup", before);
        assertThat(made).isInstanceOfSatisfying(Progress.Done.class, done -> {
            assertThat(done.ref()).startsWith("shop-Thing-");
            assertThat(done.attributes())
                    .containsEntry("Arn", "arn:aws:logs:us-east-1:000000000000:log-group:" + done.ref() + ":*");
            assertThat(group(done.ref()).retentionInDays()).isEqualTo(7);
            update("LogGroup", done.ref(), before, Map.of());
            assertThat(group(done.ref()).retentionInDays()).isNull();
            assertThat(world.api
                            .listTagsLogGroup(world.call, new LogGroupNameRequest(done.ref()))
                            .tags())
                    .isEqualTo(Map.of("aws:cloudformation:stack-name", "shop"));
            assertThat(delete("LogGroup", done.ref(), Map.of())).isInstanceOf(Progress.Done.class);
            assertThat(delete("LogGroup", done.ref(), Map.of())).isInstanceOf(Progress.Done.class);
        });
        assertThat(create("LogGroup", Map.of("RetentionInDays", 8))).isInstanceOf(Progress.Failed.class);
    }

    @Test
    void whatStandsInAGroup() {
        create("LogGroup", Map.of("LogGroupName", "g"));
        assertThat(create("LogStream", Map.of("LogGroupName", "g", "LogStreamName", "s")))
                .isEqualTo(new Progress.Done("s", Map.of()));
        Map<String, Object> filter = Map.of(
                "LogGroupName",
                "g",
                "FilterName",
                "errors",
                "FilterPattern",
                "{ $.level = \"ERROR\" }",
                "MetricTransformations",
                List.of(Map.of(
                        "MetricName", "Errors",
                        "MetricNamespace", "Shop",
                        "MetricValue", "1",
                        "Dimensions", List.of(Map.of("Key", "Path", "Value", "$.path")))));
        assertThat(create("MetricFilter", filter)).isEqualTo(new Progress.Done("errors", Map.of()));
        world.put("g", "{\"level\":\"ERROR\",\"path\":\"/a\"}");
        assertThat(world.metrics).containsEntry("Shop/Errors{Path=/a}", 1.0);
        assertThat(delete("MetricFilter", "errors", filter)).isInstanceOf(Progress.Done.class);
        assertThat(create(
                        "SubscriptionFilter",
                        Map.of(
                                "LogGroupName", "g",
                                "FilterPattern", "",
                                "DestinationArn", "arn:aws:lambda:us-east-1:000000000000:function:f")))
                .isInstanceOfSatisfying(
                        Progress.Failed.class,
                        failed -> assertThat(failed.reason()).contains("function:f"));
        assertThat(create("QueryDefinition", Map.of("Name", "q", "QueryString", "fields a")))
                .isInstanceOfSatisfying(
                        Progress.Done.class,
                        done -> assertThat(done.attributes()).containsEntry("QueryDefinitionId", done.ref()));
    }
}
