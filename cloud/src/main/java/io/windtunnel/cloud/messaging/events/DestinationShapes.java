package io.windtunnel.cloud.messaging.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The requests and responses that are about connections and API destinations.
final class DestinationShapes {
    private DestinationShapes() {}

    record HeaderParameter(
            String key, @Nullable String value, @Nullable Boolean isValueSecret) {}

    record QueryParameter(
            String key, @Nullable String value, @Nullable Boolean isValueSecret) {}

    record BodyParameter(
            String key, @Nullable String value, @Nullable Boolean isValueSecret) {}

    record HttpParameters(
            List<HeaderParameter> headerParameters,
            List<QueryParameter> queryStringParameters,
            List<BodyParameter> bodyParameters) {}

    record Basic(String username, String password) {}

    record ApiKey(String apiKeyName, String apiKeyValue) {}

    record Client(@Nullable String clientID, @Nullable String clientSecret) {}

    record OAuth(
            Client clientParameters,
            String authorizationEndpoint,
            String httpMethod,
            @Nullable HttpParameters oAuthHttpParameters) {}

    record AuthParameters(
            @Nullable Basic basicAuthParameters,
            @Nullable ApiKey apiKeyAuthParameters,
            @Nullable OAuth oAuthParameters,
            @Nullable HttpParameters invocationHttpParameters) {}

    record CreateConnection(
            String name, @Nullable String description, String authorizationType, AuthParameters authParameters) {}

    record ConnectionAnswer(
            String connectionArn, String connectionState, Instant creationTime, Instant lastModifiedTime) {}

    record ConnectionDescribed(
            String connectionArn,
            String name,
            @Nullable String description,
            String connectionState,
            String authorizationType,
            Instant creationTime,
            Instant lastModifiedTime) {}

    record ConnectionShown(
            String connectionArn,
            String name,
            String connectionState,
            String authorizationType,
            Instant creationTime,
            Instant lastModifiedTime) {}

    record ConnectionList(List<ConnectionShown> connections) {}

    record CreateApiDestination(
            String name,
            @Nullable String description,
            String connectionArn,
            String invocationEndpoint,
            String httpMethod,
            @Nullable Integer invocationRateLimitPerSecond) {}

    record DestinationAnswer(
            String apiDestinationArn, String apiDestinationState, Instant creationTime, Instant lastModifiedTime) {}

    record DestinationDescribed(
            String apiDestinationArn,
            String name,
            @Nullable String description,
            String apiDestinationState,
            String connectionArn,
            String invocationEndpoint,
            String httpMethod,
            int invocationRateLimitPerSecond,
            Instant creationTime,
            Instant lastModifiedTime) {}

    record DestinationShown(
            String apiDestinationArn,
            String name,
            String apiDestinationState,
            String connectionArn,
            String invocationEndpoint,
            String httpMethod,
            int invocationRateLimitPerSecond,
            Instant creationTime,
            Instant lastModifiedTime) {}

    record DestinationList(List<DestinationShown> apiDestinations) {}

    record ListPage(@Nullable String namePrefix) {}
}
