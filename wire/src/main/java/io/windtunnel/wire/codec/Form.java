package io.windtunnel.wire.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Names and values as a query string or a form body carries them, decoded, in their order.
public final class Form {
    /// What is said of a percent sign that is not followed by two hexadecimal digits.
    public static final String BAD_PERCENT = "A percent sign is not followed by two hexadecimal digits";

    private final List<String> pairs = new ArrayList<>();

    /// The pairs of `encoded`, such as `Action=DescribeVpcs&Version=2016-11-15`.
    ///
    /// @throws Malformed when a percent sign is not followed by two hexadecimal digits
    public static Form parse(String encoded) {
        Form form = new Form();
        form.add(encoded);
        return form;
    }

    /// Adds the pairs of `encoded`.
    public void add(String encoded) {
        for (int start = 0; start < encoded.length(); ) {
            int end = encoded.indexOf('&', start);
            if (end < 0) end = encoded.length();
            int equals = encoded.indexOf('=', start);
            if (equals < 0 || equals > end) equals = end;
            if (end > start) {
                pairs.add(decode(encoded.substring(start, equals), true));
                pairs.add(equals == end ? "" : decode(encoded.substring(equals + 1, end), true));
            }
            start = end + 1;
        }
    }

    /// The first value of `name`, or null.
    public @Nullable String first(String name) {
        for (int i = 0; i < pairs.size(); i += 2) if (pairs.get(i).equals(name)) return pairs.get(i + 1);
        return null;
    }

    /// Whether `name` stands among them with `value`.
    public boolean has(String name, String value) {
        for (int i = 0; i < pairs.size(); i += 2)
            if (pairs.get(i).equals(name) && pairs.get(i + 1).equals(value)) return true;
        return false;
    }

    /// Every name with its values.
    public Map<String, List<String>> all() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (int i = 0; i < pairs.size(); i += 2)
            all.computeIfAbsent(pairs.get(i), name -> new ArrayList<>()).add(pairs.get(i + 1));
        return all;
    }

    /// The pairs as a tree along the dots in their names, for the query protocols.
    Node tree() {
        Node root = new Node();
        for (int i = 0; i < pairs.size(); i += 2) root.put(pairs.get(i), pairs.get(i + 1));
        return root;
    }

    /// `text` with its percent-encoding undone, and a plus sign read as a space where `plus` is set.
    ///
    /// @throws Malformed when a percent sign is not followed by two hexadecimal digits
    public static String decode(String text, boolean plus) {
        if (text.indexOf('%') < 0 && (!plus || text.indexOf('+') < 0)) return text;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte next = bytes[i];
            if (next == '%') {
                int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
                int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
                if (low < 0) throw new Malformed(BAD_PERCENT);
                next = (byte) (high << 4 | low);
                i += 2;
            } else if (plus && next == '+') {
                next = ' ';
            }
            bytes[length++] = next;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /// `text` with its percent-encoding undone, or as it is where it is not so encoded.
    public static String decoded(String text) {
        try {
            return decode(text, false);
        } catch (Malformed e) {
            return text;
        }
    }

    /// A name's part between two dots: what was sent under it, and its own value.
    static final class Node {
        @Nullable
        String value;

        @Nullable
        Map<String, Node> children;

        void put(String name, String newValue) {
            Node node = this;
            int depth = 0;
            for (int start = 0; start <= name.length(); ) {
                int end = name.indexOf('.', start);
                if (end < 0) end = name.length();
                if (++depth > Decoding.DEPTH_LIMIT) throw new Malformed("The request is nested too deeply");
                node = node.childOrNew(name.substring(start, end));
                start = end + 1;
            }
            node.value = newValue;
        }

        private Node childOrNew(String name) {
            if (children == null) children = new LinkedHashMap<>();
            return children.computeIfAbsent(name, absent -> new Node());
        }

        @Nullable
        Node child(String name) {
            return children == null ? null : children.get(name);
        }

        Map<String, Node> children() {
            return children == null ? Map.of() : children;
        }

        /// The children whose names are numbers, in the order of these.
        List<Node> elements() {
            List<Map.Entry<Integer, Node>> numbered = new ArrayList<>();
            children().forEach((name, node) -> {
                int number = number(name);
                if (number >= 0) numbered.add(Map.entry(number, node));
            });
            numbered.sort(Map.Entry.comparingByKey());
            return numbered.stream().map(Map.Entry::getValue).toList();
        }

        private static int number(String name) {
            if (name.isEmpty() || name.length() > 9) return -1;
            for (int i = 0; i < name.length(); i++) if (name.charAt(i) < '0' || name.charAt(i) > '9') return -1;
            return Integer.parseInt(name);
        }
    }
}
