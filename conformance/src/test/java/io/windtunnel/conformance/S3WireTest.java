package io.windtunnel.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.FabricOptions;
import io.windtunnel.fabric.http.Content;
import io.windtunnel.fabric.http.Fields;
import io.windtunnel.fabric.http.HttpServer;
import io.windtunnel.fabric.http.Request;
import io.windtunnel.fabric.http.Response;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.Listener;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.wire.ApiEndpoint;
import io.windtunnel.wire.ApiFace;
import io.windtunnel.wire.Headers;
import io.windtunnel.wire.Payload;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.WireRequest;
import io.windtunnel.wire.WireResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// S3's wire under the AWS SDK for Java: signatures verified, bodies as streams, over a service of a few lines.
class S3WireTest {
    private static final long LONG = 256L << 20;
    private static final AwsCredentialsProvider KEYS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDTOY", "secret"));

    private static Fabric fabric;
    private static ApiEndpoint endpoint;
    private static URI uri;

    @BeforeAll
    static void serve() {
        fabric = Fabric.open(FabricOptions.standard().seed(1));
        Host host = fabric.network().host(Place.INTERNET, "internet", "198.51.100.9");
        endpoint = ApiEndpoint.builder()
                .ids(fabric.ids())
                .time(fabric.wall())
                .verifySignatures(key -> key.equals("AKIDTOY") ? "secret" : null)
                .face(ApiFace.bind(ServiceModel.load("s3"), new ToyBuckets()))
                .build();
        Listener listener =
                HttpServer.serveStreaming(fabric.network(), fabric.threads(), host, 80, 65_536, S3WireTest::answer);
        String ip = listener.address().getAddress().getHostAddress();
        uri = URI.create("http://" + ip + ":" + listener.address().getPort());
    }

    @AfterAll
    static void close() {
        fabric.close();
    }

    private static Response answer(Request request) {
        Headers headers = new Headers();
        request.fields().forEach(headers::add);
        Content content = request.content();
        Payload payload =
                content.isGathered() ? Payload.of(content.bytes()) : Payload.of(content::open, content.length());
        WireResponse answer = endpoint.handle(new WireRequest(
                request.method(), request.path(), request.query(), headers, payload, "192.0.2.1", false));
        Fields fields = new Fields();
        answer.headers().forEach(fields::add);
        Payload body = answer.payload();
        return new Response(
                answer.status(),
                fields,
                body.isGathered() ? Content.of(body.bytes()) : Content.of(body::open, body.length()));
    }

    private static S3Client client(AwsCredentialsProvider keys, boolean chunked) {
        return S3Client.builder()
                .endpointOverride(uri)
                .region(Region.EU_WEST_1)
                .credentialsProvider(keys)
                .serviceConfiguration(configuration ->
                        configuration.pathStyleAccessEnabled(true).chunkedEncodingEnabled(chunked))
                .build();
    }

    @Test
    void storesAndReadsSmallObjects() {
        try (S3Client s3 = client(KEYS, true)) {
            s3.createBucket(request -> request.bucket("small"));
            String key = "a b/ü//../+%&=?#'\"~*";
            s3.putObject(
                    request -> request.bucket("small").key(key).metadata(Map.of("one", "1")),
                    RequestBody.fromString("hello"));
            var got = s3.getObjectAsBytes(request -> request.bucket("small").key(key));
            assertThat(got.asUtf8String()).isEqualTo("hello");
            assertThat(got.response().metadata()).containsEntry("one", "1");
            assertThat(s3.headObject(request -> request.bucket("small").key(key))
                            .contentLength())
                    .isEqualTo(5);
            assertThat(s3.listObjectsV2(request -> request.bucket("small").prefix("a b"))
                            .contents())
                    .singleElement()
                    .satisfies(found -> assertThat(found.key()).isEqualTo(key));
            s3.putObject(request -> request.bucket("small").key("plain"), RequestBody.fromString("copied"));
            s3.copyObject(request -> request.sourceBucket("small")
                    .sourceKey("plain")
                    .destinationBucket("small")
                    .destinationKey("copy"));
            assertThat(s3.getObjectAsBytes(request -> request.bucket("small").key("copy"))
                            .asUtf8String())
                    .isEqualTo("copied");
            assertThat(s3.deleteObjects(request -> request.bucket("small")
                                    .delete(doomed -> doomed.objects(ObjectIdentifier.builder()
                                            .key("copy")
                                            .build())))
                            .deleted())
                    .hasSize(1);
        }
    }

    @Test
    void tellsErrorsAsTheSdkReadsThem() {
        try (S3Client s3 = client(KEYS, true)) {
            assertThatThrownBy(() -> s3.getObject(request -> request.bucket("b").key("none")))
                    .isInstanceOfSatisfying(NoSuchKeyException.class, e -> {
                        assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("The specified key does not exist.");
                        assertThat(e.requestId()).matches("[0-9A-F]{16}");
                        assertThat(e.extendedRequestId()).isNotEmpty();
                    });
            assertThatThrownBy(
                            () -> s3.headObject(request -> request.bucket("b").key("none")))
                    .isInstanceOf(NoSuchKeyException.class);
            assertThatThrownBy(() -> s3.getBucketInventoryConfiguration(
                            request -> request.bucket("b").id("1")))
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(501));
        }
    }

    @Test
    void refusesWhatIsSignedWrongly() {
        try (S3Client s3 = client(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDTOY", "x")), true)) {
            assertThatThrownBy(() -> s3.getObject(request -> request.bucket("b").key("k")))
                    .hasMessageContaining("signature we calculated does not match");
        }
        try (S3Client s3 = client(StaticCredentialsProvider.create(AwsBasicCredentials.create("NOBODY", "x")), true)) {
            assertThatThrownBy(() -> s3.getObject(request -> request.bucket("b").key("k")))
                    .hasMessageContaining("does not exist in our records");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ChecksumAlgorithm.class,
            names = {"CRC32", "CRC32_C", "SHA1", "SHA256"})
    void takesTrailingChecksumsAndSignedChunks(ChecksumAlgorithm algorithm) {
        for (boolean chunked : new boolean[] {true, false}) {
            try (S3Client s3 = client(KEYS, chunked)) {
                byte[] body = new byte[200_000];
                s3.putObject(
                        request -> request.bucket("sums").key("k").checksumAlgorithm(algorithm),
                        RequestBody.fromBytes(body));
                assertThat(s3.headObject(request -> request.bucket("sums").key("k"))
                                .contentLength())
                        .isEqualTo(body.length);
            }
        }
    }

    @Test
    void streamsLongObjects() throws IOException {
        try (S3Client s3 = client(KEYS, true)) {
            s3.putObject(
                    request -> request.bucket("long").key("k"),
                    RequestBody.fromContentProvider(() -> new Zeros(LONG), LONG, "text/plain"));
            long got = 0;
            byte[] piece = new byte[1 << 20];
            try (InputStream in = s3.getObject(request -> request.bucket("long").key("k"))) {
                for (int more = in.read(piece); more >= 0; more = in.read(piece)) got += more;
            }
            assertThat(got).isEqualTo(LONG);
        }
    }

    @Test
    void takesObjectsInParts() {
        try (S3Client s3 = client(KEYS, true)) {
            String id = s3.createMultipartUpload(
                            request -> request.bucket("parts").key("k"))
                    .uploadId();
            CompletedPart[] parts = new CompletedPart[2];
            for (int i = 0; i < parts.length; i++) {
                int number = i + 1;
                String etag = s3.uploadPart(
                                request -> request.bucket("parts")
                                        .key("k")
                                        .uploadId(id)
                                        .partNumber(number),
                                RequestBody.fromBytes(new byte[100_000 * number]))
                        .eTag();
                parts[i] = CompletedPart.builder().partNumber(number).eTag(etag).build();
            }
            assertThat(s3.completeMultipartUpload(request -> request.bucket("parts")
                                    .key("k")
                                    .uploadId(id)
                                    .multipartUpload(upload -> upload.parts(parts)))
                            .eTag())
                    .isEqualTo("\"m\"");
            assertThat(s3.headObject(request -> request.bucket("parts").key("k"))
                            .contentLength())
                    .isEqualTo(300_000);
        }
    }

    @Test
    void takesPresignedUrls() throws IOException {
        try (S3Presigner presigner = S3Presigner.builder()
                .endpointOverride(uri)
                .region(Region.EU_WEST_1)
                .credentialsProvider(KEYS)
                .serviceConfiguration(software.amazon.awssdk.services.s3.S3Configuration.builder()
                        .pathStyleAccessEnabled(true)
                        .build())
                .build()) {
            HttpURLConnection put = (HttpURLConnection) presigner
                    .presignPutObject(request -> request.signatureDuration(Duration.ofMinutes(5))
                            .putObjectRequest(object -> object.bucket("signed").key("k")))
                    .url()
                    .openConnection();
            put.setRequestMethod("PUT");
            put.setDoOutput(true);
            put.getOutputStream().write(new byte[100_000]);
            assertThat(put.getResponseCode()).isEqualTo(200);
            var url = presigner
                    .presignGetObject(request -> request.signatureDuration(Duration.ofMinutes(5))
                            .getObjectRequest(object -> object.bucket("signed").key("k")))
                    .url();
            try (InputStream in = url.openStream()) {
                assertThat(in.readAllBytes()).hasSize(100_000);
            }
            HttpURLConnection other = (HttpURLConnection)
                    URI.create(url.toString().replace("/k?", "/j?")).toURL().openConnection();
            assertThat(other.getResponseCode()).isEqualTo(403);
        }
    }

    @Test
    void takesFormsOfBrowsers() throws IOException {
        HttpURLConnection post =
                (HttpURLConnection) URI.create(uri + "/forms").toURL().openConnection();
        post.setRequestMethod("POST");
        post.setDoOutput(true);
        post.setRequestProperty("Content-Type", "multipart/form-data; boundary=x");
        String fields = "--x\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nup/${filename}\r\n"
                + "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n";
        try (OutputStream out = post.getOutputStream()) {
            out.write(fields.getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[300_000]);
            out.write("\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(post.getResponseCode()).isEqualTo(204);
        try (S3Client s3 = client(KEYS, true)) {
            assertThat(s3.headObject(request -> request.bucket("forms").key("up/f"))
                            .contentLength())
                    .isEqualTo(300_000);
        }
    }

    @Test
    void takesUnsignedRequests() {
        try (S3Client s3 = client(AnonymousCredentialsProvider.create(), true)) {
            s3.putObject(request -> request.bucket("public").key("k"), RequestBody.fromString("hello"));
            assertThat(s3.getObjectAsBytes(request -> request.bucket("public").key("k"))
                            .asUtf8String())
                    .isEqualTo("hello");
        }
    }

    @Test
    void takesBodiesWithoutChecksums() {
        try (S3Client s3 = S3Client.builder()
                .endpointOverride(uri)
                .region(Region.EU_WEST_1)
                .credentialsProvider(KEYS)
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .build()) {
            s3.putObject(request -> request.bucket("bare").key("k"), RequestBody.fromBytes(new byte[150_000]));
            assertThat(s3.headObject(request -> request.bucket("bare").key("k")).contentLength())
                    .isEqualTo(150_000);
        }
    }

    /// Zeros that take no memory.
    private static final class Zeros extends InputStream {
        private long rest;

        Zeros(long length) {
            rest = length;
        }

        @Override
        public int read() {
            return rest-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (rest <= 0) return -1;
            int got = (int) Math.min(rest, length);
            java.util.Arrays.fill(into, offset, offset + got, (byte) 0);
            rest -= got;
            return got;
        }
    }
}
