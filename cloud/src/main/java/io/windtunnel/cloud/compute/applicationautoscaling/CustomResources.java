package io.windtunnel.cloud.compute.applicationautoscaling;

import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.ScalableTargets;
import io.windtunnel.cloud.ports.VirtualHosts;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.http.Fields;
import io.windtunnel.fabric.http.HttpClient;
import io.windtunnel.fabric.http.Request;
import io.windtunnel.fabric.http.Response;
import io.windtunnel.fabric.net.Destination;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.NamedAddress;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.wire.AwsException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Resources of one's own, in the namespace `custom-resource`: the resource id is an address that
/// answers GET with its capacity and PATCH with a new one. At AWS it is API Gateway's; here it may also
/// be a load balancer of this cloud by its DNS name, or a server of this computer at an IP address or
/// `localhost`, which stands on the internet.
///
/// Source: https://github.com/aws/aws-auto-scaling-custom-resource
///
/// Thread safety: every method may be called from any thread; none blocks.
final class CustomResources implements ScalableTargets {
    /// How long an answer may take, scenario time: API Gateway's own longest.
    private static final Duration TIMEOUT = Duration.ofSeconds(29);

    private static final String REALM = "application-autoscaling";
    private static final String CALLER_IP = "192.0.2.1";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Fabric fabric;
    private final Directory directory;
    private final Map<Region, Host> callers = new ConcurrentHashMap<>();
    private final Map<InetSocketAddress, Host> outside = new ConcurrentHashMap<>();

    CustomResources(Fabric fabric, Directory directory) {
        this.fabric = fabric;
        this.directory = directory;
    }

    @Override
    public CompletionStage<Capacity> capacity(Target target) {
        return send(target, "GET", null);
    }

    @Override
    public CompletionStage<Capacity> set(Target target, int desired) {
        return send(target, "PATCH", "{\"desiredCapacity\":" + desired + ".0}");
    }

    /// There is none: what a resource of one's own measures, only its owner knows.
    @Override
    public Optional<Metric> predefined(Target target, String metricType, @Nullable String label) {
        return Optional.empty();
    }

    private CompletionStage<Capacity> send(Target target, String method, @Nullable String body) {
        try {
            URI address = URI.create(target.resourceId());
            boolean secure = "https".equals(address.getScheme());
            if (address.getHost() == null || (!secure && !"http".equals(address.getScheme())))
                throw AwsException.validation("Custom resource ID is not a URL: " + target.resourceId());
            if (!fabric.hasNetwork())
                throw AwsException.notBuilt(
                        "application-autoscaling", "RegisterScalableTarget", "custom resources without sockets");
            int port = address.getPort() >= 0 ? address.getPort() : secure ? 443 : 80;
            Destination to = destination(address.getHost(), port, secure);
            Request request = request(method, address, body);
            HttpClient client = new HttpClient(fabric.network());
            Host from = callers.computeIfAbsent(target.scope().region(), this::caller);
            return (secure ? client.sendSecurely(from, to, request, TIMEOUT) : client.send(from, to, request, TIMEOUT))
                    .thenApply(response -> capacity(target, method, response));
        } catch (IllegalArgumentException notAnAddress) {
            return CompletableFuture.failedStage(
                    AwsException.validation("Custom resource ID is not a URL: " + target.resourceId()));
        } catch (AwsException refusal) {
            return CompletableFuture.failedStage(refusal);
        }
    }

    private Host caller(Region region) {
        return fabric.network().host(Place.in(region), REALM + "/" + region.code(), CALLER_IP);
    }

    private static Request request(String method, URI address, @Nullable String body) {
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        String target = address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
        Fields fields = Fields.of(
                "Host", address.getRawAuthority(), "Accept", "application/json", "Content-Type", "application/json");
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        return new Request(method, target, fields, bytes, null, false);
    }

    /// Where a name leads: a data plane of this cloud, or a server of this computer.
    private Destination destination(String name, int port, boolean secure) {
        List<NamedAddress> inside = fabric.names().resolve(name);
        if (!inside.isEmpty())
            return new Destination(inside.getFirst().realm(), inside.getFirst().ip(), port);
        Optional<VirtualHosts.Entrance> entrance =
                directory.find(VirtualHosts.class).flatMap(hosts -> hosts.find(name));
        if (entrance.isPresent()) return entrance(name, entrance.get(), secure);
        String ip = name.equals("localhost") ? "127.0.0.1" : name;
        InetSocketAddress address;
        try {
            address = new InetSocketAddress(InetAddress.ofLiteral(ip), port);
        } catch (IllegalArgumentException unknown) {
            throw AwsException.validation(
                    "Custom resource ID " + name + " cannot be reached: it is no name of this cloud");
        }
        Host server = outside.computeIfAbsent(address, this::server);
        return new Destination(server.realm(), server.ip(), port);
    }

    private static Destination entrance(String name, VirtualHosts.Entrance entrance, boolean secure) {
        if (entrance.addresses().isEmpty())
            throw AwsException.validation("Custom resource ID " + name + " cannot be reached: nobody serves it now");
        NamedAddress first = entrance.addresses().getFirst();
        int port = (secure ? entrance.tls() : entrance.plain())
                .orElseThrow(() -> AwsException.validation("Custom resource ID " + name + " has no such port"));
        return new Destination(first.realm(), first.ip(), port);
    }

    private Host server(InetSocketAddress address) {
        String realm = REALM + "/outside/" + address.getPort();
        Host host = fabric.network()
                .host(Place.INTERNET, realm, address.getAddress().getHostAddress());
        fabric.network().served(host, address.getPort(), address);
        return host;
    }

    /// Reads an answer: `actualCapacity`, `desiredCapacity` and `scalingStatus` are what counts.
    private static Capacity capacity(Target target, String method, Response response) {
        if (response.status() != 200)
            throw new AwsException(
                    "FailedResourceAccessException",
                    method + " " + target.resourceId() + " was answered with status " + response.status());
        try {
            JsonNode answer = JSON.readTree(response.text());
            JsonNode actual = answer.path("actualCapacity");
            JsonNode desired = answer.path("desiredCapacity");
            if (!actual.isNumber() || !desired.isNumber())
                throw new AwsException(
                        "FailedResourceAccessException",
                        target.resourceId() + " answered without actualCapacity and desiredCapacity");
            Progress progress = switch (answer.path("scalingStatus").asString("")) {
                case "Failed" -> Progress.FAILED;
                case "Pending", "InProgress" -> Progress.UNDER_WAY;
                default -> Progress.FULFILLED;
            };
            return new Capacity(
                    desired.asInt(),
                    actual.asInt(),
                    progress,
                    answer.path("failureReason").asString(""));
        } catch (JacksonException notJson) {
            throw new AwsException("FailedResourceAccessException", target.resourceId() + " did not answer with JSON");
        }
    }
}
