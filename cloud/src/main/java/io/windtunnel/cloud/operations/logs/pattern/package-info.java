/// Filter patterns: what metric filters, subscription filters and `FilterLogEvents` look for in an event.
///
/// - `FilterPattern` is a pattern that has been read, one case per form: everything, terms, JSON, fields
///   by spaces.
/// - `PatternReader` reads the outer forms, `ConditionReader` what stands in braces and brackets.
/// - `Selector` is a path into JSON; `Comparand` what a value is compared to.
///
/// Honoured: terms, phrases, `?`, `-`, `%regex%`; JSON selectors with indexes and wildcards,
/// comparisons, `IS NULL`, `IS TRUE`, `IS FALSE`, `NOT EXISTS`, `EXISTS`, `&&`, `||`, parentheses;
/// fields by spaces with conditions and `...`.
///
/// Built from https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html and
/// .../regex-expressions.html.
@NullMarked
package io.windtunnel.cloud.operations.logs.pattern;

import org.jspecify.annotations.NullMarked;
