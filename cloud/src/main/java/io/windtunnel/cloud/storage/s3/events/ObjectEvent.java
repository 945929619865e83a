package io.windtunnel.cloud.storage.s3.events;

import io.windtunnel.cloud.storage.s3.bucket.Bucket;
import io.windtunnel.cloud.storage.s3.object.StoredObject;
import io.windtunnel.wire.Call;

/// Something that happened to an object.
///
/// @param object the version it happened to: the one that is gone, or the delete marker that is there now
public record ObjectEvent(Bucket bucket, String key, StoredObject object, Kind kind, Cause cause) {
    /// Who caused it.
    ///
    /// @param requester an account, or the name of AWS's own service
    public record Cause(String requestId, String sourceAddress, String requester, String principalId) {
        public static Cause of(Call call) {
            String account = call.scope().account().digits();
            return new Cause(call.requestId(), call.sourceAddress(), account, "AWS:" + account);
        }

        /// S3 itself: lifecycle, replication.
        public static Cause own(String requestId) {
            return new Cause(requestId, "s3.amazonaws.com", "s3.amazonaws.com", "AmazonS3");
        }
    }

    /// What happened, as notifications and EventBridge name it.
    public enum Kind {
        PUT("ObjectCreated:Put", "Object Created", "PutObject"),
        POST("ObjectCreated:Post", "Object Created", "POST Object"),
        COPY("ObjectCreated:Copy", "Object Created", "CopyObject"),
        UPLOADED("ObjectCreated:CompleteMultipartUpload", "Object Created", "CompleteMultipartUpload"),
        DELETED("ObjectRemoved:Delete", "Object Deleted", "DeleteObject"),
        MARKED("ObjectRemoved:DeleteMarkerCreated", "Object Deleted", "DeleteObject"),
        EXPIRED("LifecycleExpiration:Delete", "Object Deleted", "Lifecycle Expiration"),
        EXPIRED_MARKED("LifecycleExpiration:DeleteMarkerCreated", "Object Deleted", "Lifecycle Expiration"),
        TRANSITIONED("LifecycleTransition", "Object Storage Class Changed", ""),
        TAGGED("ObjectTagging:Put", "Object Tags Added", ""),
        UNTAGGED("ObjectTagging:Delete", "Object Tags Deleted", ""),
        LISTED("ObjectAcl:Put", "Object ACL Updated", ""),
        RESTORE_ASKED("ObjectRestore:Post", "Object Restore Initiated", ""),
        RESTORED("ObjectRestore:Completed", "Object Restore Completed", ""),
        REPLICATION_FAILED("Replication:OperationFailedReplication", "", "");

        private final String event;
        private final String detailType;
        private final String reason;

        Kind(String event, String detailType, String reason) {
            this.event = event;
            this.detailType = detailType;
            this.reason = reason;
        }

        /// Without `s3:`, as a record names it.
        public String event() {
            return event;
        }

        /// EventBridge's; empty where it is not told.
        public String detailType() {
            return detailType;
        }

        /// EventBridge's; empty for none.
        public String reason() {
            return reason;
        }

        public boolean isCreation() {
            return this == PUT || this == POST || this == COPY || this == UPLOADED;
        }

        public boolean isRemoval() {
            return this == DELETED || this == MARKED || this == EXPIRED || this == EXPIRED_MARKED;
        }
    }
}
