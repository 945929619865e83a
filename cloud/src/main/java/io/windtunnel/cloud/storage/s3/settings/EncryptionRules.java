package io.windtunnel.cloud.storage.s3.settings;

import io.windtunnel.cloud.storage.s3.object.Encryption;
import io.windtunnel.wire.Member;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a bucket's new objects are encrypted where a request does not say.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html
public record EncryptionRules(List<Rule> rules) {
    public record ByDefault(
            @Member("SSEAlgorithm") String algorithm,
            @Member("KMSMasterKeyID") @Nullable String kmsKey) {}

    public record Rule(
            @Nullable ByDefault applyServerSideEncryptionByDefault,
            @Nullable Boolean bucketKeyEnabled) {}

    public static final EncryptionRules USUAL =
            new EncryptionRules(List.of(new Rule(new ByDefault("AES256", null), false)));

    public void check() {
        if (rules.size() != 1) throw Refused.malformed();
        ByDefault byDefault = rules.getFirst().applyServerSideEncryptionByDefault();
        if (byDefault == null) return;
        boolean kms = byDefault.algorithm().startsWith("aws:kms");
        if (!kms && !byDefault.algorithm().equals("AES256")) throw Refused.malformed();
        if (!kms && byDefault.kmsKey() != null)
            throw Refused.argument(
                    "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse");
    }

    /// As kept: what was not said is said.
    public EncryptionRules whole() {
        Rule rule = rules.getFirst();
        return new EncryptionRules(List.of(
                new Rule(rule.applyServerSideEncryptionByDefault(), Boolean.TRUE.equals(rule.bucketKeyEnabled()))));
    }

    /// What a new object has that asks for nothing.
    public Encryption usual() {
        Rule rule = rules.getFirst();
        ByDefault byDefault = rule.applyServerSideEncryptionByDefault();
        if (byDefault == null || byDefault.algorithm().equals("AES256")) return Encryption.USUAL;
        return new Encryption(
                byDefault.algorithm(),
                byDefault.kmsKey(),
                null,
                Boolean.TRUE.equals(rule.bucketKeyEnabled())
                        && byDefault.algorithm().equals("aws:kms"),
                null);
    }
}
