package io.windtunnel.cloud.operations.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.operations.billing.explorer.CostExplorerApi;
import io.windtunnel.cloud.operations.billing.explorer.Shapes.DateInterval;
import io.windtunnel.cloud.operations.billing.explorer.Shapes.DimensionValue;
import io.windtunnel.cloud.operations.billing.explorer.Shapes.DimensionValues;
import io.windtunnel.cloud.operations.billing.explorer.Shapes.Expression;
import io.windtunnel.cloud.operations.billing.explorer.Shapes.GetCostAndUsageRequest;
import io.windtunnel.cloud.operations.billing.explorer.Shapes.GetCostAndUsageResponse;
import io.windtunnel.cloud.operations.billing.explorer.Shapes.GetDimensionValuesRequest;
import io.windtunnel.cloud.operations.billing.explorer.Shapes.Group;
import io.windtunnel.cloud.operations.billing.explorer.Shapes.GroupDefinition;
import io.windtunnel.cloud.operations.billing.explorer.Shapes.ResultByTime;
import io.windtunnel.cloud.operations.billing.explorer.Shapes.TagValues;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.InstancePrices;
import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.cloud.ports.Usage.Charge;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.Unhonoured;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Cost Explorer over a day's usage: two instances in two Regions for three hours and a half, a load
/// balancer's use.
class CostExplorerTest {
    private static final Scope HOME = new Scope(AccountId.DEFAULT, Region.US_EAST_1);
    private static final Scope FRANKFURT = new Scope(AccountId.DEFAULT, new Region("eu-central-1"));
    private static final Scope OTHERS = new Scope(new AccountId("111122223333"), Region.US_EAST_1);
    private static final String COMPUTE = "Amazon Elastic Compute Cloud - Compute";
    private static final String BALANCER = "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/web/1";
    private static final DateInterval DAY = new DateInterval("2026-11-24", "2026-11-25");

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-24T10:30:00Z"));
    private final List<String> told = new ArrayList<>();
    private final Billing billing = open();

    private Billing open() {
        Directory directory = new Directory();
        directory.offer(
                InstancePrices.class,
                type -> type.equals("m5.large") ? OptionalDouble.of(0.096) : OptionalDouble.empty());
        directory.offer(
                Unhonoured.class, (service, operation, member) -> told.add(service + ":" + operation + " " + member));
        Billing opened = Billing.open(new CloudContext(Fabric.bare(time, 1), directory, new ResourceTypes(), _ -> {}));
        Usage usage = directory.require(Usage.class);
        Usage.Type box = new Usage.Type(COMPUTE, "BoxUsage:m5.large", "Hrs", Charge.IDLE);
        usage.running(HOME, "i-home", box, 1);
        usage.running(FRANKFURT, "i-frankfurt", box, 1);
        usage.running(OTHERS, "i-others", box, 1);
        Usage.Meter lcu = usage.meter(
                HOME, BALANCER, new Usage.Type("Elastic Load Balancing", "LCUUsage", "LCU-Hrs", Charge.USE));
        time.advance(Duration.ofHours(3));
        lcu.add(10);
        time.advance(Duration.ofMinutes(30));
        return opened;
    }

    private CostExplorerApi face() {
        return billing.face();
    }

    private final Call call = Call.internal(HOME);

    private GetCostAndUsageResponse ask(
            DateInterval when, String granularity, @Nullable Expression filter, String metric, String... groups) {
        List<GroupDefinition> by = List.of(groups).stream()
                .map(key -> new GroupDefinition("DIMENSION", key))
                .toList();
        return face().getCostAndUsage(
                        call, new GetCostAndUsageRequest(when, granularity, filter, List.of(metric), by, null));
    }

    private static Expression dimension(String key, String... values) {
        return new Expression(
                List.of(), List.of(), null, new DimensionValues(key, List.of(values), List.of()), null, null);
    }

    private static Expression not(Expression of) {
        return new Expression(List.of(), List.of(), of, null, null, null);
    }

    private static Expression and(Expression... of) {
        return new Expression(List.of(), List.of(of), null, null, null, null);
    }

    private static Expression or(Expression... of) {
        return new Expression(List.of(of), List.of(), null, null, null, null);
    }

    private static List<String> lines(List<Group> groups, String metric) {
        return groups.stream()
                .map(group -> group.keys() + " " + group.metrics().get(metric).amount() + " "
                        + group.metrics().get(metric).unit())
                .toList();
    }

    private String total(@Nullable Expression filter, String metric) {
        var value = ask(DAY, "DAILY", filter, metric)
                .resultsByTime()
                .getFirst()
                .total()
                .get(metric);
        return value.amount() + " " + value.unit();
    }

    @Test
    void aDayHasATotalOfTheCallersOwnAccount() {
        ResultByTime day =
                ask(DAY, "DAILY", null, "UnblendedCost").resultsByTime().getFirst();
        assertThat(day.timePeriod()).isEqualTo(DAY);
        assertThat(day.groups()).isEmpty();
        assertThat(day.estimated()).isTrue();
        assertThat(day.total().get("UnblendedCost").amount()).isEqualTo("0.752");
        assertThat(day.total().get("UnblendedCost").unit()).isEqualTo("USD");
    }

    @Test
    void hoursAreToldOneByOne() {
        var results = ask(
                        new DateInterval("2026-11-24T09:00:00Z", "2026-11-24T15:00:00Z"),
                        "HOURLY",
                        dimension("REGION", "eu-central-1"),
                        "UsageQuantity")
                .resultsByTime();
        assertThat(results)
                .extracting(result -> result.total().get("UsageQuantity").amount())
                .containsExactly("0", "0.5", "1", "1", "1", "0");
        assertThat(results.get(1).timePeriod())
                .isEqualTo(new DateInterval("2026-11-24T10:00:00Z", "2026-11-24T11:00:00Z"));
        assertThat(results.get(1).total().get("UsageQuantity").unit()).isEqualTo("Hrs");
    }

    @Test
    void monthsAreCutAtTheirEnds() {
        time.advance(Duration.ofDays(10));
        var results = ask(new DateInterval("2026-11-20", "2026-12-03"), "MONTHLY", null, "UnblendedCost")
                .resultsByTime();
        assertThat(results)
                .extracting(ResultByTime::timePeriod)
                .containsExactly(
                        new DateInterval("2026-11-20", "2026-12-01"), new DateInterval("2026-12-01", "2026-12-03"));
        assertThat(results).extracting(ResultByTime::estimated).containsExactly(false, true);
    }

    @Test
    void usageIsGroupedByOneOrTwoDimensions() {
        assertThat(lines(groups("USAGE_TYPE"), "UnblendedCost"))
                .containsExactly(
                        "[BoxUsage:m5.large] 0.336 USD", "[EUC1-BoxUsage:m5.large] 0.336 USD", "[LCUUsage] 0.08 USD");
        assertThat(lines(groups("SERVICE", "REGION"), "UnblendedCost"))
                .containsExactly(
                        "[" + COMPUTE + ", eu-central-1] 0.336 USD",
                        "[" + COMPUTE + ", us-east-1] 0.336 USD",
                        "[Amazon Elastic Load Balancing, us-east-1] 0.08 USD");
        assertThat(lines(groups("LINKED_ACCOUNT"), "UnblendedCost")).containsExactly("[000000000000] 0.752 USD");
        assertThat(lines(groups("INSTANCE_TYPE"), "UnblendedCost"))
                .containsExactly("[NoInstanceType] 0.08 USD", "[m5.large] 0.672 USD");
        assertThat(lines(groups("OPERATION"), "UnblendedCost"))
                .containsExactly("[LoadBalancing:Application] 0.08 USD", "[RunInstances] 0.672 USD");
    }

    private List<Group> groups(String... by) {
        ResultByTime day =
                ask(DAY, "DAILY", null, "UnblendedCost", by).resultsByTime().getFirst();
        assertThat(day.total()).isEmpty();
        return day.groups();
    }

    @Test
    void filtersChoose() {
        Expression balancing = dimension("SERVICE", "Amazon Elastic Load Balancing");
        Expression abroad = dimension("REGION", "eu-central-1");
        assertThat(total(balancing, "UnblendedCost")).isEqualTo("0.08 USD");
        assertThat(total(not(balancing), "UnblendedCost")).isEqualTo("0.672 USD");
        assertThat(total(and(not(balancing), abroad), "UnblendedCost")).isEqualTo("0.336 USD");
        assertThat(total(or(balancing, abroad), "UnblendedCost")).isEqualTo("0.416 USD");
        assertThat(total(dimension("RECORD_TYPE", "Credit", "Refund"), "UnblendedCost"))
                .isEqualTo("0 USD");
    }

    @Test
    void everyMetricIsKnown() {
        for (String cost : List.of("BlendedCost", "AmortizedCost", "NetUnblendedCost", "NetAmortizedCost"))
            assertThat(total(null, cost)).isEqualTo("0.752 USD");
        assertThat(total(null, "UsageQuantity")).as("of mixed units").isEqualTo("17 N/A");
        assertThat(total(dimension("USAGE_TYPE", "LCUUsage"), "UsageQuantity")).isEqualTo("10 LCU-Hrs");
        assertThat(total(null, "NormalizedUsageAmount"))
                .as("a large is four smalls")
                .isEqualTo("28 N/A");
    }

    @Test
    void dimensionsHaveValues() {
        var values = face().getDimensionValues(
                        call, new GetDimensionValuesRequest(null, DAY, "SERVICE", null, null, null, null));
        assertThat(values.dimensionValues())
                .extracting(DimensionValue::value)
                .containsExactly(COMPUTE, "Amazon Elastic Load Balancing");
        assertThat(values.totalSize()).isEqualTo(2);
        var page = face().getDimensionValues(
                        call, new GetDimensionValuesRequest("box", DAY, "USAGE_TYPE", null, null, 1, null));
        assertThat(page.dimensionValues()).extracting(DimensionValue::value).containsExactly("BoxUsage:m5.large");
        assertThat(page.nextPageToken()).isNotNull();
        var next = face().getDimensionValues(
                        call,
                        new GetDimensionValuesRequest("box", DAY, "USAGE_TYPE", null, null, 1, page.nextPageToken()));
        assertThat(next.dimensionValues()).extracting(DimensionValue::value).containsExactly("EUC1-BoxUsage:m5.large");
        assertThat(next.nextPageToken()).isNull();
    }

    @Test
    void resourcesAreToldByTheirOwnOperation() {
        GetCostAndUsageRequest request = new GetCostAndUsageRequest(
                DAY,
                "DAILY",
                dimension("SERVICE", COMPUTE),
                List.of(),
                List.of(new GroupDefinition("DIMENSION", "RESOURCE_ID")),
                null);
        assertThat(lines(
                        face().getCostAndUsageWithResources(call, request)
                                .resultsByTime()
                                .getFirst()
                                .groups(),
                        "UnblendedCost"))
                .containsExactly("[i-frankfurt] 0.336 USD", "[i-home] 0.336 USD");
        assertThatThrownBy(() -> face().getCostAndUsage(call, request)).hasMessageContaining("RESOURCE_ID");
    }

    @Test
    void whatHasNoPriceIsNamedInTheAnswer() {
        GetCostAndUsageRequest request =
                new GetCostAndUsageRequest(DAY, "DAILY", null, List.of("UnblendedCost"), List.of(), null);
        assertThat(face().getCostAndUsage(call, request).dimensionValueAttributes())
                .isEmpty();
        time.advance(Duration.ZERO);
        usage().running(HOME, "i-odd", new Usage.Type(COMPUTE, "BoxUsage:z9.large", "Hrs", Charge.IDLE), 1);
        usage().running(HOME, "i-odder", new Usage.Type(COMPUTE, "BoxUsage:z9.large", "Hrs", Charge.IDLE), 1);
        time.advance(Duration.ofHours(1));
        assertThat(face().getCostAndUsage(call, request).dimensionValueAttributes())
                .extracting(DimensionValue::value)
                .containsExactly("BoxUsage:z9.large");
        assertThat(told).containsOnly("ce:bill BoxUsage:z9.large (no price known: left out)");
    }

    private Usage usage() {
        return billing.usage();
    }

    @Test
    void longAnswersGoOnWithAToken() {
        Usage.Type type = new Usage.Type("EC2 - Other", "NatGateway-Hours", "Hrs", Charge.IDLE);
        IntStream.range(0, 6_000).forEach(i -> usage().running(HOME, "nat-" + i, type, 1));
        time.advance(Duration.ofHours(2));
        GetCostAndUsageRequest request = new GetCostAndUsageRequest(
                new DateInterval("2026-11-24T14:00:00Z", "2026-11-24T16:00:00Z"),
                "HOURLY",
                dimension("USAGE_TYPE", "NatGateway-Hours"),
                List.of("UsageQuantity"),
                List.of(new GroupDefinition("DIMENSION", "RESOURCE_ID")),
                null);
        GetCostAndUsageResponse first = face().getCostAndUsageWithResources(call, request);
        assertThat(first.resultsByTime()).hasSize(1);
        GetCostAndUsageResponse second = face().getCostAndUsageWithResources(
                        call,
                        new GetCostAndUsageRequest(
                                request.timePeriod(),
                                request.granularity(),
                                request.filter(),
                                request.metrics(),
                                request.groupBy(),
                                first.nextPageToken()));
        assertThat(second.resultsByTime()).hasSize(1);
        assertThat(second.nextPageToken()).isNull();
    }

    @Test
    void whatCannotBeAnsweredIsRefusedInWords() {
        refused(new DateInterval("2026-11-24", "2026-11-24"), "DAILY", "Start date (and hour) should be before");
        refused(new DateInterval("2026-11-24", "2026-12-02"), "DAILY", "end date past the beginning of next month");
        refused(new DateInterval("2026-11-26", "2026-11-27"), "DAILY", "after the current date");
        refused(new DateInterval("2026-11-31", "2026-12-01"), "DAILY", "Invalid date: 2026-11-31");
        refused(new DateInterval("2026-11-01", "2026-11-24"), "HOURLY", "more than 14 days ago for hourly granularity");
        refused(
                new DateInterval("2026-11-24T00:00:00Z", "2026-11-24T05:00:00Z"),
                "DAILY",
                "Hourly timePeriod is not supported for this request");
        assertThatThrownBy(() -> ask(DAY, "DAILY", null, "Cost")).hasMessageContaining("Invalid metric name Cost");
        assertThatThrownBy(() -> ask(DAY, "DAILY", null, "UnblendedCost", "AZ"))
                .hasMessageContaining("not built this yet: the dimension AZ");
        assertThatThrownBy(() -> ask(DAY, "DAILY", null, "UnblendedCost", "SERVICE", "REGION", "OPERATION"))
                .hasMessageContaining("at most 2");
        Expression tagged = new Expression(List.of(), List.of(), null, null, new TagValues("team"), null);
        assertThatThrownBy(() -> ask(DAY, "DAILY", tagged, "UnblendedCost")).hasMessageContaining("a filter of tags");
        assertThatThrownBy(() -> ask(DAY, "DAILY", and(dimension("REGION", "x")), "UnblendedCost"))
                .hasMessageContaining("at least 2 expressions");
        Expression empty = new Expression(List.of(), List.of(), null, null, null, null);
        assertThatThrownBy(() -> ask(DAY, "DAILY", empty, "UnblendedCost")).hasMessageContaining("exactly one of");
    }

    private void refused(DateInterval when, String granularity, String words) {
        assertThatThrownBy(() -> ask(when, granularity, null, "UnblendedCost")).hasMessageContaining(words);
    }
}
