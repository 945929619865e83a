package io.windtunnel.wire.codec;

import io.windtunnel.wire.bind.Bound;
import io.windtunnel.wire.codec.Form.Node;
import io.windtunnel.wire.model.ListShape;
import io.windtunnel.wire.model.MapShape;
import io.windtunnel.wire.model.MemberShape;
import io.windtunnel.wire.model.TimestampFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The requests of the query protocols: `TagSpecification.1.Tag.2.Key=Name`.
///
/// Thread safety: immutable.
public final class FormCodec {
    /// Names as the model gives them; lists and maps are nested unless they are flattened.
    public static final FormCodec QUERY = new FormCodec(false);
    /// EC2's names begin with a capital, and all its lists are flattened.
    public static final FormCodec EC2 = new FormCodec(true);

    private static final Set<String> ENVELOPE = Set.of(
            "Action",
            "Version",
            "AWSAccessKeyId",
            "Signature",
            "SignatureMethod",
            "SignatureVersion",
            "Timestamp",
            "SecurityToken");

    private final boolean ec2;

    private FormCodec(boolean ec2) {
        this.ec2 = ec2;
    }

    /// The row of a request's parameters.
    ///
    /// @throws Malformed when a parameter is not of its shape
    public @Nullable Object[] read(Form form, Bound.OfStructure bound, Decoding decoding) {
        Node root = form.tree();
        if (root.children != null)
            root.children
                    .keySet()
                    .removeIf(name -> isEnvelope(name) && bound.shape().position(name) < 0);
        return structure(root, bound, decoding);
    }

    private static boolean isEnvelope(String name) {
        return ENVELOPE.contains(name) || name.startsWith("X-Amz-");
    }

    /// A member's name among the parameters.
    private String name(MemberShape member) {
        if (!ec2) return member.locationName();
        String given = member.traits().queryName();
        if (given != null) return given;
        String name = member.locationName();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private @Nullable Object[] structure(Node node, Bound.OfStructure bound, Decoding decoding) {
        @Nullable Object[] row = bound.emptyRow();
        int taken = 0;
        List<MemberShape> members = bound.shape().members();
        for (int i = 0; i < row.length; i++) {
            MemberShape shape = members.get(i);
            Node sent = node.child(name(shape));
            if (sent == null) continue;
            taken++;
            Bound member = decoding.sent(bound, i, row);
            if (member == null) continue;
            decoding.enter(shape.name());
            row[i] = value(sent, shape, member, decoding);
            decoding.leave();
        }
        if (taken < node.children().size()) reportUnknown(node, members, decoding);
        Decoding.checkUnion(bound.shape(), row);
        return row;
    }

    private void reportUnknown(Node node, List<MemberShape> members, Decoding decoding) {
        for (String sent : node.children().keySet())
            if (members.stream().noneMatch(member -> name(member).equals(sent))) decoding.unhonoured(sent);
    }

    private @Nullable Object value(Node node, MemberShape member, Bound bound, Decoding decoding) {
        return switch (bound) {
            case Bound.OfStructure structure -> structure(node, structure, decoding);
            case Bound.OfList list -> list(node, member, list, decoding);
            case Bound.OfMap map -> map(node, member, map, decoding);
            case Bound.OfCoded coded -> throw coded.unsuited("a form");
            case Bound.OfScalar scalar ->
                node.value == null
                        ? null
                        : Scalars.parse(
                                node.value,
                                scalar.shape(),
                                member.traits().timestampFormat(),
                                TimestampFormat.DATE_TIME);
        };
    }

    private List<@Nullable Object> list(Node node, MemberShape member, Bound.OfList bound, Decoding decoding) {
        ListShape shape = bound.shape();
        boolean flattened = ec2 || member.traits().flattened() || shape.flattened();
        Node holder = flattened ? node : node.child(shape.member().locationName());
        List<@Nullable Object> list = new ArrayList<>();
        if (holder == null) holder = node;
        decoding.enter();
        for (Node element : holder.elements()) {
            Object value = value(element, shape.member(), bound.element(), decoding);
            if (value != null) list.add(value);
        }
        decoding.leave();
        return list;
    }

    private Map<String, @Nullable Object> map(Node node, MemberShape member, Bound.OfMap bound, Decoding decoding) {
        MapShape shape = bound.shape();
        boolean flattened = ec2 || member.traits().flattened() || shape.flattened();
        Node holder = flattened ? node : node.child("entry");
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        if (holder == null) return map;
        decoding.enter();
        for (Node entry : holder.elements()) {
            Node key = entry.child(shape.key().locationName());
            Node held = entry.child(shape.value().locationName());
            if (key == null || key.value == null) throw new Malformed("An entry of a map has no key");
            Object value = held == null ? null : value(held, shape.value(), bound.value(), decoding);
            if (value != null) map.put(key.value, value);
        }
        decoding.leave();
        return map;
    }
}
