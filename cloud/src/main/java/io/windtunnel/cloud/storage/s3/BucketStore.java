package io.windtunnel.cloud.storage.s3;

import io.windtunnel.cloud.ports.ObjectStore;
import io.windtunnel.cloud.storage.s3.bucket.Bucket;
import io.windtunnel.cloud.storage.s3.bucket.Listing;
import io.windtunnel.cloud.storage.s3.object.Bodies;
import io.windtunnel.cloud.storage.s3.object.ByteRange;
import io.windtunnel.cloud.storage.s3.object.StoredObject;
import io.windtunnel.wire.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A bucket as its neighbours use it.
record BucketStore(S3Api face, Bodies bodies, Bucket bucket) implements ObjectStore {
    @Override
    public void put(String key, String contentType, Map<String, String> metadata, InputStream content) {
        face.store(bucket, key, contentType, metadata, Payload.of(content, -1));
    }

    @Override
    public @Nullable InputStream open(String key) throws IOException {
        StoredObject object = bucket.contents().current(key);
        if (object == null || object.marker()) return null;
        return bodies.open(object.content(), new ByteRange(0, object.size()));
    }

    @Override
    public List<Listed> list(String prefix, String after, int atMost) {
        return Listing.objects(bucket.contents(), new Listing.Question(prefix, null, after, atMost)).entries().stream()
                .map(each -> new Listed(each.key(), each.object().size()))
                .toList();
    }
}
