package io.windtunnel.kernel.scaling.policy;

/// Why a policy leaves the capacity as it is.
public enum Reason {
    /// The metric is where it should be, or no step answers to it.
    NOT_BREACHED,
    /// What is wanted is there or on its way already; or, of target tracking, less would be too little.
    ENOUGH,
    AT_MAXIMUM,
    AT_MINIMUM,
    /// Nothing is removed while capacity that was added warms up.
    WARMING,
    COOLDOWN,
    SCALE_IN_DISABLED,
    /// Another target tracking policy is not ready to scale in.
    NOT_AGREED
}
