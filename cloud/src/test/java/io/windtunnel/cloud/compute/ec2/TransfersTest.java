package io.windtunnel.cloud.compute.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.compute.ec2.network.SecurityGroupApi.RulesRequest;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Subnets;
import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.FabricOptions;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.NamedAddress;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.Call;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What an interface sends to the internet is on the bill, whoever's it is.
class TransfersTest {
    private static final int BYTES = 1 << 20;

    /// Takes note of data transfer, and of nothing else.
    private static final class Noted implements Usage {
        final BlockingQueue<Double> gigabytes = new LinkedBlockingQueue<>();

        @Override
        public Meter meter(Scope scope, String resource, Type type) {
            return type.usageType().equals("DataTransfer-Out-Bytes") ? gigabytes::add : _ -> {};
        }

        @Override
        public Running running(Scope scope, String resource, Type type, double quantity) {
            return () -> {};
        }
    }

    private static ChannelInitializer<Channel> door(int bytes) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelActive(ChannelHandlerContext context) {
                        if (bytes > 0) context.writeAndFlush(Unpooled.wrappedBuffer(new byte[bytes]));
                    }
                });
            }
        };
    }

    @Test
    void aMebibyteToAClientOutsideIsCountedOnce() throws Exception {
        Directory directory = new Directory();
        Noted noted = new Noted();
        directory.offer(Usage.class, noted);
        Scope scope = Ec2World.SCOPE;
        try (Fabric fabric = Fabric.open(FabricOptions.standard().speed(100));
                Ec2 ec2 = Ec2.open(new CloudContext(fabric, directory, new ResourceTypes(), _ -> {}))) {
            Subnets subnets = directory.require(Subnets.class);
            Subnets.Subnet subnet =
                    subnets.defaultIn(scope, scope.region().zone("a")).orElseThrow();
            String group = subnets.defaultSecurityGroup(scope, subnet.vpcId()).orElseThrow();
            ec2.face()
                    .authorizeSecurityGroupIngress(
                            Call.internal(scope),
                            new RulesRequest(
                                    group, null, List.of(), "tcp", 80, 80, "203.0.113.0/24", null, List.of(), null));
            String address = subnets.attach(scope, subnet.subnetId(), List.of(), "a node", true)
                    .privateIp();
            Host node = fabric.network().host(Place.in(subnet.zone()), subnet.vpcId(), address);
            fabric.network().listen(node, 80, door(BYTES));
            Host client = fabric.network().host(Place.INTERNET, NamedAddress.INTERNET, "203.0.113.7");
            ChannelFuture made =
                    fabric.network().connect(client, node.realm(), node.ip(), 80, Duration.ofSeconds(100), door(0));
            assertThat(made.awaitUninterruptibly(10_000)).isTrue();
            double counted = 0;
            while (counted * (1L << 30) < BYTES - 0.5) {
                Double more = noted.gigabytes.poll(10, TimeUnit.SECONDS);
                assertThat(more).as("counted so far: %s GB", counted).isNotNull();
                counted += more;
            }
            assertThat(Math.round(counted * (1L << 30))).isEqualTo(BYTES);
        }
    }
}
