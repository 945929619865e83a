package io.windtunnel.cloud.edge.elbv2.flow;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;

/// How connections are read and written.
///
/// @param firstBytes the room of a connection's first read
/// @param mostBytes the most room of one read: reads grow to it while they are filled
/// @param pendingBytes what may wait to be written to a slow side before the other is no longer read
public record FlowTuning(int firstBytes, int mostBytes, int pendingBytes) {
    private static final int LEAST_BYTES = 512;

    public static final FlowTuning STANDARD = new FlowTuning(4 * 1024, 256 * 1024, 512 * 1024);

    void apply(Channel channel) {
        channel.config()
                .setOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(LEAST_BYTES, firstBytes, mostBytes));
        channel.config()
                .setOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(pendingBytes / 2, pendingBytes));
    }
}
