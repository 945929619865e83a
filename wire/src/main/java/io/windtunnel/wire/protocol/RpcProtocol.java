package io.windtunnel.wire.protocol;

import io.windtunnel.wire.Headers;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.WireResponse;
import io.windtunnel.wire.bind.Bound;
import io.windtunnel.wire.bind.BoundOperation;
import io.windtunnel.wire.codec.Decoding;
import io.windtunnel.wire.codec.TreeCodec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// awsJson 1.0 and 1.1 and rpcv2Cbor: the whole input is the body, the operation is named by a header or the path.
///
/// Sources: https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html,
/// https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
public final class RpcProtocol implements WireProtocol {
    public static final RpcProtocol JSON_1_0 = new RpcProtocol(TreeCodec.JSON, "application/x-amz-json-1.0");
    public static final RpcProtocol JSON_1_1 = new RpcProtocol(TreeCodec.JSON, "application/x-amz-json-1.1");
    public static final RpcProtocol CBOR = new RpcProtocol(TreeCodec.CBOR, "application/cbor");

    private static final byte[] EMPTY = {};

    private final TreeCodec codec;
    private final String mediaType;

    private RpcProtocol(TreeCodec codec, String mediaType) {
        this.codec = codec;
        this.mediaType = mediaType;
    }

    @Override
    public @Nullable Object[] decode(Incoming request, BoundOperation operation, Decoding decoding) {
        Bound.OfStructure input = operation.input();
        if (input == null) return new Object[0];
        if (request.body().length == 0) return input.emptyRow();
        Object row = codec.read(request.body(), input, decoding);
        return row == null ? input.emptyRow() : (@Nullable Object[]) row;
    }

    @Override
    public WireResponse success(
            ServiceModel model, BoundOperation operation, @Nullable Object result, String requestId) {
        Bound.OfStructure output = operation.output();
        if (output == null && this == CBOR) return new WireResponse(200, headers(requestId, false), EMPTY);
        byte[] body = codec.write(out -> {
            out.writeStartObject();
            if (output != null && result != null) codec.writeMembers(out, output, output.take(result));
            out.writeEndObject();
        });
        return new WireResponse(200, headers(requestId, true), body);
    }

    private Headers headers(String requestId, boolean content) {
        Headers headers = new Headers().add("x-amzn-RequestId", requestId);
        if (content) headers.add("Content-Type", mediaType);
        if (this == CBOR) headers.add("smithy-protocol", "rpc-v2-cbor");
        return headers;
    }

    @Override
    public WireResponse failure(ServiceModel.Traits service, Failure failure, String requestId) {
        Headers headers = headers(requestId, true);
        if (service.queryCompatible())
            headers.add("x-amzn-query-error", failure.code() + ";" + (failure.sender() ? "Sender" : "Receiver"));
        String type = service.namespace().isEmpty() || failure.bound() == null
                ? failure.shape()
                : service.namespace() + "#" + failure.shape();
        byte[] body = codec.write(out -> {
            out.writeStartObject();
            out.writeStringProperty("__type", type);
            writeMembers(codec, out, failure);
            out.writeEndObject();
        });
        return new WireResponse(failure.status(), headers, body);
    }

    /// The message and the members of an error.
    static void writeMembers(TreeCodec codec, JsonGenerator out, Failure failure) {
        if (failure.messagePosition() < 0 && !failure.message().isEmpty())
            out.writeStringProperty("message", failure.message());
        if (failure.bound() != null) codec.writeMembers(out, failure.bound(), failure.row());
    }

    @Override
    public Refusal malformed() {
        return new Refusal("SerializationException", 400);
    }

    @Override
    public Refusal unknownOperation() {
        return new Refusal("UnknownOperationException", this == CBOR ? 404 : 400);
    }

    @Override
    public String validationCode() {
        return "ValidationException";
    }
}
