package io.windtunnel.fabric.http;

import io.windtunnel.fabric.run.Threads;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// An HTTP client to what stands outside of the cloud: endpoints on the user's own network, to which webhooks and API
/// destinations deliver. No fault acts on that network. HTTPS certificates are verified as the JDK does.
///
/// Thread safety: every method may be called from any thread.
public final class OutsideClient implements AutoCloseable {
    /// Fields the JDK's client writes itself.
    private static final Set<String> ITS_OWN = Set.of("host", "content-length", "connection", "expect", "upgrade");

    /// How long a connection may take, wall time.
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final HttpClient client;

    public OutsideClient(Threads threads) {
        client = HttpClient.newBuilder()
                .executor(threads.virtual())
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /// Sends a request and gathers the response. The future fails with an [IOException] when there is no answer.
    ///
    /// @param timeout until the answer has begun, wall time
    /// @throws IllegalArgumentException when `url` is no http or https URL
    public CompletableFuture<Response> send(String method, URI url, Fields fields, byte[] body, Duration timeout) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        fields.forEach((name, value) -> {
            if (!ITS_OWN.contains(name.toLowerCase(java.util.Locale.ROOT))) request.header(name, value);
        });
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(answer -> {
                    Fields answered = new Fields();
                    answer.headers()
                            .map()
                            .forEach((name, values) -> values.forEach(value -> answered.add(name, value)));
                    return new Response(answer.statusCode(), answered, answer.body());
                });
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
