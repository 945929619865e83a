package io.windtunnel.cloud.edge.elbv2.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.kernel.random.RandomStreams;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WildcardTest {
    @Test
    void starsAndQuestionMarksStandForText() {
        assertThat(new Wildcard("*.example.com", true).matches("test.Example.com"))
                .isTrue();
        assertThat(new Wildcard("*.example.com", true).matches("example.com")).isFalse();
        assertThat(new Wildcard("/img/*", false).matches("/img/a/b")).isTrue();
        assertThat(new Wildcard("/img/*", false).matches("/IMG/a")).isFalse();
        assertThat(new Wildcard("/a?c", false).matches("/abc")).isTrue();
        assertThat(new Wildcard("*", false).matches("")).isTrue();
    }

    /// Any pattern matches as the regular expression that says the same.
    @Test
    void itAgreesWithARegularExpression() {
        RandomGenerator random = new RandomStreams(17).stream("patterns");
        for (int run = 0; run < 20_000; run++) {
            String pattern = draw(random, "ab*?", 8);
            String text = draw(random, "ab", 10);
            String regex = pattern.replace("?", ".").replace("*", ".*");
            assertThat(new Wildcard(pattern, false).matches(text))
                    .as("%s on %s", pattern, text)
                    .isEqualTo(Pattern.matches(regex, text));
        }
    }

    private static String draw(RandomGenerator random, String letters, int most) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(most);
        for (int i = 0; i < length; i++) text.append(letters.charAt(random.nextInt(letters.length())));
        return text.toString();
    }
}
