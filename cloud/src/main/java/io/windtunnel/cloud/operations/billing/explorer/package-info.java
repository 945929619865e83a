/// Cost Explorer's API: questions about priced usage.
///
/// - `CostExplorerApi` is the face, `Shapes` its requests and answers.
/// - `Spent` is what a resource used of a usage type in an hour, with its cost; `Spending` gives an
///   account's.
/// - `Dimension`, `Filters`, `Periods` and `Measure` choose, cut and add up.
///
/// Honoured: GetCostAndUsage and GetCostAndUsageWithResources by hour, day and month, all metrics, up
/// to two groups of dimensions, filters of dimensions with And, Or and Not; GetDimensionValues. Refused
/// by name: tags, cost categories and the dimensions that nothing here has. Every other operation is
/// not built.
///
/// Built from
/// https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetCostAndUsage.html and
/// .../API_GetDimensionValues.html
@NullMarked
package io.windtunnel.cloud.operations.billing.explorer;

import org.jspecify.annotations.NullMarked;
