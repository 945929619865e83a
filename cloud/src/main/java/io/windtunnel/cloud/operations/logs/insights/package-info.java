/// Logs Insights' query language: from a text to rows.
///
/// - `QueryParser` with `ExpressionParser` and `Lexer` reads a text into a `Query`: a list of `Command`s
///   over `Expression`s, whose fields are places in a row (`Symbols`).
/// - `Execution` runs it: events go in one by one, through a chain of `Stage`s, and rows come out at the
///   end. A row of an event (`EventRow`) finds its fields only when they are asked for; JSON is read
///   once, and only the fields that the query names (`JsonFields`).
/// - `Functions` and `Aggregate` are what can be called; `Values` says how values compare, count and
///   look.
///
/// Honoured: `fields`, `display`, `filter`, `stats` (twice), `sort`, `limit`, `dedup`, `parse`;
/// comments, backticks, discovered JSON fields. Refused by name: `pattern`, `diff`, `anomaly`, `unnest`,
/// `join`, `lookup`, `unmask`, `filterIndex`, `SOURCE`, time-series functions, Lambda's and VPC's own
/// fields.
///
/// Built from https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html and the
/// pages below it.
@NullMarked
package io.windtunnel.cloud.operations.logs.insights;

import org.jspecify.annotations.NullMarked;
