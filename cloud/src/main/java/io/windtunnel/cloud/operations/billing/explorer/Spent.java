package io.windtunnel.cloud.operations.billing.explorer;

import io.windtunnel.kernel.identity.Scope;
import java.time.Instant;
import java.util.OptionalDouble;

/// What one resource used of one usage type in one hour, and what that cost.
///
/// @param service the name on AWS's bill
/// @param usageType without a Region's prefix
/// @param hour its beginning
/// @param quantity in `unit`
/// @param dollars US dollars; empty where no price is known
public record Spent(
        Scope scope,
        String resource,
        String service,
        String usageType,
        String operation,
        String unit,
        Instant hour,
        double quantity,
        OptionalDouble dollars) {
    /// The usage type as AWS writes it on the bill.
    String billedUsageType() {
        return BillingRegions.prefix(scope.region()) + usageType;
    }
}
