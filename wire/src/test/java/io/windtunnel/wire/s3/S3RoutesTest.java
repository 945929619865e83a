package io.windtunnel.wire.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.kernel.random.Ids;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.ApiEndpoint;
import io.windtunnel.wire.ApiFace;
import io.windtunnel.wire.Headers;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.WireRequest;
import io.windtunnel.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which operation of S3 a request is for, and of which bucket and key.
class S3RoutesTest {
    private static final String SIGNED =
            "AWS4-HMAC-SHA256 Credential=AKID/20260101/%s/%s/aws4_request, " + "SignedHeaders=host, Signature=00";

    private final List<String> called = new ArrayList<>();
    private final ApiEndpoint endpoint = ApiEndpoint.builder()
            .ids(new Ids(new RandomStreams(1).stream("ids")))
            .time(new VirtualTime(Instant.parse("2026-01-01T00:00:00Z")))
            .face(face("lambda"))
            .face(face("s3"))
            .face(face("sqs"))
            .build();

    private ApiFace face(String service) {
        return ApiFace.dynamic(ServiceModel.load(service), (call, operation, request) -> {
            called.add(service + ":" + operation + " " + request.getOrDefault("Bucket", "-") + " "
                    + request.getOrDefault("Key", "-") + " " + call.scope().region());
            return Map.of();
        });
    }

    private WireResponse ask(String method, String target, Headers headers) {
        int question = target.indexOf('?');
        return endpoint.handle(new WireRequest(
                method,
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                headers,
                new byte[0],
                "192.0.2.1",
                false));
    }

    private String operation(String method, String target, Headers headers) {
        called.clear();
        WireResponse response = ask(method, target, headers);
        return called.isEmpty() ? "refused " + text(response) : called.getFirst();
    }

    private static String text(WireResponse response) {
        return response.status() + " " + new String(response.body(), StandardCharsets.UTF_8);
    }

    private static Headers signed(String host) {
        return Headers.of("Host", host, "Authorization", SIGNED.formatted("eu-west-1", "s3"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | / | ListBuckets - -",
                "PUT | /b | CreateBucket b -",
                "PUT | /b/ | CreateBucket b -",
                "HEAD | /b | HeadBucket b -",
                "DELETE | /b | DeleteBucket b -",
                "GET | /b | ListObjects b -",
                "GET | /b/?prefix=x&delimiter=%2F | ListObjects b -",
                "GET | /b?list-type=2&prefix=x | ListObjectsV2 b -",
                "GET | /b?versions | ListObjectVersions b -",
                "GET | /b?versions=&key-marker=x | ListObjectVersions b -",
                "GET | /b?uploads | ListMultipartUploads b -",
                "GET | /b?location | GetBucketLocation b -",
                "GET | /b?versioning | GetBucketVersioning b -",
                "GET | /b?policy | GetBucketPolicy b -",
                "GET | /b?policyStatus | GetBucketPolicyStatus b -",
                "GET | /b?analytics&x-id=ListBucketAnalyticsConfigurations | ListBucketAnalyticsConfigurations b -",
                "GET | /b?analytics&id=1 | GetBucketAnalyticsConfiguration b -",
                "GET | /b/k?x-id=GetObject | GetObject b k",
                "GET | /b/k | GetObject b k",
                "GET | /b/k?versionId=1&partNumber=2 | GetObject b k",
                "GET | /b/k?uploadId=1 | ListParts b k",
                "GET | /b/k?tagging&versionId=3 | GetObjectTagging b k",
                "GET | /b/k?acl | GetObjectAcl b k",
                "GET | /b/k?attributes | GetObjectAttributes b k",
                "HEAD | /b/k | HeadObject b k",
                "PUT | /b/k | PutObject b k",
                "PUT | /b/k?partNumber=1&uploadId=u | UploadPart b k",
                "PUT | /b/k?tagging | PutObjectTagging b k",
                "DELETE | /b/k | DeleteObject b k",
                "DELETE | /b/k?uploadId=u | AbortMultipartUpload b k",
                "POST | /b/k?uploads | CreateMultipartUpload b k",
                "POST | /b/k?uploadId=u | CompleteMultipartUpload b k",
                "POST | /b/k?restore | RestoreObject b k",
                "GET | /b/folder/ | GetObject b folder/",
                "GET | /b//k | GetObject b /k",
                "GET | /b/a//../b/./c | GetObject b a//../b/./c",
                "GET | /b/%2e%2e/a%20b%2Fc+d | GetObject b ../a b/c+d",
                "GET | /b/%E2%82%AC/%01x | GetObject b €/\u0001x",
                "GET | /b/?Action=SendMessage | ListObjects b -",
            })
    void byPathAndQuery(String method, String target, String expected) {
        // What a required header or body lacks is refused with S3's error, after the operation has been found.
        Headers headers = signed("localhost:4566").add("x-amz-object-attributes", "ETag");
        String body = expected.startsWith("PutObjectTagging") ? "<Tagging><TagSet/></Tagging>" : "";
        called.clear();
        int question = target.indexOf('?');
        WireResponse response = endpoint.handle(new WireRequest(
                method,
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                headers,
                body.getBytes(StandardCharsets.UTF_8),
                "192.0.2.1",
                false));
        assertThat(called).as(text(response)).containsExactly("s3:" + expected + " eu-west-1");
    }

    @Test
    void byHeader() {
        Headers copy = signed("localhost").add("x-amz-copy-source", "/a/b");
        assertThat(operation("PUT", "/b/k", copy)).startsWith("s3:CopyObject b k");
        assertThat(operation("PUT", "/b/k?partNumber=1&uploadId=u", copy)).startsWith("s3:UploadPartCopy b k");
    }

    @ParameterizedTest
    @CsvSource({
        "b.s3.localhost:4566, b, eu-west-1",
        "b.s3.eu-west-1.localhost, b, eu-west-1",
        "b.s3.amazonaws.com, b, eu-west-1",
        "b.s3.us-west-2.amazonaws.com, b, eu-west-1",
        "b.s3-us-west-2.amazonaws.com, b, eu-west-1",
        "b.s3.dualstack.us-west-2.amazonaws.com, b, eu-west-1",
        "b.s3-accelerate.amazonaws.com, b, eu-west-1",
        "my.dotted.bucket.s3.localhost, my.dotted.bucket, eu-west-1",
        "s3.s3.localhost, s3, eu-west-1",
        "b.localhost:4566, b, eu-west-1",
    })
    void byTheBucketInTheHost(String host, String bucket, String region) {
        assertThat(operation("GET", "/a/k", signed(host))).isEqualTo("s3:GetObject " + bucket + " a/k " + region);
        assertThat(operation("GET", "/", signed(host))).isEqualTo("s3:ListObjects " + bucket + " - " + region);
        assertThat(operation("GET", "//k/", signed(host))).isEqualTo("s3:GetObject " + bucket + " /k/ " + region);
    }

    @Test
    void withoutASignatureAsTheHostSays() {
        assertThat(operation("GET", "/k", Headers.of("Host", "b.s3.eu-central-1.localhost")))
                .isEqualTo("s3:GetObject b k eu-central-1");
        assertThat(operation("GET", "/k", Headers.of("Host", "b.s3.localhost")))
                .isEqualTo("s3:GetObject b k us-east-1");
    }

    @Test
    void withoutASignatureWhereNoOtherServiceHasThePath() {
        Headers plain = Headers.of("Host", "localhost:4566");
        assertThat(operation("GET", "/b/k", plain)).startsWith("s3:GetObject b k");
        assertThat(operation("GET", "/2015-03-31/functions/", plain)).startsWith("lambda:ListFunctions");
        Headers lambda = Headers.of("Host", "localhost", "Authorization", SIGNED.formatted("us-east-1", "lambda"));
        assertThat(operation("GET", "/b/k", lambda)).startsWith("refused");
    }

    @Test
    void aKeyMayLookLikeAnotherProtocol() {
        assertThat(operation("PUT", "/service/a/operation/b", signed("localhost")))
                .startsWith("s3:PutObject service a/operation/b");
        assertThat(operation("GET", "/b?Action=x&Version=2012-11-05", signed("localhost")))
                .startsWith("s3:ListObjects b");
    }

    @Test
    void whatNoOperationAnswersIsNotAllowed() {
        assertThat(operation("PATCH", "/b/k", signed("localhost")))
                .startsWith("refused 405 ")
                .contains("<Code>MethodNotAllowed</Code>", "<Resource>/b/k</Resource>");
        assertThat(operation("GET", "/", Headers.of("Host", "b.s3-website-us-east-1.localhost")))
                .as("a website without a face that answers browsers")
                .startsWith("refused 405 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:4566",
                "sqs.us-east-1.localhost",
                "s3-control.us-east-1.amazonaws.com",
                "example.com",
                "",
                "b.s3.example.com"
            })
    void otherHostsAreNotS3s(String host) {
        assertThat(S3Host.of(host)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b.s3-website-us-east-1.localhost:4566",
                "b.s3-website.us-east-1.localhost",
                "b.s3-website-us-east-1.amazonaws.com"
            })
    void aWebsitesHostIsKnownAsSuch(String host) {
        assertThat(S3Host.of(host)).isEqualTo(new S3Host("b", "us-east-1", true));
    }
}
