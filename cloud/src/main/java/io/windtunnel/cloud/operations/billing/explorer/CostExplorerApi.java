package io.windtunnel.cloud.operations.billing.explorer;

import io.windtunnel.cloud.operations.billing.explorer.Periods.Period;
import io.windtunnel.cloud.operations.billing.explorer.Shapes.DimensionValue;
import io.windtunnel.cloud.operations.billing.explorer.Shapes.GetCostAndUsageRequest;
import io.windtunnel.cloud.operations.billing.explorer.Shapes.GetCostAndUsageResponse;
import io.windtunnel.cloud.operations.billing.explorer.Shapes.GetDimensionValuesRequest;
import io.windtunnel.cloud.operations.billing.explorer.Shapes.GetDimensionValuesResponse;
import io.windtunnel.cloud.operations.billing.explorer.Shapes.Group;
import io.windtunnel.cloud.operations.billing.explorer.Shapes.GroupDefinition;
import io.windtunnel.cloud.operations.billing.explorer.Shapes.MetricValue;
import io.windtunnel.cloud.operations.billing.explorer.Shapes.ResultByTime;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The face of Cost Explorer. An account sees its own usage, of every Region; at once, where AWS takes
/// up to a day.
public final class CostExplorerApi {
    /// The most dimensions to group by (API reference, GetCostAndUsage).
    private static final int MOST_GROUPS_BY = 2;

    /// How many groups an answer holds before it goes on with a token: our choice, AWS names no number.
    private static final int PAGE = 5_000;

    /// How many values an answer of GetDimensionValues holds at most: our choice.
    private static final int MOST_VALUES = 1_000;

    private static final List<String> EVERY_COST = List.of("UnblendedCost");

    private final Spending spending;
    private final Time time;

    public CostExplorerApi(Spending spending, Time time) {
        this.spending = spending;
        this.time = time;
    }

    public GetCostAndUsageResponse getCostAndUsage(Call call, GetCostAndUsageRequest request) {
        if (request.groupBy().stream().anyMatch(group -> "RESOURCE_ID".equals(group.key())))
            throw AwsException.validation("RESOURCE_ID is only supported by GetCostAndUsageWithResources");
        return answer("GetCostAndUsage", call, request);
    }

    /// Goes back 14 days, as at AWS.
    public GetCostAndUsageResponse getCostAndUsageWithResources(Call call, GetCostAndUsageRequest request) {
        Periods periods = new Periods(time.now());
        periods.requireRecent(periods.whole(request.timePeriod()));
        return answer("GetCostAndUsageWithResources", call, request);
    }

    private GetCostAndUsageResponse answer(String operation, Call call, GetCostAndUsageRequest request) {
        Periods periods = new Periods(time.now());
        List<Period> cut = periods.cut(request.timePeriod(), request.granularity());
        Predicate<Spent> filter = new Filters(operation).of(request.filter());
        List<Measure> measures = (request.metrics().isEmpty() ? EVERY_COST : request.metrics())
                .stream().map(Measure::named).toList();
        List<Dimension> groups = groups(operation, request.groupBy());
        List<Spent> chosen =
                spending.of(call.scope().account()).stream().filter(filter).toList();
        List<ResultByTime> results = new ArrayList<>();
        List<Spent> told = new ArrayList<>();
        int held = 0;
        int at = position(request.nextPageToken(), cut.size());
        while (at < cut.size() && (results.isEmpty() || held < PAGE)) {
            Period period = cut.get(at++);
            List<Spent> within =
                    chosen.stream().filter(spent -> period.holds(spent.hour())).toList();
            ResultByTime result = new ResultByTime(
                    Periods.told(period, request.granularity()),
                    groups.isEmpty() ? measured(measures, within) : Map.of(),
                    grouped(groups, measures, within),
                    periods.estimated(period));
            results.add(result);
            told.addAll(within);
            held += result.groups().size();
        }
        return new GetCostAndUsageResponse(
                at < cut.size() ? Integer.toString(at) : null,
                groups.isEmpty() ? null : request.groupBy(),
                results,
                notPriced(told));
    }

    private static List<Dimension> groups(String operation, List<GroupDefinition> asked) {
        if (asked.size() > MOST_GROUPS_BY)
            throw AwsException.validation("GroupBy must have at most " + MOST_GROUPS_BY + " group definitions");
        List<Dimension> dimensions = new ArrayList<>();
        for (GroupDefinition group : asked) {
            String type = Objects.requireNonNullElse(group.type(), "DIMENSION");
            if (!type.equals("DIMENSION"))
                throw AwsException.notBuilt("ce", operation, "grouping by " + type.toLowerCase(Locale.ROOT));
            if (group.key() == null) throw AwsException.validation("GroupBy must have a Key");
            dimensions.add(Dimension.named(operation, group.key()));
        }
        return dimensions;
    }

    private static int position(@Nullable String token, int periods) {
        if (token == null) return 0;
        if (token.matches("\\d{1,6}") && Integer.parseInt(token) < periods) return Integer.parseInt(token);
        throw new AwsException("InvalidNextTokenException", "Invalid next page token");
    }

    private static List<Group> grouped(List<Dimension> by, List<Measure> measures, List<Spent> spent) {
        if (by.isEmpty()) return List.of();
        Map<String, List<Spent>> groups = new TreeMap<>();
        for (Spent each : spent)
            groups.computeIfAbsent(String.join("\u0000", keys(by, each)), _ -> new ArrayList<>())
                    .add(each);
        return groups.values().stream()
                .map(each -> new Group(keys(by, each.getFirst()), measured(measures, each)))
                .toList();
    }

    private static List<String> keys(List<Dimension> by, Spent spent) {
        return by.stream().map(dimension -> dimension.of(spent)).toList();
    }

    private static Map<String, MetricValue> measured(List<Measure> measures, List<Spent> spent) {
        Map<String, MetricValue> values = new LinkedHashMap<>();
        for (Measure measure : measures) values.put(measure.apiName(), measure.of(spent));
        return values;
    }

    /// The usage types whose costs are missing, with a word of why: AWS has nothing of the kind.
    private static List<DimensionValue> notPriced(Collection<Spent> spent) {
        TreeSet<String> names = spent.stream()
                .filter(each -> each.dollars().isEmpty())
                .map(Spent::billedUsageType)
                .collect(Collectors.toCollection(TreeSet::new));
        return names.stream()
                .map(name -> new DimensionValue(name, Map.of("description", "no price known: cost left out")))
                .toList();
    }

    public GetDimensionValuesResponse getDimensionValues(Call call, GetDimensionValuesRequest request) {
        String context = Objects.requireNonNullElse(request.context(), "COST_AND_USAGE");
        if (!context.equals("COST_AND_USAGE"))
            throw AwsException.notBuilt("ce", "GetDimensionValues", "the context " + context);
        Period whole = new Periods(time.now()).whole(request.timePeriod());
        Dimension dimension = Dimension.named("GetDimensionValues", request.dimension());
        Predicate<Spent> filter = new Filters("GetDimensionValues").of(request.filter());
        String search = Objects.requireNonNullElse(request.searchString(), "").toLowerCase(Locale.ROOT);
        List<String> values = spending.of(call.scope().account()).stream()
                .filter(filter.and(spent -> whole.holds(spent.hour())))
                .map(dimension::of)
                .filter(value -> value.toLowerCase(Locale.ROOT).contains(search))
                .distinct()
                .sorted()
                .toList();
        int from = position(request.nextPageToken(), values.size());
        int to = Math.min(
                values.size(), from + Math.min(Objects.requireNonNullElse(request.maxResults(), PAGE), MOST_VALUES));
        List<DimensionValue> page = values.subList(from, to).stream()
                .map(value -> new DimensionValue(value, Map.of()))
                .toList();
        return new GetDimensionValuesResponse(
                page, page.size(), values.size(), to < values.size() ? Integer.toString(to) : null);
    }
}
