package io.windtunnel.cloud.database.dynamodb.backup;

import io.windtunnel.cloud.database.dynamodb.form.BackupShapes.ExportDescription;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.ItemJson;
import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.ports.ObjectStore;
import io.windtunnel.wire.AwsException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Writes a table as of a moment to a bucket: files of lines of JSON, compressed, and manifests that name them.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html
public final class Export {
    /// Items of one file.
    private static final int FILE_ITEMS = 100_000;

    private final Backups backups;
    private final LiveTable table;
    private final ObjectStore store;
    private final ExportDescription description;
    private final String folder;
    private final StringBuilder manifest = new StringBuilder();
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private @Nullable GZIPOutputStream lines;
    private int inFile;
    private int files;
    private long items;

    public Export(Backups backups, LiveTable table, ObjectStore store, ExportDescription description, String id) {
        this.backups = backups;
        this.table = table;
        this.store = store;
        this.description = description;
        String prefix = description.s3Prefix();
        this.folder = (prefix == null || prefix.isEmpty() ? "" : prefix + "/") + "AWSDynamoDB/" + id + "/";
    }

    /// Writes everything; what the bucket refuses is told in the result.
    public ExportDescription run(Supplier<Instant> now) {
        try {
            backups.read(table, description.exportTime(), this::add);
            endFile();
            put("manifest-files.json", manifest.toString());
            put("manifest-summary.json", summary());
            return ended("COMPLETED", now.get(), null, null);
        } catch (IOException | UncheckedIOException | AwsException e) {
            return ended("FAILED", now.get(), "S3Error", String.valueOf(e.getMessage()));
        }
    }

    private void add(Item item) {
        try {
            if (lines == null) lines = new GZIPOutputStream(file);
            String line = ItemJson.text(out -> {
                out.writeStartObject();
                out.writeName("Item");
                ItemJson.write(out, item);
                out.writeEndObject();
            });
            lines.write(line.getBytes(StandardCharsets.UTF_8));
            lines.write('\n');
            items++;
            if (++inFile == FILE_ITEMS) endFile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void endFile() throws IOException {
        if (lines == null) return;
        lines.close();
        lines = null;
        String key = folder + "data/part-%05d.json.gz".formatted(files++);
        store.put(key, "application/x-gzip", Map.of(), new ByteArrayInputStream(file.toByteArray()));
        int count = inFile;
        manifest.append(ItemJson.text(out -> {
                    out.writeStartObject();
                    out.writeNumberProperty("itemCount", count);
                    out.writeStringProperty("dataFileS3Key", key);
                    out.writeEndObject();
                }))
                .append('\n');
        file.reset();
        inFile = 0;
    }

    private void put(String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        store.put(folder + name, "application/json", Map.of(), new ByteArrayInputStream(bytes));
    }

    private String summary() {
        return ItemJson.text(out -> {
            out.writeStartObject();
            out.writeStringProperty("version", "2020-06-30");
            out.writeStringProperty("exportArn", description.exportArn());
            out.writeStringProperty("startTime", description.startTime().toString());
            out.writeStringProperty("tableArn", description.tableArn());
            out.writeStringProperty("tableId", description.tableId());
            out.writeStringProperty("exportTime", description.exportTime().toString());
            out.writeStringProperty("s3Bucket", description.s3Bucket());
            out.writeStringProperty("manifestFilesS3Key", folder + "manifest-files.json");
            out.writeNumberProperty("itemCount", items);
            out.writeStringProperty("outputFormat", "DYNAMODB_JSON");
            out.writeEndObject();
        });
    }

    private ExportDescription ended(String status, Instant at, @Nullable String failure, @Nullable String message) {
        return new ExportDescription(
                description.exportArn(),
                status,
                description.startTime(),
                at,
                folder + "manifest-summary.json",
                description.tableArn(),
                description.tableId(),
                description.exportTime(),
                description.clientToken(),
                description.s3Bucket(),
                description.s3Prefix(),
                failure,
                message,
                description.exportFormat(),
                description.billedSizeBytes(),
                items,
                description.exportType());
    }
}
