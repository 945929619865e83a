package io.windtunnel.cloud.storage.s3;

import io.windtunnel.cloud.storage.s3.face.BucketShapes;
import io.windtunnel.cloud.storage.s3.face.SettingShapes;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/// `AWS::S3::BucketPolicy`.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html
final class BucketPolicyType implements ResourceType<BucketPolicyType.Properties> {
    private static final JsonMapper JSON = new JsonMapper();

    record Properties(String bucket, Object policyDocument) {}

    private final S3Api api;

    BucketPolicyType(S3Api api) {
        this.api = api;
    }

    @Override
    public String name() {
        return "AWS::S3::BucketPolicy";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of("Bucket");
    }

    @Override
    public Progress create(Request<Properties> request) {
        return put(request);
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        return put(request);
    }

    private Progress put(Request<Properties> request) {
        Properties wanted = request.properties();
        String policy = wanted.policyDocument() instanceof String text
                ? text
                : JSON.writeValueAsString(wanted.policyDocument());
        api.putBucketPolicy(
                Call.internal(request.scope()), new SettingShapes.PutPolicy(wanted.bucket(), null, null, policy, null));
        return new Progress.Done(wanted.bucket(), Map.of());
    }

    @Override
    public Progress delete(Request<Properties> request) {
        try {
            api.deleteBucketPolicy(Call.internal(request.scope()), new BucketShapes.OfBucket(request.id(), null));
        } catch (AwsException gone) {
            if (!gone.code().equals("NoSuchBucket")) throw gone;
        }
        return new Progress.Done(request.id(), Map.of());
    }
}
