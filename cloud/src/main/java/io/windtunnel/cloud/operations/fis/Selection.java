package io.windtunnel.cloud.operations.fis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// How many of the resources found are taken: all, a number, or a share, rounded down.
///
/// Source: https://docs.aws.amazon.com/fis/latest/userguide/targets.html
sealed interface Selection {
    record All() implements Selection {}

    record Count(int most) implements Selection {}

    record Percent(int percent) implements Selection {}

    /// `ALL`, `COUNT(n)`, `PERCENT(n)`; empty for anything else.
    static Optional<Selection> parse(String text) {
        if (text.equals("ALL")) return Optional.of(new All());
        Optional<Integer> count = number(text, "COUNT(", 1, Integer.MAX_VALUE);
        if (count.isPresent()) return Optional.of(new Count(count.get()));
        return number(text, "PERCENT(", 1, 100).map(Percent::new);
    }

    private static Optional<Integer> number(String text, String word, int least, int most) {
        if (!text.startsWith(word) || !text.endsWith(")")) return Optional.empty();
        String digits = text.substring(word.length(), text.length() - 1);
        if (digits.isEmpty() || digits.length() > 9 || !digits.chars().allMatch(Character::isDigit))
            return Optional.empty();
        int number = Integer.parseInt(digits);
        return number < least || number > most ? Optional.empty() : Optional.of(number);
    }

    /// How many of `found`.
    default int of(int found) {
        return switch (this) {
            case All() -> found;
            case Count(int most) -> Math.min(most, found);
            case Percent(int percent) -> (int) ((long) found * percent / 100);
        };
    }

    /// Takes by chance, and keeps the order.
    default <T> List<T> take(List<T> found, RandomGenerator random) {
        int wanted = of(found.size());
        if (wanted == found.size()) return found;
        List<T> taken = new ArrayList<>();
        for (int i = 0; i < found.size(); i++)
            if (random.nextInt(found.size() - i) < wanted - taken.size()) taken.add(found.get(i));
        return taken;
    }
}
