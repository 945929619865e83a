package io.windtunnel.fabric.storage;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Changes to rows that are in a batch of the log; their values have their places already.
final class Begun implements Writing {
    private final DirectoryStorage storage;
    private final List<Rows.Write> writes;
    private final long[] kept;
    private final Batch batch;
    private final Epoch during;

    Begun(DirectoryStorage storage, List<Rows.Write> writes, long[] kept, Batch batch, Epoch during) {
        this.storage = storage;
        this.writes = writes;
        this.kept = kept;
        this.batch = batch;
        this.during = during;
    }

    @Override
    public void finish() {
        StorageException refused = null;
        try {
            storage.log().await(batch);
        } catch (StorageException why) {
            refused = why;
        }
        end(refused);
        if (refused != null) throw refused;
    }

    @Override
    public CompletionStage<Void> whenDone() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        storage.log().whenDone(batch, refused -> {
            end(refused);
            if (refused == null) done.complete(null);
            else done.completeExceptionally(refused);
        });
        return done;
    }

    private void end(@Nullable StorageException refused) {
        try {
            for (int i = 0; i < kept.length; i++) {
                DurableRows rows = (DurableRows) writes.get(i).rows();
                if (refused == null) rows.stand(writes.get(i).key(), kept[i]);
                else rows.drop(kept[i]);
            }
        } finally {
            during.leave();
        }
        if (refused == null) storage.changed();
    }
}
