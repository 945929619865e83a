package io.windtunnel.cloud.messaging.events;

import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.wire.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `AWS::Events::EventBus`.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-events-eventbus.html
final class EventBusResource implements ResourceType<EventBusResource.Properties> {
    record Tag(String key, String value) {}

    record Properties(String name, List<Tag> tags) {}

    private final EventsApi api;

    EventBusResource(EventsApi api) {
        this.api = api;
    }

    @Override
    public String name() {
        return "AWS::Events::EventBus";
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
        List<Shapes.Tag> tags = new ArrayList<>();
        for (Tag each : request.properties().tags()) tags.add(new Shapes.Tag(each.key(), each.value()));
        String name = request.properties().name();
        String arn = api.createEventBus(Call.internal(request.scope()), new Shapes.CreateEventBus(name, tags))
                .eventBusArn();
        return new Progress.Done(name, Map.of("Arn", arn, "Name", name));
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        String arn = request.scope().arn("events", "event-bus/" + request.id()).toString();
        List<String> gone = before.tags().stream().map(Tag::key).toList();
        Call call = Call.internal(request.scope());
        api.untagResource(call, new Shapes.UntagResource(arn, gone));
        List<Shapes.Tag> tags = new ArrayList<>();
        for (Tag each : request.properties().tags()) tags.add(new Shapes.Tag(each.key(), each.value()));
        api.tagResource(call, new Shapes.TagResource(arn, tags));
        return new Progress.Done(request.id(), Map.of("Arn", arn, "Name", request.id()));
    }

    @Override
    public Progress delete(Request<Properties> request) {
        api.deleteEventBus(Call.internal(request.scope()), new Shapes.Named(request.id()));
        return new Progress.Done(request.id(), Map.of());
    }
}
