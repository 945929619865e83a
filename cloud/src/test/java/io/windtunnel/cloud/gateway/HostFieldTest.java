package io.windtunnel.cloud.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HostFieldTest {
    private static @Nullable String find(String head) {
        ByteBuf bytes =
                Unpooled.copiedBuffer("xx" + head, StandardCharsets.ISO_8859_1).skipBytes(2);
        String found = HostField.find(bytes);
        assertThat(bytes.readerIndex()).isEqualTo(2);
        return found;
    }

    @Test
    void isFoundWhereverItStandsWithoutItsPort() {
        assertThat(find("GET / HTTP/1.1\r\nHost: a.localhost\r\n\r\n")).isEqualTo("a.localhost");
        assertThat(find("GET / HTTP/1.1\r\nX: y\r\nhOsT:A.Localhost:4566\r\n")).isEqualTo("a.localhost");
        assertThat(find("GET / HTTP/1.1\nHost: [::1]:4566\n\n")).isEqualTo("[::1]");
        assertThat(find("GET / HTTP/1.1\nHost: [::1]\n\n")).isEqualTo("[::1]");
    }

    @Test
    void isEmptyWhereThereIsNone() {
        assertThat(find("GET / HTTP/1.0\r\nX-Host: a\r\n\r\nHost: body\r\n")).isEmpty();
        assertThat(find("GET / HTTP/1.1\r\nHost:\r\n\r\n")).isEmpty();
    }

    @Test
    void isWaitedForWhileItMayCome() {
        String head = "GET / HTTP/1.1\r\nX: y\r\nHost: a.localhost\r\n";
        for (int end = 0; end < head.length() - 1; end++)
            assertThat(find(head.substring(0, end))).isNull();
        assertThat(find(head)).isEqualTo("a.localhost");
    }
}
