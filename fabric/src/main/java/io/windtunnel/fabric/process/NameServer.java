package io.windtunnel.fabric.process;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.windtunnel.fabric.net.NamedAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// The cloud's names for the programs of one sandbox: a DNS server over UDP that answers questions for IPv4 addresses.
/// It
/// knows the cloud's names and no others: for those there is no such domain.
///
/// https://www.rfc-editor.org/rfc/rfc1035
final class NameServer {
    /// Where AWS has the resolver of every VPC.
    /// https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
    static final String ADDRESS = "169.254.169.253";

    static final int PORT = 53;

    /// How long an answer may be kept, in seconds: as long as Elastic Load Balancing lets its names be kept.
    private static final int TTL_SECONDS = 60;

    private static final int HEADER = 12;
    private static final int TYPE_A = 1;
    private static final int NO_SUCH_NAME = 3;
    private static final int NOT_BUILT = 4;

    private NameServer() {}

    /// Serves on a socket of the street; closing the channel ends it.
    static Channel serve(
            EventLoopGroup loops, Supplier<DatagramChannel> socket, Function<String, List<NamedAddress>> names) {
        return new Bootstrap()
                .group(loops)
                .channelFactory(() -> new NioDatagramChannel(socket.get()))
                .handler(new SimpleChannelInboundHandler<DatagramPacket>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext context, DatagramPacket question) {
                        ByteBuf answer = answer(question.content(), names);
                        if (answer != null) context.writeAndFlush(new DatagramPacket(answer, question.sender()));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.ofLiteral(ADDRESS), PORT))
                .syncUninterruptibly()
                .channel();
    }

    /// The answer to a question's bytes; null when they are no question.
    static @org.jspecify.annotations.Nullable ByteBuf answer(
            ByteBuf question, Function<String, List<NamedAddress>> names) {
        int start = question.readerIndex();
        if (question.readableBytes() < HEADER + 5 || (question.getByte(start + 2) & 0x80) != 0) return null;
        if (question.getUnsignedShort(start + 4) != 1) return null;
        StringBuilder name = new StringBuilder();
        int at = start + HEADER;
        for (int length = question.getUnsignedByte(at); length != 0; length = question.getUnsignedByte(at)) {
            if (length > 63 || at + length + 5 >= question.writerIndex()) return null;
            if (!name.isEmpty()) name.append('.');
            name.append(question.toString(at + 1, length, StandardCharsets.US_ASCII));
            at += length + 1;
        }
        if (at + 5 > question.writerIndex()) return null;
        int type = question.getUnsignedShort(at + 1);
        List<NamedAddress> addresses = names.apply(name.toString());
        int code = (question.getByte(start + 2) & 0x78) != 0 ? NOT_BUILT : addresses.isEmpty() ? NO_SUCH_NAME : 0;
        List<NamedAddress> told = type == TYPE_A && code == 0 ? addresses : List.of();
        ByteBuf answer = Unpooled.buffer(512);
        answer.writeShort(question.getUnsignedShort(start));
        answer.writeByte(0x84 | question.getByte(start + 2) & 1).writeByte(0x80 | code);
        answer.writeShort(1).writeShort(told.size()).writeShort(0).writeShort(0);
        answer.writeBytes(question, start + HEADER, at + 5 - start - HEADER);
        for (NamedAddress address : told) {
            answer.writeShort(0xc000 | HEADER).writeShort(TYPE_A).writeShort(1).writeInt(TTL_SECONDS);
            answer.writeShort(4).writeBytes(InetAddress.ofLiteral(address.ip()).getAddress());
        }
        return answer;
    }
}
