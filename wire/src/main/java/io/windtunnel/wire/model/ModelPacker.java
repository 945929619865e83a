package io.windtunnel.wire.model;

import io.windtunnel.wire.Protocol;
import io.windtunnel.wire.codec.Documents;
import io.windtunnel.wire.model.ModelBytes.Writer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Run by wire's build: takes the models of the listed services from `aws-java-sdk-models`, merges what we keep by hand
/// into them, strips what the wire does not need (documentation, examples) and packs them as resources. A model that
/// AWS's artifact lacks is ours, in the same form.
///
/// Arguments: the folder with `services.txt`, `overlay/` and `own/`, and the folder to write to.
public final class ModelPacker {
    static final int STRUCTURE = 0;
    static final int LIST = 1;
    static final int MAP = 2;
    static final int SCALAR = 3;

    /// Raised when the packed form changes, so that a build packs anew.
    private static final int FORM = 3;

    private ModelPacker() {}

    public static void main(String[] arguments) throws IOException {
        Path source = Path.of(arguments[0]);
        Path target = Path.of(arguments[1]).resolve("io/windtunnel/wire/models");
        String stamp = stamp(source);
        Path stampFile = Path.of(arguments[1]).resolveSibling("models.stamp");
        if (Files.exists(target.resolve("index"))
                && Files.exists(stampFile)
                && Files.readString(stampFile).equals(stamp)) return;
        Files.createDirectories(target);
        Writer index = new Writer();
        List<String[]> services = services(source);
        index.number(services.size());
        for (String[] service : services) {
            Path own = source.resolve("own/" + service[1] + ".json");
            Map<String, Object> model =
                    Files.exists(own) ? object(Documents.parse(Files.readAllBytes(own))) : read(service[1]);
            Path overlay = source.resolve("overlay/" + service[0] + ".json");
            if (Files.exists(overlay)) merge(model, object(Documents.parse(Files.readAllBytes(overlay))));
            packTraits(index, service[0], object(model, "metadata"));
            Files.write(target.resolve(service[0] + ".model"), new ModelPacker.Model(model).pack());
        }
        Writer file = index.table().append(index);
        Files.write(target.resolve("index"), file.toByteArray());
        Files.writeString(stampFile, stamp);
    }

    private static List<String[]> services(Path source) throws IOException {
        return Files.readAllLines(source.resolve("services.txt")).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> line.split("\\s+"))
                .toList();
    }

    private static String stamp(Path source) throws IOException {
        StringBuilder stamp = new StringBuilder("form " + FORM + "\n");
        stamp.append(ModelPacker.class.getResource("/models/ec2-2016-11-15-model.json"));
        try (var files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList())
                stamp.append('\n').append(source.relativize(file)).append(' ').append(Files.readString(file));
        }
        return stamp.toString();
    }

    private static Map<String, Object> read(String file) throws IOException {
        try (InputStream in = ModelPacker.class.getResourceAsStream("/models/" + file + "-model.json")) {
            if (in == null) throw new IllegalArgumentException("aws-java-sdk-models has no model " + file);
            return object(Documents.parse(in.readAllBytes()));
        }
    }

    /// Merges `overlay` into `model`: objects are merged, null removes, everything else replaces.
    private static void merge(Map<String, Object> model, Map<String, Object> overlay) {
        overlay.forEach((name, value) -> {
            if (value == null) model.remove(name);
            else if (value instanceof Map && model.get(name) instanceof Map)
                merge(object(model.get(name)), object(value));
            else model.put(name, value);
        });
    }

    private static void packTraits(Writer out, String name, Map<String, Object> metadata) {
        String prefix = text(metadata, "endpointPrefix", name);
        out.text(name).text(text(metadata, "namespace", "")).text(prefix);
        out.text(text(metadata, "signingName", prefix)).text(text(metadata, "apiVersion", ""));
        Set<Protocol> protocols = new LinkedHashSet<>();
        protocols.add(protocol(text(metadata, "protocol", ""), metadata));
        for (Object other : list(metadata, "protocols")) protocols.add(protocol((String) other, metadata));
        out.number(protocols.size());
        protocols.forEach(protocol -> out.number(protocol.ordinal()));
        out.text(text(metadata, "targetPrefix", "")).text(text(metadata, "xmlNamespace", ""));
        out.number(metadata.containsKey("awsQueryCompatible") ? 1 : 0);
        out.number(metadata.containsKey("noErrorWrapping") ? 1 : 0);
    }

    private static Protocol protocol(String name, Map<String, Object> metadata) {
        return switch (name) {
            case "json" ->
                text(metadata, "jsonVersion", "").equals("1.0") ? Protocol.AWS_JSON_1_0 : Protocol.AWS_JSON_1_1;
            case "query" -> Protocol.AWS_QUERY;
            case "ec2" -> Protocol.EC2_QUERY;
            case "rest-json" -> Protocol.REST_JSON_1;
            case "rest-xml" -> Protocol.REST_XML;
            case "smithy-rpc-v2-cbor" -> Protocol.RPC_V2_CBOR;
            default -> throw new IllegalArgumentException("no such protocol: " + name);
        };
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(@Nullable Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    private static Map<String, Object> object(Map<String, Object> parent, String name) {
        return object(parent.get(name));
    }

    private static List<?> list(Map<String, Object> parent, String name) {
        return parent.get(name) instanceof List<?> list ? list : List.of();
    }

    private static String text(Map<String, Object> parent, String name, String otherwise) {
        return parent.get(name) instanceof String text ? text : otherwise;
    }

    private static @Nullable String textOrNull(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /// One model on its way to bytes.
    private static final class Model {
        private final Map<String, Object> model;
        private final Map<String, Object> shapes;
        private final Writer bodies = new Writer();

        Model(Map<String, Object> model) {
            this.model = model;
            this.shapes = object(model, "shapes");
        }

        byte[] pack() {
            Map<String, Integer> operationOffsets = new TreeMap<>();
            object(model, "operations").forEach((name, operation) -> {
                operationOffsets.put(name, bodies.position());
                packOperation(object(operation));
            });
            Map<String, Integer> shapeOffsets = new TreeMap<>();
            shapes.forEach((name, shape) -> {
                shapeOffsets.put(name, bodies.position());
                packShape(name, object(shape));
            });
            Writer directories = bodies.part();
            for (Map<String, Integer> offsets : List.of(operationOffsets, shapeOffsets, packErrorCodes())) {
                directories.fixed(offsets.size());
                offsets.forEach((name, offset) ->
                        directories.fixed(bodies.reference(name) - 1).fixed(offset));
            }
            return bodies.table().append(directories).append(bodies).toByteArray();
        }

        /// The name of the shape behind each error's code and name; the name wins where two shapes share a code.
        private Map<String, Integer> packErrorCodes() {
            Map<String, String> names = new TreeMap<>();
            shapes.forEach((name, shape) -> {
                if (isError(object(shape))) names.putIfAbsent(text(object(object(shape), "error"), "code", name), name);
            });
            shapes.forEach((name, shape) -> {
                if (isError(object(shape))) names.put(name, name);
            });
            Map<String, Integer> offsets = new TreeMap<>();
            names.forEach((code, name) -> {
                offsets.put(code, bodies.position());
                bodies.text(name);
            });
            return offsets;
        }

        private static boolean isError(Map<String, Object> shape) {
            return shape.containsKey("error") || shape.containsKey("exception") || shape.containsKey("fault");
        }

        private void packOperation(Map<String, Object> operation) {
            Map<String, Object> http = object(operation, "http");
            Map<String, Object> input = object(operation, "input");
            Map<String, Object> output = object(operation, "output");
            bodies.text(text(http, "method", "POST")).text(text(http, "requestUri", "/"));
            bodies.number(http.get("responseCode") instanceof Number status ? status.intValue() : 200);
            bodies.text(textOrNull(input.get("shape"))).text(textOrNull(output.get("shape")));
            bodies.text(textOrNull(output.get("resultWrapper"))).text(textOrNull(input.get("locationName")));
            bodies.text(namespace(input.get("xmlNamespace")));
            packTexts(list(operation, "errors").stream()
                    .map(error -> text(object(error), "shape", ""))
                    .toList());
        }

        private void packTexts(List<?> texts) {
            bodies.number(texts.size());
            texts.forEach(text -> bodies.text(text.toString()));
        }

        private void packShape(String name, Map<String, Object> shape) {
            String type = text(shape, "type", "");
            switch (type) {
                case "structure" -> packStructure(name, shape);
                case "list" -> {
                    bodies.number(LIST);
                    packMember("member", object(shape, "member"), false, null);
                    flag(shape, "flattened");
                    packConstraints(shape);
                }
                case "map" -> {
                    bodies.number(MAP);
                    packMember("key", object(shape, "key"), false, null);
                    packMember("value", object(shape, "value"), false, null);
                    flag(shape, "flattened");
                    packConstraints(shape);
                }
                default -> {
                    bodies.number(SCALAR + kind(type).ordinal());
                    packTimestampFormat(shape.get("timestampFormat"));
                    flag(shape, "streaming");
                    packConstraints(shape);
                }
            }
        }

        private static Scalar.Kind kind(String type) {
            return switch (type) {
                case "string", "character" -> Scalar.Kind.STRING;
                case "boolean" -> Scalar.Kind.BOOLEAN;
                case "byte" -> Scalar.Kind.BYTE;
                case "short" -> Scalar.Kind.SHORT;
                case "integer" -> Scalar.Kind.INTEGER;
                case "long" -> Scalar.Kind.LONG;
                case "biginteger" -> Scalar.Kind.BIG_INTEGER;
                case "float" -> Scalar.Kind.FLOAT;
                case "double" -> Scalar.Kind.DOUBLE;
                case "bigdecimal" -> Scalar.Kind.BIG_DECIMAL;
                case "timestamp" -> Scalar.Kind.TIMESTAMP;
                case "blob" -> Scalar.Kind.BLOB;
                default -> throw new IllegalArgumentException("no such type: " + type);
            };
        }

        private void packStructure(String name, Map<String, Object> shape) {
            Map<String, Object> members = object(shape, "members");
            List<?> required = list(shape, "required");
            bodies.number(STRUCTURE).number(members.size());
            members.forEach(
                    (member, binding) -> packMember(member, object(binding), required.contains(member), binding));
            bodies.text(textOrNull(shape.get("payload"))).text(namespace(shape.get("xmlNamespace")));
            bodies.text(textOrNull(shape.get("locationName")));
            flag(shape, "union");
            flag(shape, "eventstream");
            bodies.number(isError(shape) ? 1 : 0);
            if (isError(shape)) packError(name, shape);
        }

        private void packError(String name, Map<String, Object> shape) {
            Map<String, Object> error = object(shape, "error");
            boolean fault = Boolean.TRUE.equals(shape.get("fault"));
            int status = error.get("httpStatusCode") instanceof Number code ? code.intValue() : fault ? 500 : 400;
            boolean sender = error.get("senderFault") instanceof Boolean said ? said : status < 500;
            bodies.text(text(error, "code", name)).number(status).number(sender ? 1 : 0);
        }

        private void packMember(
                String name, Map<String, Object> member, boolean required, @Nullable Object inStructure) {
            bodies.text(name).text(text(member, "shape", ""));
            Map<String, Object> traits = new LinkedHashMap<>(member);
            traits.keySet().removeAll(Set.of("shape", "documentation", "deprecated", "deprecatedMessage", "box"));
            Map<String, Object> target = object(shapes, text(member, "shape", ""));
            // A flattened list's elements are named by the list's member, which is the structure's member on the wire.
            boolean flattened = flagged(member, "flattened") || flagged(target, "flattened");
            Object element = object(target, "member").get("locationName");
            if (inStructure != null && flattened && element != null) traits.put("locationName", element);
            if (traits.isEmpty() && !required) {
                bodies.number(0);
                return;
            }
            bodies.number(1).number(location(text(member, "location", "")).ordinal());
            bodies.text(textOrNull(traits.get("locationName"))).text(textOrNull(member.get("queryName")));
            bodies.text(namespace(member.get("xmlNamespace")));
            packTimestampFormat(member.get("timestampFormat"));
            bodies.number(required ? 1 : 0);
            for (String flag : List.of("flattened", "xmlAttribute", "idempotencyToken", "jsonvalue"))
                flag(member, flag);
        }

        private static MemberShape.Location location(String name) {
            return switch (name) {
                case "" -> MemberShape.Location.BODY;
                case "header" -> MemberShape.Location.HEADER;
                case "headers" -> MemberShape.Location.HEADERS;
                case "uri" -> MemberShape.Location.URI;
                case "querystring" -> MemberShape.Location.QUERY_STRING;
                case "statusCode" -> MemberShape.Location.STATUS_CODE;
                default -> throw new IllegalArgumentException("no such location: " + name);
            };
        }

        private static @Nullable String namespace(@Nullable Object value) {
            if (!(value instanceof Map)) return textOrNull(value);
            Map<String, Object> namespace = object(value);
            Object prefix = namespace.get("prefix");
            return prefix == null ? textOrNull(namespace.get("uri")) : prefix + "=" + namespace.get("uri");
        }

        private void packTimestampFormat(@Nullable Object format) {
            bodies.number(
                    switch (textOrNull(format)) {
                        case null -> 0;
                        case "iso8601" -> 1 + TimestampFormat.DATE_TIME.ordinal();
                        case "iso8601Millis" -> 1 + TimestampFormat.DATE_TIME_MILLIS.ordinal();
                        case "rfc822" -> 1 + TimestampFormat.HTTP_DATE.ordinal();
                        case "unixTimestamp" -> 1 + TimestampFormat.EPOCH_SECONDS.ordinal();
                        default -> throw new IllegalArgumentException("no such timestamp format: " + format);
                    });
        }

        private void packConstraints(Map<String, Object> shape) {
            List<?> choices = list(shape, "enum");
            String pattern = textOrNull(shape.get("pattern"));
            boolean any = !choices.isEmpty() || pattern != null || shape.containsKey("min") || shape.containsKey("max");
            bodies.number(any ? 1 : 0);
            if (!any) return;
            bodies.text(textOrNull(shape.get("min"))).text(textOrNull(shape.get("max")));
            bodies.text(pattern == null || Constraints.whole(pattern) == null ? null : pattern);
            packTexts(choices);
            bodies.number(0);
        }

        private static boolean flagged(Map<String, Object> parent, String name) {
            return Boolean.TRUE.equals(parent.get(name));
        }

        private void flag(Map<String, Object> parent, String name) {
            bodies.number(flagged(parent, name) ? 1 : 0);
        }
    }
}
