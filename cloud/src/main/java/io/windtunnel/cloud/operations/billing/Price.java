package io.windtunnel.cloud.operations.billing;

import io.windtunnel.kernel.billing.PriceTiers;

/// A published price, of us-east-1.
///
/// @param service the name on AWS's bill
/// @param operation AWS's name of what was done, such as `RunInstances`; empty where it makes no difference
/// @param mark how sure it is, in the words of `docs/fidelity.md`
/// @param source where the figure was read, and `date` of when it is
record Price(
        String service,
        String usageType,
        String operation,
        String unit,
        PriceTiers tiers,
        String mark,
        String source,
        String date) {}
