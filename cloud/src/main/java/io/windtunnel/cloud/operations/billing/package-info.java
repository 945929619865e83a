/// The bill: usage by the hour, AWS's published prices, and Cost Explorer's API on them.
///
/// - `Ledger` keeps who used how much of what in which hour ([io.windtunnel.cloud.ports.Usage] is its
///   door); `Meters` and `Standing` are what it hands out, `Cell` is a row of it.
/// - `PriceList` reads `prices.csv`; `Pricing` works out what cells cost, tier by tier; `Statements`
///   makes the [io.windtunnel.cloud.ports.Bill] of it.
/// - `explorer` is the face, Cost Explorer's.
///
/// Honoured: hours, days and months in UTC, tiers by month, account and Region, what is paid idle and
/// what by use. Not: free tiers, discounts, Savings Plans, reservations, taxes, credits; prices of
/// other Regions (us-east-1's are taken, which is told). Usage that nobody counts is listed by name
/// (`NotMetered`), usage without a price too.
///
/// Built from https://docs.aws.amazon.com/cost-management/latest/userguide/ce-what-is.html and
/// https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetCostAndUsage.html
@NullMarked
package io.windtunnel.cloud.operations.billing;

import org.jspecify.annotations.NullMarked;
