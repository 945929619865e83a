package io.windtunnel.conformance;

import io.windtunnel.kernel.checksum.ChecksumAlgorithm;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Member;
import io.windtunnel.wire.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// As little of S3 as it takes to try the wire with real clients: objects in memory, of which long ones are counted and
/// summed but not kept.
public final class ToyBuckets {
    private static final int KEPT = 1 << 20;

    private final Map<String, Stored> objects = new ConcurrentSkipListMap<>();
    private final Map<String, Map<Integer, Stored>> uploads = new ConcurrentHashMap<>();

    /// @param bytes null where there were too many to keep; then they were all zero
    @SuppressWarnings("ArrayRecordComponent")
    record Stored(byte @Nullable [] bytes, long length, String crc32, Map<String, String> metadata, String type) {
        Payload payload() {
            return bytes == null ? Payload.of(() -> zeros(length), length) : Payload.of(bytes);
        }
    }

    record Bucket(String bucket) {}

    record Key(String bucket, String key) {}

    record Put(
            String bucket,
            String key,
            Payload body,
            Map<String, String> metadata,
            @Nullable String contentType,
            @Member("ChecksumCRC32") @Nullable String crc32) {}

    record PutAnswer(
            @Member("ETag") String etag,
            @Member("ChecksumCRC32") String crc32) {}

    record Get(String bucket, String key, @Nullable String checksumMode) {}

    record GetAnswer(
            Payload body,
            String contentType,
            @Member("ETag") String etag,
            Map<String, String> metadata,
            @Member("ChecksumCRC32") String crc32) {}

    record HeadAnswer(long contentLength, @Member("ETag") String etag, Map<String, String> metadata) {}

    record ListIn(String bucket, @Nullable String prefix) {}

    record Listed(String key, long size) {}

    record ListAnswer(String name, int keyCount, boolean isTruncated, List<Listed> contents) {}

    record Begun(String bucket, String key, String uploadId) {}

    record PartIn(
            String bucket,
            String key,
            int partNumber,
            String uploadId,
            Payload body,
            @Member("ChecksumCRC32") @Nullable String crc32) {}

    record Completed(@Member("ETag") String etag, int partNumber) {}

    record Parts(List<Completed> parts) {}

    record CompleteIn(String bucket, String key, String uploadId, Parts multipartUpload) {}

    record CompleteAnswer(
            String location,
            String bucket,
            String key,
            @Member("ETag") String etag) {}

    record CopyIn(String bucket, String key, String copySource) {}

    record CopyResult(@Member("ETag") String etag) {}

    record CopyAnswer(CopyResult copyObjectResult) {}

    record Doomed(String key) {}

    record DeleteList(List<Doomed> objects) {}

    record DeleteIn(String bucket, DeleteList delete) {}

    record DeleteAnswer(List<Doomed> deleted) {}

    record Post(
            String bucket,
            String key,
            Payload body,
            @Nullable String contentType) {}

    record PostAnswer(int statusCode, @Member("ETag") String etag) {}

    public void createBucket(Bucket bucket) {}

    public PostAnswer postObject(Post post) throws IOException {
        objects.put(post.bucket() + "/" + post.key(), store(post.body(), null, Map.of(), post.contentType()));
        return new PostAnswer(204, "\"e\"");
    }

    public PutAnswer putObject(Put put) throws IOException {
        Stored stored = store(put.body(), put.crc32(), put.metadata(), put.contentType());
        objects.put(put.bucket() + "/" + put.key(), stored);
        return new PutAnswer("\"e\"", stored.crc32);
    }

    private static Stored store(
            Payload body, @Nullable String said, Map<String, String> metadata, @Nullable String type)
            throws IOException {
        ChecksumAlgorithm.Running sum = ChecksumAlgorithm.CRC32.start();
        byte[] kept = new byte[0];
        long length = 0;
        try (InputStream in = body.open()) {
            byte[] piece = new byte[65_536];
            for (int got = in.read(piece); got >= 0; got = in.read(piece)) {
                sum.update(piece, 0, got);
                if (length + got <= KEPT) {
                    kept = java.util.Arrays.copyOf(kept, (int) length + got);
                    System.arraycopy(piece, 0, kept, (int) length, got);
                }
                length += got;
            }
        }
        String crc32 = ChecksumAlgorithm.base64(sum.value());
        String told = said == null ? body.trailer("x-amz-checksum-crc32") : said;
        if (told != null && !told.equals(crc32)) throw new AwsException("BadDigest", told + " is not " + crc32);
        String contentType = type == null ? "binary/octet-stream" : type;
        return new Stored(length > KEPT ? null : kept, length, crc32, metadata, contentType);
    }

    private Stored find(String bucket, String key) {
        Stored stored = objects.get(bucket + "/" + key);
        if (stored == null) throw new AwsException("NoSuchKey", "The specified key does not exist.").with("Key", key);
        return stored;
    }

    public GetAnswer getObject(Get get) {
        Stored stored = find(get.bucket(), get.key());
        return new GetAnswer(stored.payload(), stored.type, "\"e\"", stored.metadata, stored.crc32);
    }

    public HeadAnswer headObject(Key key) {
        Stored stored = objects.get(key.bucket() + "/" + key.key());
        if (stored == null) throw new AwsException("NotFound", "Not Found");
        return new HeadAnswer(stored.length, "\"e\"", stored.metadata);
    }

    public void deleteObject(Key key) {
        objects.remove(key.bucket() + "/" + key.key());
    }

    public DeleteAnswer deleteObjects(DeleteIn doomed) {
        for (Doomed each : doomed.delete().objects()) objects.remove(doomed.bucket() + "/" + each.key());
        return new DeleteAnswer(doomed.delete().objects());
    }

    public ListAnswer listObjectsV2(ListIn list) {
        String start = list.bucket() + "/" + (list.prefix() == null ? "" : list.prefix());
        List<Listed> found = objects.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(start))
                .map(entry -> new Listed(entry.getKey().substring(list.bucket().length() + 1), entry.getValue().length))
                .toList();
        return new ListAnswer(list.bucket(), found.size(), false, found);
    }

    public CopyAnswer copyObject(CopyIn copy) {
        String source = copy.copySource().startsWith("/") ? copy.copySource().substring(1) : copy.copySource();
        int slash = source.indexOf('/');
        objects.put(copy.bucket() + "/" + copy.key(), find(source.substring(0, slash), source.substring(slash + 1)));
        return new CopyAnswer(new CopyResult("\"e\""));
    }

    public Begun createMultipartUpload(Key key) {
        uploads.put("u1", new LinkedHashMap<>());
        return new Begun(key.bucket(), key.key(), "u1");
    }

    public PutAnswer uploadPart(PartIn part) throws IOException {
        Map<Integer, Stored> parts = uploads.get(part.uploadId());
        if (parts == null) throw new AwsException("NoSuchUpload", "The specified upload does not exist.");
        Stored stored = store(part.body(), part.crc32(), Map.of(), null);
        synchronized (parts) {
            parts.put(part.partNumber(), stored);
        }
        return new PutAnswer("\"p" + part.partNumber() + "\"", stored.crc32);
    }

    public CompleteAnswer completeMultipartUpload(CompleteIn complete) {
        Map<Integer, Stored> parts = uploads.remove(complete.uploadId());
        if (parts == null) throw new AwsException("NoSuchUpload", "The specified upload does not exist.");
        long length = 0;
        for (Completed part : complete.multipartUpload().parts()) {
            Stored stored = parts.get(part.partNumber());
            if (stored == null) throw new AwsException("InvalidPart", "One or more parts could not be found.");
            length += stored.length;
        }
        objects.put(
                complete.bucket() + "/" + complete.key(), new Stored(null, length, "AAAAAA==", Map.of(), "x/parts"));
        return new CompleteAnswer("http://x", complete.bucket(), complete.key(), "\"m\"");
    }

    private static InputStream zeros(long length) {
        return new InputStream() {
            private long rest = length;

            @Override
            public int read() {
                return rest-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] into, int offset, int most) {
                if (rest <= 0) return -1;
                int got = (int) Math.min(rest, most);
                java.util.Arrays.fill(into, offset, offset + got, (byte) 0);
                rest -= got;
                return got;
            }
        };
    }
}
