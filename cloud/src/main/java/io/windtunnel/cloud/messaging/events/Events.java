package io.windtunnel.cloud.messaging.events;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.CloudService;
import io.windtunnel.cloud.delivery.Json;
import io.windtunnel.cloud.ports.EventBuses;
import io.windtunnel.cloud.ports.Sink;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// EventBridge, running: offers [EventBuses] to the cloud, [Sink] at its buses' ARNs, and the resource types of rules,
/// buses and archives.
public final class Events implements CloudService {
    private final EventsApi face;
    private final Buses buses;
    private final ApiDestinations destinations;

    private Events(EventsApi face, Buses buses, ApiDestinations destinations) {
        this.face = face;
        this.buses = buses;
        this.destinations = destinations;
    }

    public static Events open(CloudContext context) {
        ApiDestinations destinations = new ApiDestinations(context.fabric());
        Archives archives = new Archives(context.fabric());
        Buses buses = new Buses(context, new Invocations(context, destinations), archives);
        buses.recover();
        archives.recover(buses);
        EventsApi face = new EventsApi(
                buses,
                new PuttingEvents(context.fabric(), buses),
                archives,
                destinations,
                context.fabric().time(),
                context.fabric().ids());
        context.directory().offer(EventBuses.class, (scope, event) -> {
            Bus bus = buses.require(scope, Bus.DEFAULT);
            Map<?, ?> detail = Json.object(event.detail());
            if (detail == null) throw new IllegalArgumentException("not an object: " + event.detail());
            buses.put(
                    bus,
                    Event.of(
                            context.fabric().ids().uuid(),
                            scope,
                            event.source(),
                            event.detailType(),
                            event.at(),
                            event.resources(),
                            detail,
                            context.fabric().time().now()));
        });
        context.directory().offer(Sink.class, "events", arn -> sink(context, buses, arn));
        context.resourceTypes().add(new RuleResource(face, context.fabric().ids()));
        context.resourceTypes().add(new EventBusResource(face));
        context.resourceTypes().add(new ArchiveResource(face, context.fabric().ids()));
        return new Events(face, buses, destinations);
    }

    /// A bus as a target: it takes an event a moment later, so that buses which send to each other do not wait for one
    /// another.
    private static Optional<Sink> sink(CloudContext context, Buses buses, Arn arn) {
        Bus bus = arn.resource().startsWith("event-bus/") ? buses.find(arn.scope(), arn.toString()) : null;
        if (bus == null) return Optional.empty();
        return Optional.of(message -> {
            Event event;
            try {
                event = Event.read(message.body(), context.fabric().time().now());
            } catch (IllegalArgumentException none) {
                throw new AwsException("InvalidParameter", "The target " + arn + " takes events only.");
            }
            context.fabric().time().after(Duration.ZERO, () -> buses.put(bus, event));
            return event.id();
        });
    }

    @Override
    public String name() {
        return "events";
    }

    @Override
    public EventsApi face() {
        return face;
    }

    @Override
    public void close() {
        buses.close();
        destinations.close();
    }
}
