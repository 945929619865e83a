package io.windtunnel.cloud.operations.billing.explorer;

import io.windtunnel.wire.AwsException;
import java.util.function.Function;

/// What usage can be grouped and filtered by, in AWS's names.
enum Dimension {
    SERVICE(Spent::service),
    USAGE_TYPE(Spent::billedUsageType),
    OPERATION(Spent::operation),
    REGION(spent -> spent.scope().region().code()),
    LINKED_ACCOUNT(spent -> spent.scope().account().digits()),
    INSTANCE_TYPE(spent -> orNone(instanceType(spent), "NoInstanceType")),
    INSTANCE_TYPE_FAMILY(spent -> orNone(instanceType(spent).split("\\.")[0], "NoInstanceTypeFamily")),
    RECORD_TYPE(_ -> "Usage"),
    RESOURCE_ID(Spent::resource);

    private final Function<Spent, String> value;

    Dimension(Function<Spent, String> value) {
        this.value = value;
    }

    String of(Spent spent) {
        return value.apply(spent);
    }

    /// @throws AwsException when nothing here has this dimension
    static Dimension named(String operation, String name) {
        for (Dimension dimension : values()) if (dimension.name().equals(name)) return dimension;
        throw AwsException.notBuilt("ce", operation, "the dimension " + name);
    }

    private static String instanceType(Spent spent) {
        int colon = spent.usageType().indexOf(':');
        boolean instance =
                spent.usageType().startsWith("BoxUsage") || spent.usageType().startsWith("SpotUsage");
        return instance && colon > 0 ? spent.usageType().substring(colon + 1) : "";
    }

    private static String orNone(String value, String none) {
        return value.isEmpty() ? none : value;
    }
}
