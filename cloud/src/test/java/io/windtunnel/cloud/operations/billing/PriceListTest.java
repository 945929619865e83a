package io.windtunnel.cloud.operations.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.ports.InstancePrices;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceListTest {
    private final PriceList prices = PriceList.read(InstancePrices.NONE);

    /// aws-facts 1.1, 1.2, 2.5 and 5: Infracost's golden results for us-east-1 (21 Aug 2026).
    @ParameterizedTest
    @CsvSource(textBlock = """
            # usage type,                operation,                  unit,     used before, dollars
            LoadBalancerUsage,           LoadBalancing:Application,  Hrs,                0, 0.0225
            LoadBalancerUsage,           LoadBalancing:Network,      Hrs,                0, 0.0225
            LCUUsage,                    LoadBalancing:Application,  LCU-Hrs,            0, 0.008
            LCUUsage,                    LoadBalancing:Network,      LCU-Hrs,            0, 0.006
            EBS:VolumeUsage.gp3,         '',                         GB-Mo,              0, 0.08
            EBS:VolumeUsage.gp2,         '',                         GB-Mo,              0, 0.10
            NatGateway-Hours,            NatGateway,                 Hrs,                0, 0.045
            PublicIPv4:InUseAddress,     '',                         Hrs,                0, 0.005
            PublicIPv4:IdleAddress,      '',                         Hrs,                0, 0.005
            DataTransfer-Out-Bytes,      '',                         GB,                 0, 0.09
            DataTransfer-Out-Bytes,      '',                         GB,             10240, 0.085
            DataTransfer-Out-Bytes,      '',                         GB,             51200, 0.07
            DataTransfer-Out-Bytes,      '',                         GB,            153600, 0.05
            DataTransfer-Regional-Bytes, '',                         GB,                 0, 0.01
            CW:AlarmMonitorUsage,        '',                         Alarms,             0, 0.10
            CW:HighResAlarmMonitorUsage, '',                         Alarms,             0, 0.30
            CW:MetricMonitorUsage,       '',                         Metrics,            0, 0.30
            DataProcessing-Bytes,        '',                         GB,                 0, 0.50
            TimedStorage-ByteHrs,        '',                         GB-Mo,              0, 0.03
            DataScanned-Bytes,           '',                         GB,                 0, 0.005
            """)
    void aPriceIsTheOneOfItsSource(String usageType, String operation, String unit, double before, double dollars) {
        Price price = prices.find("whoever", usageType, operation).orElseThrow();
        assertThat(price.unit()).isEqualTo(unit);
        assertThat(price.tiers().next(before)).isEqualTo(dollars);
    }

    @Test
    void servicesMayShareAUsageType() {
        String[] services = {"Amazon Simple Queue Service", "Amazon Simple Notification Service"};
        assertThat(services)
                .extracting(service -> prices.find(service, "Requests-Tier1", "")
                        .orElseThrow()
                        .tiers()
                        .next(0))
                .containsExactly(0.0000004, 0.0000005);
    }

    @Test
    void everyPriceHasAMarkASourceAndADate() {
        assertThat(prices.all()).isNotEmpty().allSatisfy(price -> {
            assertThat(List.of("price list", "observed", "guessed")).contains(price.mark());
            assertThat(price.source()).isNotBlank();
            assertThat(price.date()).startsWith("20");
        });
    }

    @Test
    void aLineThatIsNoPriceIsNamed() {
        assertThatThrownBy(() -> PriceList.parse("a,b\n", InstancePrices.NONE)).hasMessage("not a price: a,b");
    }

    @Test
    void unknownUsageHasNoPrice() {
        assertThat(prices.find("", "BoxUsage:m5.large", "RunInstances")).isEmpty();
        assertThat(prices.find("", "SpotUsage:m5.large", "RunInstances")).isEmpty();
        assertThat(prices.find("", "LCUUsage", "")).as("of no load balancer").isEmpty();
    }
}
