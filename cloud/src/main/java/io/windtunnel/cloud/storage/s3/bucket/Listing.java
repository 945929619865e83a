package io.windtunnel.cloud.storage.s3.bucket;

import io.windtunnel.cloud.storage.s3.object.RowCodec;
import io.windtunnel.cloud.storage.s3.object.StoredObject;
import io.windtunnel.cloud.storage.s3.object.VersionIds;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Pages of a bucket's keys.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ListingKeysUsingAPIs.html
public final class Listing {
    private Listing() {}

    /// What a list is asked for.
    ///
    /// @param delimiter null or empty for none
    /// @param after the key or common prefix that the page begins behind; empty for the beginning
    /// @param atMost entries, keys and common prefixes together
    public record Question(String prefix, @Nullable String delimiter, String after, int atMost) {}

    /// A key in a page.
    public record Entry(String key, StoredObject object, boolean latest) {}

    /// A page.
    ///
    /// @param last the last entry's key or common prefix; null for an empty page
    /// @param lastVersion the last entry's version id; null where it is a common prefix
    public record Page(
            List<Entry> entries,
            List<String> prefixes,
            boolean truncated,
            @Nullable String last,
            @Nullable String lastVersion) {}

    private static byte @Nullable [] delimiter(Question question) {
        String delimiter = question.delimiter();
        return delimiter == null || delimiter.isEmpty() ? null : Keys.of(delimiter);
    }

    /// The objects there are.
    public static Page objects(BucketContents contents, Question question) {
        Gathering gathering = new Gathering(question.atMost());
        if (question.atMost() > 0)
            new KeyWalk(contents.rows(), Keys.of(question.prefix()), delimiter(question), Keys.of(question.after()))
                    .run(gathering);
        return gathering.page();
    }

    /// The versions there are, delete markers included.
    ///
    /// @param afterVersion of the key `question.after()`, behind which the page begins; null for behind all of its
    /// versions
    public static Page versions(BucketContents contents, Question question, @Nullable String afterVersion) {
        VersionGathering gathering = new VersionGathering(contents, question, afterVersion);
        if (question.atMost() == 0) return gathering.page();
        byte[] after = Keys.of(question.after());
        KeyWalk walk = new KeyWalk(contents.rows(), Keys.of(question.prefix()), delimiter(question), after);
        if (afterVersion == null) walk.run(gathering);
        else walk.run(after, gathering);
        return gathering.page();
    }

    /// Takes what a walk comes upon, until the page is full and it is known whether there is more.
    private static class Gathering implements KeyWalk.Visitor {
        private final int atMost;
        private final List<Entry> entries = new ArrayList<>();
        private final List<String> prefixes = new ArrayList<>();
        private boolean truncated;
        private @Nullable String last;
        private @Nullable String lastVersion;

        Gathering(int atMost) {
            this.atMost = atMost;
        }

        @Override
        public boolean counts(byte[] row) {
            return !RowCodec.isMarker(row);
        }

        @Override
        public boolean key(byte[] key, byte[] row) {
            look();
            return !truncated && add(Keys.text(key), RowCodec.decode(row), true);
        }

        /// Sees whether what comes now is one too many.
        final void look() {
            truncated |= entries.size() + prefixes.size() == atMost;
        }

        final boolean add(String key, StoredObject object, boolean latest) {
            if (truncated) return false;
            entries.add(new Entry(key, object, latest));
            last = key;
            lastVersion = object.versionId();
            return true;
        }

        @Override
        public boolean group(byte[] prefix) {
            look();
            if (truncated) return false;
            last = Keys.text(prefix);
            lastVersion = null;
            prefixes.add(last);
            return true;
        }

        final Page page() {
            return new Page(entries, prefixes, truncated, last, lastVersion);
        }
    }

    private static final class VersionGathering extends Gathering {
        private final BucketContents contents;
        private final String markerKey;
        private final long before;

        VersionGathering(BucketContents contents, Question question, @Nullable String afterVersion) {
            super(question.atMost());
            this.contents = contents;
            this.markerKey = question.after();
            this.before = afterVersion == null ? 0 : sequence(contents, question.after(), afterVersion);
        }

        private static long sequence(BucketContents contents, String key, String versionId) {
            OptionalLong known = VersionIds.sequence(versionId);
            if (known.isPresent()) return known.getAsLong();
            StoredObject found = contents.version(key, versionId);
            return found == null ? 0 : found.sequence();
        }

        @Override
        public boolean counts(byte[] row) {
            return true;
        }

        @Override
        public boolean key(byte[] key, byte[] row) {
            String text = Keys.text(key);
            long limit = before != 0 && text.equals(markerKey) ? before : Long.MAX_VALUE;
            StoredObject newest = RowCodec.decode(row);
            if (!take(text, newest, true, limit)) return false;
            for (StoredObject older : contents.older(text)) if (!take(text, older, false, limit)) return false;
            return true;
        }

        private boolean take(String key, StoredObject version, boolean latest, long limit) {
            if (version.sequence() >= limit) return true;
            look();
            return add(key, version, latest);
        }
    }
}
