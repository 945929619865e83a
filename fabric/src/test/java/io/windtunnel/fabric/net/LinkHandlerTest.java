package io.windtunnel.fabric.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.time.VirtualTime;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinkHandlerTest {
    private static final Place A = Place.in(Region.US_EAST_1.zone("a"));
    private static final Place B = Place.in(Region.US_EAST_1.zone("b"));

    private final Links links = new Links();
    private final VirtualTime time = new VirtualTime(Instant.EPOCH);
    private final List<Throwable> errors = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel(
            new LinkHandler(links.link(A, B), links.link(B, A), time, new SplittableRandom(1), null),
            new ChannelInboundHandlerAdapter() {
                @Override
                public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                    errors.add(cause);
                }
            });

    @AfterEach
    void nothingIsLeft() {
        channel.finishAndReleaseAll();
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    private @Nullable String received() {
        ByteBuf next = channel.readInbound();
        return next == null ? null : text(next);
    }

    private @Nullable String sent() {
        ByteBuf next = channel.readOutbound();
        return next == null ? null : text(next);
    }

    private static String text(ByteBuf buffer) {
        try {
            return buffer.toString(StandardCharsets.US_ASCII);
        } finally {
            buffer.release();
        }
    }

    @Test
    void aPlainLinkLetsEverythingThroughAtOnce() {
        channel.writeInbound(bytes("in"));
        channel.writeOutbound(bytes("out"));
        assertThat(received()).isEqualTo("in");
        assertThat(sent()).isEqualTo("out");
    }

    @Test
    void latencyHoldsBothDirections() {
        links.impair(A, B, LinkQuality.latency(Duration.ofMillis(50)));
        channel.writeInbound(bytes("in"));
        channel.writeOutbound(bytes("out"));
        time.advance(Duration.ofMillis(49));
        assertThat(received()).isNull();
        assertThat(sent()).isNull();
        time.advance(Duration.ofMillis(1));
        assertThat(received()).isEqualTo("in");
        assertThat(sent()).isEqualTo("out");
    }

    @Test
    void whatIsUnderWayIsNotOvertakenWhenTheFaultIsLifted() {
        Fault slow = links.impair(A, B, LinkQuality.latency(Duration.ofMillis(50)));
        channel.writeInbound(bytes("first"));
        slow.lift();
        channel.writeInbound(bytes("second"));
        assertThat(received()).isNull();
        time.advance(Duration.ofMillis(50));
        assertThat(received()).isEqualTo("first");
        assertThat(received()).isEqualTo("second");
        channel.writeInbound(bytes("third"));
        assertThat(received()).isEqualTo("third");
    }

    @Test
    void aCutHoldsEverythingUntilTheFirstRetryAfterIt() {
        Fault cut = links.cut(A, B);
        channel.writeInbound(bytes("in"));
        channel.writeOutbound(bytes("out"));
        time.advance(Duration.ofSeconds(10));
        assertThat(received()).isNull();
        assertThat(sent()).isNull();
        cut.lift();
        time.advance(Duration.ofMillis(2599));
        assertThat(received()).isNull();
        time.advance(Duration.ofMillis(1));
        assertThat(received()).isEqualTo("in");
        assertThat(sent()).isEqualTo("out");
        assertThat(errors).isEmpty();
    }

    @Test
    void anIdleConnectionOutlivesACutUnharmed() {
        Fault cut = links.cut(A, B);
        time.advance(Duration.ofHours(2));
        cut.lift();
        channel.writeInbound(bytes("in"));
        assertThat(received()).isEqualTo("in");
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aStalledSenderGivesUpAfterAQuarterOfAnHour() {
        links.cut(A, B);
        ChannelFuture written = channel.writeAndFlush(bytes("out"));
        time.advance(Duration.ofMinutes(14));
        assertThat(channel.isOpen()).isTrue();
        time.advance(Duration.ofMinutes(4));
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        assertThat(errors).singleElement().isInstanceOf(java.net.SocketTimeoutException.class);
        assertThat(written.cause()).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void theEndFollowsWhatIsUnderWay() {
        links.impair(A, B, LinkQuality.latency(Duration.ofMillis(50)));
        channel.writeOutbound(bytes("last words"));
        channel.close();
        assertThat(channel.isOpen()).isTrue();
        channel.writeInbound(bytes("ignored"));
        time.advance(Duration.ofMillis(50));
        channel.runPendingTasks();
        assertThat(sent()).isEqualTo("last words");
        assertThat(channel.isOpen()).isFalse();
        assertThat(received()).isNull();
    }

    @Test
    void overACutLinkTheEndIsLocalAndImmediate() {
        links.cut(A, B);
        ChannelFuture written = channel.writeAndFlush(bytes("never"));
        channel.close();
        assertThat(channel.isOpen()).isFalse();
        assertThat(written.cause()).isInstanceOf(ClosedChannelException.class);
        assertThat(sent()).isNull();
    }

    @Test
    void aNarrowLinkMakesTheChannelUnwritable() {
        links.impair(A, B, new LinkQuality(Duration.ZERO, Duration.ZERO, 0, 100_000, false));
        channel.writeOutbound(Unpooled.wrappedBuffer(new byte[50_000]));
        assertThat(channel.isWritable()).isTrue();
        channel.writeOutbound(Unpooled.wrappedBuffer(new byte[50_000]));
        assertThat(channel.isWritable()).isFalse();
        time.advance(Duration.ofMillis(500));
        assertThat(channel.isWritable()).isFalse();
        time.advance(Duration.ofMillis(500));
        assertThat(channel.isWritable()).isTrue();
    }
}
