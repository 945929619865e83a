package io.windtunnel.cloud.operations.iam;

import io.windtunnel.cloud.ports.AccessKeys;
import io.windtunnel.cloud.ports.Identities;
import io.windtunnel.cloud.ports.Roles;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Keys and sessions: whom they belong to, and what is secret about them.
///
/// Thread safety: every method may be called from any thread.
final class Sessions implements Roles, Identities, AccessKeys {
    /// How long the metadata service's credentials last.
    private static final Duration MACHINE_SESSION = Duration.ofHours(6);

    private final Fabric fabric;
    private final Function<AccountId, IamBook> books;
    private final Table<AccessKey> keys;

    Sessions(Fabric fabric, Function<AccountId, IamBook> books) {
        this.fabric = fabric;
        this.books = books;
        keys = fabric.storage()
                .table(new Scope(AccountId.DEFAULT, Region.US_EAST_1), "iam.access-keys", AccessKey.class);
        for (AccessKey known : keys.values()) if (known.expires() != null) forgetLater(known.id(), known.expires());
    }

    private void forgetLater(String id, Instant expiration) {
        fabric.time().after(Duration.between(fabric.time().now(), expiration), () -> keys.remove(id));
    }

    Table<AccessKey> keys() {
        return keys;
    }

    /// Gives a user a key.
    AccessKey issue(AccountId account, Principal user) {
        AccessKey key = new AccessKey(
                "AKIA" + fabric.ids().upper(16),
                fabric.ids().lower(40),
                account.digits(),
                user.name(),
                user.arn(),
                user.id(),
                "Active",
                fabric.time().now(),
                null);
        keys.put(key.id(), key);
        return key;
    }

    @Override
    public Optional<String> secret(String accessKeyId) {
        return Optional.ofNullable(keys.get(accessKeyId))
                .filter(key -> key.status().equals("Active"))
                .map(AccessKey::secret);
    }

    @Override
    public Optional<Identity> of(String accessKeyId) {
        return Optional.ofNullable(keys.get(accessKeyId))
                .map(key -> new Identity(new AccountId(key.account()), Arn.parse(key.owner()), key.ownerId()));
    }

    @Override
    public Session assume(Arn role, String sessionName, Duration length) {
        String name = role.resource().substring(role.resource().lastIndexOf('/') + 1);
        AccountId account = new AccountId(role.account());
        Principal known = books.apply(account).principals(Principal.Kind.ROLE).get(name);
        if (known == null || !known.arn().equals(role.toString()))
            throw new AwsException(
                            "AccessDenied", "User is not authorized to perform: sts:AssumeRole on resource: " + role)
                    .status(403);
        if (length.toSeconds() > known.maxSessionSeconds())
            throw AwsException.validation(
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        Arn arn = new Arn("aws", "sts", "", account.digits(), "assumed-role/" + name + "/" + sessionName);
        String id = known.id() + ":" + sessionName;
        return new Session(begin(account, arn.toString(), id, length), arn, id);
    }

    @Override
    public Credentials session(AccountId account, @Nullable String accessKeyId, Duration length) {
        AccessKey key = accessKeyId == null ? null : keys.get(accessKeyId);
        return key == null
                ? begin(account, "arn:aws:iam::" + account + ":root", account.digits(), length)
                : begin(account, key.owner(), key.ownerId(), length);
    }

    private Credentials begin(AccountId account, String owner, String ownerId, Duration length) {
        Instant now = fabric.time().now();
        Instant expiration = now.plus(length);
        AccessKey key = new AccessKey(
                "ASIA" + fabric.ids().upper(16),
                fabric.ids().lower(40),
                account.digits(),
                "",
                owner,
                ownerId,
                "Active",
                now,
                expiration);
        keys.put(key.id(), key);
        forgetLater(key.id(), expiration);
        return new Credentials(
                key.id(), key.secret(), "FwoGZXIvYXdzE" + fabric.ids().lower(120), expiration);
    }

    @Override
    public Optional<Profile> profile(AccountId account, String profileNameOrArn) {
        String name = profileNameOrArn.substring(profileNameOrArn.lastIndexOf('/') + 1);
        IamBook book = books.apply(account);
        InstanceProfile profile = book.profiles().get(name);
        if (profile == null
                || (profileNameOrArn.startsWith("arn:") && !profile.arn().equals(profileNameOrArn)))
            return Optional.empty();
        Principal role = profile.role() == null
                ? null
                : book.principals(Principal.Kind.ROLE).get(profile.role());
        if (role == null) return Optional.empty();
        return Optional.of(new Profile(Arn.parse(profile.arn()), profile.id(), role.name(), Arn.parse(role.arn())));
    }

    @Override
    public Credentials assume(Arn role, String sessionName) {
        String name = role.resource().substring(role.resource().lastIndexOf('/') + 1);
        AccountId account = new AccountId(role.account());
        Principal known = books.apply(account).require(Principal.Kind.ROLE, name);
        String arn = "arn:aws:sts::" + account + ":assumed-role/" + name + "/" + sessionName;
        return begin(account, arn, known.id() + ":" + sessionName, MACHINE_SESSION);
    }
}
