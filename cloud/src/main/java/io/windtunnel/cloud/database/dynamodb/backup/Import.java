package io.windtunnel.cloud.database.dynamodb.backup;

import io.windtunnel.cloud.database.dynamodb.form.BackupShapes.ImportDescription;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.ItemJson;
import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.ports.ObjectStore;
import io.windtunnel.wire.AwsException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// Fills a new table with what a bucket's objects hold, as an export wrote them. Lines that are no items, or do not fit
/// the table, are counted.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataImport.HowItWorks.html
public final class Import {
    private static final int BATCH = 1_000;

    private final Backups backups;
    private final LiveTable table;
    private final ObjectStore store;
    private final ImportDescription description;
    private long errors;
    private long items;
    private long bytes;

    public Import(Backups backups, LiveTable table, ObjectStore store, ImportDescription description) {
        this.backups = backups;
        this.table = table;
        this.store = store;
        this.description = description;
    }

    /// Reads everything; what the bucket refuses is told in the result.
    public ImportDescription run(Supplier<Instant> now) {
        String prefix = Objects.requireNonNullElse(description.s3BucketSource().s3KeyPrefix(), "");
        try {
            String after = "";
            while (true) {
                List<ObjectStore.Listed> listed = store.list(prefix, after, BATCH);
                for (ObjectStore.Listed each : listed) if (!each.key().contains("manifest-")) read(each.key());
                if (listed.size() < BATCH) return ended("COMPLETED", now.get(), null, null);
                after = listed.getLast().key();
            }
        } catch (IOException | AwsException e) {
            return ended("FAILED", now.get(), "S3Error", String.valueOf(e.getMessage()));
        }
    }

    private void read(String key) throws IOException {
        try (InputStream object = store.open(key)) {
            if (object == null) return;
            boolean packed = "GZIP".equals(description.inputCompressionType());
            InputStream plain = packed ? new GZIPInputStream(object) : object;
            BufferedReader lines = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
            List<Item> batch = new ArrayList<>(BATCH);
            for (String line; (line = lines.readLine()) != null; ) {
                bytes += line.length();
                Item item = line.isBlank() ? null : item(line);
                if (item != null) batch.add(item);
                if (batch.size() == BATCH) fill(batch);
            }
            fill(batch);
        }
    }

    private void fill(List<Item> batch) {
        backups.fill(table, batch);
        items += batch.size();
        batch.clear();
    }

    private @Nullable Item item(String line) {
        try {
            Item item = ItemJson.exported(line);
            table.keys().ofItem(item);
            return item;
        } catch (RuntimeException unreadable) {
            errors++;
            return null;
        }
    }

    private ImportDescription ended(String status, Instant at, @Nullable String failure, @Nullable String message) {
        return new ImportDescription(
                description.importArn(),
                status,
                description.tableArn(),
                description.tableId(),
                description.clientToken(),
                description.s3BucketSource(),
                errors,
                description.inputFormat(),
                description.inputCompressionType(),
                description.tableCreationParameters(),
                description.startTime(),
                at,
                bytes,
                items + errors,
                items,
                failure,
                message);
    }
}
