package io.windtunnel.rehearsal.report;

import io.windtunnel.rehearsal.plan.RehearsalPlan;
import io.windtunnel.rehearsal.verdict.Judgement;
import io.windtunnel.rehearsal.verdict.Verdict;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// The verdict in the form CI servers read: a test suite per design, a test case per promise.
public final class JUnitFile {
    private JUnitFile() {}

    /// The XML document.
    ///
    /// @param took how long the wind blew, on the wall clock
    public static String xml(RehearsalPlan plan, List<Verdict> verdicts, Duration took) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuites");
            xml.writeAttribute("name", plan.title());
            for (Verdict verdict : verdicts) suite(xml, plan, verdict, took);
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException broken) {
            throw new IllegalStateException("cannot write XML", broken);
        }
        return text.append('\n').toString();
    }

    private static void suite(XMLStreamWriter xml, RehearsalPlan plan, Verdict verdict, Duration took)
            throws XMLStreamException {
        List<Judgement> judgements = verdict.judgements();
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", verdict.design());
        xml.writeAttribute("tests", Integer.toString(judgements.size()));
        xml.writeAttribute("failures", Long.toString(count(judgements, Judgement.Outcome.BROKEN)));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", Long.toString(count(judgements, Judgement.Outcome.NOT_JUDGED)));
        xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", took.toNanos() / 1e9));
        for (Judgement judgement : judgements) testCase(xml, plan.title() + "." + verdict.design(), judgement);
        xml.writeEndElement();
    }

    private static void testCase(XMLStreamWriter xml, String suite, Judgement judgement) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", suite);
        xml.writeAttribute("name", judgement.promise().text());
        xml.writeAttribute("time", "0");
        switch (judgement.outcome()) {
            case KEPT -> {}
            case BROKEN -> {
                xml.writeStartElement("failure");
                xml.writeAttribute("type", "broken promise");
                xml.writeAttribute(
                        "message", "promised " + judgement.promise().text() + ", measured " + judgement.words());
                xml.writeEndElement();
            }
            case NOT_JUDGED -> {
                xml.writeStartElement("skipped");
                xml.writeAttribute("message", judgement.words());
                xml.writeEndElement();
            }
        }
        xml.writeEndElement();
    }

    private static long count(List<Judgement> judgements, Judgement.Outcome outcome) {
        return judgements.stream()
                .filter(judgement -> judgement.outcome() == outcome)
                .count();
    }
}
