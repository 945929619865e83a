package io.windtunnel.cloud.edge.elbv2.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpStatusClass;

/// HTTP/1.1 as a node reads and writes it, with the load balancer's limits.
final class Codecs {
    /// A request line, a whole request header, a whole response header: bytes.
    /// Source:
    /// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
    static final int LONGEST_REQUEST_LINE = 16 * 1024;

    static final int LONGEST_REQUEST_HEADER = 64 * 1024;
    static final int LONGEST_RESPONSE_HEADER = 32 * 1024;

    /// The largest piece of a body that is passed on at once.
    private static final int PIECE = 64 * 1024;

    private Codecs() {}

    private static HttpDecoderConfig limits(int line, int header) {
        return new HttpDecoderConfig()
                .setMaxInitialLineLength(line)
                .setMaxHeaderSize(header)
                .setMaxChunkSize(PIECE);
    }

    /// Reads a client's requests.
    static final class RequestReader extends HttpRequestDecoder {
        private long bytes;
        private boolean ambiguous;

        RequestReader() {
            super(limits(LONGEST_REQUEST_LINE, LONGEST_REQUEST_HEADER).setUseRfc9112TransferEncoding(false));
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            if (message instanceof ByteBuf buffer) bytes += buffer.readableBytes();
            super.channelRead(context, message);
        }

        @Override
        protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
            ambiguous = true;
            super.handleTransferEncodingChunkedWithContentLength(message);
        }

        /// The bytes read since this was last asked.
        long takeBytes() {
            long taken = bytes;
            bytes = 0;
            return taken;
        }

        /// Whether the request just read says its length in two ways.
        boolean takeAmbiguous() {
            boolean taken = ambiguous;
            ambiguous = false;
            return taken;
        }
    }

    /// Writes responses to a client, and knows whether the request was a HEAD.
    static final class ResponseWriter extends HttpResponseEncoder {
        private boolean headOnly;

        void headOnly(boolean only) {
            headOnly = only;
        }

        @Override
        protected boolean isContentAlwaysEmpty(HttpResponse response) {
            return headOnly || super.isContentAlwaysEmpty(response);
        }
    }

    /// Reads a target's responses, and knows whether the request was a HEAD.
    static final class ResponseReader extends HttpResponseDecoder {
        private long bytes;
        private boolean headOnly;

        ResponseReader() {
            super(limits(LONGEST_REQUEST_LINE, LONGEST_RESPONSE_HEADER));
        }

        void headOnly(boolean only) {
            headOnly = only;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            if (message instanceof ByteBuf buffer) bytes += buffer.readableBytes();
            super.channelRead(context, message);
        }

        @Override
        protected boolean isContentAlwaysEmpty(HttpMessage message) {
            if (headOnly
                    && message instanceof HttpResponse response
                    && response.status().codeClass() != HttpStatusClass.INFORMATIONAL) return true;
            return super.isContentAlwaysEmpty(message);
        }

        /// The bytes read since this was last asked.
        long takeBytes() {
            long taken = bytes;
            bytes = 0;
            return taken;
        }
    }
}
