package io.windtunnel.cloud.operations.billing.explorer;

import io.windtunnel.wire.AwsException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/// What is added up, in AWS's names. Without reservations, discounts and a payer of others' bills, all
/// costs are one.
enum Measure {
    UNBLENDED_COST("UnblendedCost"),
    BLENDED_COST("BlendedCost"),
    AMORTIZED_COST("AmortizedCost"),
    NET_UNBLENDED_COST("NetUnblendedCost"),
    NET_AMORTIZED_COST("NetAmortizedCost"),
    USAGE_QUANTITY("UsageQuantity"),
    NORMALIZED_USAGE_AMOUNT("NormalizedUsageAmount");

    /// Decimal places of an amount, as seen in AWS's answers.
    private static final int PLACES = 10;

    private final String apiName;

    Measure(String apiName) {
        this.apiName = apiName;
    }

    String apiName() {
        return apiName;
    }

    /// Either form of its name is understood.
    ///
    /// @throws AwsException when there is no such metric
    static Measure named(String name) {
        for (Measure measure : values())
            if (measure.apiName.equals(name) || measure.name().equals(name)) return measure;
        throw AwsException.validation("Invalid metric name " + name + ". Valid values are AmortizedCost, BlendedCost,"
                + " NetAmortizedCost, NetUnblendedCost, NormalizedUsageAmount, UnblendedCost and UsageQuantity.");
    }

    Shapes.MetricValue of(Collection<Spent> spent) {
        return switch (this) {
            case UNBLENDED_COST, BLENDED_COST, AMORTIZED_COST, NET_UNBLENDED_COST, NET_AMORTIZED_COST ->
                value(
                        spent.stream()
                                .mapToDouble(each -> each.dollars().orElse(0))
                                .sum(),
                        "USD");
            case USAGE_QUANTITY ->
                value(spent.stream().mapToDouble(Spent::quantity).sum(), unit(spent));
            case NORMALIZED_USAGE_AMOUNT ->
                value(spent.stream().mapToDouble(Measure::normalized).sum(), "N/A");
        };
    }

    private static Shapes.MetricValue value(double amount, String unit) {
        BigDecimal rounded = BigDecimal.valueOf(amount)
                .setScale(PLACES, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return new Shapes.MetricValue(rounded.toPlainString(), unit);
    }

    /// The unit that all have, or that there is none.
    private static String unit(Collection<Spent> spent) {
        Set<String> units = spent.stream().map(Spent::unit).collect(Collectors.toSet());
        return units.size() == 1 ? units.iterator().next() : "N/A";
    }

    /// Instance hours by size: a small counts as one.
    ///
    /// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/apply_ri.html
    private static double normalized(Spent spent) {
        String type = Dimension.INSTANCE_TYPE.of(spent);
        String size = type.substring(type.indexOf('.') + 1);
        double factor = switch (size) {
            case "nano" -> 0.25;
            case "micro" -> 0.5;
            case "small" -> 1;
            case "medium" -> 2;
            case "large" -> 4;
            case "xlarge" -> 8;
            default -> size.matches("\\d{1,3}xlarge") ? 8.0 * Integer.parseInt(size.replace("xlarge", "")) : 0;
        };
        return factor * spent.quantity();
    }
}
