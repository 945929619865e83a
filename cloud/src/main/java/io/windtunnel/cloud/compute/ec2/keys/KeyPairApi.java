package io.windtunnel.cloud.compute.ec2.keys;

import io.windtunnel.cloud.compute.ec2.common.Chosen;
import io.windtunnel.cloud.compute.ec2.common.Fields;
import io.windtunnel.cloud.compute.ec2.common.Filter;
import io.windtunnel.cloud.compute.ec2.common.Ground;
import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.cloud.compute.ec2.common.Tag;
import io.windtunnel.cloud.compute.ec2.common.TagSpecification;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.Member;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// EC2's operations on key pairs.
public interface KeyPairApi {
    /// The key pairs of one account in one Region, by name.
    final class KeyPairs {
        private final Table<KeyPair> table;
        private final Ground ground;

        public KeyPairs(Ground ground) {
            this.ground = ground;
            this.table = ground.table("key-pairs", KeyPair.class);
        }

        public Collection<KeyPair> all() {
            return table.values();
        }

        public Optional<KeyPair> find(String name) {
            return Optional.ofNullable(table.get(name));
        }

        /// @throws AwsException `InvalidKeyPair.NotFound`
        public KeyPair require(String name) {
            return find(name)
                    .orElseThrow(() ->
                            new AwsException("InvalidKeyPair.NotFound", "The key pair '" + name + "' does not exist"));
        }

        KeyPair requireId(String id) {
            return all().stream()
                    .filter(pair -> pair.keyPairId().equals(id))
                    .findFirst()
                    .orElseThrow(() ->
                            new AwsException("InvalidKeyPair.NotFound", "The key pair ID '" + id + "' does not exist"));
        }

        KeyPair add(String name, SshKey key, Map<String, String> tags) {
            if (find(name).isPresent())
                throw new AwsException("InvalidKeyPair.Duplicate", "The keypair '" + name + "' already exists.");
            KeyPair pair = new KeyPair(
                    ground.id("key"), name, key.type(), key.fingerprint(), key.publicLine() + " " + name, ground.now());
            table.put(name, pair);
            ground.tags().add(pair.keyPairId(), "key-pair", tags);
            return pair;
        }

        void remove(KeyPair pair) {
            table.remove(pair.keyName());
            ground.tags().forget(pair.keyPairId());
        }
    }

    /// Runs work on the caller's key pairs, under their lock.
    <T> T keyPairs(Call call, BiFunction<KeyPairs, Ground, T> work);

    record CreateKeyPairRequest(
            String keyName,
            @Nullable String keyType,
            @Nullable String keyFormat,
            List<TagSpecification> tagSpecifications,
            @Nullable Boolean dryRun) {}

    record CreateKeyPairResult(
            String keyPairId, String keyName, String keyFingerprint, String keyMaterial, List<Tag> tags) {}

    @SuppressWarnings("ArrayRecordComponent") // a request is read once and never compared
    record ImportKeyPairRequest(
            String keyName,
            byte[] publicKeyMaterial,
            List<TagSpecification> tagSpecifications,
            @Nullable Boolean dryRun) {}

    record ImportKeyPairResult(String keyPairId, String keyName, String keyFingerprint, List<Tag> tags) {}

    record DescribeKeyPairsRequest(
            List<String> keyNames,
            List<String> keyPairIds,
            List<Filter> filters,
            @Nullable Boolean includePublicKey,
            @Nullable Boolean dryRun) {}

    record KeyPairDescription(
            String keyPairId,
            String keyName,
            String keyType,
            String keyFingerprint,
            @Nullable String publicKey,
            Instant createTime,
            List<Tag> tags) {}

    record DescribeKeyPairsResult(List<KeyPairDescription> keyPairs) {}

    record DeleteKeyPairRequest(
            @Nullable String keyName,
            @Nullable String keyPairId,
            @Nullable Boolean dryRun) {}

    record DeleteKeyPairResult(
            @Member("Return") boolean returned, @Nullable String keyPairId) {}

    Fields<KeyPair> KEY_FIELDS = new Fields<>(KeyPair::keyPairId)
            .one("key-name", KeyPair::keyName)
            .one("key-pair-id", KeyPair::keyPairId)
            .one("fingerprint", KeyPair::fingerprint);

    default CreateKeyPairResult createKeyPair(Call call, CreateKeyPairRequest request) {
        Refusals.dryRun(request.dryRun());
        if ("ppk".equals(request.keyFormat()))
            throw AwsException.notBuilt("ec2", "CreateKeyPair", "the key format ppk");
        var tags = TagSpecification.forOnly(request.tagSpecifications(), "key-pair");
        SshKey key = SshKey.generate(Objects.requireNonNullElse(request.keyType(), "rsa"));
        return keyPairs(call, (pairs, ground) -> {
            KeyPair pair = pairs.add(request.keyName(), key, tags);
            return new CreateKeyPairResult(
                    pair.keyPairId(),
                    pair.keyName(),
                    pair.fingerprint(),
                    key.privatePem(),
                    ground.tags().list(pair.keyPairId()));
        });
    }

    default ImportKeyPairResult importKeyPair(Call call, ImportKeyPairRequest request) {
        Refusals.dryRun(request.dryRun());
        var tags = TagSpecification.forOnly(request.tagSpecifications(), "key-pair");
        SshKey key = SshKey.ofPublic(new String(request.publicKeyMaterial(), StandardCharsets.UTF_8));
        return keyPairs(call, (pairs, ground) -> {
            KeyPair pair = pairs.add(request.keyName(), key, tags);
            return new ImportKeyPairResult(
                    pair.keyPairId(),
                    pair.keyName(),
                    pair.fingerprint(),
                    ground.tags().list(pair.keyPairId()));
        });
    }

    default DescribeKeyPairsResult describeKeyPairs(Call call, DescribeKeyPairsRequest request) {
        Refusals.dryRun(request.dryRun());
        boolean withKey = Boolean.TRUE.equals(request.includePublicKey());
        return keyPairs(call, (pairs, ground) -> {
            var chosen = Chosen.of(pairs.all(), request.keyNames(), pairs::require);
            if (!request.keyPairIds().isEmpty()) chosen = Chosen.of(chosen, request.keyPairIds(), pairs::requireId);
            return new DescribeKeyPairsResult(KEY_FIELDS.select(chosen, request.filters(), ground.tags()).stream()
                    .map(pair -> new KeyPairDescription(
                            pair.keyPairId(),
                            pair.keyName(),
                            pair.keyType(),
                            pair.fingerprint(),
                            withKey ? pair.publicKey() : null,
                            pair.created(),
                            ground.tags().list(pair.keyPairId())))
                    .toList());
        });
    }

    default DeleteKeyPairResult deleteKeyPair(Call call, DeleteKeyPairRequest request) {
        Refusals.dryRun(request.dryRun());
        String id = request.keyPairId();
        return keyPairs(call, (pairs, _) -> {
            Optional<KeyPair> pair = id == null
                    ? pairs.find(Refusals.required(request.keyName(), "KeyName"))
                    : Optional.of(pairs.requireId(id));
            pair.ifPresent(pairs::remove);
            return new DeleteKeyPairResult(true, pair.map(KeyPair::keyPairId).orElse(null));
        });
    }
}
