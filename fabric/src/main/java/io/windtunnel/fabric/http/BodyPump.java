package io.windtunnel.fabric.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/// Sends a stream as a response's body: read by a virtual thread, piece by piece, no faster than the client takes it.
///
/// Thread safety: [#run] is called once.
final class BodyPump implements Runnable {
    /// The longest piece, in bytes.
    private static final int PIECE = 64 * 1024;

    /// Pieces that may be on their way to the client: with their length the memory one response takes.
    private static final int MOST_UNDER_WAY = 4;

    private final ChannelHandlerContext ctx;
    private final Content content;
    private final Progress progress;
    private final Semaphore room = new Semaphore(MOST_UNDER_WAY);
    private volatile boolean broken;

    /// What the event loop is told, on it.
    interface Progress {
        /// A piece has been handed to the connection.
        void begun();

        /// The client's side has taken a piece.
        void taken();

        /// The whole body has been handed to the connection; or the rest of it cannot be had.
        void ended(boolean whole);
    }

    BodyPump(ChannelHandlerContext ctx, Content content, Progress progress) {
        this.ctx = ctx;
        this.content = content;
        this.progress = progress;
    }

    @Override
    public void run() {
        boolean whole = false;
        try (InputStream in = content.open()) {
            whole = pump(in);
        } catch (IOException unreadable) {
            System.getLogger("io.windtunnel.fabric.http")
                    .log(System.Logger.Level.WARNING, "the rest of an answer cannot be read", unreadable);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RejectedExecutionException closing) {
            return;
        } finally {
            end(whole);
        }
    }

    private void end(boolean whole) {
        if (!ctx.executor().isShuttingDown()) ctx.executor().execute(() -> progress.ended(whole));
    }

    private boolean pump(InputStream in) throws IOException, InterruptedException {
        long rest = content.length() < 0 ? Long.MAX_VALUE : content.length();
        while (rest > 0 && !broken) {
            room.acquire();
            ByteBuf piece = ctx.alloc().buffer((int) Math.min(PIECE, rest));
            int got = fill(piece, in, (int) Math.min(PIECE, rest));
            if (got == 0) {
                piece.release();
                break;
            }
            rest -= got;
            ctx.executor().execute(() -> send(piece));
        }
        return !broken && (rest == 0 || content.length() < 0);
    }

    /// As many bytes as there are, up to `most`.
    private static int fill(ByteBuf piece, InputStream in, int most) throws IOException {
        int got = 0;
        try {
            while (got < most) {
                int more = piece.writeBytes(in, most - got);
                if (more < 0) break;
                got += more;
            }
            return got;
        } catch (IOException | RuntimeException unreadable) {
            piece.release();
            throw unreadable;
        }
    }

    private void send(ByteBuf piece) {
        progress.begun();
        ctx.writeAndFlush(new DefaultHttpContent(piece)).addListener(written -> {
            if (!written.isSuccess()) broken = true;
            room.release();
            progress.taken();
        });
    }
}
