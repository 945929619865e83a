/// CloudFormation: templates become resources, along the graph of what needs what.
///
/// [TemplateParser] reads a template; [Intrinsics] resolves its functions; [Deployment] is the machine that creates,
/// updates, rolls back and deletes the resources through the services' own
/// [io.windtunnel.cloud.template.ResourceType]s,
/// on the cloud's time and without a thread of its own; [ChangePlan] compares two templates without making anything;
/// [StackBook] keeps stacks, events and change sets.
///
/// Honoured: stacks, change sets, events, exports, parameters (Systems Manager's too), conditions, mappings, every
/// function of the base language, creation policies and signals, rollback, replacement, retention. Told by name and not
/// built: transforms (SAM, macros, language extensions), Rules, nested stacks, custom resources, templates by URL,
/// stack policies, drift, stack sets.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/Welcome.html
@NullMarked
package io.windtunnel.cloud.operations.cloudformation;

import org.jspecify.annotations.NullMarked;
