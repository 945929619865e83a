/// CloudWatch dashboards: JSON that is checked, kept and given back. They belong to an account, in every
/// Region.
///
/// - `DashboardApi` is this part of CloudWatch's face; `Dashboards` keeps them.
/// - `DashboardBody` says what is wrong with one.
///
/// Honoured: names, bodies, validation of what makes a dashboard unreadable, prefixes, paging. Nothing is
/// drawn.
///
/// Built from
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
@NullMarked
package io.windtunnel.cloud.operations.cloudwatch.dashboards;

import org.jspecify.annotations.NullMarked;
