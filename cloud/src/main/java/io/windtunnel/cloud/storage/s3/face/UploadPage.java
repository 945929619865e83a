package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.cloud.storage.s3.bucket.Bucket;
import io.windtunnel.cloud.storage.s3.bucket.Upload;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A page of the uploads that are under way: by key, and by their beginning where there are several of a key.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html
final class UploadPage {
    private final Bucket bucket;
    private final MultipartShapes.ListUploads request;
    private final int most;
    private final Encoding encoding;
    private final String prefix;
    private final @Nullable String delimiter;
    private final String keyMarker;
    private final String idMarker;
    private final List<MultipartShapes.ListedUpload> uploads = new ArrayList<>();
    private final List<MultipartShapes.CommonPrefix> prefixes = new ArrayList<>();
    private boolean passed;
    private boolean truncated;
    private String last = "";
    private String lastId = "";

    UploadPage(Bucket bucket, MultipartShapes.ListUploads request, int most) {
        this.bucket = bucket;
        this.request = request;
        this.most = most;
        this.encoding = Encoding.of(request.encodingType());
        this.prefix = Objects.requireNonNullElse(request.prefix(), "");
        String asked = request.delimiter();
        this.delimiter = asked == null || asked.isEmpty() ? null : asked;
        this.keyMarker = Objects.requireNonNullElse(request.keyMarker(), "");
        this.idMarker = Objects.requireNonNullElse(request.uploadIdMarker(), "");
    }

    private boolean take(Upload upload) {
        String key = upload.key();
        if (!key.startsWith(prefix)) return key.compareTo(prefix) < 0;
        if (key.equals(keyMarker) && !keyMarker.isEmpty()) {
            boolean behind = passed && !idMarker.isEmpty();
            passed |= upload.id().equals(idMarker);
            if (!behind) return true;
        }
        int at = delimiter == null ? -1 : key.indexOf(delimiter, prefix.length());
        String group = at < 0 || delimiter == null ? null : key.substring(0, at + delimiter.length());
        if (group != null && (group.equals(last) || keyMarker.startsWith(group))) return true;
        if (uploads.size() + prefixes.size() == most) {
            truncated = most > 0;
            return false;
        }
        last = group == null ? key : group;
        lastId = group == null ? upload.id() : "";
        if (group == null) uploads.add(listed(upload));
        else prefixes.add(new MultipartShapes.CommonPrefix(encoding.text(group)));
        return true;
    }

    private MultipartShapes.ListedUpload listed(Upload upload) {
        MultipartShapes.Owner owner = MultipartFace.owner(upload.draft().owner());
        return new MultipartShapes.ListedUpload(
                encoding.text(upload.key()),
                upload.id(),
                owner,
                owner,
                upload.draft().traits().storageClass().name(),
                upload.draft().modified(),
                upload.named() ? upload.algorithm().name() : null,
                upload.named() ? upload.checksumType() : null);
    }

    MultipartShapes.ListUploadsAnswer answer() {
        bucket.uploads().forEach(keyMarker.isEmpty() ? prefix : keyMarker, this::take);
        return new MultipartShapes.ListUploadsAnswer(
                bucket.name(),
                encoding.text(keyMarker),
                keyMarker.isEmpty() ? "" : idMarker,
                truncated ? encoding.text(last) : null,
                truncated ? lastId : null,
                encoding.orNull(request.prefix()),
                encoding.orNull(request.delimiter()),
                most,
                encoding.told(),
                truncated,
                uploads,
                prefixes);
    }
}
