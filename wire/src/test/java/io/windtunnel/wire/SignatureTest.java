package io.windtunnel.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.wire.codec.Form;
import io.windtunnel.wire.s3.PostForm;
import io.windtunnel.wire.sign.Proof;
import io.windtunnel.wire.sign.Signature;
import io.windtunnel.wire.sign.SignatureCheck;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The examples AWS publishes of Signature Version 4, and what is wrong with requests that differ from them.
class SignatureTest {
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private static final Map<String, String> SECRETS =
            Map.of("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "AKIAIOSFODNN7EXAMPLE", SECRET);
    private static final Instant VANILLA = Instant.parse("2015-08-30T12:36:00Z");
    private static final Instant S3 = Instant.parse("2013-05-24T00:00:00Z");

    private static void verify(WireRequest request, Instant now) {
        Signature signature = Signature.read(request.headers(), Form.parse(request.rawQuery()));
        Proof proof = new SignatureCheck(SECRETS::get).verify(request, signature, now);
        Bodies.ofObject(request, proof).bytes();
    }

    private static WireRequest get(String authorization) {
        Headers headers = Headers.of("Host", "example.amazonaws.com", "X-Amz-Date", "20150830T123600Z");
        if (!authorization.isEmpty()) headers.add("Authorization", authorization);
        return new WireRequest("GET", "/", "", headers, new byte[0], "", false);
    }

    private static String authorization(String key, String signature) {
        return "AWS4-HMAC-SHA256 Credential=" + key + "/20150830/us-east-1/service/aws4_request, "
                + "SignedHeaders=host;x-amz-date, Signature=" + signature;
    }

    private static final String RIGHT = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";

    @Test
    void acceptsWhatIsSignedRightly() {
        assertThatCode(() -> verify(get(authorization("AKIDEXAMPLE", RIGHT)), VANILLA))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesWhatIsNot() {
        refused(get(""), VANILLA, "MissingAuthenticationToken");
        refused(get(authorization("AKIDEXAMPLE", RIGHT.replace('5', '6'))), VANILLA, "SignatureDoesNotMatch");
        refused(get(authorization("NOBODY", RIGHT)), VANILLA, "InvalidClientTokenId");
        refused(get("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830"), VANILLA, "IncompleteSignature");
        WireRequest good = get(authorization("AKIDEXAMPLE", RIGHT));
        assertThatThrownBy(() -> verify(good, VANILLA.plus(Duration.ofMinutes(6))))
                .hasMessageStartingWith("Signature expired: 20150830T123600Z is now earlier than 20150830T123700Z");
        assertThatThrownBy(() -> verify(good, VANILLA.minus(Duration.ofMinutes(6))))
                .hasMessageStartingWith("Signature not yet current");
        Headers headers = Headers.of("X-Amz-Content-Sha256", "00");
        good.headers().forEach(headers::add);
        refused(new WireRequest("GET", "/", "", headers, new byte[0], "", false), VANILLA, "XAmzContentSHA256Mismatch");
    }

    private static void refused(WireRequest request, Instant now, String code) {
        assertThatThrownBy(() -> verify(request, now))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void verifiesPresignedUrls() {
        String query = "X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
        Headers headers = Headers.of("Host", "examplebucket.s3.amazonaws.com");
        WireRequest request = new WireRequest("GET", "/test.txt", query, headers, new byte[0], "", false);
        assertThatCode(() -> verify(request, S3.plus(Duration.ofHours(23)))).doesNotThrowAnyException();
        refused(request, S3.plus(Duration.ofHours(25)), "AccessDenied");
    }

    private static WireRequest chunked(String secondSignature) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        chunk(body, 65_536, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648");
        chunk(body, 1_024, secondSignature);
        chunk(body, 0, "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9");
        Headers headers = Headers.of(
                "Host", "s3.amazonaws.com",
                "x-amz-date", "20130524T000000Z",
                "x-amz-storage-class", "REDUCED_REDUNDANCY",
                "x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
                "Content-Encoding", "aws-chunked",
                "x-amz-decoded-content-length", "66560",
                "Content-Length", "66824",
                "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                                + "SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;"
                                + "x-amz-decoded-content-length;x-amz-storage-class,"
                                + "Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9");
        return new WireRequest("PUT", "/examplebucket/chunkObject.txt", "", headers, body.toByteArray(), "", false);
    }

    private static void chunk(ByteArrayOutputStream body, int length, String signature) {
        String head = Integer.toHexString(length) + ";chunk-signature=" + signature + "\r\n";
        body.writeBytes((head + "a".repeat(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void verifiesEveryChunk() {
        WireRequest good = chunked("0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497");
        assertThatCode(() -> verify(good, S3)).doesNotThrowAnyException();
        assertThat(Bodies.open(good).bytes()).hasSize(66_560).containsOnly('a');
        refused(chunked("00"), S3, "SignatureDoesNotMatch");
    }

    /// The same body as a stream, which is proved while it is read.
    private static WireRequest streamed(WireRequest request, byte[] body) {
        Payload payload = Payload.of(() -> new ByteArrayInputStream(body), body.length);
        return new WireRequest(
                request.method(), request.rawPath(), request.rawQuery(), request.headers(), payload, "", false);
    }

    @Test
    void verifiesChunksWhileTheyAreRead() throws IOException {
        WireRequest good = chunked("0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497");
        assertThatCode(() -> verify(streamed(good, good.body()), S3)).doesNotThrowAnyException();
        WireRequest bad = chunked("00");
        WireRequest request = streamed(bad, bad.body());
        Signature signature = Signature.read(request.headers(), Form.parse(""));
        Proof proof = new SignatureCheck(SECRETS::get).verify(request, signature, S3);
        try (InputStream in = Bodies.ofObject(request, proof).open()) {
            assertThat(in.readNBytes(65_536)).as("the first chunk is good").hasSize(65_536);
            assertThatThrownBy(in::readAllBytes).hasMessageContaining("does not match the signature");
        }
    }

    @Test
    void verifiesSignedTrailers() {
        String trailer = "x-amz-checksum-crc32c:sOO8/Q==\r\n";
        String right = "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435";
        assertThatCode(() -> verify(trailed(trailer, right), S3)).doesNotThrowAnyException();
        refused(trailed(trailer, "00"), S3, "SignatureDoesNotMatch");
        refused(trailed(trailer.replace("sOO8", "sOO9"), right), S3, "SignatureDoesNotMatch");
        refused(trailed("", right), S3, "SignatureDoesNotMatch");
    }

    private static WireRequest trailed(String trailer, String signature) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        chunk(body, 65_536, "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2");
        chunk(body, 1_024, "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7");
        String end = "0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n" + trailer
                + "x-amz-trailer-signature:" + signature + "\r\n\r\n";
        body.writeBytes(end.getBytes(StandardCharsets.US_ASCII));
        Headers headers = Headers.of(
                "Host", "s3.amazonaws.com",
                "x-amz-date", "20130524T000000Z",
                "x-amz-storage-class", "REDUCED_REDUNDANCY",
                "x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
                "Content-Encoding", "aws-chunked",
                "x-amz-decoded-content-length", "66560",
                "x-amz-trailer", "x-amz-checksum-crc32c",
                "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                                + "SignedHeaders=content-encoding;host;x-amz-content-sha256;x-amz-date;"
                                + "x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer,"
                                + "Signature=106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e");
        return new WireRequest("PUT", "/examplebucket/chunkObject.txt", "", headers, body.toByteArray(), "", false);
    }

    @Test
    void verifiesTheHashOfAStreamAtItsEnd() {
        // The published example of a PUT: "Welcome to Amazon S3."
        byte[] body = "Welcome to Amazon S3.".getBytes(StandardCharsets.US_ASCII);
        Headers headers = Headers.of(
                "Host", "examplebucket.s3.amazonaws.com",
                "Date", "Fri, 24 May 2013 00:00:00 GMT",
                "x-amz-date", "20130524T000000Z",
                "x-amz-storage-class", "REDUCED_REDUNDANCY",
                "x-amz-content-sha256", "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
                "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                                + "SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,"
                                + "Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
        WireRequest request = new WireRequest("PUT", "/test%24file.text", "", headers, body, "", false);
        assertThatCode(() -> verify(request, S3)).doesNotThrowAnyException();
        assertThatCode(() -> verify(streamed(request, body), S3)).doesNotThrowAnyException();
        refused(streamed(request, new byte[3]), S3, "XAmzContentSHA256Mismatch");
        refused(request, S3.plus(Duration.ofMinutes(16)), "RequestTimeTooSkewed");
    }

    @Test
    void verifiesVersion2() {
        Headers headers = Headers.of(
                "Host", "bucket.s3.amazonaws.com",
                "Date", "Tue, 27 Mar 2007 19:36:42 +0000",
                "Authorization", "AWS AKIAIOSFODNN7EXAMPLE:bWq2s1WEIj+Ydj0vQ697zp+IXMU=");
        WireRequest request = new WireRequest("GET", "/photos/puppy.jpg", "", headers, new byte[0], "", false);
        Instant then = Instant.parse("2007-03-27T19:40:00Z");
        refused(request, then, "SignatureDoesNotMatch");
        refused(request, then.plus(Duration.ofMinutes(20)), "RequestTimeTooSkewed");
        Headers johnsmith = Headers.of(
                "Host", "johnsmith.s3.amazonaws.com",
                "Date", "Tue, 27 Mar 2007 19:36:42 +0000",
                "Authorization", "AWS AKIAIOSFODNN7EXAMPLE:bWq2s1WEIj+Ydj0vQ697zp+IXMU=");
        assertThatCode(() -> verify(
                        new WireRequest("GET", "/photos/puppy.jpg", "", johnsmith, new byte[0], "", false), then))
                .doesNotThrowAnyException();
    }

    @Test
    void verifiesThePolicyOfAForm() throws IOException {
        String policy = "eyJleHBpcmF0aW9uIjoiMjAzMC0wMS0wMVQwMDowMDowMC4wMDBaIiwiY29uZGl0aW9ucyI6W3siYnVja2V0IjoiYiJ9"
                + "LFsic3RhcnRzLXdpdGgiLCIka2V5IiwiIl1dfQ==";
        Map<String, String> four = Map.of(
                "x-amz-credential", "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request",
                "x-amz-signature", "2c74dab9533ea5499a5a78f13a8e90461369baeab131e31aba23278f50a7d590");
        Map<String, String> two =
                Map.of("AWSAccessKeyId", "AKIAIOSFODNN7EXAMPLE", "signature", "A4j7CHdkdJYbIS3Ahf9d2O1BMHc=");
        SignatureCheck check = new SignatureCheck(SECRETS::get);
        for (Map<String, String> signed : List.of(four, two)) {
            PostForm form = form(policy, signed);
            assertThatCode(() -> check.verifyForm(form, Signature.ofForm(form))).doesNotThrowAnyException();
            PostForm other = form(policy.replace("eyJ", "eyK"), signed);
            assertThatThrownBy(() -> check.verifyForm(other, Signature.ofForm(other)))
                    .hasMessageContaining("does not match");
        }
    }

    private static PostForm form(String policy, Map<String, String> fields) throws IOException {
        StringBuilder body = new StringBuilder();
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("policy", policy);
        all.put("key", "k");
        all.put("file", "abc");
        all.forEach((name, value) -> body.append("--x\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
        byte[] bytes = body.append("--x--\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        return PostForm.open("multipart/form-data; boundary=x", new ByteArrayInputStream(bytes));
    }
}
