package io.windtunnel.wire;

import io.windtunnel.wire.model.Operation;
import io.windtunnel.wire.model.PackedModels;
import io.windtunnel.wire.model.Shape;
import io.windtunnel.wire.model.Shapes;
import io.windtunnel.wire.model.Structure;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The API of one AWS service: its operations, the shapes they exchange and the protocols it speaks. Operations and
/// shapes are read from the packed model when they are first asked for.
///
/// Thread safety: every method may be called from any thread.
public abstract class ServiceModel implements Shapes {
    /// The model packed under `service`, such as `ec2`, `autoscaling`, `elasticloadbalancingv2`, `cloudwatch`.
    ///
    /// @throws IllegalArgumentException when no model of that name is packed
    public static ServiceModel load(String service) {
        return PackedModels.named(service);
    }

    /// What the service is and how it is reached.
    public abstract Traits traits();

    /// The names of its operations, as AWS spells them.
    public abstract Set<String> operations();

    /// The names of its shapes.
    public abstract Set<String> shapes();

    /// The operation called `name`, or null.
    public abstract @Nullable Operation operation(String name);

    /// @throws IllegalArgumentException when there is no such shape
    @Override
    public abstract Shape shape(String name);

    /// The error called `code`, by its shape's name or its code in the query protocols; null where it is not modelled.
    public abstract @Nullable Structure error(String code);

    /// The service's name in Windtunnel.
    public String name() {
        return traits().name();
    }

    /// What a service is and how it is reached.
    ///
    /// @param name its name in Windtunnel
    /// @param namespace what stands before the hash in a JSON error's type
    /// @param protocols every protocol it has spoken; the first is its own
    /// @param targetPrefix what stands before the operation in `X-Amz-Target`, or empty
    /// @param xmlNamespace the namespace of its XML answers, or empty
    /// @param queryCompatible whether its JSON errors also carry their code of the query protocol
    /// @param bareErrors whether its XML errors stand without an `ErrorResponse` around them, as S3's alone do
    public record Traits(
            String name,
            String namespace,
            String endpointPrefix,
            String signingName,
            String apiVersion,
            Set<Protocol> protocols,
            String targetPrefix,
            String xmlNamespace,
            boolean queryCompatible,
            boolean bareErrors) {}
}
