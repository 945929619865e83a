package io.windtunnel.wire;

import io.windtunnel.wire.codec.Documents;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.cbor.CBORFactory;

/// Bodies in a form in which two that mean the same are equal.
final class SmithyBodies {
    private static final CBORFactory CBOR = CBORFactory.builder().build();

    private static final Set<Object> ENVELOPE = Set.of("ResponseMetadata", "requestId");

    private SmithyBodies() {}

    /// The bytes of a case's body: base 64 where it is binary.
    static byte[] bytes(String body, @Nullable String mediaType) {
        return "application/cbor".equals(mediaType)
                ? Base64.getDecoder().decode(body)
                : body.getBytes(StandardCharsets.UTF_8);
    }

    static @Nullable Object meaning(byte[] body, @Nullable String mediaType) throws Exception {
        if (body.length == 0) return "";
        return switch (mediaType) {
            case "application/json" -> SmithyValues.comparable(Documents.parse(body));
            case "application/cbor" -> cbor(body);
            case "application/xml" -> {
                var factory = DocumentBuilderFactory.newInstance();
                factory.setNamespaceAware(false);
                yield xml(factory.newDocumentBuilder()
                        .parse(new ByteArrayInputStream(body))
                        .getDocumentElement());
            }
            case null, default -> new String(body, StandardCharsets.UTF_8);
        };
    }

    /// Name, attributes, and either the text or the elements, these in the order of their names.
    private static List<Object> xml(Element element) {
        Map<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            attributes.put(attribute.getNodeName(), attribute.getNodeValue());
        }
        List<List<Object>> elements = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling())
            if (child instanceof Element nested) elements.add(xml(nested));
        elements.sort(Comparator.comparing(nested -> nested.getFirst().toString()));
        Object content = elements.isEmpty() ? element.getTextContent() : elements;
        return List.of(element.getNodeName(), attributes, content);
    }

    /// Query answers carry an id of the request and their errors a namespace, as AWS's do; cases leave them out, or
    /// have an id of their own.
    static @Nullable Object withoutEnvelope(@Nullable Object body) {
        if (!(body instanceof List<?> root) || root.size() != 3) return body;
        if (root.get(0).equals("ErrorResponse")) return List.of(root.get(0), root.get(2));
        if (!(root.get(2) instanceof List<?> elements)) return body;
        List<Object> rest = new ArrayList<>(elements);
        rest.removeIf(element -> element instanceof List<?> named && ENVELOPE.contains(named.getFirst()));
        return List.of(root.get(0), root.get(1), rest.isEmpty() ? "" : rest);
    }

    private static @Nullable Object cbor(byte[] body) {
        try (JsonParser in = CBOR.createParser(ObjectReadContext.empty(), body)) {
            in.nextToken();
            return cbor(in);
        }
    }

    private static @Nullable Object cbor(JsonParser in) {
        if (in.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Object> map = new TreeMap<>();
            for (String name; (name = in.nextName()) != null; ) {
                in.nextToken();
                map.put(name, cbor(in));
            }
            return map;
        }
        if (in.currentToken() == JsonToken.START_ARRAY) {
            List<Object> list = new ArrayList<>();
            while (in.nextToken() != JsonToken.END_ARRAY) list.add(cbor(in));
            return list;
        }
        return SmithyValues.comparable(
                switch (in.currentToken()) {
                    case VALUE_STRING -> in.getString();
                    case VALUE_TRUE -> true;
                    case VALUE_FALSE -> false;
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getNumberValue();
                    case VALUE_EMBEDDED_OBJECT -> in.getBinaryValue();
                    default -> null;
                });
    }
}
