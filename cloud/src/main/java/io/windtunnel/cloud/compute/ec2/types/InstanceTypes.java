package io.windtunnel.cloud.compute.ec2.types;

import io.windtunnel.cloud.compute.ec2.common.Refusals;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The instance types. The common ones are in a table; others of the compute, general and memory families are worked
/// out from their names, which say it all: a `2xlarge` has eight vCPUs, a `c` 2, an `m` 4, an `r` 8 GiB for each.
///
/// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-types.html
public final class InstanceTypes {
    private static final Pattern REGULAR = Pattern.compile("([cmr])([5-8])([a-z-]*)\\.(medium|large|(\\d*)xlarge)");
    private static final long MEBIBYTES = 1024;
    private static final int MOST_XLARGE = 48;

    private static final SortedMap<String, InstanceType> TABLE = read();

    private InstanceTypes() {}

    private static SortedMap<String, InstanceType> read() {
        SortedMap<String, InstanceType> types = new TreeMap<>();
        try (InputStream in = Objects.requireNonNull(InstanceTypes.class.getResourceAsStream("instance-types.csv"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.isBlank() || line.startsWith("#")) continue;
                String[] cells = line.strip().split(",", -1);
                types.put(
                        cells[0],
                        new InstanceType(
                                cells[0],
                                Integer.parseInt(cells[1]),
                                Long.parseLong(cells[2]),
                                cells[3],
                                cells[4].isEmpty() ? Double.NaN : Double.parseDouble(cells[4])));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return types;
    }

    /// Those in the table, in the order of their names.
    public static Collection<InstanceType> all() {
        return TABLE.values();
    }

    public static Optional<InstanceType> find(String name) {
        InstanceType known = TABLE.get(name);
        return known == null ? fromName(name) : Optional.of(known);
    }

    /// @throws io.windtunnel.wire.AwsException `InvalidParameterValue`
    public static InstanceType require(String name) {
        return find(name).orElseThrow(() -> Refusals.invalidValue("Invalid value '" + name + "' for InstanceType."));
    }

    private static Optional<InstanceType> fromName(String name) {
        Matcher matcher = REGULAR.matcher(name);
        if (!matcher.matches()) return Optional.empty();
        String size = matcher.group(4);
        String times = Objects.requireNonNullElse(matcher.group(5), "");
        int xlarges = times.isEmpty() ? 1 : Integer.parseInt(times);
        if (xlarges > MOST_XLARGE) return Optional.empty();
        int vcpus = size.equals("medium") ? 1 : size.equals("large") ? 2 : 4 * xlarges;
        long perVcpu = switch (matcher.group(1)) {
            case "c" -> 2;
            case "m" -> 4;
            default -> 8;
        };
        boolean graviton = matcher.group(3).startsWith("g");
        return Optional.of(
                new InstanceType(name, vcpus, vcpus * perVcpu * MEBIBYTES, graviton ? "arm64" : "x86_64", Double.NaN));
    }
}
