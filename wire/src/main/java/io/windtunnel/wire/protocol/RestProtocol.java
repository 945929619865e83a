package io.windtunnel.wire.protocol;

import io.windtunnel.wire.Headers;
import io.windtunnel.wire.Payload;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.WireResponse;
import io.windtunnel.wire.bind.Bound;
import io.windtunnel.wire.bind.BoundOperation;
import io.windtunnel.wire.codec.Bindings;
import io.windtunnel.wire.codec.Decoding;
import io.windtunnel.wire.codec.Malformed;
import io.windtunnel.wire.codec.TreeCodec;
import io.windtunnel.wire.codec.XmlReader;
import io.windtunnel.wire.codec.XmlWriter;
import io.windtunnel.wire.model.MemberShape;
import io.windtunnel.wire.model.MemberShape.Location;
import io.windtunnel.wire.model.Operation;
import io.windtunnel.wire.model.Scalar;
import io.windtunnel.wire.model.Structure;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// restJson1 and restXml: members stand in the path, the query string, the headers, the status and the body.
///
/// Sources: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html,
/// https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
public final class RestProtocol implements WireProtocol {
    public static final RestProtocol JSON = new RestProtocol(false, "application/json");
    public static final RestProtocol XML = new RestProtocol(true, "application/xml");

    private static final byte[] EMPTY = {};
    private static final String REQUEST_ID = "x-amz-request-id";
    private static final String HOST_ID = "x-amz-id-2";

    private final boolean xml;
    private final String mediaType;

    private RestProtocol(boolean xml, String mediaType) {
        this.xml = xml;
        this.mediaType = mediaType;
    }

    // ---- reading

    @Override
    public @Nullable Object[] decode(Incoming request, BoundOperation operation, Decoding decoding) {
        Bound.OfStructure input = operation.input();
        if (input == null) return new Object[0];
        @Nullable Object[] row = readBody(request, input, decoding);
        try {
            Bindings.read(
                    input,
                    row,
                    request.headers(),
                    request.labels(),
                    request.query().all(),
                    decoding);
            return row;
        } catch (Malformed malformed) {
            throw malformed.outsideBody();
        }
    }

    private @Nullable Object[] readBody(Incoming request, Bound.OfStructure input, Decoding decoding) {
        int payload = input.shape().payloadPosition();
        if (payload >= 0) {
            @Nullable Object[] row = input.emptyRow();
            boolean streaming = isStreaming(input.shape().members().get(payload));
            if (request.payload().length() == 0 || !streaming && request.body().length == 0) return row;
            Bound member = decoding.sent(input, payload, row);
            if (member != null)
                row[payload] = streaming ? request.payload() : readPayload(request.body(), member, decoding);
            return row;
        }
        byte[] body = request.body();
        if (body.length == 0 || !hasBody(input.shape(), true)) return input.emptyRow();
        return xml ? XmlReader.read(body, input, decoding) : readJson(body, input, decoding);
    }

    /// Whether `member` is a body that need not be in memory as a whole.
    private static boolean isStreaming(MemberShape member) {
        return member.target() instanceof Scalar scalar && scalar.streaming() && scalar.kind() == Scalar.Kind.BLOB;
    }

    private static @Nullable Object[] readJson(byte[] body, Bound.OfStructure bound, Decoding decoding) {
        Object row = TreeCodec.REST_JSON.read(body, bound, decoding);
        if (row == null) throw new Malformed("The body is null");
        return (@Nullable Object[]) row;
    }

    private @Nullable Object readPayload(byte[] body, Bound member, Decoding decoding) {
        return switch (member) {
            case Bound.OfStructure structure ->
                xml ? XmlReader.read(body, structure, decoding) : readJson(body, structure, decoding);
            case Bound.OfScalar scalar ->
                switch (scalar.shape().kind()) {
                    case BLOB -> body;
                    case DOCUMENT -> body.length == 0 ? null : TreeCodec.REST_JSON.read(body, member, decoding);
                    default -> new String(body, StandardCharsets.UTF_8);
                };
            case Bound.OfList list -> TreeCodec.REST_JSON.read(body, list, decoding);
            case Bound.OfMap map -> TreeCodec.REST_JSON.read(body, map, decoding);
            case Bound.OfCoded coded -> {
                if (xml) throw coded.unsuited("XML");
                yield TreeCodec.REST_JSON.read(body, coded, decoding);
            }
        };
    }

    private static boolean hasBody(Structure shape, boolean request) {
        return shape.members().stream().anyMatch(member -> isInBody(member, request));
    }

    /// In a response a member bound to the path or query string of a request stands in the body.
    private static boolean isInBody(MemberShape member, boolean request) {
        Location location = member.traits().location();
        return location == Location.BODY || !request && (location == Location.URI || location == Location.QUERY_STRING);
    }

    // ---- writing

    @Override
    public WireResponse success(
            ServiceModel model, BoundOperation operation, @Nullable Object result, String requestId) {
        Bound.OfStructure output = operation.output();
        Headers headers = requestId(model.traits(), requestId);
        Operation modelled = operation.operation();
        if (output == null || result == null) return new WireResponse(modelled.status(), headers, EMPTY);
        @Nullable Object[] row = output.take(result);
        Bindings.write(output, row, headers);
        int payload = output.shape().payloadPosition();
        Payload body;
        if (payload >= 0 && row[payload] instanceof Payload streamed) {
            contentType(headers, "application/octet-stream");
            body = streamed;
        } else {
            body = Payload.of(writeBody(model.traits(), output, row, headers));
        }
        return new WireResponse(Bindings.status(output, row, modelled.status()), headers, body);
    }

    private byte[] writeBody(
            ServiceModel.Traits service, Bound.OfStructure output, @Nullable Object[] row, Headers headers) {
        int payload = output.shape().payloadPosition();
        if (payload >= 0) {
            Bound member = output.member(payload);
            Object value = row[payload];
            if (member == null) return EMPTY;
            return writePayload(service, output.shape().members().get(payload), member, value, headers);
        }
        boolean empty = xml && !hasBody(output.shape(), false);
        if (!empty || !service.bareErrors()) contentType(headers, mediaType);
        if (empty) return EMPTY;
        if (xml) {
            XmlWriter out = document(service);
            String root = Objects.requireNonNullElse(
                    output.shape().traits().locationName(), output.shape().name());
            out.row(root, rootNamespace(service, output.shape()), output, row);
            return out.toBytes();
        }
        return TreeCodec.REST_JSON.write(out -> {
            out.writeStartObject();
            TreeCodec.REST_JSON.writeMembers(out, output, row);
            out.writeEndObject();
        });
    }

    private static @Nullable String rootNamespace(ServiceModel.Traits service, Structure shape) {
        return Objects.requireNonNullElse(shape.traits().xmlNamespace(), service.xmlNamespace());
    }

    private byte[] writePayload(
            ServiceModel.Traits service, MemberShape member, Bound bound, @Nullable Object value, Headers headers) {
        if (bound instanceof Bound.OfScalar scalar && scalar.shape().kind() != Scalar.Kind.DOCUMENT) {
            if (xml && member.traits().xmlNamespace() != null) return writeText(service, member, value, headers);
            if (value == null) return EMPTY;
            boolean blob = value instanceof byte[];
            contentType(headers, blob ? "application/octet-stream" : "text/plain");
            return blob ? (byte[]) value : value.toString().getBytes(StandardCharsets.UTF_8);
        }
        if (value == null) return EMPTY;
        contentType(headers, mediaType);
        if (!xml)
            return TreeCodec.REST_JSON.write(out -> {
                TreeCodec.REST_JSON.write(out, bound, value);
            });
        XmlWriter out = document(service);
        if (bound instanceof Bound.OfStructure structure) {
            Structure shape = structure.shape();
            String own = member.traits().locationName() == null ? shape.traits().locationName() : member.locationName();
            String namespace = member.traits().xmlNamespace() == null
                    ? rootNamespace(service, shape)
                    : member.traits().xmlNamespace();
            out.structure(own == null ? shape.name() : own, namespace, structure, value);
        }
        return out.toBytes();
    }

    /// A text that is a document of one element, as a bucket's location is.
    private byte[] writeText(ServiceModel.Traits service, MemberShape member, @Nullable Object value, Headers headers) {
        contentType(headers, mediaType);
        String text = value == null ? "" : value.toString();
        XmlWriter out = document(service);
        return out.text(member.locationName(), member.traits().xmlNamespace(), text)
                .toBytes();
    }

    private static XmlWriter document(ServiceModel.Traits service) {
        return service.bareErrors() ? new XmlWriter().declaration() : new XmlWriter();
    }

    private static void contentType(Headers headers, String mediaType) {
        if (headers.first("content-type") == null) headers.add("Content-Type", mediaType);
    }

    /// `response` with S3's ids, where it has none yet.
    public static WireResponse named(WireResponse response, String requestId) {
        Headers headers = response.headers();
        if (headers.first(REQUEST_ID) == null)
            headers.add(REQUEST_ID, requestId).add(HOST_ID, hostId(requestId));
        return response;
    }

    private static Headers requestId(ServiceModel.Traits service, String requestId) {
        Headers headers = new Headers();
        if (!service.bareErrors()) return headers.add("x-amzn-RequestId", requestId);
        return headers.add(REQUEST_ID, requestId).add(HOST_ID, hostId(requestId));
    }

    /// The second of the two ids by which AWS's support finds a request to S3; it follows from the first.
    private static String hostId(String requestId) {
        byte[] bytes = (requestId + requestId + requestId).getBytes(StandardCharsets.US_ASCII);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /// S3's error document.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
    private static WireResponse bareFailure(ServiceModel.Traits service, Failure failure, String requestId) {
        Headers headers = requestId(service, requestId).add("Content-Type", "application/xml");
        XmlWriter out = new XmlWriter();
        out.declaration().start("Error", null);
        out.element("Code", failure.code()).element("Message", failure.message());
        failure.members().forEach((name, value) -> out.element(name, value.toString()));
        out.element("RequestId", requestId).element("HostId", hostId(requestId)).end("Error");
        return new WireResponse(failure.status(), headers, out.toBytes());
    }

    @Override
    public WireResponse failure(ServiceModel.Traits service, Failure failure, String requestId) {
        if (service.bareErrors()) return bareFailure(service, failure, requestId);
        Headers headers = new Headers().add("x-amzn-RequestId", requestId).add("Content-Type", mediaType);
        if (failure.bound() != null) Bindings.write(failure.bound(), failure.row(), headers);
        if (xml) {
            XmlWriter out = new XmlWriter();
            out.start("ErrorResponse", service.xmlNamespace()).start("Error", null);
            QueryProtocol.writeError(out, failure, true);
            out.end("Error").element("RequestId", requestId).end("ErrorResponse");
            return new WireResponse(failure.status(), headers, out.toBytes());
        }
        headers.add("x-amzn-ErrorType", failure.shape());
        byte[] body = TreeCodec.REST_JSON.write(out -> {
            out.writeStartObject();
            RpcProtocol.writeMembers(TreeCodec.REST_JSON, out, failure);
            out.writeEndObject();
        });
        return new WireResponse(failure.status(), headers, body);
    }

    @Override
    public Refusal malformed() {
        return xml ? new Refusal("MalformedXML", 400) : new Refusal("SerializationException", 400);
    }

    @Override
    public Refusal unknownOperation() {
        return new Refusal("UnknownOperationException", 404);
    }

    @Override
    public String validationCode() {
        return xml ? "InvalidInput" : "ValidationException";
    }
}
