package io.windtunnel.cloud.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.storage.s3.S3Fixture.Answer;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UploadsTest {
    private static final int PART = 5 << 20;

    private final S3Fixture s3 = new S3Fixture();

    @BeforeEach
    void open() {
        s3.put("/box", "");
    }

    @AfterEach
    void close() {
        s3.close();
    }

    private static byte[] bytes(int length, char letter) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) letter);
        return bytes;
    }

    private String begin(String key, String... headers) {
        return s3.ask("POST", "/box/" + key + "?uploads", "", headers).element("UploadId");
    }

    private String part(String key, String id, int number, byte[] bytes) {
        return s3.ask("PUT", "/box/" + key + "?partNumber=" + number + "&uploadId=" + id, bytes)
                .header("ETag");
    }

    private Answer complete(String key, String id, Object... numbersAndTags) {
        StringBuilder document = new StringBuilder("<CompleteMultipartUpload>");
        for (int i = 0; i < numbersAndTags.length; i += 2)
            document.append("<Part><PartNumber>")
                    .append(numbersAndTags[i])
                    .append("</PartNumber><ETag>")
                    .append(numbersAndTags[i + 1])
                    .append("</ETag></Part>");
        return s3.ask("POST", "/box/" + key + "?uploadId=" + id, document + "</CompleteMultipartUpload>");
    }

    @Test
    void partsBecomeAnObject() {
        String id = begin("k", "x-amz-meta-a", "1", "Content-Type", "text/x");
        String one = part("k", id, 1, bytes(PART, 'a'));
        part("k", id, 3, bytes(10, 'x'));
        String three = part("k", id, 3, bytes(7, 'c'));
        part("k", id, 9, bytes(7, 'd'));
        assertThat(s3.get("/box/k?uploadId=" + id).elements("PartNumber")).isEqualTo("1,3,9");
        assertThat(s3.get("/box/k?uploadId=" + id + "&max-parts=1&part-number-marker=1")
                        .elements("PartNumber"))
                .isEqualTo("3");
        assertThat(s3.get("/box").elements("Key")).isEmpty();
        Answer done = complete("k", id, 1, one, 3, three);
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.element("ETag")).endsWith("-2&quot;");
        assertThat(done.element("ChecksumType")).isEqualTo("FULL_OBJECT");
        Answer got = s3.get("/box/k");
        assertThat(got.bytes()).hasSize(PART + 7).endsWith(bytes(7, 'c'));
        assertThat(got.header("x-amz-meta-a")).isEqualTo("1");
        assertThat(s3.get("/box/k", "Range", "bytes=" + (PART - 1) + "-" + (PART + 1))
                        .text())
                .isEqualTo("acc");
        Answer second = s3.get("/box/k?partNumber=2");
        assertThat(second.status()).isEqualTo(206);
        assertThat(second.text()).isEqualTo("ccccccc");
        assertThat(second.header("x-amz-mp-parts-count")).isEqualTo("2");
        assertThat(s3.get("/box/k?partNumber=3").outcome()).isEqualTo("416 InvalidPartNumber");
        assertThat(complete("k", id, 1, one, 3, three).status()).as("again").isEqualTo(200);
        assertThat(part("k", id, 1, bytes(1, 'a'))).isEmpty();
        byte[] whole = got.bytes();
        s3.ask("PUT", "/box/plain", whole);
        String checksum = s3.get("/box/plain", "x-amz-checksum-mode", "ENABLED").header("x-amz-checksum-crc64nvme");
        assertThat(done.element("ChecksumCRC64NVME")).isEqualTo(checksum);
    }

    @Test
    void partsAreHeldAgainstWhatTheClientSays() {
        String id = begin("k");
        String one = part("k", id, 1, bytes(100, 'a'));
        String two = part("k", id, 2, bytes(100, 'b'));
        assertThat(complete("k", id, 2, two, 1, one).outcome()).isEqualTo("400 InvalidPartOrder");
        assertThat(complete("k", id, 1, two).outcome()).isEqualTo("400 InvalidPart");
        assertThat(complete("k", id, 3, two).outcome()).isEqualTo("400 InvalidPart");
        assertThat(complete("k", id, 1, one, 2, two).outcome()).isEqualTo("400 EntityTooSmall");
        assertThat(complete("k", id).outcome()).isEqualTo("400 MalformedXML");
        assertThat(complete("l", id, 1, one).outcome()).isEqualTo("404 NoSuchUpload");
        assertThat(s3.ask("PUT", "/box/k?partNumber=0&uploadId=" + id, "").outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(s3.ask("PUT", "/box/k?partNumber=10001&uploadId=" + id, "").outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(s3.delete("/box/k?uploadId=" + id).status()).isEqualTo(204);
        assertThat(s3.delete("/box/k?uploadId=" + id).outcome()).isEqualTo("404 NoSuchUpload");
        assertThat(complete("k", id, 1, one).outcome()).isEqualTo("404 NoSuchUpload");
    }

    @Test
    void checksumsOfPartsAreSummedAgain() {
        String id = begin("k", "x-amz-checksum-algorithm", "SHA256");
        Answer part = s3.ask("PUT", "/box/k?partNumber=1&uploadId=" + id, "hello");
        String sum = part.header("x-amz-checksum-sha256");
        assertThat(sum).isEqualTo("LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=");
        assertThat(complete("k", id, 1, part.header("ETag")).outcome()).isEqualTo("400 InvalidRequest");
        String body = "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + part.header("ETag")
                + "</ETag><ChecksumSHA256>" + sum + "</ChecksumSHA256></Part></CompleteMultipartUpload>";
        Answer done = s3.ask("POST", "/box/k?uploadId=" + id, body);
        assertThat(done.element("ChecksumSHA256")).endsWith("-1");
        assertThat(done.element("ChecksumType")).isEqualTo("COMPOSITE");
        Answer told = s3.get("/box/k?attributes", "x-amz-object-attributes", "ObjectParts");
        assertThat(told.element("PartsCount")).isEqualTo("1");
        assertThat(told.elements("PartNumber")).isEqualTo("1");
        assertThat(s3.ask(
                                "POST",
                                "/box/k?uploads",
                                "",
                                "x-amz-checksum-algorithm",
                                "SHA1",
                                "x-amz-checksum-type",
                                "FULL_OBJECT")
                        .outcome())
                .isEqualTo("400 InvalidRequest");
    }

    @Test
    void aPartMayBringAChecksumTheUploadDidNotName() {
        String id = begin("k");
        String target = "/box/k?partNumber=1&uploadId=" + id;
        assertThat(s3.put(target, "hello", "x-amz-checksum-crc32", "NhCmhQ==").outcome())
                .isEqualTo("400 BadDigest");
        Answer part = s3.put(target, "hello", "x-amz-checksum-crc32", "NhCmhg==");
        assertThat(part.header("x-amz-checksum-crc32")).isEqualTo("NhCmhg==");
        assertThat(complete("k", id, 1, part.header("ETag")).element("ChecksumCRC64NVME"))
                .isEqualTo("M3eFcAZSQlc=");
        String named = begin("l", "x-amz-checksum-algorithm", "SHA1");
        assertThat(s3.put("/box/l?partNumber=1&uploadId=" + named, "hello", "x-amz-checksum-crc32", "NhCmhg==")
                        .outcome())
                .isEqualTo("400 InvalidRequest");
    }

    @Test
    void aPartMayBeCopied() {
        s3.put("/box/source", "hello");
        String id = begin("k");
        String target = "/box/k?partNumber=1&uploadId=" + id;
        Answer copied = s3.put(target, "", "x-amz-copy-source", "box/source", "x-amz-copy-source-range", "bytes=1-3");
        assertThat(s3.put(target, "", "x-amz-copy-source", "box/source", "x-amz-copy-source-range", "bytes=1-9")
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        complete("k", id, 1, copied.element("ETag").replace("&quot;", ""));
        assertThat(s3.get("/box/k").text()).isEqualTo("ell");
    }

    @Test
    void uploadsUnderWayAreListed() {
        String a = begin("a/1");
        String b = begin("a/2");
        String c = begin("b");
        String d = begin("b");
        assertThat(s3.get("/box?uploads").elements("UploadId")).isEqualTo(String.join(",", a, b, c, d));
        Answer folded = s3.get("/box?uploads&delimiter=%2F");
        assertThat(folded.element("CommonPrefixes")).isEqualTo("<Prefix>a/</Prefix>");
        assertThat(folded.elements("UploadId")).isEqualTo(c + "," + d);
        Answer page = s3.get("/box?uploads&max-uploads=3");
        assertThat(page.element("IsTruncated")).isEqualTo("true");
        assertThat(s3.get("/box?uploads&key-marker=" + page.element("NextKeyMarker") + "&upload-id-marker="
                                + page.element("NextUploadIdMarker"))
                        .elements("UploadId"))
                .isEqualTo(d);
        assertThat(s3.get("/box?uploads&key-marker=a/2").elements("UploadId")).isEqualTo(c + "," + d);
    }
}
