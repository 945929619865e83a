package io.windtunnel.kernel.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventPatternTest {
    private static Map<String, Object> field(String name, Object... alternatives) {
        return Map.of(name, List.of(alternatives));
    }

    private static boolean matches(Object alternative, Object value) {
        return EventPattern.parse(field("f", alternative)).matches(Map.of("f", value));
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    @ParameterizedTest
    @CsvSource({
        "a*b,ab,true",
        "a*b,axxb,true",
        "a*b,axx,false",
        "*,x,true",
        "a*,a,true",
        "*a,ba,true",
        "a*a,a,false",
        "a*b*c,aXbYc,true",
        "a*b*c,acb,false",
        "a\\*b,a*b,true",
        "a\\*b,axb,false",
        "ab,ab,true",
        "ab,abc,false"
    })
    void wildcards(String pattern, String value, boolean expected) {
        assertThat(matches(Map.of("wildcard", pattern), value)).isEqualTo(expected);
    }

    @Test
    void eachKindOfAlternative() {
        assertThat(matches("x", "x")).isTrue();
        assertThat(matches("1", number("1"))).isFalse();
        assertThat(matches(number("1"), number("1.0"))).isTrue();
        assertThat(matches(true, true)).isTrue();
        assertThat(matches(Map.of("prefix", "ab"), "abc")).isTrue();
        assertThat(matches(Map.of("prefix", Map.of("equals-ignore-case", "AB")), "abc"))
                .isTrue();
        assertThat(matches(Map.of("suffix", "bc"), "abc")).isTrue();
        assertThat(matches(Map.of("suffix", "abcd"), "abc")).isFalse();
        assertThat(matches(Map.of("equals-ignore-case", "ABC"), "abc")).isTrue();
        assertThat(matches(Map.of("anything-but", "x"), "y")).isTrue();
        assertThat(matches(Map.of("anything-but", List.of("x", "y")), "y")).isFalse();
        assertThat(matches(Map.of("anything-but", Map.of("prefix", "x")), "xy")).isFalse();
        assertThat(matches(Map.of("anything-but", Map.of("wildcard", "x*z")), "xyz"))
                .isFalse();
        assertThat(matches(Map.of("numeric", List.of(">", number("0"), "<=", number("5"))), number("5")))
                .isTrue();
        assertThat(matches(Map.of("numeric", List.of(">", number("0"), "<", number("5"))), number("5")))
                .isFalse();
        assertThat(matches(Map.of("numeric", List.of("=", number("3e2"))), number("300")))
                .isTrue();
        assertThat(matches(Map.of("cidr", "10.0.0.0/9"), "10.127.255.255")).isTrue();
        assertThat(matches(Map.of("cidr", "10.0.0.0/9"), "10.128.0.0")).isFalse();
        assertThat(matches(Map.of("cidr", "2001:db8::/32"), "2001:db8:1::7")).isTrue();
        assertThat(matches(Map.of("cidr", "2001:db8::/32"), "10.0.0.1")).isFalse();
    }

    @Test
    void absenceIsAMatterOfExists() {
        EventPattern absent = EventPattern.parse(Map.of("a", field("b", Map.of("exists", false))));
        assertThat(absent.matches(Map.of())).isTrue();
        assertThat(absent.matches(Map.of("a", Map.of("c", "x")))).isTrue();
        assertThat(absent.matches(Map.of("a", Map.of("b", "x")))).isFalse();
        EventPattern present = EventPattern.parse(field("b", Map.of("exists", true)));
        assertThat(present.matches(Map.of("b", ""))).isTrue();
        assertThat(present.matches(Map.of())).isFalse();
        EventPattern either = EventPattern.parse(field("b", "x", Map.of("exists", false)));
        assertThat(either.matches(Map.of())).isTrue();
        assertThat(either.matches(Map.of("b", "y"))).isFalse();
    }

    @Test
    void listsMatchByAnyOfTheirElements() {
        EventPattern pattern = EventPattern.parse(field("f", "x"));
        assertThat(pattern.matches(Map.of("f", List.of("y", "x")))).isTrue();
        assertThat(pattern.matches(Map.of("f", List.of()))).isFalse();
        EventPattern nested = EventPattern.parse(Map.of("f", Map.of("a", List.of("1"), "b", List.of("2"))));
        assertThat(nested.matches(Map.of("f", List.of(Map.of("a", "1"), Map.of("b", "2")))))
                .isFalse();
        assertThat(nested.matches(Map.of("f", List.of(Map.of("a", "1", "b", "2")))))
                .isTrue();
    }

    @Test
    void orChoosesAmongPatterns() {
        EventPattern pattern = EventPattern.parse(Map.of(
                "source", List.of("s"),
                "$or", List.of(field("a", "1"), Map.of("b", field("c", "2")))));
        assertThat(pattern.matches(Map.of("source", "s", "a", "1"))).isTrue();
        assertThat(pattern.matches(Map.of("source", "s", "b", Map.of("c", "2"))))
                .isTrue();
        assertThat(pattern.matches(Map.of("source", "s", "a", "2"))).isFalse();
        assertThat(pattern.matches(Map.of("source", "t", "a", "1"))).isFalse();
    }

    @Test
    void whatIsNoPatternIsRefusedWithAReason() {
        refused(Map.of(), "Empty Object is not allowed");
        refused(Map.of("a", "x"), "\"a\" must be an object or an array");
        refused(Map.of("a", List.of()), "Empty arrays are not allowed");
        refused(field("a", Map.of("nonsense", "x")), "Unrecognized match type nonsense");
        refused(field("a", Map.of("numeric", List.of("~", number("1")))), "Unrecognized numeric range operator: ~");
        refused(
                field("a", Map.of("numeric", List.of(">", number("5"), "<", number("5")))),
                "Bottom must be less than top");
        refused(field("a", Map.of("wildcard", "a**b")), "Consecutive wildcard characters at pos 1");
        refused(field("a", Map.of("anything-but", List.of("x", number("1")))), "Inside anything but list");
        refused(field("a", Map.of("cidr", "10.0.0.0")), "Malformed CIDR");
        refused(field("a", Map.of("prefix", "x", "suffix", "y")), "Only one key allowed in match expression");
    }

    private static void refused(Map<String, Object> tree, String reason) {
        assertThatThrownBy(() -> EventPattern.parse(tree))
                .isInstanceOf(PatternException.class)
                .hasMessageStartingWith(reason);
    }

    /// Random patterns over random events mean what the plainest reading of them says.
    @Test
    void patternsMeanWhatAPlainReadingSays() {
        int matched = 0;
        for (int seed = 0; seed < 30_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Map<String, Object> pattern = pattern(random, 2);
            Map<String, Object> event = event(random, 2);
            boolean expected = PlainReading.matches(pattern, event);
            assertThat(EventPattern.parse(pattern).matches(event))
                    .as("seed %d: %s against %s", seed, pattern, event)
                    .isEqualTo(expected);
            if (expected) matched++;
        }
        assertThat(matched).isBetween(2_000, 27_000);
    }

    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final List<String> WORDS = List.of("", "x", "xy", "Xy", "yx", "xyx");

    private static <T> T one(SplittableRandom random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static Map<String, Object> pattern(SplittableRandom random, int depth) {
        Map<String, Object> pattern = new HashMap<>();
        int fields = 1 + random.nextInt(2);
        for (int i = 0; i < fields; i++)
            pattern.put(
                    one(random, NAMES),
                    depth > 0 && random.nextInt(3) == 0 ? pattern(random, depth - 1) : leaf(random));
        if (depth > 0 && random.nextInt(5) == 0)
            pattern.put("$or", List.of(pattern(random, depth - 1), pattern(random, depth - 1)));
        return pattern;
    }

    private static List<Object> leaf(SplittableRandom random) {
        List<Object> alternatives = new ArrayList<>();
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) alternatives.add(alternative(random));
        return alternatives;
    }

    private static @Nullable Object alternative(SplittableRandom random) {
        String word = one(random, WORDS.subList(1, WORDS.size()));
        return switch (random.nextInt(11)) {
            case 0 -> null;
            case 1 -> number(Integer.toString(random.nextInt(3)));
            case 2 -> Map.of("prefix", word);
            case 3 -> Map.of("suffix", word);
            case 4 -> Map.of("equals-ignore-case", word);
            case 5 -> Map.of("wildcard", one(random, List.of("x*", "*x", "x*x", "*", "*y*")));
            case 6 -> Map.of("exists", random.nextBoolean());
            case 7 -> Map.of("anything-but", List.of(word, one(random, WORDS)));
            case 8 -> Map.of("numeric", List.of(">=", number("1"), "<", number("2.5")));
            case 9 -> random.nextBoolean();
            default -> word;
        };
    }

    private static Map<String, Object> event(SplittableRandom random, int depth) {
        Map<String, Object> event = new HashMap<>();
        for (String name : NAMES) if (random.nextInt(4) > 0) event.put(name, value(random, depth));
        return event;
    }

    private static @Nullable Object value(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> null;
            case 1 -> number(Integer.toString(random.nextInt(4)));
            case 2 -> random.nextBoolean();
            case 3, 4 -> one(random, WORDS);
            case 5, 6 -> event(random, depth - 1);
            default -> {
                List<@Nullable Object> list = new ArrayList<>();
                int size = random.nextInt(3);
                for (int i = 0; i < size; i++) list.add(value(random, depth - 1));
                yield list;
            }
        };
    }
}
