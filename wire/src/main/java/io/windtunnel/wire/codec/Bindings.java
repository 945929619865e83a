package io.windtunnel.wire.codec;

import io.windtunnel.wire.Headers;
import io.windtunnel.wire.bind.Bound;
import io.windtunnel.wire.model.ListShape;
import io.windtunnel.wire.model.MapShape;
import io.windtunnel.wire.model.MemberShape;
import io.windtunnel.wire.model.Scalar;
import io.windtunnel.wire.model.TimestampFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The members that stand outside a body: in the path, the query string, the headers and the status.
///
/// Source: https://smithy.io/2.0/spec/http-bindings.html
public final class Bindings {
    private Bindings() {}

    /// Puts the members that stand outside the body into `row`.
    ///
    /// @param labels what stands in the path for each label, percent-encoded
    /// @param query the query string's parameters; those the path's template names are not a member's
    /// @throws Malformed when one is not of its shape
    public static void read(
            Bound.OfStructure bound,
            @Nullable Object[] row,
            Headers headers,
            Map<String, String> labels,
            Map<String, List<String>> query,
            Decoding decoding) {
        List<MemberShape> members = bound.shape().members();
        for (int i = 0; i < row.length; i++) {
            MemberShape shape = members.get(i);
            // The length of a body is the body's to tell.
            if (bound.member(i) == null && shape.locationName().equals("Content-Length")) continue;
            Object value = switch (shape.traits().location()) {
                case BODY, STATUS_CODE -> null;
                case URI -> {
                    String label = labels.get(shape.locationName());
                    yield label == null ? null : scalar(Form.decode(label, false), shape, TimestampFormat.DATE_TIME);
                }
                case HEADER -> header(shape, headers);
                case HEADERS -> prefixed(shape.locationName(), headers);
                case QUERY_STRING -> parameter(shape, query);
            };
            if (value != null && decoding.sent(bound, i, row) != null) row[i] = value;
        }
    }

    private static Object scalar(String text, MemberShape member, TimestampFormat format) {
        return Scalars.parse(text, (Scalar) member.target(), member.traits().timestampFormat(), format);
    }

    private static @Nullable Object parameter(MemberShape member, Map<String, List<String>> query) {
        if (member.target() instanceof MapShape map) return others(map, query);
        List<String> values = query.get(member.locationName());
        if (values == null) return null;
        if (!(member.target() instanceof ListShape list))
            return scalar(values.getFirst(), member, TimestampFormat.DATE_TIME);
        List<Object> parsed = new ArrayList<>();
        for (String value : values) parsed.add(scalar(value, list.member(), TimestampFormat.DATE_TIME));
        return parsed;
    }

    /// A map bound to the query string holds every parameter.
    private static @Nullable Object others(MapShape map, Map<String, List<String>> query) {
        Map<String, Object> others = new LinkedHashMap<>();
        boolean lists = map.value().target() instanceof ListShape;
        query.forEach((name, values) -> others.put(name, lists ? values : values.getFirst()));
        return others.isEmpty() ? null : others;
    }

    private static @Nullable Object header(MemberShape member, Headers headers) {
        if (member.target() instanceof ListShape list) {
            List<String> fields = headers.all(member.locationName());
            if (fields.isEmpty()) return null;
            boolean dates = headerFormat(list.member()) == TimestampFormat.HTTP_DATE
                    && list.member().target() instanceof Scalar scalar
                    && scalar.kind() == Scalar.Kind.TIMESTAMP;
            List<Object> values = new ArrayList<>();
            for (String field : fields)
                for (String value : dates ? splitDates(field) : splitList(field))
                    values.add(scalar(value, list.member(), TimestampFormat.HTTP_DATE));
            return values;
        }
        String value = headers.first(member.locationName());
        if (value == null) return null;
        if (isJson(member)) return new String(Scalars.blob(value), StandardCharsets.UTF_8);
        return scalar(value.strip(), member, TimestampFormat.HTTP_DATE);
    }

    private static boolean isJson(MemberShape member) {
        return member.traits().jsonValue();
    }

    private static TimestampFormat headerFormat(MemberShape member) {
        return member.target() instanceof Scalar scalar
                ? Scalars.timestampFormat(scalar, member.traits().timestampFormat(), TimestampFormat.HTTP_DATE)
                : TimestampFormat.HTTP_DATE;
    }

    /// The elements of a comma-separated field; an element in double quotes may hold commas and escaped quotes.
    static List<String> splitList(String field) {
        List<String> values = new ArrayList<>();
        int position = 0;
        while (position <= field.length()) {
            while (position < field.length() && field.charAt(position) == ' ') position++;
            StringBuilder value = new StringBuilder();
            if (position < field.length() && field.charAt(position) == '"') {
                position = quoted(field, position + 1, value);
                while (position < field.length() && field.charAt(position) == ' ') position++;
                if (position < field.length() && field.charAt(position) != ',')
                    throw new Malformed("A quoted value is followed by more than a comma");
                values.add(value.toString());
            } else {
                int comma = field.indexOf(',', position);
                if (comma < 0) comma = field.length();
                values.add(field.substring(position, comma).strip());
                position = comma;
            }
            position++;
        }
        return values;
    }

    private static int quoted(String field, int start, StringBuilder value) {
        for (int i = start; i < field.length(); i++) {
            char next = field.charAt(i);
            if (next == '"') return i + 1;
            if (next == '\\' && i + 1 < field.length()) next = field.charAt(++i);
            value.append(next);
        }
        throw new Malformed("A quoted value does not end");
    }

    /// The elements of a field of HTTP dates, each of which holds a comma itself.
    private static List<String> splitDates(String field) {
        List<String> values = new ArrayList<>();
        String[] parts = field.split(",", -1);
        if (parts.length % 2 != 0) throw new Malformed("A header is not a list of dates");
        for (int i = 0; i < parts.length; i += 2) values.add(parts[i].strip() + "," + parts[i + 1]);
        return values;
    }

    private static @Nullable Object prefixed(String prefix, Headers headers) {
        Map<String, Object> found = new LinkedHashMap<>();
        String lower = prefix.toLowerCase(Locale.ROOT);
        headers.forEach((name, value) -> {
            if (name.toLowerCase(Locale.ROOT).startsWith(lower)) found.put(name.substring(prefix.length()), value);
        });
        return found.isEmpty() ? null : found;
    }

    /// Adds the members of a response that stand in headers.
    public static void write(Bound.OfStructure bound, @Nullable Object[] row, Headers headers) {
        List<MemberShape> members = bound.shape().members();
        for (int i = 0; i < row.length; i++) {
            Object value = row[i];
            MemberShape member = members.get(i);
            if (value == null) continue;
            switch (member.traits().location()) {
                case HEADER -> writeHeader(member, value, headers);
                case HEADERS ->
                    ((Map<?, ?>) value)
                            .forEach((name, held) -> headers.add(member.locationName() + name, String.valueOf(held)));
                case BODY, URI, QUERY_STRING, STATUS_CODE -> {}
            }
        }
    }

    private static void writeHeader(MemberShape member, Object value, Headers headers) {
        String text;
        if (value instanceof Iterable<?> list && member.target() instanceof ListShape shape) {
            List<String> values = new ArrayList<>();
            for (Object element : list) values.add(headerText(shape.member(), element, true));
            if (values.isEmpty()) return;
            text = String.join(", ", values);
        } else if (isJson(member)) {
            text = Base64.getEncoder().encodeToString(TreeCodec.utf8((String) value));
        } else {
            text = headerText(member, value, false);
            if (text.isEmpty()) return;
        }
        if (isSafe(text)) headers.add(member.locationName(), text);
    }

    private static String headerText(MemberShape member, Object value, boolean inList) {
        Object told = value instanceof Instant moment && headerFormat(member) == TimestampFormat.HTTP_DATE
                ? moment.truncatedTo(ChronoUnit.SECONDS)
                : value;
        String text = Scalars.format(
                told, (Scalar) member.target(), member.traits().timestampFormat(), TimestampFormat.HTTP_DATE);
        boolean quote = inList && value instanceof String && (text.indexOf(',') >= 0 || text.indexOf('"') >= 0);
        return quote ? '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"' : text;
    }

    private static boolean isSafe(String text) {
        return text.chars().noneMatch(next -> next == '\r' || next == '\n' || next == 0);
    }

    /// The status a member of a response says, or `otherwise`.
    public static int status(Bound.OfStructure bound, @Nullable Object[] row, int otherwise) {
        List<MemberShape> members = bound.shape().members();
        for (int i = 0; i < row.length; i++)
            if (members.get(i).traits().location() == MemberShape.Location.STATUS_CODE && row[i] instanceof Number code)
                return code.intValue();
        return otherwise;
    }
}
