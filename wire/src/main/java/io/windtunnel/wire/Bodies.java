package io.windtunnel.wire;

import io.windtunnel.wire.codec.Malformed;
import io.windtunnel.wire.sign.AwsChunked;
import io.windtunnel.wire.sign.HashedInput;
import io.windtunnel.wire.sign.Proof;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// Undoes the content coding of a body.
final class Bodies {
    /// The largest body a request may have once it is unpacked, in bytes: what is larger is refused, not held.
    static final int LIMIT = Payload.GATHERED_LIMIT;

    private static final String CHUNKED = "aws-chunked";

    private Bodies() {}

    /// The body of `request` without its content coding, in memory.
    ///
    /// @throws Malformed when it is not coded as it says, or unpacks to more than the limit
    static Payload open(WireRequest request) {
        if (request.payload().length() == 0) return request.payload();
        String codings = request.headers().first("content-encoding", "");
        if (codings.isEmpty() && !isChunked(request)) return request.payload();
        Payload body = isChunked(request) ? ofObject(request, Proof.NONE) : request.payload();
        for (String coding : codings.split(",", -1))
            if (coding.strip().equals("gzip")) body = Payload.of(gunzip(body.bytes()));
        return body;
    }

    /// The body of `request` as S3 takes it: only `aws-chunked` is undone, and what is left of the signature proved,
    /// while it is read.
    static Payload ofObject(WireRequest request, Proof proof) {
        Payload sent = request.payload();
        Payload body = sent.isGathered() ? sent : Payload.of(() -> new ClientInput(sent.open()), sent.length());
        if (proof instanceof Proof.Hash hash)
            body = Payload.of(() -> new HashedInput(new ClientInput(sent.open()), hash), body.length());
        if (!isChunked(request)) return body;
        Chunked chunked = new Chunked(body, decodedLength(request.headers()), proof);
        return body.isGathered() ? chunked.gathered() : chunked;
    }

    /// Whether a request may be for S3, whose bodies alone need not be in memory.
    static boolean mayStream(WireRequest request) {
        if (request.payload().isGathered()) return true;
        String authorization = request.headers().first("authorization");
        if (authorization != null) return authorization.contains("/s3/") || authorization.startsWith("AWS ");
        return !request.rawQuery().contains("X-Amz-Credential=")
                || request.rawQuery().contains("%2Fs3%2F");
    }

    /// `request` with its body in memory.
    static WireRequest gathered(WireRequest request) {
        return new WireRequest(
                request.method(),
                request.rawPath(),
                request.rawQuery(),
                request.headers(),
                Payload.of(request.body()),
                request.sourceAddress(),
                request.secure());
    }

    /// Whether the body is in AWS's own chunked coding.
    private static boolean isChunked(WireRequest request) {
        return request.headers().first("x-amz-content-sha256", "").startsWith("STREAMING-")
                || request.headers().first("content-encoding", "").contains(CHUNKED);
    }

    private static long decodedLength(Headers headers) {
        String said = headers.first("x-amz-decoded-content-length", "");
        try {
            return said.isEmpty() ? -1 : Math.max(-1, Long.parseLong(said));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /// The fields of a request for an object: without the coding that is undone, with its length after that, and with
    /// what trailed a body that is in memory.
    static Headers ofObject(Headers sent, Payload body) {
        if (!(body instanceof Chunked) && !(body instanceof Trailed)) return sent;
        Headers fields = new Headers();
        sent.forEach((name, value) -> {
            if (name.equalsIgnoreCase("content-encoding")) {
                String rest = withoutChunked(value);
                if (!rest.isEmpty()) fields.add(name, rest);
            } else if (!name.equalsIgnoreCase("content-length")) {
                fields.add(name, value);
            }
        });
        if (body.length() >= 0) fields.add("Content-Length", Long.toString(body.length()));
        if (body instanceof Trailed trailed) trailed.trailers.forEach(fields::add);
        return fields;
    }

    private static String withoutChunked(String codings) {
        List<String> rest = new ArrayList<>();
        for (String coding : codings.split(",", -1)) if (!coding.strip().equals(CHUNKED)) rest.add(coding.strip());
        return String.join(",", rest);
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

    /// A body in `aws-chunked` coding that is decoded while it is read.
    private static final class Chunked implements Payload {
        private final Payload coded;
        private final long length;
        private final Proof proof;
        private volatile @Nullable AwsChunked opened;

        Chunked(Payload coded, long length, Proof proof) {
            this.coded = coded;
            this.length = length;
            this.proof = proof;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public InputStream open() throws IOException {
            AwsChunked stream = new AwsChunked(coded.open(), length, proof);
            opened = stream;
            return stream;
        }

        @Override
        public byte[] bytes() {
            return Payload.gather(this);
        }

        @Override
        public boolean isGathered() {
            return false;
        }

        @Override
        public @Nullable String trailer(String name) {
            AwsChunked known = opened;
            return known == null ? null : known.trailer(name);
        }

        Payload gathered() {
            byte[] bytes = bytes();
            AwsChunked known = opened;
            return new Trailed(bytes, known == null ? Map.of() : known.trailers());
        }
    }

    /// A body in memory, and the fields that trailed it.
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    private record Trailed(byte[] bytes, Map<String, String> trailers) implements Payload {
        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public boolean isGathered() {
            return true;
        }

        @Override
        public @Nullable String trailer(String name) {
            return trailers.get(name.toLowerCase(java.util.Locale.ROOT));
        }
    }
}
