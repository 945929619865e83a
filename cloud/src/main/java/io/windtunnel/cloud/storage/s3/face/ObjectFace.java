package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.cloud.storage.s3.bucket.Bucket;
import io.windtunnel.cloud.storage.s3.bucket.Draft;
import io.windtunnel.cloud.storage.s3.events.ObjectEvent;
import io.windtunnel.cloud.storage.s3.events.ObjectEvent.Kind;
import io.windtunnel.cloud.storage.s3.object.Acl;
import io.windtunnel.cloud.storage.s3.object.Claims;
import io.windtunnel.cloud.storage.s3.object.Encryption;
import io.windtunnel.cloud.storage.s3.object.Etag;
import io.windtunnel.cloud.storage.s3.object.Intake;
import io.windtunnel.cloud.storage.s3.object.Lock;
import io.windtunnel.cloud.storage.s3.object.Preconditions;
import io.windtunnel.cloud.storage.s3.object.StorageClass;
import io.windtunnel.cloud.storage.s3.object.StoredObject;
import io.windtunnel.cloud.storage.s3.object.Traits;
import io.windtunnel.cloud.storage.s3.settings.Refused;
import io.windtunnel.cloud.storage.s3.settings.Tagging;
import io.windtunnel.kernel.checksum.ChecksumAlgorithm;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.Payload;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Objects put and got.
public class ObjectFace extends VersionFace {
    ObjectFace(Domain domain) {
        super(domain);
    }

    public ObjectShapes.PutObjectAnswer putObject(Call call, ObjectShapes.PutObject request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        Claims claims = Requests.claims(call, request);
        Preconditions conditions = new Preconditions(request.ifMatch(), request.ifNoneMatch(), null, null);
        StoredObject stored = put(call, bucket, request.key(), request, request.body(), claims, conditions, Kind.PUT);
        return Answers.put(bucket, request.key(), stored);
    }

    /// Takes a body in and writes it as a request says.
    private StoredObject put(
            Call call,
            Bucket bucket,
            String key,
            Written request,
            Payload body,
            Claims claims,
            Preconditions conditions,
            Kind kind) {
        domain.admit(bucket, key, true);
        Traits traits = Requests.traits(bucket, request);
        Map<String, String> tags = Tagging.ofHeader(request.tagging());
        Lock lock = Requests.lock(bucket, request, domain.now());
        String owner = call.scope().account().digits();
        Acl acl = Grants.ofObject(bucket, request, owner);
        ChecksumAlgorithm algorithm = claims.algorithm() == null ? Claims.USUAL : claims.algorithm();
        Intake.Taken taken = domain.ground().intake().take(body, claims, algorithm, true);
        Draft draft = new Draft(
                owner,
                taken.size(),
                new Etag(taken.md5(), 0),
                taken.checksum(),
                traits,
                tags,
                lock,
                acl,
                Requests.replication(bucket, key, tags, false),
                taken.content());
        StoredObject stored = bucket.contents().put(key, draft, conditions);
        domain.tell(new ObjectEvent(bucket, key, stored, kind, ObjectEvent.Cause.of(call)));
        return stored;
    }

    /// Stores what a neighbour in the cloud, or S3 itself, has to keep.
    public StoredObject store(
            Bucket bucket, String key, String contentType, Map<String, String> metadata, Payload body) {
        Traits traits = new Traits(
                contentType, null, null, null, null, null, null, metadata, StorageClass.STANDARD, Encryption.USUAL);
        Intake.Taken taken = domain.ground().intake().take(body, Claims.NONE, Claims.USUAL, true);
        Draft draft = new Draft(
                bucket.owner(),
                taken.size(),
                new Etag(taken.md5(), 0),
                taken.checksum(),
                traits,
                Map.of(),
                Lock.NONE,
                null,
                Requests.replication(bucket, key, Map.of(), false),
                taken.content());
        StoredObject stored = bucket.contents().put(key, draft, Preconditions.NONE);
        ObjectEvent.Cause cause = ObjectEvent.Cause.own(domain.ground().ids().upper(16));
        domain.tell(new ObjectEvent(bucket, key, stored, Kind.PUT, cause));
        return stored;
    }

    public ObjectShapes.PostObjectAnswer postObject(Call call, ObjectShapes.PostObject request) {
        Bucket bucket = domain.bucket(call, request.bucket(), null);
        StoredObject stored =
                put(call, bucket, request.key(), request, request.body(), Claims.NONE, Preconditions.NONE, Kind.POST);
        String etag = stored.etag().quoted();
        String location = "http://" + bucket.name() + ".s3." + bucket.region() + ".amazonaws.com/"
                + URLEncoder.encode(request.key(), StandardCharsets.UTF_8).replace("%2F", "/");
        String redirect = request.successActionRedirect();
        int status = redirect != null ? 303 : status(request.successActionStatus());
        String to = redirect == null
                ? location
                : redirect + (redirect.contains("?") ? "&" : "?") + "bucket=" + bucket.name() + "&key="
                        + URLEncoder.encode(request.key(), StandardCharsets.UTF_8) + "&etag="
                        + URLEncoder.encode(etag, StandardCharsets.UTF_8);
        Encryption encryption = stored.traits().encryption();
        return new ObjectShapes.PostObjectAnswer(
                status,
                to,
                etag,
                encryption.serverSide(),
                encryption.kmsKey(),
                encryption.bucketKey() ? true : null,
                encryption.customerAlgorithm(),
                encryption.customerKeyMd5(),
                told(bucket, stored),
                Answers.expiration(bucket, request.key(), stored),
                status == 201 ? new ObjectShapes.Posted(location, bucket.name(), request.key(), etag) : null);
    }

    private static int status(@Nullable String asked) {
        if (asked == null) return 204;
        return switch (asked) {
            case "200" -> 200;
            case "201" -> 201;
            default -> 204;
        };
    }

    public ObjectShapes.GetObjectAnswer getObject(Call call, ObjectShapes.GetObject request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        domain.admit(bucket, request.key(), false);
        StoredObject object = looked(call, bucket, request);
        if (!object.isReadable(domain.now()))
            throw new AwsException("InvalidObjectState", "The operation is not valid for the object's storage class")
                    .status(403)
                    .with("StorageClass", object.traits().storageClass().name());
        View view = View.of(object, request.range(), request.partNumber());
        Payload body = domain.ground().bodies().payload(object.content(), view.range());
        return Answers.get(bucket, request, object, view, body, domain.now());
    }

    public ObjectShapes.HeadObjectAnswer headObject(Call call, ObjectShapes.GetObject request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        domain.admit(bucket, request.key(), false);
        StoredObject object = looked(call, bucket, request);
        View view = View.of(object, request.range(), request.partNumber());
        return Answers.head(Answers.get(bucket, request, object, view, Payload.EMPTY, domain.now()));
    }

    private static StoredObject looked(Call call, Bucket bucket, ObjectShapes.GetObject request) {
        if (call.request() != null && call.accessKeyId().isEmpty() && overrides(request))
            throw Refused.request("Request specific response headers cannot be used for anonymous GET requests.");
        StoredObject object = Requests.version(bucket, request.key(), request.versionId());
        Requests.checkCustomerKey(object, request);
        if (request.ifMatch() != null
                || request.ifNoneMatch() != null
                || request.ifModifiedSince() != null
                || request.ifUnmodifiedSince() != null)
            new Preconditions(
                            request.ifMatch(),
                            request.ifNoneMatch(),
                            request.ifModifiedSince(),
                            request.ifUnmodifiedSince())
                    .checkRead(object, "", false);
        return object;
    }

    private static boolean overrides(ObjectShapes.GetObject request) {
        return request.responseCacheControl() != null
                || request.responseContentDisposition() != null
                || request.responseContentEncoding() != null
                || request.responseContentLanguage() != null
                || request.responseContentType() != null
                || request.responseExpires() != null;
    }
}
