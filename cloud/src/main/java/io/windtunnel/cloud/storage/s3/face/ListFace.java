package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.cloud.storage.s3.bucket.Bucket;
import io.windtunnel.cloud.storage.s3.bucket.Listing;
import io.windtunnel.cloud.storage.s3.object.Checksum;
import io.windtunnel.cloud.storage.s3.object.StoredObject;
import io.windtunnel.cloud.storage.s3.settings.Refused;
import io.windtunnel.wire.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Lists of objects and of their versions.
///
/// Sources: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html,
/// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
public class ListFace extends SettingsFace {
    /// The most keys of a page.
    private static final int MOST_KEYS = 1_000;

    ListFace(Domain domain) {
        super(domain);
    }

    static int atMost(@Nullable Integer asked, String name) {
        if (asked == null) return MOST_KEYS;
        if (asked < 0)
            throw Refused.argument("Argument " + name + " must be an integer between 0 and 2147483647", name, asked);
        return Math.min(asked, MOST_KEYS);
    }

    private static String orEmpty(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static @Nullable String nullIfEmpty(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    public ListShapes.ListObjectsAnswer listObjects(Call call, ListShapes.ListObjects request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        Encoding encoding = Encoding.of(request.encodingType());
        int most = atMost(request.maxKeys(), "max-keys");
        String prefix = orEmpty(request.prefix());
        domain.admit(bucket, prefix, false);
        String marker = orEmpty(request.marker());
        Listing.Page page =
                Listing.objects(bucket.contents(), new Listing.Question(prefix, request.delimiter(), marker, most));
        boolean tellsNext = page.truncated() && nullIfEmpty(request.delimiter()) != null;
        return new ListShapes.ListObjectsAnswer(
                bucket.name(),
                encoding.text(prefix),
                encoding.text(marker),
                tellsNext ? encoding.orNull(page.last()) : null,
                most,
                encoding.orNull(nullIfEmpty(request.delimiter())),
                encoding.told(),
                page.truncated(),
                listed(page, encoding, true, request.optionalObjectAttributes()),
                prefixes(page, encoding));
    }

    public ListShapes.ListObjectsV2Answer listObjectsV2(Call call, ListShapes.ListObjectsV2 request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        Encoding encoding = Encoding.of(request.encodingType());
        int most = atMost(request.maxKeys(), "max-keys");
        String prefix = orEmpty(request.prefix());
        domain.admit(bucket, prefix, false);
        String token = request.continuationToken();
        if (token != null && token.isEmpty())
            throw Refused.argument("The continuation token provided is incorrect", "continuation-token", "");
        String after = token == null ? orEmpty(request.startAfter()) : opened(token);
        Listing.Page page =
                Listing.objects(bucket.contents(), new Listing.Question(prefix, request.delimiter(), after, most));
        return new ListShapes.ListObjectsV2Answer(
                bucket.name(),
                encoding.text(prefix),
                encoding.orNull(nullIfEmpty(request.startAfter())),
                token,
                page.truncated() && page.last() != null ? sealed(page.last()) : null,
                page.entries().size() + page.prefixes().size(),
                most,
                encoding.orNull(nullIfEmpty(request.delimiter())),
                encoding.told(),
                page.truncated(),
                listed(page, encoding, Boolean.TRUE.equals(request.fetchOwner()), request.optionalObjectAttributes()),
                prefixes(page, encoding));
    }

    private static List<ListShapes.CommonPrefix> prefixes(Listing.Page page, Encoding encoding) {
        return page.prefixes().stream()
                .map(each -> new ListShapes.CommonPrefix(encoding.text(each)))
                .toList();
    }

    private List<ListShapes.Listed> listed(
            Listing.Page page, Encoding encoding, boolean withOwner, List<String> attributes) {
        Owners owners = new Owners();
        boolean withRestore = attributes.contains("RestoreStatus");
        List<ListShapes.Listed> all = new ArrayList<>(page.entries().size());
        for (Listing.Entry entry : page.entries()) {
            StoredObject object = entry.object();
            Checksum checksum = object.checksum();
            all.add(new ListShapes.Listed(
                    encoding.text(entry.key()),
                    object.modified(),
                    object.etag().quoted(),
                    checksum == null ? List.of() : List.of(checksum.algorithm().name()),
                    checksum == null ? null : checksum.type(),
                    object.size(),
                    object.traits().storageClass().name(),
                    withOwner ? owners.of(object.owner()) : null,
                    withRestore ? restore(object) : null));
        }
        return all;
    }

    /// The owners of one answer, most of which are the same.
    private static final class Owners {
        private String account = "";
        private ListShapes.Owner last = new ListShapes.Owner("");

        ListShapes.Owner of(String next) {
            if (!next.equals(account)) {
                account = next;
                last = Grants.owner(next);
            }
            return last;
        }
    }

    private ListShapes.@Nullable RestoreStatus restore(StoredObject object) {
        StoredObject.Restoration restoration = object.restoration();
        if (restoration == null) return null;
        Instant now = domain.now();
        boolean going = restoration.ready().isAfter(now);
        return new ListShapes.RestoreStatus(going, going ? null : restoration.expires());
    }

    public ListShapes.ListVersionsAnswer listObjectVersions(Call call, ListShapes.ListVersions request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        Encoding encoding = Encoding.of(request.encodingType());
        int most = atMost(request.maxKeys(), "max-keys");
        String prefix = orEmpty(request.prefix());
        domain.admit(bucket, prefix, false);
        String keyMarker = orEmpty(request.keyMarker());
        String versionMarker = request.versionIdMarker();
        if (versionMarker != null && keyMarker.isEmpty())
            throw Refused.argument(
                    "A version-id marker cannot be specified without a key marker.",
                    "version-id-marker",
                    versionMarker);
        if (versionMarker != null && versionMarker.isEmpty())
            throw Refused.argument("A version-id marker cannot be empty.", "version-id-marker", "");
        Listing.Page page = Listing.versions(
                bucket.contents(), new Listing.Question(prefix, request.delimiter(), keyMarker, most), versionMarker);
        Owners owners = new Owners();
        List<ListShapes.ListedVersion> versions = new ArrayList<>();
        List<ListShapes.ListedMarker> markers = new ArrayList<>();
        for (Listing.Entry entry : page.entries()) {
            if (entry.object().marker()) markers.add(marker(entry, encoding, owners));
            else versions.add(version(entry, encoding, owners));
        }
        return new ListShapes.ListVersionsAnswer(
                bucket.name(),
                encoding.text(prefix),
                encoding.text(keyMarker),
                orEmpty(versionMarker),
                page.truncated() ? encoding.orNull(page.last()) : null,
                page.truncated() ? page.lastVersion() : null,
                most,
                encoding.orNull(nullIfEmpty(request.delimiter())),
                encoding.told(),
                page.truncated(),
                versions,
                markers,
                prefixes(page, encoding));
    }

    private static ListShapes.ListedVersion version(Listing.Entry entry, Encoding encoding, Owners owners) {
        StoredObject object = entry.object();
        Checksum checksum = object.checksum();
        return new ListShapes.ListedVersion(
                encoding.text(entry.key()),
                object.versionId(),
                entry.latest(),
                object.modified(),
                object.etag().quoted(),
                checksum == null ? List.of() : List.of(checksum.algorithm().name()),
                checksum == null ? null : checksum.type(),
                object.size(),
                object.traits().storageClass().name(),
                owners.of(object.owner()));
    }

    private static ListShapes.ListedMarker marker(Listing.Entry entry, Encoding encoding, Owners owners) {
        StoredObject object = entry.object();
        return new ListShapes.ListedMarker(
                encoding.text(entry.key()),
                object.versionId(),
                entry.latest(),
                object.modified(),
                owners.of(object.owner()));
    }
}
