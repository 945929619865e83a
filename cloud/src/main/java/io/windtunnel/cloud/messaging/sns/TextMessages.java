package io.windtunnel.cloud.messaging.sns;

import io.windtunnel.cloud.ports.Sink.Attribute;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Scope;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Text messages to phone numbers: they go to the inbox.
///
/// Source: https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html
final class TextMessages {
    private static final String TABLE = "sns.sms";
    private static final String SENDER = "AWS.SNS.SMS.SenderID";
    private static final Set<String> KNOWN = Set.of(
            "MonthlySpendLimit",
            "DeliveryStatusIAMRole",
            "DeliveryStatusSuccessSamplingRate",
            "DefaultSenderID",
            "DefaultSMSType",
            "UsageReportS3Bucket");

    /// An account's settings.
    record Row(Map<String, String> values) {}

    private final Storage storage;
    private final Deliveries deliveries;

    TextMessages(Storage storage, Deliveries deliveries) {
        this.storage = storage;
        this.deliveries = deliveries;
    }

    private Table<Row> table(Scope scope) {
        return storage.table(scope, TABLE, Row.class);
    }

    Map<String, String> settings(Scope scope) {
        Row row = table(scope).get("settings");
        return row == null ? Map.of() : row.values();
    }

    void configure(Scope scope, Map<String, String> changed) {
        for (String name : changed.keySet())
            if (!KNOWN.contains(name)) throw Refusals.invalid(name + " is not a valid attribute");
        Map<String, String> values = new TreeMap<>(settings(scope));
        values.putAll(changed);
        table(scope).put("settings", new Row(values));
    }

    void send(Scope scope, String number, Publication publication) {
        Attribute sender = publication.attributes().get(SENDER);
        String from = sender != null ? sender.text() : settings(scope).get("DefaultSenderID");
        deliveries.text(number, publication.messageFor(Protocol.SMS), from);
    }
}
