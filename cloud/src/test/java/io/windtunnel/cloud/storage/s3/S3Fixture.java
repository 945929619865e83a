package io.windtunnel.cloud.storage.s3;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// S3 behind its wire, in virtual time, asked as a client asks.
final class S3Fixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-01-01T10:30:00Z");
    static final Scope SCOPE = new Scope(AccountId.DEFAULT, Region.US_EAST_1);

    final VirtualTime time;
    final Directory directory = new Directory();
    final Fabric fabric;
    final S3 service;
    final ResourceTypes types = new ResourceTypes();
    private final ApiEndpoint endpoint;
    private String region = "us-east-1";
    private String account = "000000000000";

    S3Fixture() {
        this(new VirtualTime(NOW), Storage.inMemory());
    }

    S3Fixture(VirtualTime time, Storage storage) {
        this.time = time;
        this.fabric = Fabric.bare(time, 1, storage);
        this.service = S3.open(new CloudContext(fabric, directory, types, _ -> {}));
        this.endpoint = ApiEndpoint.builder()
                .ids(new Ids(new RandomStreams(1).stream("ids")))
                .time(time)
                .face(ApiFace.bind(ServiceModel.load("s3"), service.face()))
                .build();
    }

    /// Whom requests are from, and which Region they are for, from now on.
    S3Fixture as(String caller, String code) {
        account = caller;
        region = code;
        return this;
    }

    /// An answer, with what is looked at of it.
    record Answer(int status, Headers headers, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.first(name, "");
        }

        /// The text of the first element called `name`; empty where there is none.
        String element(String name) {
            Matcher found = Pattern.compile("<" + name + "(?: [^>]*)?>(.*?)</" + name + ">", Pattern.DOTALL)
                    .matcher(text());
            return found.find() ? found.group(1) : "";
        }

        /// The texts of all elements called `name`, with commas.
        String elements(String name) {
            StringBuilder all = new StringBuilder();
            Matcher found = Pattern.compile("<" + name + ">(.*?)</" + name + ">", Pattern.DOTALL)
                    .matcher(text());
            while (found.find()) all.append(all.isEmpty() ? "" : ",").append(found.group(1));
            return all.toString();
        }

        /// Its status and, where it is a refusal, its code.
        String outcome() {
            String code = element("Code");
            return code.isEmpty() ? Integer.toString(status) : status + " " + code;
        }
    }

    Answer ask(String method, String target, byte[] body, String... headers) {
        return send(method, target, body, Headers.of(headers));
    }

    Answer ask(String method, String target, String body, String... headers) {
        return send(method, target, body.getBytes(StandardCharsets.UTF_8), Headers.of(headers));
    }

    Answer get(String target, String... headers) {
        return ask("GET", target, "", headers);
    }

    Answer put(String target, String body, String... headers) {
        return ask("PUT", target, body, headers);
    }

    Answer delete(String target, String... headers) {
        return ask("DELETE", target, "", headers);
    }

    private Answer send(String method, String target, byte[] body, Headers given) {
        Headers headers = new Headers();
        given.forEach(headers::add);
        if (given.first("Host") == null) headers.add("Host", "localhost:4566");
        if (given.first("Anonymous") == null)
            headers.add(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=" + account + "/20260101/" + region
                            + "/s3/aws4_request, SignedHeaders=host, Signature=00");
        int question = target.indexOf('?');
        WireResponse response = endpoint.handle(new WireRequest(
                method,
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                headers,
                body,
                "192.0.2.1",
                false));
        return new Answer(response.status(), response.headers(), response.body());
    }

    @Override
    public void close() {
        service.close();
        fabric.close();
    }
}
