package io.windtunnel.cloud.gateway;

import io.windtunnel.cloud.ports.Bill;
import io.windtunnel.cloud.ports.Usage.Charge;
import io.windtunnel.kernel.identity.Region;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The bill as a document: what it has cost so far, what an hour costs now, and what is left out.
final class BillDocument {
    /// Decimal places of an amount.
    private static final int PLACES = 10;

    private BillDocument() {}

    /// A JSON object of `from`, `until` (the scenario's), `dollars`, `idleDollars`, `useDollars`,
    /// `dollarsPerHour` (`idle`, `use`, `all`), `instanceHours`, `requests`, `dollarsPerMillionRequests`
    /// (null without requests), `lines`, `notPriced`, `notMetered` and `notes`.
    static String of(Bill bill) {
        Bill.Statement statement = bill.soFar();
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("from", statement.from().toString());
            json.writeStringProperty("until", statement.until().toString());
            amount(json, "dollars", statement.dollars());
            amount(json, "idleDollars", statement.dollars(Charge.IDLE));
            amount(json, "useDollars", statement.dollars(Charge.USE));
            rate(json, bill.rate());
            amount(json, "instanceHours", statement.instanceHours());
            requests(json, bill.requests(), statement.dollars());
            json.writeArrayPropertyStart("lines");
            for (Bill.Line line : statement.lines()) line(json, line);
            json.writeEndArray();
            texts(json, "notPriced", statement.notPriced());
            texts(json, "notMetered", bill.notMetered());
            texts(json, "notes", notes(statement));
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void rate(JsonGenerator json, Bill.Rate rate) {
        json.writeObjectPropertyStart("dollarsPerHour");
        amount(json, "idle", rate.idleDollars());
        amount(json, "use", rate.useDollars());
        amount(json, "all", rate.dollars());
        json.writeEndObject();
    }

    private static void requests(JsonGenerator json, double requests, double dollars) {
        amount(json, "requests", requests);
        if (requests > 0) amount(json, "dollarsPerMillionRequests", dollars / requests * 1e6);
        else json.writeNullProperty("dollarsPerMillionRequests");
    }

    private static void line(JsonGenerator json, Bill.Line line) {
        json.writeStartObject();
        json.writeStringProperty("account", line.scope().account().digits());
        json.writeStringProperty("region", line.scope().region().code());
        json.writeStringProperty("resource", line.resource());
        json.writeStringProperty("service", line.service());
        json.writeStringProperty("usageType", line.usageType());
        json.writeStringProperty("operation", line.operation());
        json.writeStringProperty("charge", line.charge().name().toLowerCase(Locale.ROOT));
        amount(json, "quantity", line.quantity());
        json.writeStringProperty("unit", line.unit());
        if (line.dollars().isPresent()) amount(json, "dollars", line.dollars().getAsDouble());
        else json.writeNullProperty("dollars");
        json.writeEndObject();
    }

    private static Collection<String> notes(Bill.Statement statement) {
        return statement.lines().stream()
                .map(line -> line.scope().region())
                .filter(region -> !region.equals(Region.US_EAST_1))
                .distinct()
                .sorted()
                .map(region -> region + " is priced as us-east-1: its own prices are not known")
                .toList();
    }

    private static void amount(JsonGenerator json, String name, double value) {
        BigDecimal rounded =
                BigDecimal.valueOf(value).setScale(PLACES, RoundingMode.HALF_UP).stripTrailingZeros();
        json.writeNumberProperty(name, new BigDecimal(rounded.toPlainString()));
    }

    private static void texts(JsonGenerator json, String name, Collection<String> texts) {
        json.writeArrayPropertyStart(name);
        for (String text : texts) json.writeString(text);
        json.writeEndArray();
    }
}
