package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Scope;

/// Gives an account the quotas that a design or a test wants it to have, lower ones too, at once: AWS's
/// own API only asks for more, and takes its time. Service Quotas offers it.
///
/// Thread safety: may be called from any thread.
@FunctionalInterface
public interface QuotaGrants {
    /// Puts `value` in force now, whatever was granted before.
    ///
    /// @throws IllegalArgumentException when the table has no such quota
    void grant(Scope scope, String serviceCode, String quotaCode, double value);
}
