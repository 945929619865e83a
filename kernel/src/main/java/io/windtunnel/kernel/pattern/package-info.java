/// Patterns that events are held against: the language of EventBridge's rules, of SNS's filter policies and of pipes'
/// filters.
///
/// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
@NullMarked
package io.windtunnel.kernel.pattern;

import org.jspecify.annotations.NullMarked;
