package io.windtunnel.wire.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.wire.AwsException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostFormTest {
    private static final long SEED = 20261127;
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String TYPE = "multipart/form-data; boundary=\"xyz\"";

    private static byte[] body(Map<String, String> fields, byte[] file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        fields.forEach((name, value) -> out.writeBytes(
                ("--xyz\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        out.writeBytes(("--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\dir\\ä.txt\"\r\n"
                        + "Content-Type: text/plain\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        out.writeBytes(file);
        out.writeBytes("\r\n--xyz\r\nContent-Disposition: form-data; name=\"late\"\r\n\r\nx\r\n--xyz--\r\n".getBytes());
        return out.toByteArray();
    }

    private static PostForm open(Map<String, String> fields, byte[] file) throws IOException {
        return PostForm.open(TYPE, new ByteArrayInputStream(body(fields, file)));
    }

    @Test
    void readsFieldsAndThenTheFile() throws IOException {
        PostForm form =
                open(Map.of("Key", "up/${filename}", "acl", "public-read", "x-amz-meta-A", ""), "abc".getBytes());
        assertThat(form.fields())
                .containsOnly(
                        Map.entry("key", "up/ä.txt"), Map.entry("acl", "public-read"), Map.entry("x-amz-meta-a", ""));
        assertThat(form.file().readAllBytes()).asString().isEqualTo("abc");
    }

    /// A stream that gives a few bytes at a time.
    private static InputStream dripping(byte[] bytes, RandomGenerator random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 1 + random.nextInt(100)));
            }
        };
    }

    @Test
    void readsAnyFileHoweverItComes() throws IOException {
        RandomGenerator random = new RandomStreams(SEED).stream("files");
        String[] pieces = {"\r\n--xy", "\r\n--", "\r", "\n", "-", "\r\n\r\n", "\r\n--xyy", "w", "\r\r\n--xy"};
        for (int round = 0; round < 300; round++) {
            StringBuilder file = new StringBuilder();
            int length = random.nextInt(round < 10 ? 3 : 40_000);
            while (file.length() < length) file.append(pieces[random.nextInt(pieces.length)]);
            byte[] bytes = file.toString().getBytes(StandardCharsets.US_ASCII);
            PostForm form = PostForm.open(TYPE, dripping(body(Map.of("key", "k"), bytes), random));
            assertThat(form.file().readAllBytes())
                    .as("seed %d, round %d", SEED, round)
                    .isEqualTo(bytes);
        }
    }

    @Test
    void refusesWhatIsNoSuchForm() {
        refused("PreconditionFailed", () -> PostForm.open("text/plain", new ByteArrayInputStream(new byte[0])));
        refused("MalformedPOSTRequest", () -> PostForm.open(TYPE, new ByteArrayInputStream("--abc\r\n".getBytes())));
        refused("MalformedPOSTRequest", () -> PostForm.open(TYPE, new ByteArrayInputStream(new byte[0])));
        refused("InvalidArgument", () -> open(Map.of("acl", "private"), new byte[0]));
        refused("MaxPostPreDataLengthExceeded", () -> open(Map.of("key", "k", "a", "x".repeat(30_000)), new byte[0]));
        refused(
                "InvalidArgument",
                () -> PostForm.open(
                        TYPE,
                        new ByteArrayInputStream(
                                "--xyz\r\nContent-Disposition: form-data; name=key\r\n\r\nk\r\n--xyz--\r\n"
                                        .getBytes())));
        byte[] whole = body(Map.of("key", "k"), new byte[1_000]);
        refused(
                "MalformedPOSTRequest",
                () -> PostForm.open(TYPE, new ByteArrayInputStream(whole, 0, whole.length - 80))
                        .file()
                        .readAllBytes());
    }

    private interface Attempt {
        void run() throws IOException;
    }

    private static void refused(String code, Attempt attempt) {
        assertThatThrownBy(attempt::run)
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static PostPolicy policy(String conditions) {
        String json =
                "{\"expiration\":\"2026-01-01T01:00:00.000Z\",\"conditions\":[" + conditions.replace('\'', '"') + "]}";
        return PostPolicy.of(Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'bucket':'b'},['starts-with','$key','up/'],{'acl':'private'} | ",
                "{'bucket':'b'},['eq','$Key','up/x'],['starts-with','$acl',''] | ",
                "{'bucket':'c'},['eq','$key','up/x'],{'acl':'private'} | Condition failed: [\"eq\", \"$bucket\", \"c\"]",
                "['starts-with','$key','down/'],{'acl':'private'} | failed: [\"starts-with\", \"$key\", \"down/\"]",
                "['starts-with','$key',''] | Extra input fields: acl",
                "['starts-with','$key',''],{'acl':'private'},{'x-amz-date':'1'} | failed: [\"eq\", \"$x-amz-date\", \"1\"]",
            })
    void holdsAFormToItsConditions(String conditions, String refusal) throws IOException {
        PostForm form = open(new TreeMap<>(Map.of("key", "up/x", "acl", "private", "x-ignore-y", "z")), new byte[0]);
        PostPolicy policy = policy(conditions);
        if (refusal == null) policy.check(form, "b", NOW);
        else assertThatThrownBy(() -> policy.check(form, "b", NOW)).hasMessageContaining(refusal);
    }

    @Test
    void aPolicyExpires() throws IOException {
        PostForm form = open(Map.of("key", "k"), new byte[0]);
        PostPolicy policy = policy("['starts-with','$key','']");
        policy.check(form, "b", NOW);
        assertThatThrownBy(() -> policy.check(form, "b", NOW.plusSeconds(3_601)))
                .hasMessage("Invalid according to Policy: Policy expired.");
    }

    @Test
    void aPolicyBoundsTheFile() throws IOException {
        PostPolicy policy = policy("['content-length-range', 2, 4]");
        assertThat(open(Map.of("key", "k"), new byte[4]).file(policy).readAllBytes())
                .hasSize(4);
        refused(
                "EntityTooLarge",
                () -> open(Map.of("key", "k"), new byte[5]).file(policy).readAllBytes());
        refused(
                "EntityTooSmall",
                () -> open(Map.of("key", "k"), new byte[1]).file(policy).readAllBytes());
    }

    @Test
    void refusesWhatIsNoPolicy() {
        for (String text :
                new String[] {"", "{}", "[]", "{\"expiration\":\"x\",\"conditions\":[]}", "{\"expiration\":1}"})
            refused(
                    "InvalidPolicyDocument",
                    () -> PostPolicy.of(Base64.getEncoder().encodeToString(text.getBytes())));
        refused("InvalidPolicyDocument", () -> policy("['matches','$key','x']"));
        refused("InvalidPolicyDocument", () -> policy("['content-length-range', 'x', 4]"));
        refused("InvalidPolicyDocument", () -> policy("'x'"));
    }
}
