/// AWS Fault Injection Service: experiments that break things on purpose, in Windtunnel's own ground.
///
/// - [Template] is what an experiment does: [Parts] are its actions, targets and stop conditions; [TemplateRules] are
/// the
///   refusals; [Templates] owns them.
/// - [Experiment] is a run of a template and decides what may begin next; [ExperimentRun] has it done on the scenario's
///   time; [Experiments] owns them. [Resolution] and [Selection] choose the resources.
/// - [ActionCatalog] lists the actions there are, each with its [Injection]: [NetworkInjections], [ZoneInjections],
///   [InstanceInjections], [CapacityInjections], [ApiInjections], [OtherInjections].
/// - [SafetyLever] stops everything.
///
/// Honoured: templates, experiments, their states and the order of actions, targets by ARN, tag, filter and parameter,
/// selection modes, stop conditions by alarm, several accounts, the safety lever, the actions in the catalog. What an
/// action has in force when the cloud stops is over at the next start, and the experiment has failed.
/// Told and not honoured: logging, reports. Actions of AWS that are not in the catalog are refused by name.
///
/// Source: https://docs.aws.amazon.com/fis/latest/userguide/what-is.html
@NullMarked
package io.windtunnel.cloud.operations.fis;

import org.jspecify.annotations.NullMarked;
