package io.windtunnel.wire;

import io.windtunnel.wire.model.Operation;
import io.windtunnel.wire.model.PackedModels;
import io.windtunnel.wire.protocol.Incoming;
import io.windtunnel.wire.protocol.Target;
import io.windtunnel.wire.protocol.WireProtocol;
import io.windtunnel.wire.s3.S3Host;
import io.windtunnel.wire.sign.Signature;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the service, protocol and operation a request is for, among the faces of one endpoint.
///
/// Thread safety: immutable.
final class Router {
    private static final Set<Protocol> FORMS = Set.of(Protocol.AWS_QUERY, Protocol.EC2_QUERY);
    private static final Set<Protocol> RESTS = Set.of(Protocol.REST_JSON_1, Protocol.REST_XML);

    private final List<ApiFace> faces;
    private static final String S3 = "s3";
    private static final S3Host S3_BY_PATH = new S3Host(null, null, false);

    /// Those that are called by path, S3 last: every path may be a bucket's.
    private final List<ApiFace> rests;

    private final Map<String, ApiFace> byTarget = new HashMap<>();

    /// Where a request goes.
    ///
    /// @param face null where no service here answers it
    /// @param operation null where the service has no such operation
    /// @param asked the service's and operation's names, for an error
    record Route(
            WireProtocol protocol,
            ServiceModel.@Nullable Traits service,
            @Nullable ApiFace face,
            @Nullable Operation operation,
            String asked) {
        /// Whether it is S3's.
        boolean isObjects() {
            return service != null && service.bareErrors();
        }
    }

    Router(List<ApiFace> faces) {
        this.faces = List.copyOf(faces);
        for (ApiFace face : faces) byTarget.put(face.model().traits().targetPrefix(), face);
        rests = faces.stream()
                .filter(face -> speaks(face.model().traits(), RESTS))
                .sorted(Comparator.comparing(face -> face.model().traits().bareErrors()))
                .toList();
    }

    Route route(Incoming request, @Nullable Signature signature) {
        S3Host host = objects(request, signature);
        if (host != null && host.bucket() != null)
            request.path("/" + host.bucket() + (request.path().startsWith("/") ? "" : "/") + request.path());
        if (host != null) return objects(request, host, signature);
        return switch (Target.of(request)) {
            case Target.Named named -> named(named, signature);
            case Target.Action action -> action(action, request, signature);
            case Target.Rest _ -> rest(request, signature);
        };
    }

    /// The endpoint of S3 a request is for; null where it is not known to be for one. S3 names its operations by path
    /// alone: what looks like another protocol's operation may be a key of an object.
    private static @Nullable S3Host objects(Incoming request, @Nullable Signature signature) {
        if (signature != null && !signature.service().equals(S3)) return null;
        String name = request.headers().first("host", "");
        S3Host host = S3Host.of(name);
        if (host != null || signature == null) return host;
        S3Host bucket = S3Host.ofBucket(name);
        return bucket == null ? S3_BY_PATH : bucket;
    }

    private Route objects(Incoming request, S3Host host, @Nullable Signature signature) {
        for (ApiFace face : rests) {
            if (!face.model().traits().bareErrors()) continue;
            return objects(request, face, host.website());
        }
        return unrouted(request, signature, ServiceModel.load(S3).traits());
    }

    private static Route objects(Incoming request, ApiFace face, boolean website) {
        Operation operation = website ? null : face.routes().match(request);
        String asked = operation == null ? request.method() + " " + request.path() : operation.name();
        return new Route(WireProtocol.of(Protocol.REST_XML), face.model().traits(), face, operation, asked);
    }

    private Route named(Target.Named named, @Nullable Signature signature) {
        WireProtocol protocol = WireProtocol.of(named.protocol());
        ApiFace face = byTarget.get(named.targetPrefix());
        if (face == null || named.targetPrefix().isEmpty()) {
            Predicate<ServiceModel.Traits> known =
                    traits -> traits.targetPrefix().equals(named.targetPrefix());
            ServiceModel.Traits traits = named.targetPrefix().isEmpty() ? null : packed(known);
            return new Route(protocol, orSigned(traits, signature), null, null, named.operation());
        }
        ServiceModel model = face.model();
        return new Route(protocol, model.traits(), face, model.operation(named.operation()), named.operation());
    }

    private Route action(Target.Action action, Incoming request, @Nullable Signature signature) {
        ApiFace face =
                best(FORMS, request, signature, traits -> traits.apiVersion().equals(action.version()));
        if (face == null) {
            ServiceModel.Traits traits = packed(other -> speaks(other, FORMS)
                    && (signature == null || other.signingName().equals(signature.service()))
                    && other.apiVersion().equals(action.version()));
            WireProtocol protocol = traits == null ? WireProtocol.of(Protocol.AWS_QUERY) : ofForms(traits);
            return new Route(protocol, orSigned(traits, signature), null, null, action.action());
        }
        ServiceModel.Traits traits = face.model().traits();
        return new Route(ofForms(traits), traits, face, face.model().operation(action.action()), action.action());
    }

    private static WireProtocol ofForms(ServiceModel.Traits traits) {
        return WireProtocol.of(
                traits.protocols().contains(Protocol.EC2_QUERY) ? Protocol.EC2_QUERY : Protocol.AWS_QUERY);
    }

    private Route rest(Incoming request, @Nullable Signature signature) {
        for (ApiFace face : rests) {
            Route found = isFor(face.model().traits(), request, signature) ? rest(request, face) : null;
            if (found != null) return found;
        }
        for (ApiFace face : signature == null ? rests : List.<ApiFace>of()) {
            if (face.model().traits().bareErrors()) return objects(request, face, false);
            Route found = rest(request, face);
            if (found != null) return found;
        }
        return unrouted(request, signature, packed(other -> isFor(other, request, signature)));
    }

    private static @Nullable Route rest(Incoming request, ApiFace face) {
        Operation operation = face.routes().match(request);
        ServiceModel.Traits traits = face.model().traits();
        return operation == null ? null : new Route(ofRest(traits), traits, face, operation, operation.name());
    }

    private Route unrouted(Incoming request, @Nullable Signature signature, ServiceModel.@Nullable Traits traits) {
        String asked = request.method() + " " + request.path();
        WireProtocol protocol = traits == null
                ? WireProtocol.of(Protocol.REST_JSON_1)
                : WireProtocol.of(traits.protocols().iterator().next());
        ApiFace built = rests.stream()
                .filter(face -> face.model().traits().equals(traits))
                .findFirst()
                .orElse(null);
        return new Route(protocol, orSigned(traits, signature), built, null, asked);
    }

    private static WireProtocol ofRest(ServiceModel.Traits traits) {
        return WireProtocol.of(
                traits.protocols().contains(Protocol.REST_XML) ? Protocol.REST_XML : Protocol.REST_JSON_1);
    }

    /// The face that fits best: the signature's service and `wanted`, then either, then the host's; null when none
    /// fits.
    private @Nullable ApiFace best(
            Set<Protocol> protocols,
            Incoming request,
            @Nullable Signature signature,
            Predicate<ServiceModel.Traits> wanted) {
        ApiFace best = null;
        int most = 0;
        for (ApiFace face : faces) {
            ServiceModel.Traits traits = face.model().traits();
            if (!speaks(traits, protocols)) continue;
            int score = (wanted.test(traits) ? 2 : 0) + (isFor(traits, request, signature) ? 3 : 0);
            if (signature != null && !isFor(traits, request, signature)) score = 0;
            if (score > most) {
                best = face;
                most = score;
            }
        }
        return best;
    }

    private static boolean speaks(ServiceModel.Traits traits, Set<Protocol> protocols) {
        for (Protocol protocol : traits.protocols()) if (protocols.contains(protocol)) return true;
        return false;
    }

    /// Whether the signature's service, or where there is none the host's first label, is this service's.
    private static boolean isFor(ServiceModel.Traits traits, Incoming request, @Nullable Signature signature) {
        if (signature != null) return traits.signingName().equals(signature.service());
        return request.headers().first("host", "").startsWith(traits.endpointPrefix() + ".");
    }

    /// A service we have no model of is known by the name its requests are signed for.
    private static ServiceModel.@Nullable Traits orSigned(
            ServiceModel.@Nullable Traits traits, @Nullable Signature signature) {
        if (traits != null || signature == null) return traits;
        String name = signature.service();
        return new ServiceModel.Traits(name, "", name, name, "", Set.of(), "", "", false, false);
    }

    private static ServiceModel.@Nullable Traits packed(Predicate<ServiceModel.Traits> wanted) {
        Stream<ServiceModel.Traits> all = PackedModels.names().stream()
                .map(name -> PackedModels.named(name).traits());
        return all.filter(wanted).findFirst().orElse(null);
    }
}
