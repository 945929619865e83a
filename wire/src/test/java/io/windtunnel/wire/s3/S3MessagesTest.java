package io.windtunnel.wire.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.kernel.random.Ids;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.ApiEndpoint;
import io.windtunnel.wire.ApiFace;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.Headers;
import io.windtunnel.wire.HttpFace;
import io.windtunnel.wire.Member;
import io.windtunnel.wire.Payload;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.WireRequest;
import io.windtunnel.wire.WireResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// How S3's requests and responses look, through a face with records.
class S3MessagesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final List<String> seen = new ArrayList<>();
    private final List<String> unhonoured = new ArrayList<>();
    private final ApiEndpoint endpoint = ApiEndpoint.builder()
            .ids(new Ids(new RandomStreams(1).stream("ids")))
            .time(new VirtualTime(NOW))
            .unhonoured((service, operation, member) -> unhonoured.add(operation + " " + member))
            .face(ApiFace.bind(ServiceModel.load("s3"), new Face()))
            .build();

    record Put(
            String bucket,
            String key,
            Payload body,
            Map<String, String> metadata,
            @Nullable String contentEncoding,
            @Nullable Long contentLength,
            @Member("ChecksumCRC32") @Nullable String crc32) {}

    record PutAnswer(@Member("ETag") String etag, @Nullable String expiration) {}

    record Get(String bucket, String key, @Nullable String range) {}

    record GetAnswer(
            Payload body,
            String contentType,
            Instant lastModified,
            Map<String, String> metadata,
            @Nullable Integer statusCode,
            @Nullable String contentRange) {}

    record Location(String bucket) {}

    record LocationAnswer(@Nullable String locationConstraint) {}

    record ListIn(String bucket, @Nullable Integer maxKeys) {}

    record Listed(
            String key,
            Instant lastModified,
            @Member("ETag") String etag,
            long size) {}

    record Prefix(String prefix) {}

    record ListAnswer(
            String name, boolean isTruncated, List<Listed> contents, List<Prefix> commonPrefixes, Integer maxKeys) {}

    record Grantee(
            @Member("ID") @Nullable String id,
            String type,
            @Member("URI") @Nullable String uri) {}

    record Grant(Grantee grantee, String permission) {}

    record Policy(List<Grant> grants) {}

    record PutAcl(String bucket, @Nullable Policy accessControlPolicy) {}

    record AclAnswer(List<Grant> grants) {}

    record Post(
            String bucket,
            String key,
            Payload body,
            @Nullable String contentType,
            Map<String, String> metadata,
            @Nullable String successActionStatus) {}

    record Posted(String location, String bucket, String key) {}

    record PostAnswer(int statusCode, @Nullable Posted response) {}

    public final class Face implements HttpFace {
        private List<Grant> grants = List.of();

        public PutAnswer putObject(Call call, Put put) throws IOException {
            byte[] bytes;
            try (InputStream in = put.body().open()) {
                bytes = in.readAllBytes();
            }
            seen.add("%s/%s '%s' %s %s %s %s/%s"
                    .formatted(
                            put.bucket(),
                            put.key(),
                            new String(bytes, StandardCharsets.US_ASCII),
                            put.metadata(),
                            put.contentEncoding(),
                            put.contentLength(),
                            put.crc32(),
                            put.body().trailer("x-amz-checksum-crc32")));
            return new PutAnswer("\"e\"", null);
        }

        public GetAnswer getObject(Get get) throws IOException {
            if (get.key().equals("disk")) throw new IOException("the disk is full, for the test");
            if (get.key().equals("none"))
                throw new AwsException("NoSuchKey", "The specified key does not exist.")
                        .with("Key", get.key())
                        .header("x-amz-delete-marker", "true");
            if (get.key().equals("same")) throw new AwsException("NotModified", "Not Modified").status(304);
            Payload body = Payload.of(new ByteArrayInputStream("abc".getBytes(StandardCharsets.US_ASCII)), 3);
            Instant modified = NOW.plusMillis(123);
            return get.range() == null
                    ? new GetAnswer(body, "text/x", modified, Map.of("a", "b"), null, null)
                    : new GetAnswer(body, "text/x", modified, Map.of(), 206, "bytes 0-2/9");
        }

        public void headObject(Get get) {
            throw new AwsException("NotFound", "Not Found");
        }

        public LocationAnswer getBucketLocation(Location location) {
            return new LocationAnswer(location.bucket().equals("us") ? null : "eu-west-1");
        }

        public ListAnswer listObjectsV2(ListIn list) {
            return new ListAnswer(
                    list.bucket(),
                    false,
                    List.of(new Listed("a&b", NOW, "\"e\"", 3), new Listed("c", NOW.plusMillis(120), "\"f\"", 4)),
                    List.of(new Prefix("p/")),
                    list.maxKeys());
        }

        public void putBucketAcl(PutAcl acl) {
            if (acl.accessControlPolicy() != null)
                grants = acl.accessControlPolicy().grants();
        }

        public AclAnswer getBucketAcl(Location bucket) {
            return new AclAnswer(grants);
        }

        public PostAnswer postObject(Call call, Post post) throws IOException {
            try (InputStream in = post.body().open()) {
                seen.add("%s %s/%s '%s' %s %s"
                        .formatted(
                                call.accessKeyId(),
                                post.bucket(),
                                post.key(),
                                new String(in.readAllBytes(), StandardCharsets.US_ASCII),
                                post.contentType(),
                                post.metadata()));
            }
            boolean told = "201".equals(post.successActionStatus());
            return new PostAnswer(told ? 201 : 204, told ? new Posted("http://x", post.bucket(), post.key()) : null);
        }

        @Override
        public @Nullable CompletionStage<WireResponse> answerOther(Call call, WireRequest request) {
            if (!request.method().equals("OPTIONS")) return null;
            return CompletableFuture.completedStage(new WireResponse(200, Headers.of("Allow", "all"), new byte[0]));
        }

        @Override
        public WireResponse complete(Call call, WireRequest request, String operation, WireResponse response) {
            response.headers().add("X-Seen", operation + " " + response.status());
            return response;
        }
    }

    private WireResponse ask(String method, String target, Headers headers, Payload body) {
        int question = target.indexOf('?');
        return endpoint.handle(new WireRequest(
                method,
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                headers,
                body,
                "192.0.2.1",
                false));
    }

    private WireResponse get(String target) {
        return ask("GET", target, Headers.of("Host", "localhost"), Payload.EMPTY);
    }

    private static String text(WireResponse response) {
        return response.status() + " " + new String(response.body(), StandardCharsets.UTF_8);
    }

    private static Payload stream(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return Payload.of(() -> new ByteArrayInputStream(bytes), bytes.length);
    }

    private static Payload memory(String text) {
        return Payload.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void anObjectIsAStreamBothWays() throws IOException {
        Headers headers = Headers.of("x-amz-meta-one", "1", "X-Amz-Meta-Two", "2", "Content-Encoding", "gzip");
        assertThat(text(ask("PUT", "/b/k", headers, stream("abc")))).isEqualTo("200 ");
        assertThat(seen).containsExactly("b/k 'abc' {one=1, Two=2} gzip null null/null");
        WireResponse got = get("/b/k");
        assertThat(got.payload().isGathered()).isFalse();
        assertThat(got.payload().length()).isEqualTo(3);
        assertThat(text(got)).isEqualTo("200 abc");
        assertThat(got.headers().first("Content-Type")).isEqualTo("text/x");
        assertThat(got.headers().first("Last-Modified")).isEqualTo("Thu, 01 Jan 2026 00:00:00 GMT");
        assertThat(got.headers().first("x-amz-meta-a")).isEqualTo("b");
        assertThat(got.headers().first("x-amz-request-id")).matches("[0-9A-F]{16}");
        assertThat(got.headers().first("x-amz-id-2")).isNotEmpty();
        assertThat(got.headers().first("x-amzn-requestid")).isNull();
        assertThat(text(ask("GET", "/b/k", Headers.of("Range", "bytes=0-2"), Payload.EMPTY)))
                .isEqualTo("206 abc");
    }

    @Test
    void whatIsNotHonouredIsTold() {
        Headers headers = Headers.of("Content-Length", "0", "x-amz-storage-class", "GLACIER", "x-amz-sdk-any", "x");
        ask("PUT", "/b/k", headers, Payload.EMPTY);
        ask("HEAD", "/b/k?versionId=1", Headers.of("Content-Length", "0"), Payload.EMPTY);
        assertThat(unhonoured).containsExactly("PutObject StorageClass", "HeadObject VersionId");
    }

    @Test
    void anEmptyObjectHasABodyToo() {
        assertThat(text(ask("PUT", "/b/k", new Headers(), Payload.EMPTY))).isEqualTo("200 ");
        assertThat(seen).containsExactly("b/k '' {} null null null/null");
    }

    private static final String CODED = "3\r\nabc\r\n2\r\nde\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n";

    private static Headers coded(String encoding) {
        return Headers.of(
                "Content-Encoding", encoding,
                "x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
                "x-amz-trailer", "x-amz-checksum-crc32",
                "x-amz-decoded-content-length", "5",
                "Content-Length", "60");
    }

    @Test
    void awsChunkedIsUndoneAndItsTrailerHandedOn() {
        assertThat(text(ask("PUT", "/b/k", coded("aws-chunked"), memory(CODED))))
                .isEqualTo("200 ");
        assertThat(text(ask("PUT", "/b/k", coded("gzip,aws-chunked"), stream(CODED))))
                .isEqualTo("200 ");
        assertThat(seen)
                .containsExactly("b/k 'abcde' {} null 5 AAAAAA==/AAAAAA==", "b/k 'abcde' {} gzip 5 null/AAAAAA==");
    }

    @Test
    void aBodyThatBreaksOffIsIncomplete() {
        for (Payload body : List.of(
                memory(CODED.substring(0, 10)),
                stream(CODED.substring(0, 10)),
                stream("3\r\nabc\r\n0\r\n\r\n"),
                stream(CODED.replace("2\r\n", "z\r\n")),
                stream(CODED.replace("2\r\n", "-2\r\n"))))
            assertThat(text(ask("PUT", "/b/k", coded("aws-chunked"), body)))
                    .startsWith("400 ")
                    .contains("<Code>IncompleteBody</Code>");
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the client broke off");
            }
        };
        assertThat(text(ask("PUT", "/b/k", new Headers(), Payload.of(broken, 10))))
                .contains("IncompleteBody");
        assertThat(seen).isEmpty();
    }

    @Test
    void aDiskThatFailsIsNotTheClientsFault() {
        assertThat(text(get("/b/disk"))).startsWith("500 ").contains("<Code>InternalError</Code>", "disk is full");
    }

    @Test
    void aPathThatIsNotEncodedIsRefused() {
        assertThat(text(get("/b/100%"))).startsWith("400 ").contains("<Code>InvalidURI</Code>");
    }

    @Test
    void errorsStandBare() {
        WireResponse response = get("/b/none");
        assertThat(text(response))
                .matches("(?s)404 <\\?xml version=\"1.0\" encoding=\"UTF-8\"\\?>\n<Error><Code>NoSuchKey</Code>"
                        + "<Message>The specified key does not exist.</Message><Key>none</Key>"
                        + "<Resource>/b/none</Resource><RequestId>[0-9A-F]{16}</RequestId>"
                        + "<HostId>[^<]+</HostId></Error>");
        assertThat(response.headers().first("x-amz-delete-marker")).isEqualTo("true");
        assertThat(response.headers().first("x-seen")).isEqualTo("GetObject 404");
    }

    @Test
    void whatHasNoBodyIsRefusedWithoutOne() {
        WireResponse head = ask("HEAD", "/b/none", new Headers(), Payload.EMPTY);
        assertThat(text(head)).isEqualTo("404 ");
        assertThat(head.headers().first("x-amz-request-id")).isNotNull();
        assertThat(text(get("/b/same"))).isEqualTo("304 ");
    }

    @Test
    void anOperationThatIsNotBuiltIsNamed() {
        assertThat(text(get("/b?inventory&id=1")))
                .startsWith("501 ")
                .contains("<Code>NotImplemented</Code>", "s3:GetBucketInventoryConfiguration");
        assertThat(text(ask("POST", "/b/k?select&select-type=2", new Headers(), Payload.EMPTY)))
                .contains("s3:SelectObjectContent");
    }

    @Test
    void aLocationIsADocumentOfOneElement() {
        String declaration = "200 <?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        String element =
                "<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">%s</LocationConstraint>";
        assertThat(text(get("/eu?location"))).isEqualTo(declaration + element.formatted("eu-west-1"));
        assertThat(text(get("/us?location"))).isEqualTo(declaration + element.formatted(""));
    }

    @Test
    void listsAreFlatAndMomentsHaveMilliseconds() {
        assertThat(text(get("/b?list-type=2&max-keys=7")))
                .contains("<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>b</Name>")
                .contains("<Contents><Key>a&amp;b</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified>"
                        + "<ETag>&quot;e&quot;</ETag><Size>3</Size></Contents><Contents>")
                .contains("<LastModified>2026-01-01T00:00:00.120Z</LastModified>")
                .contains("<CommonPrefixes><Prefix>p/</Prefix></CommonPrefixes>", "<MaxKeys>7</MaxKeys>");
        assertThat(text(get("/b?list-type=2&max-keys=many"))).startsWith("400 ").contains("InvalidArgument");
    }

    @Test
    void aGranteeHasATypeOfXmlSchema() {
        String grantee = "<Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"%s\">";
        String policy =
                "<AccessControlPolicy xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><AccessControlList><Grant>"
                        + grantee.formatted("CanonicalUser")
                        + "<ID>1</ID></Grantee><Permission>READ</Permission></Grant><Grant>"
                        + grantee.formatted("Group") + "<URI>u</URI></Grantee><Permission>WRITE</Permission></Grant>"
                        + "</AccessControlList></AccessControlPolicy>";
        assertThat(text(ask("PUT", "/b?acl", new Headers(), memory(policy)))).isEqualTo("200 ");
        assertThat(text(get("/b?acl"))).endsWith(policy);
        assertThat(text(ask("PUT", "/b?acl", new Headers(), memory("<Access"))))
                .startsWith("400 ")
                .contains("<Code>MalformedXML</Code><Message>The XML you provided was not well-formed");
    }

    @Test
    void whatNoOperationIsForMayBeTheFacesToAnswer() {
        WireResponse response = ask("OPTIONS", "/b/k", Headers.of("Host", "localhost"), Payload.EMPTY);
        assertThat(response.headers().first("Allow")).isEqualTo("all");
        assertThat(response.headers().first("x-amz-request-id")).matches("[0-9A-F]{16}");
        assertThat(response.headers().first("X-Seen")).isEqualTo(" 200");
    }

    @Test
    void aFormIsReadAsARequest() {
        String body = "--x\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nu/${filename}\r\n"
                + "--x\r\nContent-Disposition: form-data; name=\"Content-Type\"\r\n\r\ntext/x\r\n"
                + "--x\r\nContent-Disposition: form-data; name=\"x-amz-meta-m\"\r\n\r\nn\r\n"
                + "--x\r\nContent-Disposition: form-data; name=\"success_action_status\"\r\n\r\n201\r\n"
                + "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.txt\"\r\n\r\nabc\r\n--x--\r\n";
        Headers headers = Headers.of("Content-Type", "multipart/form-data; boundary=x");
        assertThat(text(ask("POST", "/b", headers, stream(body))))
                .startsWith("201 ")
                .contains("<Location>http://x</Location><Bucket>b</Bucket><Key>u/f.txt</Key></PostResponse>");
        assertThat(seen).containsExactly(" b/u/f.txt 'abc' text/x {m=n}");
        assertThat(text(ask("POST", "/b", new Headers(), stream(body)))).startsWith("412 ");
    }

    @Test
    void aPresignedUrlEndsWhetherSignaturesAreVerifiedOrNot() {
        String url =
                "/b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=A%2F20251231%2Fus-east-1%2Fs3%2Faws4_request"
                        + "&X-Amz-Date=20251231T230000Z&X-Amz-Expires=%s&X-Amz-SignedHeaders=host&X-Amz-Signature=0";
        assertThat(text(get(url.replace("%s", "3600")))).startsWith("200 ");
        assertThat(text(get(url.replace("%s", "3599"))))
                .startsWith("403 ")
                .contains("<Code>AccessDenied</Code><Message>Request has expired</Message>")
                .contains("<Expires>2025-12-31T23:59:59Z</Expires><ServerTime>2026-01-01T00:00:00Z</ServerTime>");
        assertThat(text(get(url.replace("%s", "604801")))).contains("AuthorizationQueryParametersError");
        assertThat(text(get(url.replace("%s", "x")))).contains("X-Amz-Expires should be a number");
        long now = NOW.getEpochSecond();
        assertThat(text(get("/b/k?AWSAccessKeyId=A&Signature=x&Expires=" + now)))
                .startsWith("200 ");
        assertThat(text(get("/b/k?AWSAccessKeyId=A&Signature=x&Expires=" + (now - 1))))
                .contains("has expired");
    }

    @Test
    void aBodyThatIsTooLargeForMemoryIsRefused() {
        Payload endless = Payload.of(InputStream.nullInputStream(), 1L << 40);
        assertThatThrownBy(endless::bytes).isInstanceOf(AwsException.class);
        assertThat(text(ask("PUT", "/b?acl", new Headers(), endless))).startsWith("413 ");
    }
}
