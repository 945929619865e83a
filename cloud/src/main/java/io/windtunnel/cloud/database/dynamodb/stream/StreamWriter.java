package io.windtunnel.cloud.database.dynamodb.stream;

import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.stream.ChangeRecord.Kind;
import io.windtunnel.cloud.database.dynamodb.table.Companion;
import io.windtunnel.cloud.database.dynamodb.table.WritePlan;
import io.windtunnel.fabric.storage.Rows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a table's changes into its stream, as far as the stream's view wants to know them.
record StreamWriter(TableStream stream, List<String> keyNames) implements Companion {
    @Override
    public @Nullable Runnable join(WritePlan plan, List<Rows.Write> rows) {
        Item before = plan.before();
        Item after = plan.after();
        Item either = after == null ? before : after;
        if (either == null) return null;
        Kind kind = before == null ? Kind.INSERT : after == null ? Kind.REMOVE : Kind.MODIFY;
        boolean old = stream.view().equals("OLD_IMAGE") || stream.view().equals("NEW_AND_OLD_IMAGES");
        boolean next = stream.view().equals("NEW_IMAGE") || stream.view().equals("NEW_AND_OLD_IMAGES");
        ChangeRecord record = new ChangeRecord(
                kind,
                plan.millis(),
                plan.service(),
                either.only(keyNames).encode(),
                old ? plan.beforeBytes() : null,
                next ? plan.afterBytes() : null);
        TableStream.Pending pending = stream.pending(plan.key().hash(), record);
        rows.add(pending.write());
        return () -> stream.done(pending);
    }
}
