package io.windtunnel.cloud.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.storage.s3.S3Fixture.Answer;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.ApiFace;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.check.FaceConformance;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectsTest {
    private static final String MD5_OF_HELLO = "\"5d41402abc4b2a76b9719d911017c592\"";

    private final S3Fixture s3 = new S3Fixture();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        s3.close();
    }

    @Test
    void theFaceFitsItsModel() {
        FaceConformance.check(ApiFace.bind(ServiceModel.load("s3"), s3.service.face()));
    }

    @ParameterizedTest
    @CsvSource({
        "abc, 200",
        "a.b-c1, 200",
        "ab, 400 InvalidBucketName",
        "Abc, 400 InvalidBucketName",
        "a..b, 400 InvalidBucketName",
        "-abc, 400 InvalidBucketName",
        "192.168.0.1, 400 InvalidBucketName",
        "xn--abc, 400 InvalidBucketName",
        "abc-s3alias, 400 InvalidBucketName",
        "a_b, 400 InvalidBucketName"
    })
    void bucketsAreNamedByRules(String name, String outcome) {
        assertThat(s3.put("/" + name, "").outcome()).isEqualTo(outcome);
    }

    @Test
    void bucketsShareOneSpaceOfNames() {
        assertThat(s3.put("/mine", "").header("Location")).isEqualTo("/mine");
        assertThat(s3.put("/mine", "").outcome()).isEqualTo("200");
        s3.as("111111111111", "us-east-1");
        assertThat(s3.put("/mine", "").outcome()).isEqualTo("409 BucketAlreadyExists");
        s3.as("000000000000", "eu-west-1");
        assertThat(s3.put("/mine", "").outcome()).isEqualTo("400 IllegalLocationConstraintException");
        String there = "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint>"
                + "</CreateBucketConfiguration>";
        assertThat(s3.put("/other", there).outcome()).isEqualTo("200");
        assertThat(s3.put("/other", there).outcome()).isEqualTo("409 BucketAlreadyOwnedByYou");
        assertThat(s3.get("/other?location").element("LocationConstraint")).isEqualTo("eu-west-1");
        s3.as("000000000000", "us-east-1");
        Answer elsewhere = s3.get("/other");
        assertThat(elsewhere.outcome()).isEqualTo("301 PermanentRedirect");
        assertThat(elsewhere.header("x-amz-bucket-region")).isEqualTo("eu-west-1");
        assertThat(s3.get("/").elements("Name")).isEqualTo("mine,other");
        assertThat(s3.get("/?prefix=o").elements("Name")).isEqualTo("other");
        Answer page = s3.get("/?max-buckets=1");
        assertThat(page.elements("Name")).isEqualTo("mine");
        assertThat(s3.get("/?continuation-token=" + page.element("ContinuationToken"))
                        .elements("Name"))
                .isEqualTo("other");
        assertThat(s3.get("/none").outcome()).isEqualTo("404 NoSuchBucket");
        assertThat(s3.delete("/mine").status()).isEqualTo(204);
        assertThat(s3.get("/").elements("Name")).isEqualTo("other");
    }

    @Test
    void keepsAnObjectWithAllItWasGiven() {
        s3.put("/box", "");
        Answer put = s3.put(
                "/box/a/b%20c",
                "hello",
                "Content-Type",
                "text/x",
                "x-amz-meta-who",
                "me",
                "Cache-Control",
                "no-cache",
                "x-amz-tagging",
                "a=1&b=",
                "x-amz-storage-class",
                "STANDARD_IA");
        assertThat(put.header("ETag")).isEqualTo(MD5_OF_HELLO);
        assertThat(put.header("x-amz-checksum-crc64nvme")).isEqualTo("M3eFcAZSQlc=");
        assertThat(put.header("x-amz-checksum-type")).isEqualTo("FULL_OBJECT");
        assertThat(put.header("x-amz-server-side-encryption")).isEqualTo("AES256");
        assertThat(put.header("x-amz-version-id")).isEmpty();
        Answer got = s3.get("/box/a/b%20c");
        assertThat(got.text()).isEqualTo("hello");
        assertThat(got.header("Content-Type")).isEqualTo("text/x");
        assertThat(got.header("x-amz-meta-who")).isEqualTo("me");
        assertThat(got.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(got.header("x-amz-tagging-count")).isEqualTo("2");
        assertThat(got.header("x-amz-storage-class")).isEqualTo("STANDARD_IA");
        assertThat(got.header("Last-Modified")).isEqualTo("Thu, 01 Jan 2026 10:30:00 GMT");
        assertThat(got.header("x-amz-checksum-crc64nvme")).isEmpty();
        Answer head = s3.ask("HEAD", "/box/a/b%20c", "", "x-amz-checksum-mode", "ENABLED");
        assertThat(head.header("Content-Length")).isEqualTo("5");
        assertThat(head.header("x-amz-checksum-crc64nvme")).isEqualTo("M3eFcAZSQlc=");
        assertThat(s3.get("/box/a/b%20c?response-content-type=x/y").header("Content-Type"))
                .isEqualTo("x/y");
        assertThat(s3.delete("/box").outcome()).isEqualTo("409 BucketNotEmpty");
        assertThat(s3.delete("/box/a/b%20c").status()).isEqualTo(204);
        assertThat(s3.get("/box/a/b%20c").outcome()).isEqualTo("404 NoSuchKey");
        assertThat(s3.delete("/box/a/b%20c").status()).isEqualTo(204);
        assertThat(s3.delete("/box").status()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-0 | 206 | h | bytes 0-0/5",
                "bytes=1- | 206 | ello | bytes 1-4/5",
                "bytes=1-99 | 206 | ello | bytes 1-4/5",
                "bytes=-2 | 206 | lo | bytes 3-4/5",
                "bytes=-9 | 206 | hello | bytes 0-4/5",
                "bytes=2-1 | 200 | hello | ''",
                "bytes=0-1,3-4 | 200 | hello | ''",
                "bytes=x-1 | 200 | hello | ''",
                "lines=0-1 | 200 | hello | ''",
                "bytes=5- | 416 InvalidRange | | bytes */5",
                "bytes=-0 | 416 InvalidRange | | bytes */5",
            })
    void answersRanges(String range, String outcome, String text, String told) {
        s3.put("/box", "");
        s3.put("/box/k", "hello");
        Answer got = s3.get("/box/k", "Range", range);
        assertThat(got.outcome()).isEqualTo(outcome);
        if (text != null) assertThat(got.text()).isEqualTo(text);
        assertThat(got.header("Content-Range")).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "If-Match | 5d41402abc4b2a76b9719d911017c592 | 200",
                "If-Match | \"x\" | 412 PreconditionFailed",
                "If-Match | * | 200",
                "If-None-Match | \"x\", \"y\" | 200",
                "If-None-Match | \"5d41402abc4b2a76b9719d911017c592\" | 304",
                "If-Modified-Since | Thu, 01 Jan 2026 10:30:00 GMT | 304",
                "If-Modified-Since | Thu, 01 Jan 2026 10:29:59 GMT | 200",
                "If-Unmodified-Since | Thu, 01 Jan 2026 10:29:59 GMT | 412 PreconditionFailed",
                "If-Unmodified-Since | Thu, 01 Jan 2026 10:30:00 GMT | 200",
            })
    void readsOnConditions(String name, String value, String outcome) {
        s3.put("/box", "");
        s3.put("/box/k", "hello");
        assertThat(s3.get("/box/k", name, value).outcome()).isEqualTo(outcome);
    }

    @Test
    void writesOnConditions() {
        s3.put("/box", "");
        assertThat(s3.put("/box/k", "1", "If-Match", "x").outcome()).isEqualTo("404 NoSuchKey");
        assertThat(s3.put("/box/k", "hello", "If-None-Match", "*").outcome()).isEqualTo("200");
        assertThat(s3.put("/box/k", "2", "If-None-Match", "*").outcome()).isEqualTo("412 PreconditionFailed");
        assertThat(s3.put("/box/k", "2", "If-None-Match", "x").outcome()).isEqualTo("501 NotImplemented");
        assertThat(s3.put("/box/k", "2", "If-Match", "\"x\"").outcome()).isEqualTo("412 PreconditionFailed");
        assertThat(s3.get("/box/k").text()).isEqualTo("hello");
        assertThat(s3.put("/box/k", "2", "If-Match", MD5_OF_HELLO).outcome()).isEqualTo("200");
        assertThat(s3.delete("/box/k", "If-Match", MD5_OF_HELLO).outcome()).isEqualTo("412 PreconditionFailed");
        assertThat(s3.get("/box/k").text()).isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-MD5 | XUFAKrxLKna5cZ2REBfFkg== | 200",
                "Content-MD5 | XUFAKrxLKna5cZ2REBfFkQ== | 400 BadDigest",
                "Content-MD5 | nonsense | 400 InvalidDigest",
                "x-amz-checksum-crc32 | NhCmhg== | 200",
                "x-amz-checksum-crc32 | NhCmhQ== | 400 BadDigest",
                "x-amz-checksum-crc32 | NhCm | 400 InvalidRequest",
                "x-amz-checksum-crc32c | mnG7TA== | 200",
                "x-amz-checksum-crc64nvme | M3eFcAZSQlc= | 200",
                "x-amz-checksum-sha1 | qvTGHdzF6KLavt4PO0gs2a6pQ00= | 200",
                "x-amz-checksum-sha256 | LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ= | 200",
                "x-amz-checksum-sha256 | MPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ= | 400 BadDigest",
                "x-amz-sdk-checksum-algorithm | MD6 | 400 InvalidRequest",
            })
    void holdsBodiesAgainstTheirSums(String name, String value, String outcome) {
        s3.put("/box", "");
        Answer put = s3.put("/box/k", "hello", name, value);
        assertThat(put.outcome()).isEqualTo(outcome);
        assertThat(s3.get("/box/k").status()).isEqualTo(put.status() == 200 ? 200 : 404);
        if (put.status() != 200 || name.equals("Content-MD5")) return;
        assertThat(put.header(name)).isEqualTo(value);
        assertThat(s3.get("/box/k", "x-amz-checksum-mode", "ENABLED").header(name))
                .isEqualTo(value);
    }

    @Test
    void refusesWhatIsTooMuch() {
        s3.put("/box", "");
        assertThat(s3.put("/box/" + "k".repeat(1_025), "").outcome()).isEqualTo("400 KeyTooLongError");
        assertThat(s3.put("/box/k", "", "x-amz-meta-a", "x".repeat(2_048)).outcome())
                .isEqualTo("400 MetadataTooLarge");
        assertThat(s3.put("/box/k", "", "x-amz-storage-class", "ATTIC").outcome())
                .isEqualTo("400 InvalidStorageClass");
        assertThat(s3.put("/box/k", "", "x-amz-tagging", "a=1&a=2").outcome()).isEqualTo("400 InvalidTag");
        assertThat(s3.put("/box/k", "", "x-amz-acl", "public-read").outcome())
                .isEqualTo("400 AccessControlListNotSupported");
        assertThat(s3.put("/box/k", "", "x-amz-expected-bucket-owner", "111111111111")
                        .outcome())
                .isEqualTo("403 AccessDenied");
    }

    @Test
    void aCustomersKeyIsAskedForAgain() {
        s3.put("/box", "");
        String key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
        String[] with = {
            "x-amz-server-side-encryption-customer-algorithm",
            "AES256",
            "x-amz-server-side-encryption-customer-key",
            key
        };
        Answer put = s3.put("/box/k", "hello", with);
        assertThat(put.header("x-amz-server-side-encryption-customer-key-MD5")).isNotEmpty();
        assertThat(put.header("x-amz-server-side-encryption")).isEmpty();
        assertThat(s3.get("/box/k").outcome()).isEqualTo("400 InvalidRequest");
        assertThat(s3.get("/box/k", with).text()).isEqualTo("hello");
        with[3] = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDI=";
        assertThat(s3.get("/box/k", with).outcome()).isEqualTo("403 AccessDenied");
        with[3] = "c2hvcnQ=";
        assertThat(s3.get("/box/k", with).outcome()).isEqualTo("400 InvalidArgument");
    }

    @Test
    void copies() {
        s3.put("/box", "");
        s3.put("/box/k", "hello", "x-amz-meta-a", "1", "x-amz-tagging", "t=1", "Content-Type", "text/x");
        assertThat(s3.put("/box/k", "", "x-amz-copy-source", "/box/k").outcome())
                .isEqualTo("400 InvalidRequest");
        Answer copied = s3.put("/box/l", "", "x-amz-copy-source", "box/k");
        assertThat(copied.element("ETag")).isEqualTo(MD5_OF_HELLO.replace("\"", "&quot;"));
        assertThat(s3.get("/box/l").header("x-amz-meta-a")).isEqualTo("1");
        assertThat(s3.get("/box/l").header("x-amz-tagging-count")).isEqualTo("1");
        s3.put("/box/k", "", "x-amz-copy-source", "box/k", "x-amz-metadata-directive", "REPLACE", "x-amz-meta-b", "2");
        assertThat(s3.get("/box/k").header("x-amz-meta-a")).isEmpty();
        assertThat(s3.get("/box/k").header("x-amz-meta-b")).isEqualTo("2");
        assertThat(s3.get("/box/k").text()).isEqualTo("hello");
        assertThat(s3.put("/box/m", "", "x-amz-copy-source", "box/none").outcome())
                .isEqualTo("404 NoSuchKey");
        assertThat(s3.put("/box/m", "", "x-amz-copy-source", "box/k", "x-amz-copy-source-if-match", "x")
                        .outcome())
                .isEqualTo("412 PreconditionFailed");
        assertThat(s3.put("/box/m", "", "x-amz-copy-source", "box/k", "x-amz-copy-source-if-none-match", MD5_OF_HELLO)
                        .outcome())
                .isEqualTo("412 PreconditionFailed");
        assertThat(s3.put("/box/m", "", "x-amz-copy-source", "box").outcome()).isEqualTo("400 InvalidArgument");
    }

    @Test
    void deletesManyAtOnce() {
        s3.put("/box", "");
        s3.put("/box/a", "1");
        s3.put("/box/b", "2");
        Answer answer = s3.ask(
                "POST",
                "/box?delete",
                "<Delete><Object><Key>a</Key></Object><Object><Key>none</Key></Object></Delete>");
        assertThat(answer.elements("Key")).isEqualTo("a,none");
        assertThat(s3.get("/box").elements("Key")).isEqualTo("b");
        assertThat(s3.ask("POST", "/box?delete", "<Delete></Delete>").outcome()).isEqualTo("400 MalformedXML");
        assertThat(s3.ask("POST", "/box?delete", "<Delete/>", "Content-MD5", "XUFAKrxLKna5cZ2REBfFkg==")
                        .outcome())
                .startsWith("400");
    }

    @Test
    void anArchivedObjectMustBeRestored() {
        s3.put("/box", "");
        s3.put("/box/k", "hello", "x-amz-storage-class", "GLACIER");
        assertThat(s3.get("/box/k").outcome()).isEqualTo("403 InvalidObjectState");
        String days = "<RestoreRequest><Days>2</Days></RestoreRequest>";
        assertThat(s3.ask("POST", "/box/k?restore", days).status()).isEqualTo(202);
        assertThat(s3.ask("POST", "/box/k?restore", days).outcome()).isEqualTo("409 RestoreAlreadyInProgress");
        assertThat(s3.ask("HEAD", "/box/k", "").header("x-amz-restore")).isEqualTo("ongoing-request=\"true\"");
        s3.time.advance(Duration.ofHours(5));
        assertThat(s3.get("/box/k").text()).isEqualTo("hello");
        assertThat(s3.get("/box/k").header("x-amz-restore"))
                .isEqualTo("ongoing-request=\"false\", expiry-date=\"Sun, 04 Jan 2026 00:00:00 GMT\"");
        assertThat(s3.ask("POST", "/box/k?restore", days).status()).isEqualTo(200);
        s3.time.advance(Duration.ofDays(3));
        assertThat(s3.get("/box/k").outcome()).isEqualTo("403 InvalidObjectState");
    }

    @Test
    void aRestartFindsEverythingAgain() throws IOException {
        var time = new VirtualTime(S3Fixture.NOW);
        String big = "x".repeat(100_000);
        try (S3Fixture first = new S3Fixture(time, Storage.in(directory))) {
            first.put("/box", "");
            first.put("/box?versioning", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>");
            first.put("/box/k", "one", "x-amz-meta-a", "ä");
            first.put("/box/k", big);
            first.put("/box/gone", big);
            first.delete("/box/gone");
        }
        try (Storage storage = Storage.in(directory)) {
            storage.blobs().put("s3-1f", new ByteArrayInputStream(new byte[1]));
        }
        try (S3Fixture second = new S3Fixture(time, Storage.in(directory))) {
            List<String> blobs = new ArrayList<>();
            second.fabric.storage().blobs().names(blobs::add);
            assertThat(blobs).as("what no row names is swept away").hasSize(2).doesNotContain("s3-1f");
            assertThat(second.get("/box/k").text()).isEqualTo(big);
            Answer versions = second.get("/box?versions");
            assertThat(versions.elements("Size")).isEqualTo("100000,100000,3");
            String oldest = versions.elements("VersionId").split(",")[2];
            assertThat(second.get("/box/k?versionId=" + oldest).text()).isEqualTo("one");
            assertThat(second.put("/box/k", "new").header("x-amz-version-id")).isNotEmpty();
            assertThat(second.get("/box?versioning").element("Status")).isEqualTo("Enabled");
        }
    }
}
