package io.windtunnel.cloud.storage.s3.bucket;

import io.windtunnel.cloud.storage.s3.object.Acl;
import io.windtunnel.cloud.storage.s3.settings.Cors;
import io.windtunnel.cloud.storage.s3.settings.EncryptionRules;
import io.windtunnel.cloud.storage.s3.settings.Lifecycle;
import io.windtunnel.cloud.storage.s3.settings.Logging;
import io.windtunnel.cloud.storage.s3.settings.Notifications;
import io.windtunnel.cloud.storage.s3.settings.ObjectLocking;
import io.windtunnel.cloud.storage.s3.settings.PublicAccess;
import io.windtunnel.cloud.storage.s3.settings.Replication;
import io.windtunnel.cloud.storage.s3.settings.Texts;
import io.windtunnel.cloud.storage.s3.settings.Versioning;
import io.windtunnel.cloud.storage.s3.settings.Website;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.kernel.identity.Scope;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a bucket was told.
public record Settings(
        Setting<Versioning> versioning,
        Setting<ObjectLocking> locking,
        Setting<EncryptionRules> encryption,
        Setting<Texts.Ownership> ownership,
        Setting<Acl> acl,
        Setting<Texts.Tags> tags,
        Setting<Texts.Policy> policy,
        Setting<PublicAccess> publicAccess,
        Setting<Cors> cors,
        Setting<Lifecycle.Kept> lifecycle,
        Setting<Website> website,
        Setting<Notifications> notifications,
        Setting<Replication> replication,
        Setting<Logging.Target> logging,
        Setting<Texts.Payment> payment,
        Setting<Texts.Acceleration> acceleration) {

    /// The settings of the bucket `name`, as they were kept.
    static Settings of(Storage storage, Scope scope, String name) {
        Opening opening = new Opening(storage, scope, name);
        return new Settings(
                opening.setting("versioning", Versioning.class, Versioning.NEVER),
                opening.setting("object-locking", ObjectLocking.class, null),
                opening.setting("encryption", EncryptionRules.class, EncryptionRules.USUAL),
                opening.setting("ownership", Texts.Ownership.class, Texts.Ownership.USUAL),
                opening.setting("acl", Acl.class, null),
                opening.setting("tags", Texts.Tags.class, new Texts.Tags(Map.of())),
                opening.setting("policy", Texts.Policy.class, null),
                opening.setting("public-access", PublicAccess.class, null),
                opening.setting("cors", Cors.class, null),
                opening.setting("lifecycle", Lifecycle.Kept.class, null),
                opening.setting("website", Website.class, null),
                opening.setting("notifications", Notifications.class, Notifications.NONE),
                opening.setting("replication", Replication.class, null),
                opening.setting("logging", Logging.Target.class, null),
                opening.setting("payment", Texts.Payment.class, new Texts.Payment("BucketOwner")),
                opening.setting("acceleration", Texts.Acceleration.class, null));
    }

    private record Opening(Storage storage, Scope scope, String bucket) {
        <V extends Record> Setting<V> setting(String name, Class<V> type, @Nullable V usual) {
            return new Setting<>(storage.table(scope, "s3." + name, type), bucket, usual);
        }
    }

    /// Forgets all of it.
    void clear() {
        List.of(
                        versioning,
                        locking,
                        encryption,
                        ownership,
                        acl,
                        tags,
                        policy,
                        publicAccess,
                        cors,
                        lifecycle,
                        website,
                        notifications,
                        replication,
                        logging,
                        payment,
                        acceleration)
                .forEach(Setting::remove);
    }
}
