package io.windtunnel.cloud.operations.logs.pattern;

import io.windtunnel.cloud.operations.logs.pattern.FilterPattern.Delimited;
import io.windtunnel.cloud.operations.logs.pattern.FilterPattern.Delimited.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Reads a filter pattern's outer form.
final class PatternReader {
    private static final Pattern PLAIN_TERM = Pattern.compile("[\\p{Alnum}_.]+");

    /// What a regular expression may have besides letters and digits.
    private static final String REGEX_SYMBOLS = ":_#=@/;,-^$?[]{}|\\*+. ";

    /// How many regular expressions a pattern may have.
    /// Source:
    /// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
    static final int MOST_REGEXES = 2;

    private PatternReader() {}

    static FilterPattern read(String text) {
        String pattern = text.strip();
        FilterPattern read;
        if (pattern.isEmpty()) read = new FilterPattern.Everything();
        else if (pattern.startsWith("{")) read = json(pattern);
        else if (pattern.startsWith("[")) read = delimited(pattern);
        else read = terms(pattern);
        if (read.regexes() > MOST_REGEXES && !(read instanceof FilterPattern.Terms))
            throw new BadPattern(
                    "Invalid filter pattern: at most " + MOST_REGEXES + " regular expressions are allowed");
        return read;
    }

    private static FilterPattern json(String pattern) {
        if (!pattern.endsWith("}")) throw new BadPattern("Invalid filter pattern: } is missing");
        return new FilterPattern.Json(ConditionReader.read(pattern.substring(1, pattern.length() - 1)));
    }

    private static FilterPattern delimited(String pattern) {
        if (!pattern.endsWith("]")) throw new BadPattern("Invalid filter pattern: ] is missing");
        List<Field> fields = new ArrayList<>();
        for (String part : parts(pattern.substring(1, pattern.length() - 1))) fields.add(field(part.strip()));
        if (fields.stream().filter(Field::isEllipsis).count() > 1)
            throw new BadPattern("Invalid filter pattern: more than one ellipsis");
        return new Delimited(List.copyOf(fields));
    }

    private static Field field(String part) {
        if (part.equals(Field.ELLIPSIS) || part.equals("…")) return new Field(Field.ELLIPSIS, Optional.empty());
        if (part.isEmpty()) return new Field("", Optional.empty());
        int end = 0;
        while (end < part.length() && (Character.isLetterOrDigit(part.charAt(end)) || part.charAt(end) == '_')) end++;
        String name = part.substring(0, end);
        if (end == part.length()) return new Field(name, Optional.empty());
        if (name.isEmpty()) throw new BadPattern("Invalid filter pattern: a field has no name: " + part);
        return new Field(name, Optional.of(ConditionReader.read(part)));
    }

    /// The text between commas, without those in quotes and regular expressions.
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        char within = 0;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (within != 0) within = each == within ? 0 : within;
            else if (each == '"' || each == '%') within = each;
            else if (each == ',') {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static FilterPattern terms(String pattern) {
        List<Term> required = new ArrayList<>();
        List<Term> optional = new ArrayList<>();
        List<Term> excluded = new ArrayList<>();
        int at = 0;
        while (at < pattern.length()) {
            if (Character.isWhitespace(pattern.charAt(at))) {
                at++;
                continue;
            }
            List<Term> kind = switch (pattern.charAt(at)) {
                case '?' -> optional;
                case '-' -> excluded;
                default -> required;
            };
            if (kind != required) at++;
            while (kind == excluded && at < pattern.length() && pattern.charAt(at) == ' ') at++;
            int end = end(pattern, at);
            kind.add(term(pattern.substring(at, end)));
            at = end;
        }
        // AWS: a question mark is passed over where it stands with other terms
        if (!required.isEmpty() || !excluded.isEmpty()) {
            required.addAll(optional);
            optional.clear();
        }
        return new FilterPattern.Terms(List.copyOf(required), List.copyOf(optional), List.copyOf(excluded));
    }

    /// Where the term that begins at `from` ends.
    private static int end(String pattern, int from) {
        if (from < pattern.length() && (pattern.charAt(from) == '"' || pattern.charAt(from) == '%')) {
            int end = closing(pattern, from);
            if (end < 0) throw new BadPattern("Invalid filter pattern: " + pattern.charAt(from) + " is not closed");
            return end + 1;
        }
        int end = from;
        while (end < pattern.length() && !Character.isWhitespace(pattern.charAt(end))) end++;
        return end;
    }

    /// The quote that closes the one at `from`; a backslash takes a quote's meaning away.
    static int closing(String text, int from) {
        for (int i = from + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') i++;
            else if (text.charAt(i) == text.charAt(from)) return i;
        }
        return -1;
    }

    private static Term term(String written) {
        if (written.length() > 1 && written.startsWith("%") && written.endsWith("%"))
            return new Term.Regex(regex(written.substring(1, written.length() - 1)));
        if (written.length() > 1 && written.startsWith("\"") && written.endsWith("\""))
            return new Term.Text(unescaped(written.substring(1, written.length() - 1)));
        if (!PLAIN_TERM.matcher(written).matches())
            throw new BadPattern("Invalid character(s) in term '" + written + "'");
        return new Term.Text(written);
    }

    static String unescaped(String quoted) {
        return quoted.replace("\\\"", "\"").replace("\\\\", "\\");
    }

    /// A regular expression of those AWS takes: without groups, in ASCII.
    static Pattern regex(String expression) {
        for (int i = 0; i < expression.length(); i++) {
            char each = expression.charAt(i);
            boolean escaped = i > 0 && expression.charAt(i - 1) == '\\';
            boolean known = each < 128 && Character.isLetterOrDigit(each) || REGEX_SYMBOLS.indexOf(each) >= 0;
            if (!known && !(escaped && each < 128))
                throw new BadPattern("Invalid filter pattern: '" + each + "' is not supported in a regular expression");
        }
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new BadPattern("Invalid filter pattern: " + e.getDescription() + " in %" + expression + "%");
        }
    }
}
