package io.windtunnel.cloud.operations.servicequotas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Every quota there is, read from `quotas.txt`, whose head says how a line is to be read.
final class QuotaTable {
    private static final Pattern HEADING = Pattern.compile("\\[(.+?)] (.+) = (.+)");
    private static final Map<String, Quota> BY_KEY = new LinkedHashMap<>();
    private static final Map<String, Quota.Service> SERVICES = new LinkedHashMap<>();

    static {
        read();
    }

    private QuotaTable() {}

    private static void read() {
        Quota.Service service = null;
        for (String line : text().split("\n")) {
            if (line.isBlank() || line.startsWith("#")) continue;
            Matcher heading = HEADING.matcher(line.strip());
            if (heading.matches()) {
                service = new Quota.Service(heading.group(1), heading.group(2), heading.group(3));
                SERVICES.put(service.code(), service);
            } else {
                Quota quota = quota(Objects.requireNonNull(service, "a quota before the first heading"), line);
                if (BY_KEY.put(quota.key(), quota) != null)
                    throw new IllegalStateException(quota.key() + " is listed twice");
            }
        }
    }

    private static String text() {
        try (InputStream in = Objects.requireNonNull(QuotaTable.class.getResourceAsStream("quotas.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Quota quota(Quota.Service service, String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.split("\\|", -1)) cells.add(cell.strip());
        if (cells.size() != 5) throw new IllegalStateException("not a quota: " + line);
        double standard = Double.parseDouble(cells.get(2));
        double initial = cells.get(3).isEmpty() ? standard : Double.parseDouble(cells.get(3));
        List<String> marks = List.of(cells.get(4).split(" "));
        return new Quota(
                service,
                cells.get(0),
                cells.get(1),
                standard,
                initial,
                marks.contains("a"),
                marks.contains("g"),
                marks.contains("e"));
    }

    static Collection<Quota> all() {
        return BY_KEY.values();
    }

    static Collection<Quota.Service> services() {
        return SERVICES.values();
    }

    static Optional<Quota.Service> service(String code) {
        return Optional.ofNullable(SERVICES.get(code));
    }

    static Optional<Quota> find(String serviceCode, String quotaCode) {
        return Optional.ofNullable(BY_KEY.get(serviceCode + "/" + quotaCode));
    }

    /// A service's quotas, in the order of the table.
    static List<Quota> of(Quota.Service service) {
        return all().stream().filter(quota -> quota.service().equals(service)).toList();
    }
}
