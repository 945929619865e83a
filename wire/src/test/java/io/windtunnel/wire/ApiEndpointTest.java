package io.windtunnel.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.kernel.random.Ids;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.kernel.time.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The life of a request, protocol by protocol, against small faces.
class ApiEndpointTest {
    record Tag(String key, @Nullable String value) {}

    record GetParameterRequest(String name, @Nullable Boolean withDecryption) {}

    record Parameter(String name, String value, Instant lastModifiedDate) {}

    record GetParameterResult(Parameter parameter) {}

    /// A few operations of SSM.
    public static final class Ssm {
        public GetParameterResult getParameter(Call call, GetParameterRequest request) {
            if (request.name().equals("gone"))
                throw new AwsException("ParameterNotFound", "Parameter %s not found.".formatted(request.name()));
            return new GetParameterResult(
                    new Parameter(request.name(), call.scope().toString(), Instant.ofEpochMilli(1_500)));
        }
    }

    record TagSpecification(@Nullable String resourceType, List<Tag> tags) {}

    record CreateVpcRequest(@Nullable String cidrBlock, List<TagSpecification> tagSpecifications) {}

    record Vpc(String vpcId, String cidrBlock, List<Tag> tags) {}

    record CreateVpcResult(Vpc vpc) {}

    record DeleteVpcRequest(String vpcId) {}

    /// A few operations of EC2.
    public static final class Ec2 {
        public CreateVpcResult createVpc(CreateVpcRequest request) {
            List<Tag> tags = new ArrayList<>();
            request.tagSpecifications().forEach(specification -> tags.addAll(specification.tags()));
            return new CreateVpcResult(new Vpc("vpc-1", String.valueOf(request.cidrBlock()), tags));
        }

        public void deleteVpc(DeleteVpcRequest request) {
            throw new AwsException(
                    "InvalidVpcID.NotFound", "The vpc ID '%s' does not exist".formatted(request.vpcId()));
        }
    }

    record Dimension(String name, String value) {}

    record MetricDatum(
            String metricName,
            List<Dimension> dimensions,
            @Nullable Double value) {}

    record PutMetricDataInput(String namespace, List<MetricDatum> metricData) {}

    record ListDashboardsOutput(String nextToken) {}

    /// A few operations of CloudWatch.
    public static final class CloudWatch {
        final List<PutMetricDataInput> put = new ArrayList<>();
        final CompletableFuture<ListDashboardsOutput> dashboards = new CompletableFuture<>();

        public CompletionStage<ListDashboardsOutput> listDashboards() {
            return dashboards;
        }

        public void putMetricData(PutMetricDataInput request) {
            put.add(request);
        }
    }

    private final List<String> unhonoured = new ArrayList<>();
    private final CloudWatch cloudWatch = new CloudWatch();
    private String asked = "";
    private String hurt = "";
    private final ApiEndpoint endpoint = ApiEndpoint.builder()
            .face(ApiFace.bind(ServiceModel.load("ssm"), new Ssm()))
            .face(ApiFace.bind(ServiceModel.load("ec2"), new Ec2()))
            .face(ApiFace.bind(ServiceModel.load("cloudwatch"), cloudWatch))
            .face(ApiFace.dynamic(
                    ServiceModel.load("lambda"),
                    (call, operation, request) -> Map.of("FunctionName", operation + request)))
            .ids(new Ids(new RandomStreams(1).stream("request ids")))
            .time(new VirtualTime(Instant.parse("2026-01-01T00:00:00Z")))
            .faults((service, operation, call) -> {
                asked = service + ":" + operation + " by " + call.accessKeyId();
                return operation.equals(hurt) ? new AwsException("Throttling", "Rate exceeded") : null;
            })
            .unhonoured((service, operation, member) -> unhonoured.add(service + ":" + operation + ":" + member))
            .build();

    private static final String CREDENTIAL =
            "AWS4-HMAC-SHA256 Credential=123456789012/20260101/eu-west-1/%s/aws4_request, "
                    + "SignedHeaders=host, Signature=0";

    private WireResponse json(String target, String body) {
        Headers headers = Headers.of(
                "X-Amz-Target",
                target,
                "Content-Type",
                "application/x-amz-json-1.1",
                "Authorization",
                CREDENTIAL.formatted("ssm"));
        return endpoint.handle(new WireRequest("POST", "/", "", headers, utf8(body), "127.0.0.1", false));
    }

    private WireResponse form(String service, String body) {
        return endpoint.handle(formRequest(service, body));
    }

    private static WireRequest formRequest(String service, String body) {
        Headers headers = Headers.of(
                "Content-Type",
                "application/x-www-form-urlencoded; charset=utf-8",
                "Authorization",
                CREDENTIAL.formatted(service));
        return new WireRequest("POST", "/", "", headers, utf8(body), "127.0.0.1", false);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(WireResponse response) {
        return response.status() + " " + new String(response.body(), StandardCharsets.UTF_8);
    }

    @Test
    void answersJson() {
        assertThat(text(json("AmazonSSM.GetParameter", "{\"Name\":\"/a\"}")))
                .isEqualTo("200 {\"Parameter\":{\"Name\":\"/a\",\"Value\":\"123456789012/eu-west-1\","
                        + "\"LastModifiedDate\":1.5}}");
    }

    @Test
    void refusesInJson() {
        assertThat(text(json("AmazonSSM.GetParameter", "{\"Name\":\"gone\"}")))
                .isEqualTo("400 {\"__type\":\"ParameterNotFound\",\"message\":\"Parameter gone not found.\"}");
        assertThat(text(json("AmazonSSM.GetParameter", "{}")))
                .contains("1 validation error detected: Value null at 'name' failed to satisfy constraint: "
                        + "Member must not be null");
        assertThat(text(json("AmazonSSM.GetParameter", "{"))).contains("SerializationException");
        assertThat(text(json("AmazonSSM.Nonsense", "{}"))).contains("400").contains("UnknownOperationException");
        assertThat(text(json("AmazonSSM.DeleteParameter", "{}")))
                .contains("501")
                .contains("ssm:DeleteParameter");
        assertThat(text(json("AWSEvents.PutEvents", "{}"))).contains("501").contains("events:PutEvents");
    }

    @Test
    void answersEc2() {
        String body = "Action=CreateVpc&Version=2016-11-15&CidrBlock=10.0.0.0%2F16&InstanceTenancy=dedicated"
                + "&TagSpecification.1.ResourceType=vpc&TagSpecification.1.Tag.1.Key=Name"
                + "&TagSpecification.1.Tag.1.Value=x";
        assertThat(text(form("ec2", body)))
                .startsWith("200 <CreateVpcResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15\"><requestId>")
                .contains("<vpc><cidrBlock>10.0.0.0/16</cidrBlock>")
                .contains("<vpcId>vpc-1</vpcId>")
                .contains("<tagSet><item><key>Name</key><value>x</value></item></tagSet>");
        assertThat(unhonoured).containsExactly("ec2:CreateVpc:InstanceTenancy");
    }

    @Test
    void answersLater() {
        CompletableFuture<WireResponse> answer = endpoint.answer(
                        formRequest("monitoring", "Action=ListDashboards&Version=2010-08-01"))
                .toCompletableFuture();
        assertThat(answer).isNotDone();
        cloudWatch.dashboards.complete(new ListDashboardsOutput("more"));
        assertThat(text(answer.join())).startsWith("200 ").contains("<NextToken>more</NextToken>");
    }

    @Test
    void refusesLater() {
        cloudWatch.dashboards.completeExceptionally(new AwsException("InvalidParameterValue", "not so"));
        assertThat(text(form("monitoring", "Action=ListDashboards&Version=2010-08-01")))
                .startsWith("400 ")
                .contains("<Code>InvalidParameterValue</Code><Message>not so</Message>");
    }

    @Test
    void refusesInEc2() {
        assertThat(text(form("ec2", "Action=DeleteVpc&Version=2016-11-15&VpcId=vpc-2")))
                .contains("400 <Response><Errors><Error><Code>InvalidVpcID.NotFound</Code>");
        assertThat(text(form("ec2", "Action=DeleteVpc&Version=2016-11-15")))
                .contains("<Code>MissingParameter</Code>")
                .contains("The request must contain the parameter VpcId");
        assertThat(text(form("ec2", "Action=Nonsense&Version=2016-11-15"))).contains("<Code>InvalidAction</Code>");
    }

    @Test
    void answersCloudWatchInQueryAndJson() {
        String body = "Action=PutMetricData&Version=2010-08-01&Namespace=n&MetricData.member.1.MetricName=m"
                + "&MetricData.member.1.Value=1.5&MetricData.member.1.Dimensions.member.1.Name=d"
                + "&MetricData.member.1.Dimensions.member.1.Value=v";
        assertThat(text(form("monitoring", body))).startsWith("200 <PutMetricDataResponse");
        String json = "{\"Namespace\":\"n\",\"MetricData\":[{\"MetricName\":\"m\",\"Value\":1.5,"
                + "\"Dimensions\":[{\"Name\":\"d\",\"Value\":\"v\"}]}]}";
        assertThat(json("GraniteServiceVersion20100801.PutMetricData", json).status())
                .isEqualTo(200);
        assertThat(cloudWatch.put).hasSize(2);
        assertThat(cloudWatch.put.get(0)).isEqualTo(cloudWatch.put.get(1));
    }

    @Test
    void answersRest() {
        Headers headers = Headers.of("Authorization", CREDENTIAL.formatted("lambda"));
        WireRequest request = new WireRequest(
                "GET", "/2015-03-31/functions/f%20n/configuration", "Qualifier=1", headers, new byte[0], "", false);
        assertThat(text(endpoint.handle(request))).startsWith("400 {\"message\":\"1 validation error");
        WireRequest good = new WireRequest(
                "GET", "/2015-03-31/functions/fn/configuration", "Qualifier=1", headers, new byte[0], "", false);
        assertThat(text(endpoint.handle(good)))
                .isEqualTo("200 {\"FunctionName\":\"GetFunctionConfiguration{FunctionName=fn, Qualifier=1}\"}");
    }

    @Test
    void answersCbor() {
        // {"Namespace": "n", "MetricData": [{"MetricName": "m", "Value": 1.5}]}
        String body = "bf694e616d657370616365616e6a4d65747269634461746181bf6a4d65747269634e616d65616d"
                + "6556616c7565f93e00ffff";
        Headers headers = Headers.of("Content-Type", "application/cbor", "Smithy-Protocol", "rpc-v2-cbor");
        String path = "/service/GraniteServiceVersion20100801/operation/";
        WireResponse response = endpoint.handle(new WireRequest(
                "POST", path + "PutMetricData", "", headers, HexFormat.of().parseHex(body), "127.0.0.1", false));
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers().first("smithy-protocol")).isEqualTo("rpc-v2-cbor");
        assertThat(cloudWatch.put)
                .containsExactly(new PutMetricDataInput("n", List.of(new MetricDatum("m", List.of(), 1.5))));
        WireResponse refused = endpoint.handle(
                new WireRequest("POST", path + "PutMetricData", "", headers, new byte[0], "127.0.0.1", false));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.headers().first("x-amzn-query-error")).endsWith(";Sender");
    }

    @Test
    void knowsAnUnsignedRequestByItsVersion() {
        Headers headers = Headers.of("Content-Type", "application/x-www-form-urlencoded");
        byte[] body = utf8("Action=CreateVpc&Version=2016-11-15&CidrBlock=10.0.0.0%2F16");
        assertThat(text(endpoint.handle(new WireRequest("POST", "/", "", headers, body, "", false))))
                .startsWith("200 <CreateVpcResponse");
        byte[] unknown = utf8("Action=CreateVpc&Version=1999-01-01");
        assertThat(text(endpoint.handle(new WireRequest("POST", "/", "", headers, unknown, "", false))))
                .contains("<Code>InvalidAction</Code>");
    }

    @Test
    void namesAServiceThatIsNotBuilt() {
        Headers headers = Headers.of("Authorization", CREDENTIAL.formatted("s3"));
        assertThat(text(endpoint.handle(new WireRequest("GET", "/", "", headers, new byte[0], "", false))))
                .startsWith("501 <?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NotImplemented</Code>")
                .contains("the service of s3:GET /");
        assertThat(text(form("rds", "Action=DescribeDBInstances&Version=2014-10-31")))
                .startsWith("501")
                .contains("rds:DescribeDBInstances");
    }

    @Test
    void tellsOnceWhatIsNotHonoured() {
        for (int i = 0; i < 3; i++) json("AmazonSSM.GetParameter", "{\"Name\":\"/a\",\"Sparkle\":{\"deep\":[1]}}");
        assertThat(unhonoured).containsExactly("ssm:GetParameter:Sparkle");
    }

    @Test
    void tellsWhatAConstraintDemands() {
        String body = "{\"Name\":\"" + "x".repeat(3_000) + "\"}";
        assertThat(text(json("AmazonSSM.GetParameter", body)))
                .startsWith(
                        "400 {\"__type\":\"ValidationException\",\"message\":\"1 validation error detected: Value 'xxx")
                .contains("at 'name' failed to satisfy constraint: Member must have length less than or equal to 2048");
    }

    @Test
    void anInjectedErrorAnswersInsteadOfTheOperation() {
        hurt = "GetParameter";
        WireResponse refused = json("AmazonSSM.GetParameter", "{\"Name\":\"x\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("Throttling", "Rate exceeded");
        assertThat(asked).isEqualTo("ssm:GetParameter by 123456789012");
        hurt = "";
        assertThat(json("AmazonSSM.GetParameter", "{\"Name\":\"x\"}").status()).isNotEqualTo(refused.status());
    }
}
