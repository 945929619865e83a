package io.windtunnel.cloud.messaging.sns;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.OwnPages;
import io.windtunnel.cloud.ports.Sink;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.tls.Pem;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.Call;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Deliveries to a real HTTP server; the pauses between tries pass in virtual time.
class WebhooksTest {
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-01T00:00:00Z"));
    private final Directory directory = new Directory();
    private final OwnPages pages = new OwnPages();
    private final BlockingQueue<HttpExchange> calls = new LinkedBlockingQueue<>();
    private final BlockingQueue<Sink.Message> buried = new LinkedBlockingQueue<>();
    private final Call call = Call.internal(new Scope(AccountId.DEFAULT, Region.US_EAST_1));
    private HttpServer server;
    private Sns sns;
    private String url;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", calls::add);
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
        directory.offer(OwnPages.class, pages);
        directory.offer(
                Sink.class,
                "sqs",
                _ -> Optional.of(message -> {
                    buried.add(message);
                    return "id";
                }));
        sns = Sns.open(new CloudContext(Fabric.bare(time, 1), directory, new ResourceTypes(), _ -> {}));
    }

    @AfterEach
    void stop() {
        sns.close();
        server.stop(0);
    }

    private HttpExchange called() throws InterruptedException {
        return Objects.requireNonNull(calls.poll(30, TimeUnit.SECONDS), "the endpoint was not called");
    }

    private static Map<?, ?> answer(HttpExchange exchange, int status) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
        return Objects.requireNonNull(Json.object(body));
    }

    private String confirmed(Map<String, String> attributes) throws Exception {
        String topic = sns.face()
                .createTopic(call, new Shapes.CreateTopic("news", Map.of("SignatureVersion", "2"), List.of()))
                .topicArn();
        sns.face().subscribe(call, new Shapes.Subscribe(topic, "http", url, attributes, null));
        HttpExchange asked = called();
        assertThat(asked.getRequestHeaders().getFirst("x-amz-sns-message-type")).isEqualTo("SubscriptionConfirmation");
        Map<?, ?> confirmation = answer(asked, 200);
        verify(confirmation, "Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");
        sns.face()
                .confirmSubscription(
                        call, new Shapes.ConfirmSubscription(topic, (String) confirmation.get("Token"), null));
        return topic;
    }

    private void publish(String topic, String message) {
        sns.face().publish(call, new Shapes.Publish(topic, null, null, message, "Hi", null, Map.of(), null, null));
    }

    /// Verifies a signature as AWS's SDKs do.
    private void verify(Map<?, ?> envelope, String... names) throws Exception {
        StringBuilder text = new StringBuilder();
        for (String name : names)
            text.append(name).append('\n').append(envelope.get(name)).append('\n');
        String pem = pages.find("sns-signing.pem").orElseThrow().text();
        assertThat((String) envelope.get("SigningCertURL")).endsWith("/_windtunnel/sns-signing.pem");
        var certificate =
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(Pem.bytes(pem)));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(certificate);
        signature.update(text.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(signature.verify(Base64.getDecoder().decode((String) envelope.get("Signature"))))
                .isTrue();
    }

    @Test
    void an_endpoint_confirms_and_gets_signed_notifications() throws Exception {
        String topic = confirmed(Map.of());
        publish(topic, "hello");
        HttpExchange told = called();
        assertThat(told.getRequestHeaders().getFirst("x-amz-sns-message-type")).isEqualTo("Notification");
        assertThat(told.getRequestHeaders().getFirst("x-amz-sns-topic-arn")).isEqualTo(topic);
        Map<?, ?> notification = answer(told, 200);
        assertThat(notification.get("Message")).isEqualTo("hello");
        verify(notification, "Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
    }

    @Test
    void a_failing_endpoint_is_called_again_and_then_given_up() throws Exception {
        String topic = confirmed(Map.of(
                "DeliveryPolicy",
                        "{\"healthyRetryPolicy\":{\"numRetries\":2,\"minDelayTarget\":5,\"maxDelayTarget\":5}}",
                "RedrivePolicy", "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:dead\"}"));
        publish(topic, "hello");
        for (int attempt = 0; attempt < 3; attempt++) {
            HttpExchange told = next();
            answer(told, 503);
        }
        assertThat(waitForBurial().body()).contains("hello");
        assertThat(calls).isEmpty();
    }

    @Test
    void a_refusal_is_final() throws Exception {
        String topic = confirmed(
                Map.of("RedrivePolicy", "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:dead\"}"));
        publish(topic, "hello");
        answer(called(), 404);
        assertThat(waitForBurial().body()).contains("hello");
    }

    /// The next call, however many pauses must pass for it.
    private HttpExchange next() throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            HttpExchange exchange = calls.poll(100, TimeUnit.MILLISECONDS);
            if (exchange != null) return exchange;
            time.advance(Duration.ofSeconds(5));
        }
        throw new AssertionError("the endpoint was not called again");
    }

    private Sink.Message waitForBurial() throws InterruptedException {
        return Objects.requireNonNull(buried.poll(30, TimeUnit.SECONDS), "nothing was buried");
    }
}
