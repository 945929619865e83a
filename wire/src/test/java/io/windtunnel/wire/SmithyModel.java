package io.windtunnel.wire;

import io.windtunnel.wire.model.Constraints;
import io.windtunnel.wire.model.ListShape;
import io.windtunnel.wire.model.MapShape;
import io.windtunnel.wire.model.MemberShape;
import io.windtunnel.wire.model.MemberShape.Location;
import io.windtunnel.wire.model.Operation;
import io.windtunnel.wire.model.Scalar;
import io.windtunnel.wire.model.Shape;
import io.windtunnel.wire.model.Structure;
import io.windtunnel.wire.model.TimestampFormat;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.smithy.aws.traits.protocols.AwsQueryCompatibleTrait;
import software.amazon.smithy.aws.traits.protocols.AwsQueryErrorTrait;
import software.amazon.smithy.aws.traits.protocols.Ec2QueryNameTrait;
import software.amazon.smithy.aws.traits.protocols.RestXmlTrait;
import software.amazon.smithy.model.Model;
import software.amazon.smithy.model.knowledge.TopDownIndex;
import software.amazon.smithy.model.shapes.EnumShape;
import software.amazon.smithy.model.shapes.OperationShape;
import software.amazon.smithy.model.shapes.ServiceShape;
import software.amazon.smithy.model.shapes.ShapeId;
import software.amazon.smithy.model.traits.*;

/// A service of a Smithy model as a [ServiceModel], so that Smithy's protocol conformance cases run on our engine.
final class SmithyModel extends ServiceModel {
    private static final ShapeId UNIT = ShapeId.from("smithy.api#Unit");

    private final Model model;
    private final Protocol protocol;
    private final Traits traits;
    private final Map<String, OperationShape> operations = new TreeMap<>();
    private final Map<String, Operation> converted = new HashMap<>();
    private final Map<String, Shape> shapes = new HashMap<>();
    private final Map<String, String> errors = new HashMap<>();

    SmithyModel(Model model, ServiceShape service, Protocol protocol) {
        this.model = model;
        this.protocol = protocol;
        String namespace = service.getTrait(XmlNamespaceTrait.class)
                .map(XmlNamespaceTrait::getUri)
                .orElse("");
        String name = service.getId().getName();
        this.traits = new Traits(
                name,
                // Some AWS services tell an error with its namespace, some without, as the cases of 1.0 and 1.1 do.
                protocol == Protocol.AWS_JSON_1_1 ? "" : service.getId().getNamespace(),
                name,
                name,
                service.getVersion(),
                Set.of(protocol),
                name,
                namespace,
                service.hasTrait(AwsQueryCompatibleTrait.class),
                service.getTrait(RestXmlTrait.class)
                        .map(RestXmlTrait::isNoErrorWrapping)
                        .orElse(false));
        for (OperationShape operation : TopDownIndex.of(model).getContainedOperations(service)) {
            operations.put(operation.getId().getName(), operation);
            for (ShapeId error : operation.getErrors(service)) {
                errors.put(error.getName(), error.toString());
                model.expectShape(error)
                        .getTrait(AwsQueryErrorTrait.class)
                        .ifPresent(trait -> errors.put(trait.getCode(), error.toString()));
            }
        }
    }

    @Override
    public Traits traits() {
        return traits;
    }

    @Override
    public Set<String> operations() {
        return operations.keySet();
    }

    @Override
    public Set<String> shapes() {
        return shapes.keySet();
    }

    @Override
    public @Nullable Structure error(String code) {
        String id = errors.get(code);
        return id == null ? null : (Structure) shape(id);
    }

    OperationShape smithyOperation(String name) {
        return operations.get(name);
    }

    @Override
    public @Nullable Operation operation(String name) {
        OperationShape shape = operations.get(name);
        return shape == null ? null : converted.computeIfAbsent(name, absent -> convert(shape));
    }

    private Operation convert(OperationShape operation) {
        HttpTrait http = operation.getTrait(HttpTrait.class).orElse(null);
        boolean rest = http != null && (protocol == Protocol.REST_JSON_1 || protocol == Protocol.REST_XML);
        return new Operation(
                operation.getId().getName(),
                rest ? http.getMethod() : "POST",
                rest ? http.getUri().toString() : "/",
                rest ? http.getCode() : 200,
                structureOrNull(operation.getInputShape()),
                structureOrNull(operation.getOutputShape()),
                null,
                null,
                null,
                operation.getErrors().stream().map(ShapeId::toString).toList());
    }

    private @Nullable Structure structureOrNull(ShapeId id) {
        return id.equals(UNIT) ? null : (Structure) shape(id.toString());
    }

    @Override
    public synchronized Shape shape(String name) {
        Shape known = shapes.get(name);
        if (known != null) return known;
        int at = name.indexOf('@');
        var own = model.expectShape(ShapeId.from(at < 0 ? name : name.substring(at + 1)));
        Shape shape = at < 0 ? convert(own) : constrain(shape(name.substring(0, at)), constraints(own));
        shapes.put(name, shape);
        return shape;
    }

    private Shape convert(software.amazon.smithy.model.shapes.Shape shape) {
        String name = shape.getId().getName();
        Constraints constraints = constraints(shape);
        boolean sparse = shape.hasTrait(SparseTrait.class);
        return switch (shape.getType()) {
            case STRUCTURE, UNION -> structure(shape);
            case LIST, SET ->
                new ListShape(name, member(shape.asListShape().orElseThrow().getMember()), false, sparse, constraints);
            case MAP ->
                new MapShape(
                        name,
                        member(shape.asMapShape().orElseThrow().getKey()),
                        member(shape.asMapShape().orElseThrow().getValue()),
                        false,
                        sparse,
                        constraints);
            default ->
                new Scalar(
                        name, kind(shape), timestampFormat(shape), shape.hasTrait(StreamingTrait.class), constraints);
        };
    }

    /// The shape with the constraints its member puts in place of its own.
    private static Shape constrain(Shape shape, Constraints own) {
        return switch (shape) {
            case Structure structure -> structure;
            case ListShape list -> new ListShape(list.name(), list.member(), false, list.sparse(), own);
            case MapShape map -> new MapShape(map.name(), map.key(), map.value(), false, map.sparse(), own);
            case Scalar scalar ->
                new Scalar(scalar.name(), scalar.kind(), scalar.timestampFormat(), scalar.streaming(), own);
        };
    }

    private static Scalar.Kind kind(software.amazon.smithy.model.shapes.Shape shape) {
        return switch (shape.getType()) {
            case STRING, ENUM -> Scalar.Kind.STRING;
            case BOOLEAN -> Scalar.Kind.BOOLEAN;
            case BYTE -> Scalar.Kind.BYTE;
            case SHORT -> Scalar.Kind.SHORT;
            case INTEGER, INT_ENUM -> Scalar.Kind.INTEGER;
            case LONG -> Scalar.Kind.LONG;
            case BIG_INTEGER -> Scalar.Kind.BIG_INTEGER;
            case FLOAT -> Scalar.Kind.FLOAT;
            case DOUBLE -> Scalar.Kind.DOUBLE;
            case BIG_DECIMAL -> Scalar.Kind.BIG_DECIMAL;
            case TIMESTAMP -> Scalar.Kind.TIMESTAMP;
            case BLOB -> Scalar.Kind.BLOB;
            case DOCUMENT -> Scalar.Kind.DOCUMENT;
            default -> throw new IllegalArgumentException(shape.toString());
        };
    }

    private Structure structure(software.amazon.smithy.model.shapes.Shape shape) {
        List<MemberShape> members = new ArrayList<>();
        String payload = null;
        for (var member : shape.members()) {
            members.add(member(member));
            if (member.hasTrait(HttpPayloadTrait.class)) payload = member.getMemberName();
        }
        Structure.Traits traits = new Structure.Traits(
                payload,
                namespace(shape),
                shape.getTrait(XmlNameTrait.class).map(XmlNameTrait::getValue).orElse(null),
                shape.isUnionShape(),
                shape.isUnionShape() && shape.hasTrait(StreamingTrait.class),
                error(shape));
        return new Structure(shape.getId().getName(), members, traits);
    }

    private Structure.@Nullable ErrorTrait error(software.amazon.smithy.model.shapes.Shape shape) {
        ErrorTrait error = shape.getTrait(ErrorTrait.class).orElse(null);
        if (error == null) return null;
        AwsQueryErrorTrait query = shape.getTrait(AwsQueryErrorTrait.class).orElse(null);
        int status = shape.getTrait(HttpErrorTrait.class)
                .map(HttpErrorTrait::getCode)
                .orElse(query == null ? error.getDefaultHttpStatusCode() : query.getHttpResponseCode());
        if (query != null && protocol == Protocol.AWS_QUERY) status = query.getHttpResponseCode();
        String code = query == null ? shape.getId().getName() : query.getCode();
        return new Structure.ErrorTrait(code, status, error.isClientError());
    }

    private MemberShape member(software.amazon.smithy.model.shapes.MemberShape member) {
        Location location = Location.BODY;
        String locationName = null;
        boolean rest = protocol == Protocol.REST_JSON_1 || protocol == Protocol.REST_XML;
        if (rest && member.hasTrait(HttpLabelTrait.class)) location = Location.URI;
        if (rest && member.hasTrait(HttpResponseCodeTrait.class)) location = Location.STATUS_CODE;
        if (rest && member.hasTrait(HttpQueryParamsTrait.class)) location = Location.QUERY_STRING;
        if (rest && member.hasTrait(HttpHeaderTrait.class)) {
            location = Location.HEADER;
            locationName = member.expectTrait(HttpHeaderTrait.class).getValue();
        }
        if (rest && member.hasTrait(HttpPrefixHeadersTrait.class)) {
            location = Location.HEADERS;
            locationName = member.expectTrait(HttpPrefixHeadersTrait.class).getValue();
        }
        if (rest && member.hasTrait(HttpQueryTrait.class)) {
            location = Location.QUERY_STRING;
            locationName = member.expectTrait(HttpQueryTrait.class).getValue();
        }
        if (location == Location.BODY) locationName = bodyName(member);
        var target = model.expectShape(member.getTarget());
        boolean jsonValue = location == Location.HEADER
                && target.getMemberTrait(model, MediaTypeTrait.class).isPresent();
        var traits = new MemberShape.Traits(
                location,
                locationName,
                member.getTrait(Ec2QueryNameTrait.class)
                        .map(Ec2QueryNameTrait::getValue)
                        .orElse(null),
                namespace(member),
                timestampFormat(member),
                member.isRequired(),
                member.hasTrait(XmlFlattenedTrait.class),
                member.hasTrait(XmlAttributeTrait.class),
                member.hasTrait(IdempotencyTokenTrait.class),
                jsonValue);
        boolean constrained = member.hasTrait(LengthTrait.class)
                || member.hasTrait(RangeTrait.class)
                || member.hasTrait(PatternTrait.class);
        String suffix = constrained ? "@" + member.getId() : "";
        return new MemberShape(this, member.getMemberName(), member.getTarget() + suffix, traits);
    }

    private @Nullable String bodyName(software.amazon.smithy.model.shapes.MemberShape member) {
        return switch (protocol) {
            case REST_JSON_1 ->
                member.getTrait(JsonNameTrait.class)
                        .map(JsonNameTrait::getValue)
                        .orElse(null);
            case REST_XML, AWS_QUERY, EC2_QUERY ->
                member.getTrait(XmlNameTrait.class).map(XmlNameTrait::getValue).orElse(null);
            case AWS_JSON_1_0, AWS_JSON_1_1, RPC_V2_CBOR -> null;
        };
    }

    private static @Nullable String namespace(software.amazon.smithy.model.shapes.Shape shape) {
        XmlNamespaceTrait trait = shape.getTrait(XmlNamespaceTrait.class).orElse(null);
        if (trait == null) return null;
        return trait.getPrefix().map(prefix -> prefix + "=").orElse("") + trait.getUri();
    }

    private static @Nullable TimestampFormat timestampFormat(software.amazon.smithy.model.shapes.Shape shape) {
        TimestampFormatTrait trait = shape.getTrait(TimestampFormatTrait.class).orElse(null);
        if (trait == null) return null;
        return switch (trait.getFormat()) {
            case DATE_TIME -> TimestampFormat.DATE_TIME;
            case HTTP_DATE -> TimestampFormat.HTTP_DATE;
            case EPOCH_SECONDS -> TimestampFormat.EPOCH_SECONDS;
            case UNKNOWN -> throw new IllegalArgumentException(shape.toString());
        };
    }

    /// The values of an enumeration, without those marked as internal, which a client is not told of.
    @SuppressWarnings("deprecation") // the cases use the enum trait of Smithy 1, too
    private static List<String> choices(software.amazon.smithy.model.shapes.Shape shape) {
        if (shape instanceof EnumShape choice)
            return choice.members().stream()
                    .filter(member -> !member.hasTrait(InternalTrait.class))
                    .map(member -> choice.getEnumValues().get(member.getMemberName()))
                    .toList();
        EnumTrait old = shape.getTrait(EnumTrait.class).orElse(null);
        if (old == null) return List.of();
        return old.getValues().stream()
                .filter(value -> !value.getTags().contains("internal"))
                .map(EnumDefinition::getValue)
                .toList();
    }

    private static Constraints constraints(software.amazon.smithy.model.shapes.Shape shape) {
        BigDecimal min = null;
        BigDecimal max = null;
        LengthTrait length = shape.getTrait(LengthTrait.class).orElse(null);
        if (length != null) {
            min = length.getMin().map(BigDecimal::valueOf).orElse(null);
            max = length.getMax().map(BigDecimal::valueOf).orElse(null);
        }
        RangeTrait range = shape.getTrait(RangeTrait.class).orElse(null);
        if (range != null) {
            min = range.getMin().orElse(null);
            max = range.getMax().orElse(null);
        }
        Pattern pattern =
                shape.getTrait(PatternTrait.class).map(PatternTrait::getPattern).orElse(null);
        boolean unique = shape.hasTrait(UniqueItemsTrait.class);
        return new Constraints(min, max, pattern == null ? null : pattern.pattern(), pattern, choices(shape), unique);
    }
}
