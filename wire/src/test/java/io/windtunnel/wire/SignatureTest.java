package io.windtunnel.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.wire.codec.Form;
import io.windtunnel.wire.sign.Signature;
import io.windtunnel.wire.sign.SignatureCheck;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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
        new SignatureCheck(SECRETS::get).verify(request, signature, now);
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
        refused(request, S3.plus(Duration.ofHours(25)), "RequestExpired");
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
        assertThat(Bodies.open(good)).hasSize(66_560).containsOnly('a');
        refused(chunked("00"), S3, "SignatureDoesNotMatch");
    }
}
