package io.windtunnel.cloud.operations.iam;

import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One account's roles, users, policies and instance profiles, as they are kept. IAM has no Region: its tables stand in
/// us-east-1.
///
/// Thread safety: every method may be called from any thread.
final class IamBook {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Fabric fabric;
    private final AccountId account;
    private final Quotas quotas;
    private final Scope scope;
    private final Table<Principal> roles;
    private final Table<Principal> users;
    private final Table<ManagedPolicy> policies;
    private final Table<InstanceProfile> profiles;

    IamBook(Fabric fabric, AccountId account, Quotas quotas) {
        this.fabric = fabric;
        this.account = account;
        this.quotas = quotas;
        this.scope = new Scope(account, Region.US_EAST_1);
        roles = fabric.storage().table(scope, "iam.roles", Principal.class);
        users = fabric.storage().table(scope, "iam.users", Principal.class);
        policies = fabric.storage().table(scope, "iam.policies", ManagedPolicy.class);
        profiles = fabric.storage().table(scope, "iam.instance-profiles", InstanceProfile.class);
    }

    /// Lets the account have one more than `there`.
    ///
    /// @throws AwsException `LimitExceeded`
    void requireRoom(IamLimit limit, int there) {
        quotas.require(scope, limit, there + 1);
    }

    Table<ManagedPolicy> policies() {
        return policies;
    }

    Table<InstanceProfile> profiles() {
        return profiles;
    }

    Table<Principal> principals(Principal.Kind kind) {
        return switch (kind) {
            case ROLE -> roles;
            case USER -> users;
        };
    }

    Instant now() {
        return fabric.time().now();
    }

    /// A unique id such as `AROA...`.
    String id(String prefix) {
        return prefix + fabric.ids().upper(17);
    }

    String arn(String kind, String path, String name) {
        return "arn:aws:iam::" + account + ":" + kind + path + name;
    }

    /// @throws AwsException `NoSuchEntity`
    Principal require(Principal.Kind kind, String name) {
        Principal known = principals(kind).get(name);
        if (known == null)
            throw new AwsException("NoSuchEntity", "The " + kind.word + " with name " + name + " cannot be found.");
        return known;
    }

    Principal change(Principal.Kind kind, String name, UnaryOperator<Principal> change) {
        require(kind, name);
        Principal changed = principals(kind).update(name, old -> old == null ? null : change.apply(old));
        return changed == null ? require(kind, name) : changed;
    }

    /// @throws AwsException `EntityAlreadyExists`, `LimitExceeded`
    void add(Principal principal) {
        if (principal.kind() == Principal.Kind.ROLE && roles.get(principal.name()) == null)
            requireRoom(IamLimit.ROLES, roles.size());
        principals(principal.kind()).update(principal.name(), old -> {
            if (old == null) return principal;
            String word = principal.kind() == Principal.Kind.ROLE ? "Role" : "User";
            throw new AwsException("EntityAlreadyExists", word + " with name " + principal.name() + " already exists.");
        });
    }

    /// @throws AwsException `NoSuchEntity`
    InstanceProfile profile(String name) {
        return Optional.ofNullable(profiles.get(name))
                .orElseThrow(() -> new AwsException("NoSuchEntity", "Instance Profile " + name + " cannot be found."));
    }

    /// @throws AwsException `NoSuchEntity`
    ManagedPolicy policy(String arn) {
        return Optional.ofNullable(policies.get(arn))
                .orElseThrow(() -> new AwsException("NoSuchEntity", "Policy " + arn + " was not found."));
    }

    /// Whether a policy may be attached: one of the account's, or any of AWS's own.
    boolean attachable(String arn) {
        return amazons(arn) || policies.get(arn) != null;
    }

    /// Whether the ARN is of a policy AWS manages.
    static boolean amazons(String arn) {
        return arn.startsWith("arn:aws:iam::aws:policy/");
    }

    long attachments(String arn) {
        long count = 0;
        for (Principal each : roles.values()) if (each.attached().contains(arn)) count++;
        for (Principal each : users.values()) if (each.attached().contains(arn)) count++;
        return count;
    }

    /// Refuses a document that is no policy.
    ///
    /// @throws AwsException `MalformedPolicyDocument`
    static String checked(@Nullable String document) {
        try {
            JsonNode tree = JSON.readTree(document == null ? "" : document);
            if (!tree.isObject() || !tree.has("Statement"))
                throw new AwsException("MalformedPolicyDocument", "Syntax errors in policy.");
            for (JsonNode each : tree.get("Statement").isArray()
                    ? tree.get("Statement")
                    : JSON.createArrayNode().add(tree.get("Statement")))
                if (!each.path("Effect").asString("").matches("Allow|Deny"))
                    throw new AwsException("MalformedPolicyDocument", "Syntax errors in policy.");
            return document == null ? "" : document;
        } catch (JacksonException e) {
            throw new AwsException("MalformedPolicyDocument", "This policy contains invalid Json");
        }
    }
}
