package io.windtunnel.cloud.storage.s3.accounting;

import io.windtunnel.cloud.storage.s3.bucket.Bucket;
import io.windtunnel.cloud.storage.s3.bucket.Buckets;
import io.windtunnel.cloud.storage.s3.settings.Logging;
import io.windtunnel.cloud.storage.s3.web.Aim;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.WireRequest;
import io.windtunnel.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Server access logs: a line to the request, gathered and delivered as objects every few minutes. As at AWS, what was
/// not delivered when the cloud is killed is lost.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
///
/// Thread safety: every method may be called from any thread.
public final class AccessLogs {
    /// The most that is gathered of one bucket, in characters; lines beyond it are dropped.
    private static final int MOST = 16 << 20;

    private static final DateTimeFormatter LINE_TIME = DateTimeFormatter.ofPattern(
                    "dd/MMM/yyyy:HH:mm:ss +0000", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter KEY_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter KEY_DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd/").withZone(ZoneOffset.UTC);

    /// Keeps a log's object.
    @FunctionalInterface
    public interface Delivery {
        void put(Bucket target, String key, byte[] text);
    }

    private final Buckets buckets;
    private final Ids ids;
    private final Delivery delivery;
    private final Map<Bucket, StringBuilder> gathered = new HashMap<>();

    public AccessLogs(Buckets buckets, Ids ids, Delivery delivery) {
        this.buckets = buckets;
        this.ids = ids;
        this.delivery = delivery;
    }

    /// Takes a request that was answered.
    public void record(Bucket bucket, Call call, WireRequest request, String operation, WireResponse response) {
        if (bucket.settings().logging().set() == null) return;
        String line = line(bucket, call, request, operation, response);
        synchronized (gathered) {
            StringBuilder lines = gathered.computeIfAbsent(bucket, _ -> new StringBuilder());
            if (lines.length() + line.length() <= MOST) lines.append(line);
        }
    }

    private String line(Bucket bucket, Call call, WireRequest request, String operation, WireResponse response) {
        Aim aim = Aim.of(request);
        String kind = aim.key().isEmpty() ? "BUCKET" : "OBJECT";
        String query = request.rawQuery().isEmpty() ? "" : "?" + request.rawQuery();
        String version = request.rawQuery().contains("versionId=")
                ? request.rawQuery().replaceFirst(".*versionId=([^&]*).*", "$1")
                : "-";
        long length = response.payload().length();
        String code = response.status() < 400 ? "-" : code(response);
        return String.join(
                " ",
                bucket.owner(),
                bucket.name(),
                "[" + LINE_TIME.format(buckets.ground().time().now()) + "]",
                call.sourceAddress(),
                call.accessKeyId().isEmpty()
                        ? "-"
                        : "arn:aws:iam::" + call.scope().account() + ":root",
                call.requestId(),
                operation.isEmpty()
                        ? "WEBSITE." + request.method() + ".OBJECT"
                        : "REST." + request.method() + "." + kind,
                aim.key().isEmpty() ? "-" : aim.key().replace(" ", "+"),
                "\"" + request.method() + " " + request.rawPath() + query + " HTTP/1.1\"",
                Integer.toString(response.status()),
                code,
                length <= 0 ? "-" : Long.toString(length),
                length <= 0 || kind.equals("BUCKET") ? "-" : Long.toString(length),
                "-",
                "-",
                "\"" + request.headers().first("referer", "-") + "\"",
                "\"" + (call.userAgent().isEmpty() ? "-" : call.userAgent()) + "\"",
                version,
                "-",
                call.accessKeyId().isEmpty() ? "-" : "SigV4",
                "-",
                request.rawQuery().contains("X-Amz-Signature") ? "QueryString" : "AuthHeader",
                request.headers().first("host", "-"),
                request.secure() ? "TLSv1.3" : "-",
                "-",
                "-\n");
    }

    private static String code(WireResponse response) {
        if (!response.payload().isGathered()) return "-";
        String text = new String(response.payload().bytes(), StandardCharsets.UTF_8);
        int start = text.indexOf("<Code>");
        int end = text.indexOf("</Code>");
        return start < 0 || end < start ? "-" : text.substring(start + 6, end);
    }

    /// Delivers what was gathered.
    public void deliver() {
        Map<Bucket, StringBuilder> due;
        synchronized (gathered) {
            due = new HashMap<>(gathered);
            gathered.clear();
        }
        Instant now = buckets.ground().time().now();
        due.forEach((bucket, lines) -> {
            Logging.Target target = bucket.settings().logging().set();
            Bucket into = target == null ? null : buckets.find(target.targetBucket());
            if (target == null || into == null) return;
            delivery.put(into, key(bucket, target, now), lines.toString().getBytes(StandardCharsets.UTF_8));
        });
    }

    private String key(Bucket bucket, Logging.Target target, Instant now) {
        Logging.KeyFormat format = target.targetObjectKeyFormat();
        String folders = format == null || format.partitionedPrefix() == null
                ? ""
                : bucket.owner() + "/" + bucket.region() + "/" + bucket.name() + "/" + KEY_DAY.format(now);
        return target.targetPrefix()
                + folders
                + KEY_TIME.format(now)
                + "-"
                + ids.hex(16).toUpperCase(Locale.ROOT);
    }
}
