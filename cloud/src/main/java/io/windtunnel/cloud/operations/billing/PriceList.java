package io.windtunnel.cloud.operations.billing;

import io.windtunnel.cloud.ports.InstancePrices;
import io.windtunnel.kernel.billing.PriceTiers;
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
import java.util.OptionalDouble;
import java.util.Set;

/// AWS's published prices: those of `prices.csv`, and what EC2 knows of its instance types.
final class PriceList {
    private static final int CELLS = 9;

    private record Key(String service, String usageType, String operation) {}

    /// Stands for the service of a usage type that only one service has.
    private static final String ANY = "";

    private static final String INSTANCES = "BoxUsage:";
    private static final String COMPUTE = "Amazon Elastic Compute Cloud - Compute";

    private final Map<Key, Price> prices;
    private final InstancePrices instances;

    private PriceList(Map<Key, Price> prices, InstancePrices instances) {
        this.prices = prices;
        this.instances = instances;
    }

    static PriceList read(InstancePrices instances) {
        try (InputStream in = Objects.requireNonNull(PriceList.class.getResourceAsStream("prices.csv"))) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), instances);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// @throws IllegalArgumentException when a line is not a price; the message holds the line
    static PriceList parse(String csv, InstancePrices instances) {
        Map<Key, List<String[]>> rows = new LinkedHashMap<>();
        for (String line : csv.split("\n")) {
            if (line.isBlank() || line.startsWith("#")) continue;
            String[] cells = line.strip().split(",", -1);
            if (cells.length != CELLS) throw new IllegalArgumentException("not a price: " + line);
            rows.computeIfAbsent(new Key(cells[0], cells[1], cells[2]), _ -> new ArrayList<>())
                    .add(cells);
        }
        Map<Key, Price> prices = new LinkedHashMap<>();
        rows.forEach((key, tiers) -> {
            prices.put(key, price(tiers));
            prices.putIfAbsent(new Key(ANY, key.usageType, key.operation), price(tiers));
        });
        return new PriceList(prices, instances);
    }

    private static Price price(List<String[]> rows) {
        List<PriceTiers.Tier> tiers = rows.stream()
                .map(cells -> new PriceTiers.Tier(Double.parseDouble(cells[4]), Double.parseDouble(cells[5])))
                .toList();
        String[] first = rows.getFirst();
        return new Price(first[0], first[1], first[2], first[3], new PriceTiers(tiers), first[6], first[7], first[8]);
    }

    /// The price of a usage type; empty where none is known. Services may share a usage type's name and not its price;
    /// a service that tells its usage under a name the list does not have gets the price of the first that has it.
    Optional<Price> find(String service, String usageType, String operation) {
        if (usageType.startsWith(INSTANCES)) return instance(usageType, operation);
        for (String of : List.of(service, ANY))
            for (String done : List.of(operation, "")) {
                Price price = prices.get(new Key(of, usageType, done));
                if (price != null) return Optional.of(price);
            }
        return Optional.empty();
    }

    private Optional<Price> instance(String usageType, String operation) {
        OptionalDouble dollars = instances.onDemand(usageType.substring(INSTANCES.length()));
        if (dollars.isEmpty()) return Optional.empty();
        PriceTiers tiers = PriceTiers.flat(dollars.getAsDouble());
        return Optional.of(new Price(
                COMPUTE, usageType, operation, "Hrs", tiers, "price list", "EC2's table of instance types", ""));
    }

    /// What was done, in AWS's name for it, as far as the usage type and the resource's ARN tell: the
    /// two kinds of load balancer share their usage types and not their prices.
    static String operation(String usageType, String resource) {
        if (usageType.startsWith("BoxUsage") || usageType.startsWith("SpotUsage")) return "RunInstances";
        if (usageType.startsWith("NatGateway-")) return "NatGateway";
        if (resource.contains(":loadbalancer/net/")) return "LoadBalancing:Network";
        if (resource.contains(":loadbalancer/app/")) return "LoadBalancing:Application";
        return "";
    }

    Collection<Price> all() {
        return Set.copyOf(prices.values());
    }
}
