package io.windtunnel.cloud.gateway;

import io.windtunnel.cloud.Cloud;
import java.io.StringWriter;
import java.util.Objects;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The health document: what runs, and what was asked for and is not honoured.
final class Status {
    private Status() {}

    /// A JSON object of `status`, `version`, `time` (the scenario's), `transport`, `services` (names) and `notHonoured`
    /// (how often, by `service:operation member`).
    static String document(Cloud cloud) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("status", "running");
            json.writeStringProperty("version", version());
            json.writeStringProperty("time", cloud.fabric().time().now().toString());
            json.writeStringProperty(
                    "transport", cloud.fabric().network().transport().name());
            json.writeArrayPropertyStart("services");
            for (String service : cloud.services()) json.writeString(service);
            json.writeEndArray();
            json.writeObjectPropertyStart("notHonoured");
            cloud.notHonoured().counts().forEach(json::writeNumberProperty);
            json.writeEndObject();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static String version() {
        String packed = Cloud.class.getPackage().getImplementationVersion();
        return Objects.requireNonNullElse(packed, "unpackaged");
    }
}
