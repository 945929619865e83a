package io.windtunnel.cloud.messaging.events;

import io.windtunnel.cloud.messaging.events.ApiDestinations.Connection;
import io.windtunnel.cloud.messaging.events.ApiDestinations.Destination;
import io.windtunnel.cloud.messaging.events.ApiDestinations.Parameter;
import io.windtunnel.cloud.messaging.events.DestinationShapes.AuthParameters;
import io.windtunnel.cloud.messaging.events.DestinationShapes.ConnectionAnswer;
import io.windtunnel.cloud.messaging.events.DestinationShapes.DestinationAnswer;
import io.windtunnel.cloud.messaging.events.DestinationShapes.HttpParameters;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The face's operations on connections and API destinations.
public abstract class DestinationOperations extends ArchiveOperations {
    /// Calls a second where none are named: 300.
    private static final int USUAL_RATE = 300;

    private static final String GONE = "ResourceNotFoundException";

    private final ApiDestinations destinations;
    private final Ids ids;

    DestinationOperations(Buses buses, Archives archives, ApiDestinations destinations, Time time, Ids ids) {
        super(buses, archives, time);
        this.destinations = destinations;
        this.ids = ids;
    }

    public ConnectionAnswer createConnection(Call call, DestinationShapes.CreateConnection request) {
        if (destinations.connections(call.scope()).get(request.name()) != null)
            throw new AwsException(
                    "ResourceAlreadyExistsException", "Connection " + request.name() + " already exists.");
        AuthParameters auth = request.authParameters();
        String user;
        String secret;
        if (auth.basicAuthParameters() != null && request.authorizationType().equals("BASIC")) {
            user = auth.basicAuthParameters().username();
            secret = auth.basicAuthParameters().password();
        } else if (auth.apiKeyAuthParameters() != null
                && request.authorizationType().equals("API_KEY")) {
            user = auth.apiKeyAuthParameters().apiKeyName();
            secret = auth.apiKeyAuthParameters().apiKeyValue();
        } else if (auth.oAuthParameters() != null && request.authorizationType().equals("OAUTH_CLIENT_CREDENTIALS")) {
            user = String.valueOf(auth.oAuthParameters().clientParameters().clientID());
            secret = String.valueOf(auth.oAuthParameters().clientParameters().clientSecret());
        } else
            throw AwsException.validation(
                    "Authorization parameters are not those of " + request.authorizationType() + ".");
        long now = time.now().toEpochMilli();
        HttpParameters http = auth.invocationHttpParameters();
        HttpParameters oauth =
                auth.oAuthParameters() == null ? null : auth.oAuthParameters().oAuthHttpParameters();
        Connection connection = new Connection(
                request.name(),
                ids.uuid(),
                request.description(),
                request.authorizationType(),
                user,
                secret,
                auth.oAuthParameters() == null ? null : auth.oAuthParameters().authorizationEndpoint(),
                auth.oAuthParameters() == null ? null : auth.oAuthParameters().httpMethod(),
                headers(http),
                query(http),
                body(oauth),
                true,
                now,
                now);
        destinations.connections(call.scope()).put(connection.name(), connection);
        return answer(call.scope(), connection);
    }

    private static List<Parameter> headers(@Nullable HttpParameters http) {
        List<Parameter> all = new ArrayList<>();
        if (http != null)
            for (DestinationShapes.HeaderParameter each : http.headerParameters())
                all.add(parameter(each.key(), each.value(), each.isValueSecret()));
        return all;
    }

    private static List<Parameter> query(@Nullable HttpParameters http) {
        List<Parameter> all = new ArrayList<>();
        if (http != null)
            for (DestinationShapes.QueryParameter each : http.queryStringParameters())
                all.add(parameter(each.key(), each.value(), each.isValueSecret()));
        return all;
    }

    private static List<Parameter> body(@Nullable HttpParameters http) {
        List<Parameter> all = new ArrayList<>();
        if (http != null)
            for (DestinationShapes.BodyParameter each : http.bodyParameters())
                all.add(parameter(each.key(), each.value(), each.isValueSecret()));
        return all;
    }

    private static Parameter parameter(String key, @Nullable String value, @Nullable Boolean secret) {
        return new Parameter(key, Objects.requireNonNullElse(value, ""), Boolean.TRUE.equals(secret));
    }

    private static ConnectionAnswer answer(Scope scope, Connection connection) {
        return new ConnectionAnswer(
                connection.arn(scope),
                connection.authorized() ? "AUTHORIZED" : "DEAUTHORIZED",
                Instant.ofEpochMilli(connection.createdMillis()),
                Instant.ofEpochMilli(connection.modifiedMillis()));
    }

    private Connection connection(Scope scope, String name) {
        Connection connection = destinations.connections(scope).get(name);
        if (connection == null)
            throw new AwsException(
                    GONE, "Failed to describe the connection(s). Connection '" + name + "' does not exist.");
        return connection;
    }

    public DestinationShapes.ConnectionDescribed describeConnection(Call call, Shapes.Named request) {
        Connection connection = connection(call.scope(), request.name());
        ConnectionAnswer answer = answer(call.scope(), connection);
        return new DestinationShapes.ConnectionDescribed(
                answer.connectionArn(),
                connection.name(),
                connection.description(),
                answer.connectionState(),
                connection.type(),
                answer.creationTime(),
                answer.lastModifiedTime());
    }

    public DestinationShapes.ConnectionList listConnections(Call call, DestinationShapes.ListPage request) {
        List<DestinationShapes.ConnectionShown> all = new ArrayList<>();
        for (Connection each : destinations.connections(call.scope()).values()) {
            if (request.namePrefix() != null && !each.name().startsWith(request.namePrefix())) continue;
            ConnectionAnswer answer = answer(call.scope(), each);
            all.add(new DestinationShapes.ConnectionShown(
                    answer.connectionArn(),
                    each.name(),
                    answer.connectionState(),
                    each.type(),
                    answer.creationTime(),
                    answer.lastModifiedTime()));
        }
        return new DestinationShapes.ConnectionList(all);
    }

    public ConnectionAnswer deleteConnection(Call call, Shapes.Named request) {
        Connection connection = connection(call.scope(), request.name());
        destinations.connections(call.scope()).remove(connection.name());
        return answer(call.scope(), connection);
    }

    public DestinationAnswer createApiDestination(Call call, DestinationShapes.CreateApiDestination request) {
        if (destinations.destinations(call.scope()).get(request.name()) != null)
            throw new AwsException(
                    "ResourceAlreadyExistsException", "An api-destination '" + request.name() + "' already exists.");
        boolean named = Arn.isArn(request.connectionArn())
                && Arn.parse(request.connectionArn()).resource().startsWith("connection/");
        if (!named) throw AwsException.validation("Parameter ConnectionArn is not valid.");
        connection(call.scope(), Arn.parse(request.connectionArn()).resource().split("/", -1)[1]);
        long now = time.now().toEpochMilli();
        Destination destination = new Destination(
                request.name(),
                ids.uuid(),
                request.description(),
                request.connectionArn(),
                request.invocationEndpoint(),
                request.httpMethod(),
                Objects.requireNonNullElse(request.invocationRateLimitPerSecond(), USUAL_RATE),
                now,
                now);
        destinations.destinations(call.scope()).put(destination.name(), destination);
        DestinationShapes.DestinationDescribed shown = described(call.scope(), destination);
        return new DestinationAnswer(
                shown.apiDestinationArn(), shown.apiDestinationState(), shown.creationTime(), shown.lastModifiedTime());
    }

    private DestinationShapes.DestinationDescribed described(Scope scope, Destination destination) {
        boolean active = destinations
                        .connections(scope)
                        .get(Arn.parse(destination.connection()).resource().split("/", -1)[1])
                != null;
        return new DestinationShapes.DestinationDescribed(
                scope.arn("events", "api-destination/" + destination.name() + "/" + destination.id())
                        .toString(),
                destination.name(),
                destination.description(),
                active ? "ACTIVE" : "INACTIVE",
                destination.connection(),
                destination.endpoint(),
                destination.method(),
                destination.perSecond(),
                Instant.ofEpochMilli(destination.createdMillis()),
                Instant.ofEpochMilli(destination.modifiedMillis()));
    }

    private Destination destination(Scope scope, String name) {
        Destination destination = destinations.destinations(scope).get(name);
        if (destination == null)
            throw new AwsException(
                    GONE,
                    "Failed to describe the api-destination(s). An api-destination '" + name + "' does not exist.");
        return destination;
    }

    public DestinationShapes.DestinationDescribed describeApiDestination(Call call, Shapes.Named request) {
        return described(call.scope(), destination(call.scope(), request.name()));
    }

    public DestinationShapes.DestinationList listApiDestinations(Call call, DestinationShapes.ListPage request) {
        List<DestinationShapes.DestinationShown> all = new ArrayList<>();
        for (Destination each : destinations.destinations(call.scope()).values()) {
            if (request.namePrefix() != null && !each.name().startsWith(request.namePrefix())) continue;
            DestinationShapes.DestinationDescribed shown = described(call.scope(), each);
            all.add(new DestinationShapes.DestinationShown(
                    shown.apiDestinationArn(),
                    shown.name(),
                    shown.apiDestinationState(),
                    shown.connectionArn(),
                    shown.invocationEndpoint(),
                    shown.httpMethod(),
                    shown.invocationRateLimitPerSecond(),
                    shown.creationTime(),
                    shown.lastModifiedTime()));
        }
        return new DestinationShapes.DestinationList(all);
    }

    public void deleteApiDestination(Call call, Shapes.Named request) {
        destinations
                .destinations(call.scope())
                .remove(destination(call.scope(), request.name()).name());
    }
}
