package io.windtunnel.wire.codec;

import io.windtunnel.wire.bind.Bound;
import io.windtunnel.wire.model.ListShape;
import io.windtunnel.wire.model.MapShape;
import io.windtunnel.wire.model.MemberShape;
import io.windtunnel.wire.model.MemberShape.Location;
import io.windtunnel.wire.model.TimestampFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// XML text, element by element, and values written as their shapes say.
///
/// Thread safety: none; one writer writes one message.
public final class XmlWriter {
    private final StringBuilder text = new StringBuilder(512);

    /// Begins an element that declares `namespace` (a URI, or prefix=URI), or none.
    public XmlWriter start(String name, @Nullable String namespace) {
        open(name, namespace);
        text.append('>');
        return this;
    }

    private void open(String name, @Nullable String namespace) {
        text.append('<').append(name);
        if (namespace == null || namespace.isEmpty()) return;
        int equals = namespace.indexOf('=');
        boolean prefixed = isPrefixed(namespace);
        text.append(prefixed ? " xmlns:" + namespace.substring(0, equals) : " xmlns")
                .append("=\"");
        escape(prefixed ? namespace.substring(equals + 1) : namespace);
        text.append('"');
    }

    public XmlWriter end(String name) {
        text.append("</").append(name).append('>');
        return this;
    }

    /// What stands before the root element in S3's documents.
    public XmlWriter declaration() {
        text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        return this;
    }

    /// An element that holds a text.
    public XmlWriter element(String name, String content) {
        return text(name, null, content);
    }

    /// An element that declares `namespace` and holds a text.
    public XmlWriter text(String name, @Nullable String namespace, String content) {
        start(name, namespace);
        escape(content);
        return end(name);
    }

    public byte[] toBytes() {
        return TreeCodec.utf8(text.toString());
    }

    /// The members of a structure that stand in the body, without an element around them.
    public void members(Bound.OfStructure bound, @Nullable Object[] row) {
        List<MemberShape> members = bound.shape().members();
        for (int i = 0; i < row.length; i++) {
            Object value = row[i];
            Bound member = bound.member(i);
            MemberShape.Traits traits = members.get(i).traits();
            if (value == null || member == null || traits.xmlAttribute() || isOutside(traits.location())) continue;
            value(members.get(i).locationName(), members.get(i), member, value);
        }
    }

    /// In a response a member bound to the path or query string of a request stands in the body.
    static boolean isOutside(Location location) {
        return switch (location) {
            case HEADER, HEADERS, STATUS_CODE -> true;
            case BODY, URI, QUERY_STRING -> false;
        };
    }

    /// An element called `name` that holds `value`; several where `value` is a flattened list or map.
    void value(String name, MemberShape member, Bound bound, Object value) {
        String namespace = member.traits().xmlNamespace();
        switch (bound) {
            case Bound.OfStructure structure -> structure(name, namespace, structure, value);
            case Bound.OfList list -> list(name, member, list, (Iterable<?>) value);
            case Bound.OfMap map -> map(name, member, map, (Map<?, ?>) value);
            case Bound.OfScalar scalar -> {
                start(name, namespace);
                escape(scalarText(member, scalar, value));
                end(name);
            }
            case Bound.OfCoded coded -> throw coded.unsuited("XML");
        }
    }

    private static String scalarText(MemberShape member, Bound.OfScalar scalar, Object value) {
        return Scalars.format(value, scalar.shape(), member.traits().timestampFormat(), TimestampFormat.DATE_TIME);
    }

    /// An element called `name` that holds a structure, with its attributes.
    public void structure(String name, @Nullable String namespace, Bound.OfStructure bound, Object value) {
        row(name, namespace == null ? prefixed(bound) : namespace, bound, bound.take(value));
    }

    /// The namespace of a structure's attributes: it is declared wherever the structure stands.
    private static @Nullable String prefixed(Bound.OfStructure bound) {
        String own = bound.shape().traits().xmlNamespace();
        return own != null && isPrefixed(own) ? own : null;
    }

    private static boolean isPrefixed(String namespace) {
        int equals = namespace.indexOf('=');
        return equals > 0 && namespace.lastIndexOf(':', equals) < 0;
    }

    /// An element called `name` that holds the row of a structure, with its attributes.
    public void row(String name, @Nullable String namespace, Bound.OfStructure bound, @Nullable Object[] row) {
        open(name, namespace);
        List<MemberShape> members = bound.shape().members();
        for (int i = 0; i < row.length; i++) {
            Object held = row[i];
            if (held == null || !members.get(i).traits().xmlAttribute()) continue;
            text.append(' ').append(members.get(i).locationName()).append("=\"");
            if (bound.member(i) instanceof Bound.OfScalar scalar) escape(scalarText(members.get(i), scalar, held));
            text.append('"');
        }
        text.append('>');
        members(bound, row);
        end(name);
    }

    private void list(String name, MemberShape member, Bound.OfList bound, Iterable<?> list) {
        ListShape shape = bound.shape();
        boolean flattened = member.traits().flattened() || shape.flattened();
        if (!flattened) start(name, member.traits().xmlNamespace());
        String element = flattened ? name : shape.member().locationName();
        for (Object value : list) {
            if (value == null) start(element, null).end(element);
            else value(element, flattened ? withNamespaceOf(member, shape) : shape.member(), bound.element(), value);
        }
        if (!flattened) end(name);
    }

    /// The element of a flattened list declares the namespace of the member it stands for.
    private static MemberShape withNamespaceOf(MemberShape member, ListShape shape) {
        return member.traits().xmlNamespace() == null ? shape.member() : member;
    }

    private void map(String name, MemberShape member, Bound.OfMap bound, Map<?, ?> map) {
        MapShape shape = bound.shape();
        boolean flattened = member.traits().flattened() || shape.flattened();
        if (!flattened) start(name, member.traits().xmlNamespace());
        String entry = flattened ? name : "entry";
        map.forEach((key, value) -> {
            start(entry, flattened ? member.traits().xmlNamespace() : null);
            start(shape.key().locationName(), shape.key().traits().xmlNamespace());
            escape(key.toString());
            end(shape.key().locationName());
            if (value != null) value(shape.value().locationName(), shape.value(), bound.value(), value);
            end(entry);
        });
        if (!flattened) end(name);
    }

    /// Appends `content` so that XML reads it as text; what XML cannot hold becomes a question mark.
    private void escape(String content) {
        for (int i = 0; i < content.length(); i++) {
            char next = content.charAt(i);
            switch (next) {
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '&' -> text.append("&amp;");
                case '"' -> text.append("&quot;");
                case '\r' -> text.append("&#xD;");
                case '\u0085' -> text.append("&#x85;");
                case '\u2028' -> text.append("&#x2028;");
                case '\t', '\n' -> text.append(next);
                default -> text.append(next < ' ' || next == '\uFFFE' || next == '\uFFFF' ? '?' : next);
            }
        }
    }
}
