package io.windtunnel.bench;

import io.windtunnel.kernel.random.Ids;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.ApiEndpoint;
import io.windtunnel.wire.ApiFace;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.Headers;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.WireRequest;
import io.windtunnel.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What the wire costs of one request, from the server's hand to the server's hand: routing, decoding, checking,
/// calling a face that does nothing, encoding.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class WireBench {
    public record GetParameterRequest(String name, Boolean withDecryption) {}

    public record Parameter(String name, String value, Long version, Instant lastModifiedDate) {}

    public record GetParameterResult(Parameter parameter) {}

    public static final class Ssm {
        public GetParameterResult getParameter(Call call, GetParameterRequest request) {
            return new GetParameterResult(new Parameter(request.name(), "value", 1L, Instant.EPOCH));
        }
    }

    public record Filter(String name, List<String> values) {}

    public record DescribeVpcsRequest(List<Filter> filters) {}

    public record Tag(String key, String value) {}

    public record Vpc(String vpcId, String cidrBlock, Boolean isDefault, List<Tag> tags) {}

    public record DescribeVpcsResult(List<Vpc> vpcs) {}

    public static final class Ec2 {
        private final DescribeVpcsResult result = new DescribeVpcsResult(
                List.of(new Vpc("vpc-0a1b2c3d4e5f60718", "10.0.0.0/16", false, List.of(new Tag("Name", "site")))));

        public DescribeVpcsResult describeVpcs(DescribeVpcsRequest request) {
            return result;
        }
    }

    private final ApiEndpoint endpoint = ApiEndpoint.builder()
            .face(ApiFace.bind(ServiceModel.load("ssm"), new Ssm()))
            .face(ApiFace.bind(ServiceModel.load("ec2"), new Ec2()))
            .ids(new Ids(new RandomStreams(1).stream("ids")))
            .time(new VirtualTime(Instant.EPOCH))
            .build();

    private final WireRequest json =
            request("ssm", "application/x-amz-json-1.1", "{\"Name\":\"/site/size\",\"WithDecryption\":true}");
    private final WireRequest query = request(
            "ec2",
            "application/x-www-form-urlencoded; charset=utf-8",
            "Action=DescribeVpcs&Version=2016-11-15&Filter.1.Name=tag%3AName&Filter.1.Value.1=site");

    private static WireRequest request(String service, String type, String body) {
        Headers headers = Headers.of(
                "Host", "127.0.0.1:4566",
                "User-Agent", "aws-sdk-java/2.40.2 md/io#sync md/http#Netty ua/2.1 os/Linux#6 lang/java#25",
                "Content-Type", type,
                "X-Amz-Date", "20260101T000000Z",
                "Authorization",
                        "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/" + service + "/aws4_request, "
                                + "SignedHeaders=content-type;host;x-amz-date, Signature=0123456789abcdef");
        if (service.equals("ssm")) headers.add("X-Amz-Target", "AmazonSSM.GetParameter");
        return new WireRequest("POST", "/", "", headers, body.getBytes(StandardCharsets.UTF_8), "127.0.0.1", false);
    }

    @Benchmark
    public WireResponse awsJson() {
        return endpoint.handle(json);
    }

    @Benchmark
    public WireResponse ec2Query() {
        return endpoint.handle(query);
    }
}
