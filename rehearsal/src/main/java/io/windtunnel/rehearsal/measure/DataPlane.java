package io.windtunnel.rehearsal.measure;

import java.util.List;

/// What a design's stand-ins did through the services, and how its queues stood.
public record DataPlane(List<QueueTrack> queues, List<StepFigures> steps, Account account) {
    /// Nothing was done.
    public static final DataPlane NONE = new DataPlane(List.of(), List.of(), Account.NONE);

    public DataPlane {
        queues = List.copyOf(queues);
        steps = List.copyOf(steps);
    }
}
