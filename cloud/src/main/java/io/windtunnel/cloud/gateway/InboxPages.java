package io.windtunnel.cloud.gateway;

import io.windtunnel.cloud.ports.Inbox;
import io.windtunnel.cloud.ports.Inbox.Letter;
import io.windtunnel.cloud.ports.OwnPages.Page;
import java.io.StringWriter;
import java.time.format.DateTimeFormatter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The inbox, for a person and for a test.
final class InboxPages {
    private static final String HEAD = """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Inbox of Windtunnel</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <style>body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222}
            article{border:1px solid #ccc;border-radius:6px;padding:.8rem 1rem;margin:1rem 0}
            header{color:#555;font-size:.9rem}h2{font-size:1.1rem;margin:.2rem 0}
            pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:.5rem 0}</style>
            <h1>Inbox</h1><p>Mail and text messages that this cloud would have sent. Nothing leaves this machine.</p>
            """;

    private InboxPages() {}

    static Page html(Inbox inbox) {
        StringBuilder page = new StringBuilder(HEAD);
        if (inbox.letters().isEmpty()) page.append("<p>Nothing has been sent yet.</p>");
        for (Letter letter : inbox.letters()) {
            page.append("<article><header>").append(escaped(DateTimeFormatter.ISO_INSTANT.format(letter.at())));
            page.append(letter.kind() == Inbox.Kind.EMAIL ? " · e-mail" : " · text message");
            page.append(" to ").append(escaped(letter.to())).append(" from ").append(escaped(letter.from()));
            page.append("</header>");
            if (!letter.subject().isEmpty())
                page.append("<h2>").append(escaped(letter.subject())).append("</h2>");
            page.append("<pre>").append(escaped(letter.body())).append("</pre>");
            String link = letter.link();
            if (link != null)
                page.append("<p><a href=\"")
                        .append(escaped(link))
                        .append("\">")
                        .append(escaped(link))
                        .append("</a></p>");
            page.append("</article>\n");
        }
        return new Page("text/html; charset=utf-8", page.append("</html>\n").toString());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    static Page json(Inbox inbox) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartArray();
            for (Letter letter : inbox.letters()) {
                json.writeStartObject();
                json.writeStringProperty("at", letter.at().toString());
                json.writeStringProperty("kind", letter.kind().name());
                json.writeStringProperty("from", letter.from());
                json.writeStringProperty("to", letter.to());
                json.writeStringProperty("subject", letter.subject());
                json.writeStringProperty("body", letter.body());
                if (letter.link() != null) json.writeStringProperty("link", letter.link());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return new Page("application/json", text.toString());
    }
}
