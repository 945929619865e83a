package io.windtunnel.rehearsal.readiness;

import io.windtunnel.rehearsal.plan.Quantity;
import io.windtunnel.rehearsal.plan.RehearsalPlan;
import io.windtunnel.rehearsal.readiness.Finding.Outcome;
import io.windtunnel.rehearsal.readiness.Readiness.Report;
import io.windtunnel.rehearsal.view.Paint;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The report as text for a terminal, and as a JSON document.
final class ReadinessView {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LOAD_COLUMNS = 12;
    private static final int CHECK_COLUMNS = 26;

    private final RehearsalPlan plan;
    private final List<Report> reports;
    private final Paint paint;

    ReadinessView(RehearsalPlan plan, List<Report> reports, Paint paint) {
        this.plan = plan;
        this.reports = reports;
        this.paint = paint;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(paint.strong("Readiness: " + plan.title())).append('\n');
        for (Report report : reports) design(text, report);
        return text.toString();
    }

    private void design(StringBuilder text, Report report) {
        text.append('\n')
                .append(paint.strong(report.design()))
                .append(": the peak is ")
                .append(Finding.load(report.peak()))
                .append(" within ")
                .append(Quantity.words(plan.windLasts()))
                .append("\n\n  ")
                .append(paint.faint(padded("breaks at", LOAD_COLUMNS) + "  what"))
                .append('\n');
        for (Finding finding : report.findings()) finding(text, finding);
        text.append('\n').append("  ").append(verdict(report)).append('\n');
    }

    private String verdict(Report report) {
        long broken = count(report, Outcome.BREAKS);
        long risks = count(report, Outcome.RISK);
        String rest = risks == 0 ? "" : ", " + risks + (risks == 1 ? " risk" : " risks");
        if (broken == 0) return paint.good("✓ ready") + rest;
        return paint.bad("✗ not ready: " + broken + (broken == 1 ? " thing breaks" : " things break")) + rest;
    }

    private static long count(Report report, Outcome outcome) {
        return report.findings().stream()
                .filter(finding -> finding.outcome() == outcome)
                .count();
    }

    private void finding(StringBuilder text, Finding finding) {
        String load = Double.isNaN(finding.breaksAt()) ? "-" : Finding.load(finding.breaksAt());
        String indent = " ".repeat(LOAD_COLUMNS + 6);
        text.append("  ")
                .append(padded(load, LOAD_COLUMNS))
                .append("  ")
                .append(sign(finding.outcome()))
                .append(' ')
                .append(padded(finding.check(), CHECK_COLUMNS))
                .append(finding.subject())
                .append('\n');
        line(text, indent, finding.figure());
        if (finding.outcome() == Outcome.HOLDS) return;
        line(text, indent, paint.faint(finding.limit()));
        if (!finding.remedy().isEmpty()) line(text, indent, "→ " + finding.remedy());
    }

    private static void line(StringBuilder text, String indent, String words) {
        if (!words.isEmpty()) text.append(indent).append(words).append('\n');
    }

    private static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - text.length()));
    }

    private String sign(Outcome outcome) {
        return switch (outcome) {
            case BREAKS -> paint.bad(outcome.sign());
            case RISK -> paint.warn(outcome.sign());
            case UNKNOWN -> paint.faint(outcome.sign());
            case HOLDS -> paint.good(outcome.sign());
        };
    }

    String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("rehearsal", plan.title());
        root.put("ready", reports.stream().allMatch(Report::ready));
        ArrayNode designs = root.putArray("designs");
        for (Report report : reports) {
            ObjectNode design = designs.addObject();
            design.put("design", report.design());
            design.put("ready", report.ready());
            design.put("peakPerSecond", report.peak());
            ArrayNode findings = design.putArray("findings");
            for (Finding finding : report.findings()) finding(findings.addObject(), finding);
        }
        return root.toPrettyString() + "\n";
    }

    private static void finding(ObjectNode node, Finding finding) {
        node.put("check", finding.check());
        node.put("subject", finding.subject());
        node.put("outcome", finding.outcome().word());
        if (Double.isFinite(finding.breaksAt())) node.put("breaksAtPerSecond", finding.breaksAt());
        else node.putNull("breaksAtPerSecond");
        node.put("figure", finding.figure());
        node.put("limit", finding.limit());
        node.put("remedy", finding.remedy());
    }
}
