package io.windtunnel.fabric.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Arrays;

/// A body that is being gathered.
///
/// @param bytes the bytes so far, and room behind them
@SuppressWarnings("ArrayRecordComponent") // gathered by one owner, never compared
record Body(byte[] room, int size) {
    static final Body NONE = new Body(new byte[0], 0);

    /// The body with the readable bytes of `more` added. This one is not to be used any more.
    Body with(ByteBuf more) {
        int added = more.readableBytes();
        if (added == 0) return this;
        if (size == 0) return new Body(ByteBufUtil.getBytes(more), added);
        byte[] grown =
                size + added <= room.length ? room : Arrays.copyOf(room, Math.max(2 * room.length, size + added));
        more.getBytes(more.readerIndex(), grown, size, added);
        return new Body(grown, size + added);
    }

    /// The bytes, exactly.
    byte[] bytes() {
        return room.length == size ? room : Arrays.copyOf(room, size);
    }
}
