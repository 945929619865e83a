package io.windtunnel.cloud.operations.fis;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.operations.fis.Experiment.Status;
import io.windtunnel.cloud.operations.fis.Experiment.Step;
import io.windtunnel.cloud.ports.EventBuses;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.kernel.identity.Scope;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Tells of experiments: on the timeline, on the event bus, on the bill.
///
/// Sources: https://docs.aws.amazon.com/fis/latest/userguide/monitoring-eventbridge.html,
/// https://aws.amazon.com/fis/pricing/
record Chronicler(CloudContext context) {
    private static final Usage.Type ACTION_MINUTES =
            new Usage.Type("AWS Fault Injection Simulator", "Action-Minutes", "Minutes", Usage.Charge.USE);

    /// Actions that break nothing.
    private static final Set<String> HARMLESS = Set.of("aws:fis:wait", "aws:cloudwatch:assert-alarm-state");

    private Instant now() {
        return context.fabric().time().now();
    }

    void begun(Scope scope, Experiment experiment, String action) {
        tell(scope, kind(experiment, action) + ".begun", experiment, words(experiment, action) + " has begun");
    }

    /// An action has ended; its minutes are paid for, those begun in full. Windtunnel's own cost nothing.
    void ended(Scope scope, Experiment experiment, String action) {
        tell(scope, kind(experiment, action) + ".ended", experiment, words(experiment, action) + " has ended");
        Step step = experiment.step(action);
        if (step.started() == null || !experiment.action(action).actionId().startsWith("aws:")) return;
        long seconds = Duration.between(step.started(), now()).toSeconds();
        Usage.of(context.directory())
                .meter(scope, experiment.arn(), ACTION_MINUTES)
                .add(Math.max(1, (seconds + 59) / 60));
    }

    private static String kind(Experiment experiment, String action) {
        return HARMLESS.contains(experiment.action(action).actionId()) ? "action" : "fault";
    }

    private static String words(Experiment experiment, String action) {
        return action + " (" + experiment.action(action).actionId() + ")";
    }

    private void tell(Scope scope, String kind, Experiment experiment, String words) {
        context.journal().record(new Journal.Event(now(), scope, kind, experiment.id(), words));
    }

    /// The experiment is in another state.
    void changed(Scope scope, Status before, String reason, Experiment after) {
        if (before == after.status()) return;
        tell(scope, "experiment." + after.status().apiName(), after, after.reason());
        EventBuses.of(context.directory())
                .put(
                        scope,
                        new EventBuses.Event(
                                "aws.fis",
                                "FIS Experiment State Change",
                                now(),
                                List.of(after.arn()),
                                detail(before, reason, after)));
    }

    private static String detail(Status before, String reason, Experiment after) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("experiment-id", after.id());
            json.writeStringProperty("experiment-template-id", after.templateId());
            json.writeObjectPropertyStart("new-state");
            json.writeStringProperty("status", after.status().apiName());
            json.writeStringProperty("reason", after.reason());
            json.writeEndObject();
            json.writeObjectPropertyStart("old-state");
            json.writeStringProperty("status", before.apiName());
            json.writeStringProperty("reason", reason);
            json.writeEndObject();
            json.writeEndObject();
        }
        return text.toString();
    }
}
