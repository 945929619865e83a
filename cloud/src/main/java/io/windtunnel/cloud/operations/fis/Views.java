package io.windtunnel.cloud.operations.fis;

import io.windtunnel.cloud.operations.fis.Experiment.Step;
import io.windtunnel.kernel.identity.Arn;
import java.util.LinkedHashMap;
import java.util.Map;

/// Experiments as the API describes them.
final class Views {
    private Views() {}

    static Shapes.ExperimentDescription of(Experiment experiment) {
        Template.Design design = experiment.design();
        Map<String, Shapes.ExperimentAction> actions = new LinkedHashMap<>();
        design.actions().forEach((name, action) -> {
            Step step = experiment.step(name);
            actions.put(
                    name,
                    new Shapes.ExperimentAction(
                            action.actionId(),
                            action.description(),
                            action.parameters(),
                            action.targets(),
                            action.startAfter(),
                            new Shapes.State(step.status().apiName(), step.reason()),
                            step.started(),
                            step.ended()));
        });
        return new Shapes.ExperimentDescription(
                experiment.id(),
                experiment.arn(),
                experiment.templateId(),
                design.roleArn(),
                state(experiment),
                design.targets(),
                actions,
                design.stopConditions(),
                experiment.created(),
                experiment.created(),
                experiment.ended(),
                experiment.tags(),
                design.options(),
                experiment.accounts().size());
    }

    private static Shapes.ExperimentState state(Experiment experiment) {
        Experiment.Trouble trouble = experiment.trouble();
        return new Shapes.ExperimentState(
                experiment.status().apiName(),
                experiment.reason(),
                trouble == null
                        ? null
                        : new Shapes.ExperimentError(
                                Arn.parse(experiment.arn()).account(), trouble.code(), trouble.location()));
    }

    static Shapes.ExperimentSummary summary(Experiment experiment) {
        return new Shapes.ExperimentSummary(
                experiment.id(),
                experiment.arn(),
                experiment.templateId(),
                state(experiment),
                experiment.created(),
                experiment.tags(),
                experiment.design().options());
    }
}
