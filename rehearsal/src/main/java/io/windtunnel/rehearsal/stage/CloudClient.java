package io.windtunnel.rehearsal.stage;

import io.windtunnel.cloud.Cloud;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.Headers;
import io.windtunnel.wire.WireRequest;
import io.windtunnel.wire.WireResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls the cloud's query APIs as a client of one account, without a socket in between.
public final class CloudClient {
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

    private final Cloud cloud;
    private final Scope scope;

    public CloudClient(Cloud cloud, Scope scope) {
        this.cloud = cloud;
        this.scope = scope;
    }

    public Scope scope() {
        return scope;
    }

    /// The result of an operation such as `DescribeStacks` of `cloudformation`: the `...Result` element, or the whole
    /// answer when there is none.
    ///
    /// @throws RehearsalFailure with AWS's own words when the cloud refuses
    public Element call(String service, String version, String operation, Map<String, String> parameters) {
        String form = "Action=" + operation + "&Version=" + version
                + parameters.entrySet().stream()
                        .map(entry -> "&" + entry.getKey() + "="
                                + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining());
        WireResponse response = cloud.endpoint()
                .handle(new WireRequest(
                        "POST",
                        "/",
                        "",
                        headers(scope, service, "Content-Type", FORM),
                        form.getBytes(StandardCharsets.UTF_8),
                        "127.0.0.1",
                        false));
        Element root = Element.parse(response.body());
        if (response.status() >= 400) throw refusal(operation, root);
        return root.all(operation + "Result").stream().findFirst().orElse(root);
    }

    /// The answer of an operation of a JSON API.
    ///
    /// @param target such as `DynamoDB_20120810.ListBackups`
    /// @throws RehearsalFailure with AWS's own words when the cloud refuses
    public JsonNode json(String service, String target, JsonNode request) {
        WireResponse response = cloud.endpoint().handle(jsonRequest(scope, service, target, "1.0", request));
        JsonNode answer = JsonMapper.shared().readTree(response.body());
        if (response.status() < 400) return answer;
        String code = answer.path("__type").asString();
        String words = answer.has("message")
                ? answer.path("message").asString()
                : answer.path("Message").asString();
        throw new RehearsalFailure(target.substring(target.indexOf('.') + 1) + " was refused: "
                + code.substring(code.indexOf('#') + 1) + ": " + words);
    }

    /// A request of a JSON API, by an account that needs no key.
    ///
    /// @param version of the protocol, such as `1.0`
    public static WireRequest jsonRequest(Scope scope, String service, String target, String version, JsonNode body) {
        Headers headers =
                headers(scope, service, "Content-Type", "application/x-amz-json-" + version, "X-Amz-Target", target);
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        return new WireRequest("POST", "/", "", headers, bytes, "127.0.0.1", false);
    }

    /// The headers of a request by an account that needs no key.
    ///
    /// @param own further names and values, in turn
    public static Headers headers(Scope scope, String service, String... own) {
        String credential = "%s/20260101/%s/%s/aws4_request".formatted(scope.account(), scope.region(), service);
        List<String> all = new ArrayList<>(List.of(own));
        all.addAll(List.of(
                "Host",
                service + "." + scope.region() + ".amazonaws.com",
                "X-Amz-Date",
                "20260101T000000Z",
                "User-Agent",
                "windtunnel-rehearsal",
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + credential + ", SignedHeaders=host, Signature=" + "0".repeat(64)));
        return Headers.of(all.toArray(String[]::new));
    }

    private static RehearsalFailure refusal(String operation, Element root) {
        String code = root.text("Error/Code").isEmpty() ? root.text("Errors/Error/Code") : root.text("Error/Code");
        String message =
                root.text("Error/Message").isEmpty() ? root.text("Errors/Error/Message") : root.text("Error/Message");
        return new RehearsalFailure(operation + " was refused: " + code + ": " + message);
    }

    public Element cloudFormation(String operation, Map<String, String> parameters) {
        return call("cloudformation", "2010-05-15", operation, parameters);
    }

    public Element ec2(String operation, Map<String, String> parameters) {
        return call("ec2", "2016-11-15", operation, parameters);
    }

    public Element cloudWatch(String operation, Map<String, String> parameters) {
        return call("monitoring", "2010-08-01", operation, parameters);
    }

    public Element loadBalancing(String operation, Map<String, String> parameters) {
        return call("elasticloadbalancing", "2015-12-01", operation, parameters);
    }

    public Element autoScaling(String operation, Map<String, String> parameters) {
        return call("autoscaling", "2011-01-01", operation, parameters);
    }
}
