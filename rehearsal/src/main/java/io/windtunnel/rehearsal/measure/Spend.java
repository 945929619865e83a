package io.windtunnel.rehearsal.measure;

import java.util.List;
import java.util.Set;

/// What a design used while the wind blew, at AWS's published prices.
///
/// @param lines the bill's lines, the dearest first
/// @param unpriced what was used and has no price in the table: not in any sum
/// @param instanceHours hours of instances that ran, together
public record Spend(List<Line> lines, Set<String> unpriced, double instanceHours) {
    /// One line of the bill.
    ///
    /// @param idle whether it is paid for by the time it exists, used or not
    public record Line(String service, String usageType, double quantity, String unit, double dollars, boolean idle) {}

    /// Nothing was metered.
    public static final Spend NONE = new Spend(List.of(), Set.of(), 0);

    public Spend {
        lines = List.copyOf(lines);
        unpriced = Set.copyOf(unpriced);
    }

    public double dollars() {
        return lines.stream().mapToDouble(Line::dollars).sum();
    }

    /// What was paid for by time, used or not.
    public double idleDollars() {
        return lines.stream().filter(Line::idle).mapToDouble(Line::dollars).sum();
    }

    /// What was paid for by use.
    public double useDollars() {
        return lines.stream()
                .filter(line -> !line.idle())
                .mapToDouble(Line::dollars)
                .sum();
    }
}
