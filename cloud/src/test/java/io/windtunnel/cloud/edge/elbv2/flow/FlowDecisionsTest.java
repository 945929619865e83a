package io.windtunnel.cloud.edge.elbv2.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The decisions of the data plane that need no sockets.
class FlowDecisionsTest {
    private static final InetSocketAddress CLIENT = new InetSocketAddress("203.0.113.7", 40_000);
    private static final InetSocketAddress LISTENER = new InetSocketAddress("10.0.1.5", 443);

    /// Source: https://www.haproxy.org/download/1.8/doc/proxy-protocol.txt, section 2.2
    @Test
    void aProxyHeaderIsAsTheSpecificationHasIt() {
        byte[] header = ProxyHeader.of(false, CLIENT, LISTENER);
        assertThat(HexFormat.of().formatHex(header, 0, 35))
                .isEqualTo(
                        "0d0a0d0a000d0a515549540a" // signature
                                + "2111" // version 2, PROXY; IPv4, TCP
                                + "0054" // 84 bytes follow
                                + "cb007107" + "0a000105" + "9c40" + "01bb" // addresses and ports
                                + "030004" // a checksum of four bytes
                                + HexFormat.of().formatHex(header, 31, 35));
        assertThat(header).hasSize(16 + 84);
        assertThat(HexFormat.of().formatHex(header, 35, 38)).as("padding").isEqualTo("04003e");
        int told = ByteBuffer.wrap(header).getInt(31);
        byte[] blank = header.clone();
        ByteBuffer.wrap(blank).putInt(31, 0);
        CRC32C checksum = new CRC32C();
        checksum.update(blank);
        assertThat(told).isEqualTo((int) checksum.getValue());
    }

    @Test
    void itTellsDatagramsOtherFamiliesAndNobody() {
        assertThat(ProxyHeader.of(true, CLIENT, LISTENER)[13]).isEqualTo((byte) 0x12);
        InetSocketAddress six = new InetSocketAddress("2001:db8::1", 1);
        assertThat(ProxyHeader.of(false, six, six)[13]).isEqualTo((byte) 0x21);
        assertThat(ProxyHeader.of(false, six, LISTENER)).as("mixed").isEqualTo(ProxyHeader.local());
        assertThat(ProxyHeader.local()[12]).as("LOCAL").isEqualTo((byte) 0x20);
    }

    /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html
    @Test
    void aTargetHas55000PortsAtATimeAndAMinute() {
        PortBudget budget = new PortBudget();
        for (int i = 0; i < 55_000; i++) assertThat(budget.take(0)).isTrue();
        assertThat(budget.take(0)).isFalse();
        budget.giveBack();
        assertThat(budget.take(1)).as("free again, but begun in this minute").isFalse();
        long minute = Duration.ofMinutes(1).toNanos();
        assertThat(budget.take(minute)).isTrue();
        assertThat(budget.take(minute)).as("all standing").isFalse();
    }

    /// Source: aws-facts 1.2, NLCU, from memory.
    @ParameterizedTest
    @CsvSource({
        "TCP, 48000, 0, 0, 1",
        "TCP, 0, 100000, 0, 1",
        "TCP, 0, 0, 16666666.7, 1",
        "UDP, 24000, 0, 0, 1",
        "UDP, 0, 50000, 0, 1",
        "TLS, 3000, 0, 0, 1",
        "TLS, 0, 3000, 0, 1",
        "TLS, 6000, 3000, 0, 2",
    })
    void capacityUnitsAreTheLargestDimension(
            FlowProtocol protocol, double begun, double standing, double bytes, double units) {
        assertThat(FlowUnits.used(protocol, begun, standing, bytes)).isCloseTo(units, within(0.001));
    }
}
