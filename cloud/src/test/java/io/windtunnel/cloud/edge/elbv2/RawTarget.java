package io.windtunnel.cloud.edge.elbv2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.Network;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Zone;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A target that does to a connection whatever the test says, once a request header has come; health checks pass.
final class RawTarget implements AutoCloseable {
    /// What is done with a request: `request` is all that has come since the last answer.
    @FunctionalInterface
    interface Behaviour {
        void serve(Connection connection, String request);
    }

    /// The target's side of a connection.
    record Connection(Channel channel) {
        void send(String text) {
            channel.writeAndFlush(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
        }

        void answer(String body) {
            send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        }

        void close() {
            channel.close();
        }
    }

    final List<String> requests = new CopyOnWriteArrayList<>();
    private final Host host;
    private volatile Behaviour behaviour;
    volatile boolean healthy = true;

    RawTarget(Network network, Zone zone, String ip, int port, Behaviour behaviour) {
        this.behaviour = behaviour;
        this.host = network.host(Place.in(zone), Site.VPC, ip);
        network.listen(host, port, new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new Serving());
            }
        });
    }

    void behave(Behaviour next) {
        behaviour = next;
    }

    @Override
    public void close() {
        host.close();
    }

    private final class Serving extends ChannelInboundHandlerAdapter {
        private final StringBuilder read = new StringBuilder();

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            read.append(bytes.toString(StandardCharsets.ISO_8859_1));
            bytes.release();
            if (!complete()) return;
            String request = read.toString();
            read.setLength(0);
            Connection connection = new Connection(context.channel());
            if (request.contains("ELB-HealthChecker")) {
                connection.send("HTTP/1.1 " + (healthy ? "200 OK" : "500 Sick") + "\r\nContent-Length: 0\r\n\r\n");
                return;
            }
            requests.add(request);
            behaviour.serve(connection, request);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }

        /// Whether the header is there, and the body as far as its length is told; other bytes are passed as they come.
        private boolean complete() {
            int end = read.indexOf("\r\n\r\n");
            if (end < 0)
                return !read.toString().startsWith("GET") && !read.toString().startsWith("POST");
            String lower = read.substring(0, end).toLowerCase(java.util.Locale.ROOT);
            int at = lower.indexOf("content-length: ");
            if (at >= 0) {
                int length = Integer.parseInt(lower.substring(at + 16)
                        .lines()
                        .findFirst()
                        .orElseThrow()
                        .strip());
                return read.length() >= end + 4 + length;
            }
            return !lower.contains("transfer-encoding: chunked") || read.indexOf("0\r\n\r\n") > 0;
        }
    }
}
