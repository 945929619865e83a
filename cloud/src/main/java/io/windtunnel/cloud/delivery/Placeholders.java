package io.windtunnel.cloud.delivery;

import org.jspecify.annotations.Nullable;

/// Fills the placeholders of a text such as `{"id": <id>}` with values of JSON.
public final class Placeholders {
    /// What a name in angle brackets stands for.
    @FunctionalInterface
    public interface Variables {
        /// What [#value] answers for a name that is no variable: its brackets stay.
        Object UNKNOWN = new Object();

        /// The value as a tree of JSON; null leaves nothing; [#UNKNOWN] leaves the text as it is.
        @Nullable
        Object value(String name);
    }

    private Placeholders() {}

    /// Inside of a JSON text a text is put in without its quotes and other values as JSON, escaped; elsewhere all are
    /// put in as JSON.
    public static String fill(String template, Variables variables) {
        StringBuilder filled = new StringBuilder(template.length() + 128);
        boolean inText = false;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c == '\\' && i + 1 < template.length()) {
                filled.append(c).append(template.charAt(++i));
                continue;
            }
            int end = c == '<' ? template.indexOf('>', i) : -1;
            Object value = end < 0 ? Variables.UNKNOWN : variables.value(template.substring(i + 1, end));
            if (value != Variables.UNKNOWN) {
                filled.append(written(value, inText));
                i = end;
                continue;
            }
            if (c == '"') inText = !inText;
            filled.append(c);
        }
        return filled.toString();
    }

    private static String written(@Nullable Object value, boolean inText) {
        if (value == null) return "";
        String json = Json.write(value);
        if (!inText) return json;
        if (value instanceof String) return json.substring(1, json.length() - 1);
        String escaped = Json.write(json);
        return escaped.substring(1, escaped.length() - 1);
    }
}
