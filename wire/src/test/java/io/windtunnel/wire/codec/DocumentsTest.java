package io.windtunnel.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DocumentsTest {
    @Test
    void halvesOfSurrogatePairsAreReplacedAndWholeOnesStay() {
        assertThat(Documents.wellFormed("plain é")).isEqualTo("plain é");
        assertThat(Documents.wellFormed("whole \uD83D\uDE00")).isEqualTo("whole \uD83D\uDE00");
        assertThat(Documents.wellFormed("\uDF66 low")).isEqualTo("\uFFFD low");
        assertThat(Documents.wellFormed("high \uD83D")).isEqualTo("high \uFFFD");
        assertThat(Documents.wellFormed("\uDE00\uD83D")).isEqualTo("\uFFFD\uFFFD");
    }
}
