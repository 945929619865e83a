package io.windtunnel.cloud.messaging.scheduler;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.CloudService;
import java.time.Duration;

/// EventBridge Scheduler, running.
public final class Scheduler implements CloudService {
    private final SchedulerApi face;
    private final Schedules schedules;

    private Scheduler(SchedulerApi face, Schedules schedules) {
        this.face = face;
        this.schedules = schedules;
    }

    public static Scheduler open(CloudContext context) {
        Schedules schedules = new Schedules(context, new Firing(context));
        SchedulerApi face = new SchedulerApi(schedules, context.fabric().time());
        context.resourceTypes().add(new ScheduleResource(face, context.fabric().ids()));
        context.resourceTypes()
                .add(new ScheduleGroupResource(face, context.fabric().ids()));
        context.fabric().time().after(Duration.ZERO, schedules::recover);
        return new Scheduler(face, schedules);
    }

    @Override
    public String name() {
        return "scheduler";
    }

    @Override
    public SchedulerApi face() {
        return face;
    }

    @Override
    public void close() {
        schedules.close();
    }
}
