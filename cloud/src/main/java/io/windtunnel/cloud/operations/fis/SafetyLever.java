package io.windtunnel.cloud.operations.fis;

/// The safety lever of an account in a Region: while it is engaged no experiment runs.
///
/// Source: https://docs.aws.amazon.com/fis/latest/userguide/safety-lever.html
record SafetyLever(String status, String reason) {
    static final String ID = "default";
    static final String ENGAGED = "engaged";
    static final SafetyLever DISENGAGED = new SafetyLever("disengaged", "");

    boolean engaged() {
        return status.equals(ENGAGED);
    }
}
