package io.windtunnel.cloud.edge.elbv2;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.edge.elbv2.Shapes.Action;
import io.windtunnel.cloud.edge.elbv2.Shapes.FixedResponseConfig;
import io.windtunnel.cloud.edge.elbv2.proxy.Node;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.FabricOptions;
import io.windtunnel.kernel.time.WallTime;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What clients see of a load balancer that has too little capacity, over real sockets.
@Timeout(60)
class SaturationTest {
    /// Hundredths of a unit: 0.25 new connections a second, thirty that stand.
    private static final double VERY_LITTLE = 0.01;

    private final Fabric fabric = Fabric.open(FabricOptions.standard().seed(7).speed(40));
    private final Site site = new Site(fabric, null);
    private LiveNode node;

    @BeforeEach
    void open() throws InterruptedException {
        String balancer = site.balancer("shop");
        site.listener(
                balancer,
                80,
                new Action("fixed-response", null, null, null, new FixedResponseConfig("hi", "200", null), null));
        for (int i = 0; i < 1_000 && site.service.fleet().balancer(balancer) == null; i++) pause();
        site.service.fleet().refresh(Site.SCOPE, balancer); // waits for its first one
        node = Objects.requireNonNull(
                Objects.requireNonNull(site.service.fleet().balancer(balancer)).node("us-east-1a"));
        ((WallTime) fabric.time()).speed(1);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private void pause() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        fabric.time().after(Duration.ofMillis(400), over::countDown);
        assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private RawClient client() {
        return new RawClient(Objects.requireNonNull(((Node) Objects.requireNonNull(node.carrier())).address(80)));
    }

    @Test
    void connectionsBeyondTheCapacityAreRejected() {
        node.ceiling().units(VERY_LITTLE);
        int served = 0;
        int rejected = 0;
        for (int i = 0; i < 100; i++) {
            try (RawClient client = client()) {
                if (client.rest("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                        .startsWith("HTTP/1.1 200")) served++;
                else rejected++;
            }
        }
        assertThat(served).isPositive();
        assertThat(rejected).isPositive();
        assertThat(site.sum("RejectedConnectionCount")).isEqualTo(rejected);
        assertThat(site.sum("NewConnectionCount")).isEqualTo(served);
    }

    @Test
    void requestsBeyondTheCapacityAreAnswered503() {
        try (RawClient client = client()) {
            assertThat(client.get("/")).startsWith("HTTP/1.1 200 OK\r\n");
            node.ceiling().units(VERY_LITTLE);
            node.ceiling().bytes(1_000_000_000);
            assertThat(client.get("/")).startsWith("HTTP/1.1 503 Service Temporarily Unavailable\r\n");
            assertThat(site.sum("HTTPCode_ELB_503_Count")).isEqualTo(1);
            assertThat(node.ceiling().refused()).isEqualTo(1);
            node.ceiling().units(1_000_000);
            assertThat(client.get("/")).as("over the same connection").startsWith("HTTP/1.1 200 OK\r\n");
        }
    }
}
