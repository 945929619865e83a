package io.windtunnel.wire.codec;

import com.fasterxml.aalto.UncheckedStreamException;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import io.windtunnel.wire.bind.Bound;
import io.windtunnel.wire.model.ListShape;
import io.windtunnel.wire.model.MapShape;
import io.windtunnel.wire.model.MemberShape;
import io.windtunnel.wire.model.MemberShape.Location;
import io.windtunnel.wire.model.TimestampFormat;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// The XML bodies of requests, read as their shapes say. Names are compared without their prefix. Document type
/// declarations, and with them entities of a client's own, are not read.
public final class XmlReader {
    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader in;
    private final Decoding decoding;

    private XmlReader(XMLStreamReader in, Decoding decoding) {
        this.in = in;
        this.decoding = decoding;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /// The row of the structure that the document's root element is.
    ///
    /// @throws Malformed when it is not such a document
    public static @Nullable Object[] read(byte[] xml, Bound.OfStructure bound, Decoding decoding) {
        try {
            XMLStreamReader in = FACTORY.createXMLStreamReader(new ByteArrayInputStream(xml));
            try {
                while (in.next() != XMLStreamConstants.START_ELEMENT) {
                    if (in.getEventType() == XMLStreamConstants.DTD) throw new Malformed("A DTD is not allowed");
                }
                @Nullable Object[] row = new XmlReader(in, decoding).structure(bound);
                while (in.hasNext()) in.next();
                return row;
            } finally {
                in.close();
            }
        } catch (XMLStreamException | UncheckedStreamException e) {
            throw new Malformed("The body is not XML");
        }
    }

    private @Nullable Object[] structure(Bound.OfStructure bound) throws XMLStreamException {
        @Nullable Object[] row = bound.emptyRow();
        attributes(bound, row);
        while (in.next() != XMLStreamConstants.END_ELEMENT) {
            if (in.getEventType() != XMLStreamConstants.START_ELEMENT) continue;
            int position = bound.shape().wirePosition(in.getLocalName());
            MemberShape shape = position < 0 ? null : bound.shape().members().get(position);
            if (shape == null
                    || shape.traits().location() != Location.BODY
                    || shape.traits().xmlAttribute()) {
                decoding.unhonoured(in.getLocalName());
                skip();
                continue;
            }
            Bound member = decoding.sent(bound, position, row);
            if (member == null) {
                skip();
                continue;
            }
            decoding.enter(shape.name());
            row[position] = value(shape, member, row[position]);
            decoding.leave();
        }
        Decoding.checkUnion(bound.shape(), row);
        return row;
    }

    private void attributes(Bound.OfStructure bound, @Nullable Object[] row) {
        for (int i = 0; i < in.getAttributeCount(); i++) {
            String prefix = in.getAttributePrefix(i);
            String name = prefix == null || prefix.isEmpty()
                    ? in.getAttributeLocalName(i)
                    : prefix + ":" + in.getAttributeLocalName(i);
            int position = bound.shape().wirePosition(name);
            if (position < 0 || !bound.shape().members().get(position).traits().xmlAttribute()) continue;
            MemberShape shape = bound.shape().members().get(position);
            if (decoding.sent(bound, position, row) instanceof Bound.OfScalar scalar)
                row[position] = scalar(in.getAttributeValue(i), shape, scalar);
        }
    }

    /// The value of the element the reader stands at, added to `before` where it is one of several.
    private Object value(MemberShape member, Bound bound, @Nullable Object before) throws XMLStreamException {
        return switch (bound) {
            case Bound.OfStructure structure -> structure(structure);
            case Bound.OfList list -> list(member, list, before);
            case Bound.OfMap map -> map(member, map, before);
            case Bound.OfScalar scalar -> scalar(text(), member, scalar);
            case Bound.OfCoded coded -> throw coded.unsuited("XML");
        };
    }

    private static Object scalar(String text, MemberShape member, Bound.OfScalar scalar) {
        return Scalars.parse(text, scalar.shape(), member.traits().timestampFormat(), TimestampFormat.DATE_TIME);
    }

    @SuppressWarnings("unchecked")
    private Object list(MemberShape member, Bound.OfList bound, @Nullable Object before) throws XMLStreamException {
        ListShape shape = bound.shape();
        List<Object> list = before == null ? new ArrayList<>() : (List<Object>) before;
        if (member.traits().flattened() || shape.flattened()) {
            list.add(value(shape.member(), bound.element(), null));
            return list;
        }
        decoding.enter();
        while (in.next() != XMLStreamConstants.END_ELEMENT) {
            if (in.getEventType() != XMLStreamConstants.START_ELEMENT) continue;
            if (in.getLocalName().equals(shape.member().locationName()))
                list.add(value(shape.member(), bound.element(), null));
            else skip();
        }
        decoding.leave();
        return list;
    }

    @SuppressWarnings("unchecked")
    private Object map(MemberShape member, Bound.OfMap bound, @Nullable Object before) throws XMLStreamException {
        Map<String, Object> map = before == null ? new LinkedHashMap<>() : (Map<String, Object>) before;
        if (member.traits().flattened() || bound.shape().flattened()) {
            entry(bound, map);
            return map;
        }
        decoding.enter();
        while (in.next() != XMLStreamConstants.END_ELEMENT) {
            if (in.getEventType() != XMLStreamConstants.START_ELEMENT) continue;
            if (in.getLocalName().equals("entry")) entry(bound, map);
            else skip();
        }
        decoding.leave();
        return map;
    }

    private void entry(Bound.OfMap bound, Map<String, Object> map) throws XMLStreamException {
        MapShape shape = bound.shape();
        String key = null;
        Object value = null;
        while (in.next() != XMLStreamConstants.END_ELEMENT) {
            if (in.getEventType() != XMLStreamConstants.START_ELEMENT) continue;
            if (in.getLocalName().equals(shape.key().locationName())) key = text();
            else if (in.getLocalName().equals(shape.value().locationName()))
                value = value(shape.value(), bound.value(), null);
            else skip();
        }
        if (key == null) throw new Malformed("An entry of a map has no key");
        if (value != null) map.put(key, value);
    }

    private String text() throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        while (in.next() != XMLStreamConstants.END_ELEMENT) {
            switch (in.getEventType()) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(in.getText());
                case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
                default -> throw new Malformed("An element holds elements where a text should be");
            }
        }
        return text.toString();
    }

    private void skip() throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = in.next();
            if (event == XMLStreamConstants.START_ELEMENT) depth++;
            if (event == XMLStreamConstants.END_ELEMENT) depth--;
        }
    }
}
