package io.windtunnel.cloud.edge.elbv2.flow;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;

/// How connections are read and written. Shared by all connections of a node.
public final class FlowTuning {
    private static final int LEAST_BYTES = 512;

    public static final FlowTuning STANDARD = new FlowTuning(4 * 1024, 256 * 1024, 512 * 1024);

    private final RecvByteBufAllocator reads;
    private final WriteBufferWaterMark pending;

    /// @param firstBytes the room of a connection's first read
    /// @param mostBytes the most room of one read: reads grow to it while they are filled
    /// @param pendingBytes what may wait to be written to a slow side before the other is no longer read
    public FlowTuning(int firstBytes, int mostBytes, int pendingBytes) {
        this.reads = new AdaptiveRecvByteBufAllocator(LEAST_BYTES, firstBytes, mostBytes);
        this.pending = new WriteBufferWaterMark(pendingBytes / 2, pendingBytes);
    }

    void apply(Channel channel) {
        ChannelConfig config = channel.config();
        config.setRecvByteBufAllocator(reads);
        config.setWriteBufferWaterMark(pending);
    }
}
