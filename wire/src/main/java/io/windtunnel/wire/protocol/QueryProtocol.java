package io.windtunnel.wire.protocol;

import io.windtunnel.wire.Headers;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.WireResponse;
import io.windtunnel.wire.bind.Bound;
import io.windtunnel.wire.bind.BoundOperation;
import io.windtunnel.wire.codec.Decoding;
import io.windtunnel.wire.codec.FormCodec;
import io.windtunnel.wire.codec.XmlWriter;
import org.jspecify.annotations.Nullable;

/// awsQuery and ec2Query: the input as form parameters, the output as XML.
///
/// Sources: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html,
/// https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html
public final class QueryProtocol implements WireProtocol {
    public static final QueryProtocol QUERY = new QueryProtocol(FormCodec.QUERY, false);
    public static final QueryProtocol EC2 = new QueryProtocol(FormCodec.EC2, true);

    private final FormCodec codec;
    private final boolean ec2;

    private QueryProtocol(FormCodec codec, boolean ec2) {
        this.codec = codec;
        this.ec2 = ec2;
    }

    @Override
    public @Nullable Object[] decode(Incoming request, BoundOperation operation, Decoding decoding) {
        Bound.OfStructure input = operation.input();
        return input == null ? new Object[0] : codec.read(request.parameters(), input, decoding);
    }

    @Override
    public WireResponse success(
            ServiceModel model, BoundOperation operation, @Nullable Object result, String requestId) {
        String name = operation.operation().name();
        XmlWriter xml = new XmlWriter();
        xml.start(name + "Response", model.traits().xmlNamespace());
        if (ec2) {
            xml.element("requestId", requestId);
            writeMembers(xml, operation.output(), result);
        } else {
            String wrapper = operation.operation().resultWrapper();
            if (operation.output() != null) {
                String resultName = wrapper == null ? name + "Result" : wrapper;
                xml.start(resultName, null);
                writeMembers(xml, operation.output(), result);
                xml.end(resultName);
            }
            xml.start("ResponseMetadata", null).element("RequestId", requestId).end("ResponseMetadata");
        }
        xml.end(name + "Response");
        return new WireResponse(200, headers(requestId), xml.toBytes());
    }

    private static void writeMembers(XmlWriter xml, Bound.@Nullable OfStructure bound, @Nullable Object value) {
        if (bound != null && value != null) xml.members(bound, bound.take(value));
    }

    private Headers headers(String requestId) {
        return new Headers()
                .add("x-amzn-RequestId", requestId)
                .add("Content-Type", ec2 ? "text/xml;charset=UTF-8" : "text/xml");
    }

    @Override
    public WireResponse failure(ServiceModel.Traits service, Failure failure, String requestId) {
        XmlWriter xml = new XmlWriter();
        if (ec2) {
            xml.start("Response", null).start("Errors", null).start("Error", null);
            writeError(xml, failure, false);
            xml.end("Error").end("Errors");
            xml.element("RequestID", requestId).end("Response");
        } else {
            xml.start("ErrorResponse", service.xmlNamespace()).start("Error", null);
            writeError(xml, failure, true);
            xml.end("Error").element("RequestId", requestId).end("ErrorResponse");
        }
        return new WireResponse(failure.status(), headers(requestId), xml.toBytes());
    }

    /// An error's type, code, message and members.
    static void writeError(XmlWriter xml, Failure failure, boolean withType) {
        if (withType) xml.element("Type", failure.sender() ? "Sender" : "Receiver");
        xml.element("Code", failure.code());
        if (!failure.message().isEmpty()) xml.element("Message", failure.message());
        if (failure.bound() == null) return;
        @Nullable Object[] row = failure.row();
        if (failure.messagePosition() >= 0 && !failure.message().isEmpty()) row[failure.messagePosition()] = null;
        xml.members(failure.bound(), row);
    }

    @Override
    public Refusal malformed() {
        return new Refusal(ec2 ? "InvalidParameterValue" : "MalformedInput", 400);
    }

    @Override
    public Refusal unknownOperation() {
        return new Refusal("InvalidAction", 400);
    }

    @Override
    public String validationCode() {
        return ec2 ? "InvalidParameterValue" : "ValidationError";
    }
}
