package io.windtunnel.wire;

import io.windtunnel.wire.model.Operation;
import io.windtunnel.wire.model.PackedModels;
import io.windtunnel.wire.protocol.Incoming;
import io.windtunnel.wire.protocol.Target;
import io.windtunnel.wire.protocol.WireProtocol;
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
            String asked) {}

    Router(List<ApiFace> faces) {
        this.faces = List.copyOf(faces);
        for (ApiFace face : faces) byTarget.put(face.model().traits().targetPrefix(), face);
    }

    Route route(Incoming request, @Nullable Signature signature) {
        return switch (Target.of(request)) {
            case Target.Named named -> named(named, signature);
            case Target.Action action -> action(action, request, signature);
            case Target.Rest rest -> rest(request, signature);
        };
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
        List<ApiFace> candidates = faces.stream()
                .filter(face -> speaks(face.model().traits(), RESTS))
                .sorted(Comparator.comparing(face -> !isFor(face.model().traits(), request, signature)))
                .toList();
        for (ApiFace face : candidates) {
            ServiceModel.Traits traits = face.model().traits();
            if (signature != null && !isFor(traits, request, signature)) continue;
            Operation operation = face.routes().match(request);
            if (operation != null) return new Route(ofRest(traits), traits, face, operation, operation.name());
        }
        String asked = request.method() + " " + request.rawPath();
        ServiceModel.Traits traits = packed(other -> isFor(other, request, signature));
        boolean built = traits != null
                && faces.stream().anyMatch(face -> face.model().traits().equals(traits));
        boolean s3 = signature != null && signature.service().equals("s3");
        WireProtocol protocol = traits == null
                ? WireProtocol.of(s3 ? Protocol.REST_XML : Protocol.REST_JSON_1)
                : WireProtocol.of(traits.protocols().iterator().next());
        ApiFace face = candidates.isEmpty() || !built ? null : candidates.getFirst();
        return new Route(protocol, orSigned(traits, signature), face, null, asked);
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
        return new ServiceModel.Traits(name, "", name, name, "", Set.of(), "", "", false);
    }

    private static ServiceModel.@Nullable Traits packed(Predicate<ServiceModel.Traits> wanted) {
        Stream<ServiceModel.Traits> all = PackedModels.names().stream()
                .map(name -> PackedModels.named(name).traits());
        return all.filter(wanted).findFirst().orElse(null);
    }
}
