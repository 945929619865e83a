package io.windtunnel.cloud.storage.s3.bucket;

import io.windtunnel.cloud.storage.s3.object.Preconditions;
import io.windtunnel.cloud.storage.s3.object.StoredObject;
import io.windtunnel.fabric.storage.Rows;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A bucket's multipart uploads. Parts are blobs from the beginning, and the object that is made of them is a list of
/// them: completing an upload copies nothing.
///
/// Thread safety: every method may be called from any thread. The lock is held for a part's row, never for its bytes.
public final class Uploads {
    /// The largest part number. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
    public static final int MOST_PARTS = 10_000;

    /// How many completed uploads are remembered, for clients that ask for the same again.
    private static final int REMEMBERED = 1_000;

    private final Ground ground;
    private final BucketContents contents;
    private final Rows uploads;
    private final Rows parts;
    private final Set<Long> ending = new HashSet<>();
    private final LinkedHashMap<String, StoredObject> completed = new LinkedHashMap<>();

    Uploads(Ground ground, Scope scope, String bucket, BucketContents contents) {
        this.ground = ground;
        this.contents = contents;
        this.uploads = ground.storage().rows(scope, "s3.uploads." + bucket);
        this.parts = ground.storage().rows(scope, "s3.parts." + bucket);
    }

    private static byte[] rowKey(Upload upload) {
        return rowKey(upload.key(), upload.draft().sequence());
    }

    private static byte[] rowKey(String key, long sequence) {
        return Keys.numbered(Keys.ended(Keys.of(key)), sequence);
    }

    private static byte[] partKey(Upload upload, int number) {
        return ByteBuffer.allocate(12)
                .putLong(upload.draft().sequence())
                .putInt(number)
                .array();
    }

    public Upload begin(Upload upload) {
        Keys.checked(upload.key());
        uploads.put(rowKey(upload), upload.row());
        return upload;
    }

    /// @throws AwsException `NoSuchUpload`
    public Upload require(String key, String id) {
        OptionalLong sequence = Upload.sequence(id);
        byte[] row = sequence.isEmpty() ? null : uploads.get(rowKey(key, sequence.getAsLong()));
        if (row == null) throw noSuchUpload(id);
        return Upload.of(key, row);
    }

    private static AwsException noSuchUpload(String id) {
        return new AwsException(
                        "NoSuchUpload",
                        "The specified upload does not exist. The upload ID may be invalid, or the upload may have "
                                + "been aborted or completed.")
                .with("UploadId", id);
    }

    /// Keeps a part, in place of one with the same number.
    public void put(Upload upload, Upload.Part part) {
        byte[] key = partKey(upload, part.number());
        Upload.Part old = null;
        synchronized (ending) {
            boolean gone = ending.contains(upload.draft().sequence()) || uploads.get(rowKey(upload)) == null;
            if (!gone) {
                byte[] row = parts.get(key);
                old = row == null ? null : Upload.Part.of(row);
                parts.put(key, part.row());
            }
            if (gone) old = part;
        }
        if (old != null) ground.bodies().drop(old.content());
        if (old == part) throw noSuchUpload(upload.id());
    }

    /// The parts there are behind the number `after`, in order.
    public List<Upload.Part> parts(Upload upload, int after, int atMost) {
        List<Upload.Part> found = new ArrayList<>();
        if (atMost <= 0) return found;
        parts.scan(
                partKey(upload, after + 1),
                ByteBuffer.allocate(8).putLong(upload.draft().sequence() + 1).array(),
                false,
                (_, row) -> {
                    found.add(Upload.Part.of(row));
                    return found.size() < atMost;
                });
        return found;
    }

    public Upload.@Nullable Part part(Upload upload, int number) {
        byte[] row = parts.get(partKey(upload, number));
        return row == null ? null : Upload.Part.of(row);
    }

    /// What an upload with this id has become, where that was not long ago.
    public @Nullable StoredObject completed(String id) {
        synchronized (completed) {
            return completed.get(id);
        }
    }

    /// Makes the object; the parts that are not in it go.
    public StoredObject complete(Upload upload, Draft draft, Preconditions conditions) {
        startEnding(upload);
        try {
            List<Upload.Part> all = parts(upload, 0, MOST_PARTS);
            StoredObject stored = contents.put(upload.key(), draft, conditions, removal(upload, all));
            Set<Long> used = new HashSet<>();
            draft.content().blobs().forEach(each -> used.add(each.blob()));
            for (Upload.Part part : all)
                if (!used.contains(part.blob())) ground.bodies().drop(part.content());
            synchronized (completed) {
                if (completed.size() == REMEMBERED) completed.pollFirstEntry();
                completed.put(upload.id(), stored);
            }
            return stored;
        } finally {
            stopEnding(upload);
        }
    }

    public void abort(Upload upload) {
        startEnding(upload);
        try {
            List<Upload.Part> all = parts(upload, 0, MOST_PARTS);
            ground.storage().write(removal(upload, all));
            all.forEach(part -> ground.bodies().drop(part.content()));
        } finally {
            stopEnding(upload);
        }
    }

    private void startEnding(Upload upload) {
        synchronized (ending) {
            if (uploads.get(rowKey(upload)) == null
                    || !ending.add(upload.draft().sequence())) throw noSuchUpload(upload.id());
        }
    }

    private void stopEnding(Upload upload) {
        synchronized (ending) {
            ending.remove(upload.draft().sequence());
        }
    }

    private List<Rows.Write> removal(Upload upload, List<Upload.Part> all) {
        List<Rows.Write> writes = new ArrayList<>(all.size() + 1);
        writes.add(new Rows.Write(uploads, rowKey(upload), null));
        for (Upload.Part part : all) writes.add(new Rows.Write(parts, partKey(upload, part.number()), null));
        return writes;
    }

    /// Calls `visitor` with the uploads under way, by key and then by their beginning, from `key` on, until it answers
    /// false.
    public void forEach(String key, Predicate<Upload> visitor) {
        uploads.scan(
                Keys.ended(Keys.of(key)),
                null,
                false,
                (rowKey, row) -> visitor.test(Upload.of(Keys.text(Keys.unnumbered(rowKey)), row)));
    }

    /// Adds the blobs of all parts.
    void addBlobs(Set<Long> to) {
        parts.scan(null, null, false, (_, row) -> {
            to.add(Upload.Part.of(row).blob());
            return true;
        });
    }

    boolean isEmpty() {
        return uploads.size() == 0;
    }
}
