package io.windtunnel.cloud.compute.applicationautoscaling;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.CloudService;
import io.windtunnel.cloud.ports.AlarmAction;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.ScalableTargets;
import java.time.Duration;
import java.util.Optional;

/// Application Auto Scaling, running: takes the calls of alarms at its policies' ARNs, and offers the
/// namespace `custom-resource` itself.
public final class ApplicationAutoScaling implements CloudService {
    private final Books books;
    private final ApplicationAutoScalingApi face;

    private ApplicationAutoScaling(Books books, ApplicationAutoScalingApi face) {
        this.books = books;
        this.face = face;
    }

    public static ApplicationAutoScaling open(CloudContext context) {
        Directory directory = context.directory();
        Books books = new Books(context.fabric(), directory);
        Scaler scaler = new Scaler(books, context.journal());
        Schedules schedules = new Schedules(books, scaler);
        Reactions reactions = new Reactions(books, scaler);
        // Its policies' ARNs are of the service `autoscaling`, as those of groups are.
        directory.offer(
                AlarmAction.class,
                "autoscaling",
                arn -> arn.resource().contains(":resource/") ? Optional.of(reactions) : Optional.empty());
        ScalableTargets custom = new CustomResources(context.fabric(), directory);
        directory.offer(ScalableTargets.class, "custom-resource", _ -> Optional.of(custom));
        ApplicationAutoScalingApi face =
                new ApplicationAutoScalingApi(books, new Requests(books, scaler, schedules, reactions));
        context.resourceTypes().add(new ScalableTargetType(face, books));
        context.resourceTypes().add(new ScalingPolicyType(face));
        books.after(Duration.ZERO, () -> {
            scaler.resume();
            schedules.resume();
        });
        return new ApplicationAutoScaling(books, face);
    }

    @Override
    public String name() {
        return "application-autoscaling";
    }

    @Override
    public ApplicationAutoScalingApi face() {
        return face;
    }

    @Override
    public void close() {
        books.close();
    }
}
