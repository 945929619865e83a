package io.windtunnel.wire.protocol;

import io.windtunnel.wire.Protocol;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.WireResponse;
import io.windtunnel.wire.bind.BoundOperation;
import io.windtunnel.wire.codec.Decoding;
import io.windtunnel.wire.codec.Malformed;
import org.jspecify.annotations.Nullable;

/// One of AWS's protocols: from a request to the row of an operation's input, and from a result or a failure to a
/// response.
///
/// Thread safety: implementations are immutable.
public sealed interface WireProtocol permits RpcProtocol, QueryProtocol, RestProtocol {
    /// @throws Malformed when the request cannot be read as the operation's input
    @Nullable
    Object[] decode(Incoming request, BoundOperation operation, Decoding decoding);

    /// @param result what the face answered, or null where it answers nothing
    WireResponse success(ServiceModel model, BoundOperation operation, @Nullable Object result, String requestId);

    WireResponse failure(ServiceModel.Traits service, Failure failure, String requestId);

    /// The code and status of a request that cannot be read.
    Refusal malformed();

    /// The code and status of a request for an operation the service does not have.
    Refusal unknownOperation();

    /// The code of a request that breaks a constraint.
    String validationCode();

    /// How a request is refused before a service sees it.
    record Refusal(String code, int status) {}

    static WireProtocol of(Protocol protocol) {
        return switch (protocol) {
            case AWS_JSON_1_0 -> RpcProtocol.JSON_1_0;
            case AWS_JSON_1_1 -> RpcProtocol.JSON_1_1;
            case RPC_V2_CBOR -> RpcProtocol.CBOR;
            case AWS_QUERY -> QueryProtocol.QUERY;
            case EC2_QUERY -> QueryProtocol.EC2;
            case REST_JSON_1 -> RestProtocol.JSON;
            case REST_XML -> RestProtocol.XML;
        };
    }
}
