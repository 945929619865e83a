package io.windtunnel.wire;

import io.windtunnel.wire.codec.Malformed;
import io.windtunnel.wire.sign.AwsChunked;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// Undoes the content coding of a body.
final class Bodies {
    /// The largest body a request may have once it is unpacked, in bytes: what is larger is refused, not held. Lambda's
    /// 50 MB upload is the largest AWS takes outside S3.
    static final int LIMIT = 64 << 20;

    private Bodies() {}

    /// The body of `request` without its content coding.
    ///
    /// @throws Malformed when it is not coded as it says, or unpacks to more than the limit
    static byte[] open(WireRequest request) {
        byte[] body = request.body();
        if (body.length == 0) return body;
        for (String coding : request.headers().first("content-encoding", "").split(",")) {
            switch (coding.strip()) {
                case "gzip" -> body = gunzip(body);
                case "aws-chunked" -> body = AwsChunked.join(body);
                default -> {} // the service's own business, as for S3
            }
        }
        return body;
    }

    private static byte[] gunzip(byte[] packed) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] body = in.readNBytes(LIMIT + 1);
            if (body.length > LIMIT) throw new Malformed("The body unpacks to more than %d bytes".formatted(LIMIT));
            return body;
        } catch (IOException e) {
            throw new Malformed("The body is not gzip");
        }
    }
}
