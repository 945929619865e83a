package io.windtunnel.wire;

import io.windtunnel.wire.bind.Binder;
import io.windtunnel.wire.bind.Bound;
import io.windtunnel.wire.codec.TreeCodec;
import io.windtunnel.wire.codec.XmlWriter;
import io.windtunnel.wire.model.ListShape;
import io.windtunnel.wire.model.MapShape;
import io.windtunnel.wire.model.MemberShape;
import io.windtunnel.wire.model.MemberShape.Location;
import io.windtunnel.wire.model.Operation;
import io.windtunnel.wire.model.Shape;
import io.windtunnel.wire.model.Structure;
import io.windtunnel.wire.model.TimestampFormat;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes requests as AWS's clients do, in every protocol: the other direction of our codecs, for tests.
final class RequestWriter {
    private final ServiceModel model;
    private final Binder binder = new Binder();

    RequestWriter(ServiceModel model) {
        this.model = model;
    }

    WireRequest write(Protocol protocol, Operation operation, Map<String, Object> input) {
        return switch (protocol) {
            case AWS_JSON_1_0, AWS_JSON_1_1, RPC_V2_CBOR -> rpc(protocol, operation, input);
            case AWS_QUERY, EC2_QUERY -> query(protocol == Protocol.EC2_QUERY, operation, input);
            case REST_JSON_1, REST_XML -> rest(protocol == Protocol.REST_XML, operation, input);
        };
    }

    private Headers headers(String... more) {
        Headers headers = Headers.of(more);
        String scope = "20260101/us-east-1/" + model.traits().signingName() + "/aws4_request";
        return headers.add(
                "Authorization", "AWS4-HMAC-SHA256 Credential=AKID/" + scope + ", SignedHeaders=host, Signature=00");
    }

    private WireRequest rpc(Protocol protocol, Operation operation, Map<String, Object> input) {
        TreeCodec codec = protocol == Protocol.RPC_V2_CBOR ? TreeCodec.CBOR : TreeCodec.JSON;
        byte[] body = operation.input() == null
                ? new byte[0]
                : codec.write(out -> codec.write(out, binder.structure(operation.input()), input));
        String prefix = model.traits().targetPrefix();
        if (protocol == Protocol.RPC_V2_CBOR)
            return new WireRequest(
                    "POST",
                    "/service/" + prefix + "/operation/" + operation.name(),
                    "",
                    headers("Content-Type", "application/cbor", "Smithy-Protocol", "rpc-v2-cbor"),
                    body,
                    "",
                    false);
        String type = "application/x-amz-json-1." + (protocol == Protocol.AWS_JSON_1_0 ? 0 : 1);
        Headers headers = headers("Content-Type", type, "X-Amz-Target", prefix + "." + operation.name());
        return new WireRequest("POST", "/", "", headers, body, "", false);
    }

    // ---- query

    private WireRequest query(boolean ec2, Operation operation, Map<String, Object> input) {
        List<String> pairs = new ArrayList<>();
        pairs.add("Action=" + operation.name());
        pairs.add("Version=" + model.traits().apiVersion());
        if (operation.input() != null) form(ec2, "", operation.input(), input, pairs);
        Headers headers = headers("Content-Type", "application/x-www-form-urlencoded");
        byte[] body = String.join("&", pairs).getBytes(StandardCharsets.UTF_8);
        return new WireRequest("POST", "/", "", headers, body, "", false);
    }

    private void form(boolean ec2, String prefix, Structure shape, Map<?, ?> value, List<String> pairs) {
        for (MemberShape member : shape.members()) {
            Object held = value.get(member.name());
            if (held == null) continue;
            String name = member.locationName();
            if (ec2) {
                String own = member.traits().queryName();
                name = own == null ? Character.toUpperCase(name.charAt(0)) + name.substring(1) : own;
            }
            form(ec2, prefix + name, member, member.target(), held, pairs);
        }
    }

    private void form(boolean ec2, String name, MemberShape member, Shape shape, Object value, List<String> pairs) {
        boolean flat = ec2 || member.traits().flattened();
        switch (shape) {
            case Structure structure -> form(ec2, name + ".", structure, (Map<?, ?>) value, pairs);
            case ListShape list -> {
                int index = 1;
                String base = flat || list.flattened()
                        ? name
                        : name + "." + list.member().locationName();
                for (Object element : (List<?>) value)
                    form(ec2, base + "." + index++, list.member(), list.member().target(), element, pairs);
            }
            case MapShape map -> {
                int index = 1;
                String base = flat || map.flattened() ? name : name + ".entry";
                for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                    String at = base + "." + index++ + ".";
                    pairs.add(at + map.key().locationName() + "="
                            + encode(entry.getKey().toString()));
                    String held = at + map.value().locationName();
                    form(ec2, held, map.value(), map.value().target(), entry.getValue(), pairs);
                }
            }
            case io.windtunnel.wire.model.Scalar scalar ->
                pairs.add(name + "=" + encode(text(value, TimestampFormat.DATE_TIME)));
        }
    }

    // ---- rest

    private WireRequest rest(boolean xml, Operation operation, Map<String, Object> input) {
        int question = operation.uri().indexOf('?');
        String path = question < 0 ? operation.uri() : operation.uri().substring(0, question);
        List<String> pairs = new ArrayList<>();
        if (question >= 0) pairs.add(operation.uri().substring(question + 1));
        Headers headers = headers();
        Structure shape = operation.input();
        if (shape == null)
            return new WireRequest(operation.method(), path, String.join("&", pairs), headers, new byte[0], "", false);
        for (MemberShape member : shape.members()) {
            Object value = input.get(member.name());
            if (value == null) continue;
            switch (member.traits().location()) {
                case URI -> {
                    String encoded = encode(text(value, TimestampFormat.DATE_TIME));
                    path = path.replace("{" + member.locationName() + "}", encoded)
                            .replace("{" + member.locationName() + "+}", encoded);
                }
                case QUERY_STRING -> parameters(member, value, pairs);
                case HEADER -> headers.add(member.locationName(), header(member, value));
                case HEADERS ->
                    ((Map<?, ?>) value)
                            .forEach((name, held) -> headers.add(member.locationName() + name, held.toString()));
                case BODY, STATUS_CODE -> {}
            }
        }
        byte[] body = restBody(xml, operation, input);
        return new WireRequest(operation.method(), path, String.join("&", pairs), headers, body, "", false);
    }

    private void parameters(MemberShape member, Object value, List<String> pairs) {
        if (value instanceof Map<?, ?> map)
            map.forEach((name, held) -> pairs.add(encode(name.toString()) + "=" + encode(held.toString())));
        else
            for (Object element : value instanceof List<?> list ? list : List.of(value))
                pairs.add(encode(member.locationName()) + "="
                        + encode(text(element, format(member, TimestampFormat.DATE_TIME))));
    }

    private static TimestampFormat format(MemberShape member, TimestampFormat otherwise) {
        TimestampFormat own =
                member.target() instanceof io.windtunnel.wire.model.Scalar scalar ? scalar.timestampFormat() : null;
        return own == null ? otherwise : own;
    }

    private String header(MemberShape member, Object value) {
        if (member.traits().jsonValue())
            return Base64.getEncoder().encodeToString(value.toString().getBytes(StandardCharsets.UTF_8));
        List<String> values = new ArrayList<>();
        for (Object element : value instanceof List<?> list ? list : List.of(value))
            values.add(text(element, format(member, TimestampFormat.HTTP_DATE)));
        return String.join(", ", values);
    }

    private byte[] restBody(boolean xml, Operation operation, Map<String, Object> input) {
        Structure shape = operation.input();
        int payload = shape.payloadPosition();
        if (payload >= 0) {
            MemberShape member = shape.members().get(payload);
            Object value = input.get(member.name());
            return value == null ? new byte[0] : payload(xml, member, value);
        }
        boolean has = shape.members().stream()
                .anyMatch(member -> member.traits().location() == Location.BODY && input.containsKey(member.name()));
        if (!has) return new byte[0];
        Bound.OfStructure bound = binder.structure(shape);
        @Nullable Object[] row = bound.take(input);
        for (int i = 0; i < row.length; i++)
            if (shape.members().get(i).traits().location() != Location.BODY) row[i] = null;
        if (xml) {
            XmlWriter out = new XmlWriter();
            String root = operation.inputName() == null ? shape.name() : operation.inputName();
            out.row(root, operation.inputNamespace(), bound, row);
            return out.toBytes();
        }
        return TreeCodec.REST_JSON.write(out -> {
            out.writeStartObject();
            TreeCodec.REST_JSON.writeMembers(out, bound, row);
            out.writeEndObject();
        });
    }

    private byte[] payload(boolean xml, MemberShape member, Object value) {
        if (value instanceof byte[] bytes) return bytes;
        if (value instanceof String text) return text.getBytes(StandardCharsets.UTF_8);
        Bound bound = binder.bind(member.target());
        if (xml && bound instanceof Bound.OfStructure structure) {
            XmlWriter out = new XmlWriter();
            out.structure(member.locationName(), member.traits().xmlNamespace(), structure, value);
            return out.toBytes();
        }
        return TreeCodec.REST_JSON.write(out -> TreeCodec.REST_JSON.write(out, bound, value));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// A scalar as text; moments here have whole seconds, which every format can hold.
    private static String text(Object value, TimestampFormat format) {
        return switch (value) {
            case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
            case Instant moment
            when format == TimestampFormat.HTTP_DATE ->
                DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", java.util.Locale.ENGLISH)
                        .format(moment.atOffset(ZoneOffset.UTC));
            default -> value.toString();
        };
    }
}
