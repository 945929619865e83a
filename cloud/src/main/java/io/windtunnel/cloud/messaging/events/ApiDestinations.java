package io.windtunnel.cloud.messaging.events;

import io.windtunnel.cloud.delivery.Json;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.http.Fields;
import io.windtunnel.fabric.http.OutsideClient;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.rate.TokenBucket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// HTTP endpoints as targets, with the connections that say how to be let in.
///
/// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html
///
/// Thread safety: every method may be called from any thread.
final class ApiDestinations implements AutoCloseable {
    private static final String DESTINATIONS = "events.destinations";
    private static final String CONNECTIONS = "events.connections";

    /// How long an endpoint may take: 5 s (user guide).
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int OK_LIMIT = 300;

    /// A destination as the storage's table holds it.
    record Destination(
            String name,
            String id,
            @Nullable String description,
            String connection,
            String endpoint,
            String method,
            int perSecond,
            long createdMillis,
            long modifiedMillis) {}

    /// A parameter that a connection adds to every request.
    record Parameter(String key, String value, boolean secret) {}

    /// A connection as the storage's table holds it.
    ///
    /// @param type `BASIC`, `API_KEY` or `OAUTH_CLIENT_CREDENTIALS`
    /// @param user the user's or the key's name, or the client's id
    /// @param secret the password, the key's value or the client's secret
    record Connection(
            String name,
            String id,
            @Nullable String description,
            String type,
            String user,
            String secret,
            @Nullable String authorizationEndpoint,
            @Nullable String authorizationMethod,
            List<Parameter> headers,
            List<Parameter> query,
            List<Parameter> body,
            boolean authorized,
            long createdMillis,
            long modifiedMillis) {
        String arn(Scope scope) {
            return scope.arn("events", "connection/" + name + "/" + id).toString();
        }
    }

    /// Called when a call has ended: with nulls when it was taken.
    interface Ended {
        void told(@Nullable String code, String message);
    }

    private final Fabric fabric;
    private final Map<String, TokenBucket> rates = new ConcurrentHashMap<>();
    private @Nullable OutsideClient client;

    ApiDestinations(Fabric fabric) {
        this.fabric = fabric;
    }

    Table<Destination> destinations(Scope scope) {
        return fabric.storage().table(scope, DESTINATIONS, Destination.class);
    }

    Table<Connection> connections(Scope scope) {
        return fabric.storage().table(scope, CONNECTIONS, Connection.class);
    }

    private synchronized OutsideClient client() {
        if (client == null) client = new OutsideClient(fabric.threads());
        return client;
    }

    void call(Scope scope, Arn arn, TargetRow target, String input, Ended ended) {
        String name = arn.resource().split("/", -1)[1];
        Destination destination = destinations(scope).get(name);
        Connection connection = destination == null
                ? null
                : connections(scope)
                        .get(Arn.parse(destination.connection()).resource().split("/", -1)[1]);
        if (destination == null || connection == null || !connection.authorized()) {
            ended.told("NoSuchTarget", "The API destination or its connection is gone or not authorized: " + arn);
            return;
        }
        long wait = pause(destination);
        if (wait > 0)
            fabric.time().after(Duration.ofNanos(wait), () -> send(destination, connection, target, input, ended));
        else send(destination, connection, target, input, ended);
    }

    private long pause(Destination destination) {
        TokenBucket bucket = rates.computeIfAbsent(
                destination.id(),
                _ -> new TokenBucket(
                        destination.perSecond(),
                        destination.perSecond(),
                        fabric.time().nanos()));
        synchronized (bucket) {
            long now = fabric.time().nanos();
            return bucket.take(1, now) ? 0 : bucket.nanosUntil(1, now);
        }
    }

    private void send(Destination destination, Connection connection, TargetRow target, String input, Ended ended) {
        authorization(connection)
                .thenCompose(authorization -> {
                    Fields fields = Fields.of("Content-Type", "application/json; charset=utf-8");
                    fields.add("User-Agent", "Amazon/EventBridge/ApiDestinations");
                    if (authorization != null) fields.add(authorization.key(), authorization.value());
                    for (Parameter each : connection.headers()) fields.add(each.key(), each.value());
                    target.headers().forEach(fields::add);
                    return client().send(
                                    destination.method(),
                                    url(destination, connection, target),
                                    fields,
                                    input.getBytes(StandardCharsets.UTF_8),
                                    PATIENCE);
                })
                .whenComplete((answer, failure) -> {
                    if (failure != null) {
                        Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure;
                        ended.told("CONNECTION_FAILURE", String.valueOf(cause.getMessage()));
                    } else if (answer.status() < OK_LIMIT) ended.told(null, "");
                    else ended.told(code(answer.status()), "HTTP status code " + answer.status());
                });
    }

    /// Answers that will not change are final; 401, 407, 409, 429 and 5xx are tried again (user guide).
    private static String code(int status) {
        boolean again = status == 401 || status == 407 || status == 409 || status == 429 || status >= 500;
        return again ? "SDK_CLIENT_ERROR" : "InvalidParameter";
    }

    private static URI url(Destination destination, Connection connection, TargetRow target) {
        String url = destination.endpoint();
        for (String value : target.pathValues())
            url = url.replaceFirst("\\*", java.util.regex.Matcher.quoteReplacement(encoded(value)));
        StringBuilder query = new StringBuilder();
        for (Parameter each : connection.query()) append(query, each.key(), each.value());
        target.query().forEach((key, value) -> append(query, key, value));
        if (query.isEmpty()) return URI.create(url);
        return URI.create(url + (url.contains("?") ? "&" : "?") + query);
    }

    private static void append(StringBuilder query, String key, String value) {
        if (!query.isEmpty()) query.append('&');
        query.append(encoded(key)).append('=').append(encoded(value));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private CompletableFuture<@Nullable Parameter> authorization(Connection connection) {
        return switch (connection.type()) {
            case "BASIC" -> {
                String pair = connection.user() + ":" + connection.secret();
                String coded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
                yield CompletableFuture.completedFuture(new Parameter("Authorization", "Basic " + coded, true));
            }
            case "API_KEY" ->
                CompletableFuture.completedFuture(new Parameter(connection.user(), connection.secret(), true));
            default -> token(connection);
        };
    }

    /// Asks the authorization endpoint for a token, anew for every call: tokens are not kept.
    private CompletableFuture<@Nullable Parameter> token(Connection connection) {
        StringBuilder form = new StringBuilder();
        append(form, "grant_type", "client_credentials");
        append(form, "client_id", connection.user());
        append(form, "client_secret", connection.secret());
        for (Parameter each : connection.body()) append(form, each.key(), each.value());
        String method = connection.authorizationMethod() == null ? "POST" : connection.authorizationMethod();
        return client().send(
                        method,
                        URI.create(String.valueOf(connection.authorizationEndpoint())),
                        Fields.of("Content-Type", "application/x-www-form-urlencoded"),
                        form.toString().getBytes(StandardCharsets.UTF_8),
                        PATIENCE)
                .thenApply(answer -> {
                    Map<?, ?> tree = Json.object(answer.text());
                    Object token = tree == null ? null : tree.get("access_token");
                    if (token == null)
                        throw new IllegalStateException("the authorization endpoint gave no token: " + answer.status());
                    return new Parameter("Authorization", "Bearer " + token, true);
                });
    }

    @Override
    public synchronized void close() {
        if (client != null) client.close();
    }
}
