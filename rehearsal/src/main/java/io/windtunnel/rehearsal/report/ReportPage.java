package io.windtunnel.rehearsal.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The report as one HTML page: style, script, charts and figures are all in it, and it asks for nothing else.
public final class ReportPage {
    private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final Pattern SLOT = Pattern.compile("@([A-Z_]+)@");

    private ReportPage() {}

    /// The page that shows `data` (see [ReportData]).
    public static String html(JsonNode data) {
        Map<String, String> slots = Map.of(
                "TITLE", escaped(data.path("title").asString()),
                "UPLOT_CSS", resource(CHARTS + "uPlot.min.css"),
                "UPLOT_JS", resource(CHARTS + "uPlot.iife.min.js"),
                "CSS", resource("report.css"),
                "JS", resource("report.js"),
                "DATA", data.toString().replace("<", "\\u003c"));
        Matcher matcher = SLOT.matcher(resource("report.html"));
        return matcher.replaceAll(slot -> Matcher.quoteReplacement(slots.getOrDefault(slot.group(1), "")));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String resource(String name) {
        try (InputStream stream = ReportPage.class.getResourceAsStream(name)) {
            if (stream == null) throw new IllegalStateException("missing from the class path: " + name);
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(name, broken);
        }
    }
}
