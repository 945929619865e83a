package io.windtunnel.cloud.operations.billing.explorer;

import io.windtunnel.kernel.identity.AccountId;
import java.util.List;

/// All that an account has used, hour by hour.
@FunctionalInterface
public interface Spending {
    List<Spent> of(AccountId account);
}
