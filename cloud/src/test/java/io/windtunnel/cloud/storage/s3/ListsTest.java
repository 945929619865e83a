package io.windtunnel.cloud.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.storage.s3.S3Fixture.Answer;
import io.windtunnel.kernel.random.RandomStreams;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Lists, held against a plain sorted map: random keys, prefixes, delimiters, pages and versions.
class ListsTest {
    private static final long SEED = 20260101;

    /// Few characters, so that prefixes meet; one of two bytes, one of four (which UTF-16 would order differently).
    private static final String[] LETTERS = {"a", "b", "/", "é", "\ud83d\ude00", "\uffee"};

    private final S3Fixture s3 = new S3Fixture();

    @BeforeEach
    void open() {
        s3.put("/box", "");
    }

    @AfterEach
    void close() {
        s3.close();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String word(RandomGenerator random, int longest) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(longest + 1); i > 0; i--) word.append(LETTERS[random.nextInt(LETTERS.length)]);
        return word.toString();
    }

    private static TreeMap<String, List<String>> model() {
        return new TreeMap<>((a, b) ->
                Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
    }

    /// What a list holds, in order, as S3's documentation says it: keys and common prefixes.
    private static List<String> expected(
            TreeMap<String, List<String>> model, String prefix, String delimiter, String after) {
        List<String> found = new ArrayList<>();
        for (String key : model.keySet()) {
            if (!key.startsWith(prefix) || model.comparator().compare(key, after) <= 0) continue;
            if (model.get(key).getFirst().equals("marker")) continue;
            int at = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
            String entry = at < 0 ? key : key.substring(0, at + delimiter.length());
            if (at >= 0 && (found.contains("P" + entry) || after.startsWith(entry))) continue;
            found.add((at < 0 ? "K" : "P") + entry);
        }
        return found;
    }

    private static void collect(Answer page, TreeSet<String> into, List<String> all) {
        TreeMap<String, List<String>> order = model();
        for (String key : page.elements("Key").split(",")) if (!key.isEmpty()) order.put(key, List.of("K"));
        String prefixes = "";
        for (String each : page.text().split("<CommonPrefixes>", -1)) {
            int start = each.indexOf("<Prefix>");
            if (each.startsWith("<Prefix>")) prefixes += each.substring(start + 8, each.indexOf("</Prefix>")) + ",";
        }
        for (String each : prefixes.split(",")) if (!each.isEmpty()) order.put(each, List.of("P"));
        order.forEach((key, kind) -> {
            assertThat(into.add(kind.getFirst() + key)).as("told twice: " + key).isTrue();
            all.add(kind.getFirst() + key);
        });
    }

    private void write(RandomGenerator random, TreeMap<String, List<String>> model, boolean versioned) {
        for (int i = 0; i < 120; i++) {
            String key = word(random, 5) + "k";
            boolean deletes = versioned && random.nextInt(4) == 0;
            List<String> versions = model.computeIfAbsent(key, _ -> new ArrayList<>());
            if (!versioned) versions.clear();
            if (deletes) s3.delete("/box/" + encoded(key));
            else s3.put("/box/" + encoded(key), "" + i);
            versions.addFirst(deletes ? "marker" : "" + Integer.toString(i).length());
        }
    }

    private static String delimiter(RandomGenerator random) {
        return random.nextInt(3) == 0 ? "" : random.nextInt(4) == 0 ? "ab" : LETTERS[random.nextInt(3)];
    }

    @Test
    void objectsAreListedAsASortedMapWouldListThem() {
        RandomGenerator random = new RandomStreams(SEED).stream("lists");
        TreeMap<String, List<String>> model = model();
        s3.put("/box?versioning", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>");
        write(random, model, true);
        for (int round = 0; round < 150; round++) {
            String prefix = word(random, 2);
            String delimiter = delimiter(random);
            String after = random.nextBoolean() ? "" : word(random, 4);
            boolean second = random.nextBoolean();
            int size = 1 + random.nextInt(random.nextBoolean() ? 3 : 200);
            List<String> all = new ArrayList<>();
            TreeSet<String> seen = new TreeSet<>();
            String from = second ? "&start-after=" + encoded(after) : "&marker=" + encoded(after);
            for (int page = 0; page < 200; page++) {
                Answer answer = s3.get("/box?" + (second ? "list-type=2&" : "") + "prefix=" + encoded(prefix)
                        + "&delimiter=" + encoded(delimiter) + "&max-keys=" + size + from);
                collect(answer, seen, all);
                if (second) assertThat(answer.element("KeyCount")).isNotEmpty();
                if (answer.element("IsTruncated").equals("false")) break;
                from = second
                        ? "&continuation-token=" + encoded(answer.element("NextContinuationToken"))
                        : "&marker=" + encoded(next(answer, all));
            }
            assertThat(all)
                    .as("seed %d round %d prefix '%s' delimiter '%s' after '%s'", SEED, round, prefix, delimiter, after)
                    .containsExactlyElementsOf(expected(model, prefix, delimiter, after));
        }
    }

    /// The first list tells the next marker where there is a delimiter, else it is the last key.
    private static String next(Answer answer, List<String> all) {
        String told = answer.element("NextMarker");
        return told.isEmpty() ? all.getLast().substring(1) : told;
    }

    @Test
    void versionsAreListedNewestFirstPageByPage() {
        RandomGenerator random = new RandomStreams(SEED).stream("versions");
        TreeMap<String, List<String>> model = model();
        s3.put("/box?versioning", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>");
        write(random, model, true);
        List<String> expected = new ArrayList<>();
        model.forEach((key, versions) -> versions.forEach(each -> expected.add(key + " " + each)));
        for (int size : new int[] {1, 2, 7, 1000}) {
            List<String> found = new ArrayList<>();
            String from = "";
            for (int page = 0; page < 300; page++) {
                Answer answer = s3.get("/box?versions&max-keys=" + size + from);
                List<String> entries = new ArrayList<>();
                gather(answer, "Version", entries);
                gather(answer, "DeleteMarker", entries);
                entries.sort((a, b) -> model.comparator().compare(order(a), order(b)));
                entries.forEach(each -> found.add(each.substring(0, each.indexOf('|'))));
                if (answer.element("IsTruncated").equals("false")) break;
                from = "&key-marker=" + encoded(answer.element("NextKeyMarker")) + "&version-id-marker="
                        + encoded(answer.element("NextVersionIdMarker"));
            }
            // Within a page versions and markers stand apart: their order is told by key and time.
            assertThat(found).as("pages of %d", size).containsExactlyInAnyOrderElementsOf(expected);
            if (size == 1) assertThat(found).containsExactlyElementsOf(expected);
        }
    }

    private static String order(String entry) {
        return entry.substring(0, entry.indexOf(' '));
    }

    private static void gather(Answer answer, String element, List<String> into) {
        String[] pieces = answer.text().split("<" + element + ">", -1);
        for (int i = 1; i < pieces.length; i++) {
            String piece = pieces[i].substring(0, pieces[i].indexOf("</" + element + ">"));
            String size = element.equals("Version") ? text(piece, "Size") : "marker";
            into.add(text(piece, "Key") + " " + size + "|" + text(piece, "VersionId"));
        }
    }

    private static String text(String xml, String element) {
        int start = xml.indexOf("<" + element + ">") + element.length() + 2;
        return xml.substring(start, xml.indexOf("</" + element + ">", start));
    }

    @Test
    void tellsWhatItWasAsked() {
        s3.put("/box/a%20b+c/d", "1");
        Answer page = s3.get("/box?list-type=2&encoding-type=url&prefix=a%20b&delimiter=%2F&fetch-owner=true");
        assertThat(page.element("EncodingType")).isEqualTo("url");
        assertThat(page.element("CommonPrefixes")).isEqualTo("<Prefix>a+b%2Bc/</Prefix>");
        assertThat(page.element("Delimiter")).isEqualTo("/");
        assertThat(page.element("MaxKeys")).isEqualTo("1000");
        assertThat(s3.get("/box?list-type=2&fetch-owner=true").element("Owner")).startsWith("<ID>");
        assertThat(s3.get("/box?list-type=2").element("Owner")).isEmpty();
        assertThat(s3.get("/box?max-keys=0").element("IsTruncated")).isEqualTo("false");
        assertThat(s3.get("/box?max-keys=-1").outcome()).isEqualTo("400 InvalidArgument");
        assertThat(s3.get("/box?encoding-type=x").outcome()).isEqualTo("400 InvalidArgument");
        assertThat(s3.get("/box?versions&version-id-marker=x").outcome()).isEqualTo("400 InvalidArgument");
        assertThat(s3.get("/box?list-type=2&continuation-token=").outcome()).isEqualTo("400 InvalidArgument");
    }
}
