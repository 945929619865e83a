package io.windtunnel.cloud.operations.logs;

import io.windtunnel.kernel.identity.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// What a subscription filter delivers.
///
/// Source:
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#LambdaFunctionExample
final class Payload {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Payload() {}

    /// Some events of a batch as JSON, compressed with gzip.
    static byte[] of(Scope scope, SubscriptionFilter filter, LogStream stream, Batch batch, List<Integer> wanted) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(bytes);
                JsonGenerator out = JSON.createGenerator(zipped)) {
            out.writeStartObject();
            out.writeStringProperty("messageType", "DATA_MESSAGE");
            out.writeStringProperty("owner", scope.account().digits());
            out.writeStringProperty("logGroup", filter.group());
            out.writeStringProperty("logStream", stream.name());
            out.writeArrayPropertyStart("subscriptionFilters");
            out.writeString(filter.name());
            out.writeEndArray();
            out.writeArrayPropertyStart("logEvents");
            for (int index : wanted) {
                out.writeStartObject();
                out.writeStringProperty("id", new Place(batch.timestamp(index), batch.position(), index).eventId());
                out.writeNumberProperty("timestamp", batch.timestamp(index));
                out.writeStringProperty("message", batch.message(index));
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
