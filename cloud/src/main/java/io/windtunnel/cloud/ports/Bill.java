package io.windtunnel.cloud.ports;

import io.windtunnel.cloud.ports.Usage.Charge;
import io.windtunnel.kernel.identity.Scope;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;

/// What the cloud has cost, and costs now, at AWS's published prices. Billing offers it.
///
/// Thread safety: every method may be called from any thread.
public interface Bill {
    /// What one resource has used of one usage type.
    ///
    /// @param resource an id or an ARN
    /// @param service the name on AWS's bill; `usageType` without a Region's prefix; `operation` such as
    ///     `RunInstances`, or empty
    /// @param quantity in `unit`
    /// @param dollars empty when no price is known, which is not the same as free
    record Line(
            Scope scope,
            String resource,
            String service,
            String usageType,
            String operation,
            String unit,
            Charge charge,
            double quantity,
            OptionalDouble dollars) {}

    /// All lines of a time, every account's, in the order of account, Region, service, usage type and
    /// resource.
    record Statement(Instant from, Instant until, List<Line> lines) {
        /// US dollars, without what has no known price.
        public double dollars() {
            return dollars(Charge.IDLE) + dollars(Charge.USE);
        }

        /// US dollars of one charge: what is paid by the time alone, or what is paid by use.
        public double dollars(Charge charge) {
            return lines.stream()
                    .filter(line -> line.charge() == charge)
                    .mapToDouble(line -> line.dollars().orElse(0))
                    .sum();
        }

        /// How long instances ran, summed, in hours.
        public double instanceHours() {
            return lines.stream()
                    .filter(line -> line.usageType().startsWith("BoxUsage") || isSpot(line.usageType()))
                    .mapToDouble(Line::quantity)
                    .sum();
        }

        private static boolean isSpot(String usageType) {
            return usageType.startsWith("SpotUsage");
        }

        /// The usage that has no known price, as `service: usage type`.
        public SortedSet<String> notPriced() {
            return Bill.notPriced(lines);
        }
    }

    /// What an hour costs as things stand: `idle` for what exists, `use` for what went through it in
    /// the last full minute of scenario time.
    ///
    /// @param idleDollars US dollars an hour
    /// @param useDollars US dollars an hour
    /// @param notPriced what is used and has no known price, as `service: usage type`
    record Rate(double idleDollars, double useDollars, SortedSet<String> notPriced) {
        /// US dollars an hour.
        public double dollars() {
            return idleDollars + useDollars;
        }
    }

    /// From the beginning of this cloud until now.
    Statement soFar();

    /// The present rate.
    Rate rate();

    /// How many requests application load balancers have served so far: what a million cost is
    /// [Statement#dollars] over it.
    double requests();

    /// What AWS charges for and nobody counts here, in words, for people to know.
    List<String> notMetered();

    private static SortedSet<String> notPriced(Collection<Line> lines) {
        SortedSet<String> names = new TreeSet<>();
        for (Line line : lines) if (line.dollars().isEmpty()) names.add(line.service() + ": " + line.usageType());
        return names;
    }
}
