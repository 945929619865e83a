package io.windtunnel.rehearsal.stage;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// An element of an XML answer: its name, its text and its children.
public record Element(String name, StringBuilder content, List<Element> children) {
    private Element(String name) {
        this(name, new StringBuilder(), new ArrayList<>());
    }

    /// The root of the document.
    static Element parse(byte[] xml) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        Deque<Element> open = new ArrayDeque<>();
        Element root = new Element("");
        open.push(root);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        Element element = new Element(reader.getLocalName());
                        open.element().children.add(element);
                        open.push(element);
                    }
                    case XMLStreamConstants.END_ELEMENT -> open.pop();
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                        open.element().content.append(reader.getText());
                    default -> {}
                }
            }
        } catch (XMLStreamException broken) {
            throw new IllegalStateException("the cloud answered no XML", broken);
        }
        return root.children.getFirst();
    }

    /// The text at a path of names such as `DescribeStacksResult/Stacks/member/StackStatus`; empty when there is none.
    public String text(String path) {
        List<Element> found = all(path);
        return found.isEmpty() ? "" : found.getFirst().content.toString().strip();
    }

    /// Its own text.
    public String text() {
        return content.toString().strip();
    }

    /// Every element at a path of names.
    public List<Element> all(String path) {
        List<Element> level = List.of(this);
        for (String name : path.split("/")) {
            List<Element> next = new ArrayList<>();
            for (Element element : level)
                for (Element child : element.children) if (child.name.equals(name)) next.add(child);
            level = next;
        }
        return level;
    }
}
