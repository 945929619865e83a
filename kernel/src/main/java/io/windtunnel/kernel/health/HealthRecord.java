package io.windtunnel.kernel.health;

/// What a health checker knows of one target: its state, and how many checks in a row have gone the same way.
///
/// A newly registered target is healthy with its first pass, whatever the threshold; it is unhealthy after as many
/// failures in a row as any other.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
public record HealthRecord(State state, int passes, int failures) {
    /// A target's state, as one checker sees it.
    public enum State {
        INITIAL,
        HEALTHY,
        UNHEALTHY
    }

    /// Nothing known yet.
    public static final HealthRecord NEW = new HealthRecord(State.INITIAL, 0, 0);

    /// What is known after one more check.
    public HealthRecord after(boolean passed, Thresholds thresholds) {
        return passed ? afterPass(thresholds) : afterFailure(thresholds);
    }

    private HealthRecord afterPass(Thresholds thresholds) {
        int inRow = Math.min(passes + 1, thresholds.healthy());
        return switch (state) {
            case INITIAL, HEALTHY -> new HealthRecord(State.HEALTHY, inRow, 0);
            case UNHEALTHY ->
                new HealthRecord(inRow >= thresholds.healthy() ? State.HEALTHY : State.UNHEALTHY, inRow, 0);
        };
    }

    private HealthRecord afterFailure(Thresholds thresholds) {
        int inRow = Math.min(failures + 1, thresholds.unhealthy());
        return new HealthRecord(inRow >= thresholds.unhealthy() ? State.UNHEALTHY : state, 0, inRow);
    }

    public boolean healthy() {
        return state == State.HEALTHY;
    }
}
