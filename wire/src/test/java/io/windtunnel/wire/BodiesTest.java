package io.windtunnel.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.wire.codec.Malformed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// Content codings undone, and refused where they are a trap.
class BodiesTest {
    private static WireRequest request(String coding, byte[] body) {
        return new WireRequest("POST", "/", "", Headers.of("Content-Encoding", coding), body, "", false);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    @Test
    void unpacks() throws IOException {
        assertThat(Bodies.open(request("gzip", gzip(new byte[] {1, 2, 3}))).bytes())
                .containsExactly(1, 2, 3);
        assertThat(Bodies.open(request("br", new byte[] {1})).bytes()).containsExactly(1);
    }

    @Test
    void refusesABodyThatUnpacksToTooMuch() throws IOException {
        byte[] bomb = gzip(new byte[Bodies.LIMIT + 1]);
        assertThatThrownBy(() -> Bodies.open(request("gzip", bomb))).isInstanceOf(Malformed.class);
    }

    @Test
    void joinsChunksWithTrailers() {
        String body = "3\r\nabc\r\n2\r\nde\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n";
        assertThat(Bodies.open(request("aws-chunked", body.getBytes(StandardCharsets.US_ASCII)))
                        .bytes())
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("abcde");
    }

    @Test
    void refusesChunksThatAreNone() {
        for (String body :
                new String[] {"z\r\n", "5\r\nabc\r\n", "-1\r\n", "3\r\nabcd\r\n0\r\n\r\n", "3", "7fffffff\r\n"})
            assertThatThrownBy(() -> Bodies.open(request("aws-chunked", body.getBytes(StandardCharsets.US_ASCII))))
                    .as(body)
                    .isInstanceOf(AwsException.class)
                    .hasMessageStartingWith("You did not provide the number of bytes");
    }
}
