package io.windtunnel.simulation.run;

import io.windtunnel.rehearsal.plan.Design;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One design of a sweep.
///
/// @param number of the design in the file
/// @param values of the parameters that are swept
/// @param replications what came of it; null while it is not played
record SweepPoint(
        int number,
        Design design,
        Map<String, String> values,
        @Nullable Replications replications) {
    SweepPoint(int number, Design design, Map<String, String> values) {
        this(number, design, values, null);
    }

    SweepPoint played(Replications came) {
        return new SweepPoint(number, design, values, came);
    }

    Replications came() {
        if (replications == null) throw new IllegalStateException(design.name() + " is not played");
        return replications;
    }
}
