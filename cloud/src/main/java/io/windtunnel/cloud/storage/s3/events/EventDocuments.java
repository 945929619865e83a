package io.windtunnel.cloud.storage.s3.events;

import io.windtunnel.cloud.storage.s3.bucket.Bucket;
import io.windtunnel.cloud.storage.s3.object.StoredObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Events as JSON, in AWS's forms.
///
/// Sources: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html,
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
final class EventDocuments {
    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /// The document of a notification with one record.
    String record(ObjectEvent event, String configurationId, Instant now) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode record = root.putArray("Records").addObject();
        ObjectEvent.Kind kind = event.kind();
        record.put("eventVersion", kind.isCreation() || kind.isRemoval() ? "2.1" : "2.3")
                .put("eventSource", "aws:s3")
                .put("awsRegion", event.bucket().region())
                .put("eventTime", MILLISECONDS.format(now))
                .put("eventName", kind.event());
        record.putObject("userIdentity").put("principalId", event.cause().principalId());
        record.putObject("requestParameters")
                .put("sourceIPAddress", event.cause().sourceAddress());
        record.putObject("responseElements")
                .put("x-amz-request-id", event.cause().requestId())
                .put("x-amz-id-2", hostId(event.cause().requestId()));
        ObjectNode s3 = record.putObject("s3");
        s3.put("s3SchemaVersion", "1.0").put("configurationId", configurationId);
        ObjectNode bucket = s3.putObject("bucket");
        bucket.put("name", event.bucket().name());
        bucket.putObject("ownerIdentity").put("principalId", principal(event.bucket()));
        bucket.put("arn", event.bucket().arn().toString());
        object(
                s3.putObject("object"),
                event,
                URLEncoder.encode(event.key(), StandardCharsets.UTF_8).replace("%2F", "/"),
                "eTag",
                "versionId");
        StoredObject.Restoration restoration = event.object().restoration();
        if (kind == ObjectEvent.Kind.RESTORED && restoration != null)
            record.putObject("glacierEventData")
                    .putObject("restoreEventData")
                    .put("lifecycleRestorationExpiryTime", MILLISECONDS.format(restoration.expires()))
                    .put(
                            "lifecycleRestoreStorageClass",
                            event.object().traits().storageClass().name());
        return JSON.writeValueAsString(root);
    }

    private static void object(ObjectNode into, ObjectEvent event, String key, String etag, String versionId) {
        StoredObject object = event.object();
        into.put("key", key);
        boolean gone = event.kind() == ObjectEvent.Kind.DELETED || event.kind() == ObjectEvent.Kind.EXPIRED;
        if (!gone && !object.marker()) into.put("size", object.size());
        if (!gone)
            into.put(
                    etag,
                    object.marker()
                            ? "d41d8cd98f00b204e9800998ecf8427e"
                            : object.etag().bare());
        if (event.bucket().settings().versioning().get().isTold() && !object.nullVersion())
            into.put(versionId, object.versionId());
        into.put("sequencer", String.format(Locale.ROOT, "%018X", object.sequence()));
    }

    private static String principal(Bucket bucket) {
        return "A"
                + Long.toString(Long.parseLong(bucket.owner()) + 1_000_000_000_000L, 36)
                        .toUpperCase(Locale.ROOT);
    }

    private static String hostId(String requestId) {
        return Base64.getEncoder().encodeToString(requestId.getBytes(StandardCharsets.US_ASCII));
    }

    /// What a destination is told when it is set.
    String test(Bucket bucket, Instant now, String requestId) {
        return JSON.writeValueAsString(JSON.createObjectNode()
                .put("Service", "Amazon S3")
                .put("Event", "s3:TestEvent")
                .put("Time", MILLISECONDS.format(now))
                .put("Bucket", bucket.name())
                .put("RequestId", requestId)
                .put("HostId", hostId(requestId)));
    }

    /// The detail of EventBridge's event.
    String detail(ObjectEvent event) {
        ObjectNode detail = JSON.createObjectNode();
        detail.put("version", "0");
        detail.putObject("bucket").put("name", event.bucket().name());
        object(detail.putObject("object"), event, event.key(), "etag", "version-id");
        detail.put("request-id", event.cause().requestId())
                .put("requester", event.cause().requester());
        if (!event.cause().sourceAddress().equals("s3.amazonaws.com"))
            detail.put("source-ip-address", event.cause().sourceAddress());
        if (!event.kind().reason().isEmpty()) detail.put("reason", event.kind().reason());
        switch (event.kind()) {
            case DELETED, EXPIRED -> detail.put("deletion-type", "Permanently Deleted");
            case MARKED, EXPIRED_MARKED -> detail.put("deletion-type", "Delete Marker Created");
            case TRANSITIONED ->
                detail.put(
                        "destination-storage-class",
                        event.object().traits().storageClass().name());
            case RESTORE_ASKED, RESTORED ->
                detail.put(
                        "source-storage-class",
                        event.object().traits().storageClass().name());
            case PUT, POST, COPY, UPLOADED, TAGGED, UNTAGGED, LISTED, REPLICATION_FAILED -> {}
        }
        return JSON.writeValueAsString(detail);
    }
}
