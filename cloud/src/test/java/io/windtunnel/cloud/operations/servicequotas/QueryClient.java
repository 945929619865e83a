package io.windtunnel.cloud.operations.servicequotas;

import io.windtunnel.cloud.Cloud;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.Headers;
import io.windtunnel.wire.WireRequest;
import io.windtunnel.wire.WireResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A whole cloud in virtual time, asked over AWS's own protocols.
final class QueryClient implements AutoCloseable {
    static final Scope SCOPE = new Scope(new AccountId("111122223333"), Region.US_EAST_1);

    /// What came back: the status and the body as text.
    record Answer(int status, String body) {
        boolean fine() {
            return status < 300;
        }

        /// The text of the first element of that name, or the value of the first JSON member.
        String first(String name) {
            Matcher xml =
                    Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(body);
            if (xml.find()) return xml.group(1);
            Matcher json = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(body);
            if (json.find()) return json.group(1);
            throw new AssertionError("no " + name + " in " + body);
        }
    }

    final VirtualTime time = new VirtualTime(Instant.parse("2026-11-26T08:00:00Z"));
    final Cloud cloud = Cloud.on(Fabric.bare(time, 11), Cloud.Options.standard().tell(_ -> {}));

    QueryClient() {
        time.advance(Duration.ofMillis(1));
    }

    /// A call of a query service: parameters as alternating names and values.
    Answer query(String service, String version, String action, String... parameters) {
        StringBuilder body = new StringBuilder("Action=" + action + "&Version=" + version);
        for (int i = 0; i < parameters.length; i += 2)
            body.append('&')
                    .append(parameters[i])
                    .append('=')
                    .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        return send(service, "application/x-www-form-urlencoded", "", body.toString());
    }

    /// A call of a JSON service.
    Answer json(String service, String target, String body) {
        return send(service, "application/x-amz-json-1.1", target, body);
    }

    private Answer send(String service, String type, String target, String body) {
        String credential = SCOPE.account().digits() + "/20261126/us-east-1/" + service + "/aws4_request";
        String signed = "AWS4-HMAC-SHA256 Credential=" + credential + ", SignedHeaders=host, Signature=00";
        Headers headers = target.isEmpty()
                ? Headers.of("Content-Type", type, "Authorization", signed)
                : Headers.of("Content-Type", type, "Authorization", signed, "X-Amz-Target", target);
        WireResponse response = cloud.endpoint()
                .handle(new WireRequest(
                        "POST", "/", "", headers, body.getBytes(StandardCharsets.UTF_8), "127.0.0.1", false));
        return new Answer(response.status(), new String(response.body(), StandardCharsets.UTF_8));
    }

    Answer ec2(String action, String... parameters) {
        return query("ec2", "2016-11-15", action, parameters);
    }

    Answer elb(String action, String... parameters) {
        return query("elasticloadbalancing", "2015-12-01", action, parameters);
    }

    Answer autoscaling(String action, String... parameters) {
        return query("autoscaling", "2011-01-01", action, parameters);
    }

    Answer iam(String action, String... parameters) {
        return query("iam", "2010-05-08", action, parameters);
    }

    Answer quotas(String action, String body) {
        return json("servicequotas", "ServiceQuotasV20190624." + action, body);
    }

    @Override
    public void close() {
        cloud.close();
    }
}
