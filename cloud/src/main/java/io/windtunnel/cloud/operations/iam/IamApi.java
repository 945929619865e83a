package io.windtunnel.cloud.operations.iam;

import io.windtunnel.cloud.operations.iam.Principal.Kind;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The face of IAM. Its documents are answered URL-encoded, as AWS answers them.
///
/// Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html
public final class IamApi extends PoliciesAndProfiles {
    private static final int SESSION_SECONDS = 3600;

    /// How many access keys a user may have.
    private static final int MOST_KEYS = 2;

    private final Sessions sessions;

    IamApi(Function<AccountId, IamBook> books, Sessions sessions, BiConsumer<String, String> notHonoured) {
        super(books, notHonoured);
        this.sessions = sessions;
    }

    // Roles.

    public Shapes.RoleAnswer createRole(Call call, Shapes.CreateRole request) {
        IamBook book = book(call);
        tellStored();
        String path = request.path() == null ? "/" : request.path();
        Principal role = new Principal(
                Kind.ROLE,
                request.roleName(),
                book.id(Kind.ROLE.idPrefix),
                book.arn("role", path, request.roleName()),
                path,
                book.now(),
                request.description(),
                IamBook.checked(request.assumeRolePolicyDocument()),
                request.maxSessionDuration() == null ? SESSION_SECONDS : request.maxSessionDuration(),
                Map.of(),
                List.of(),
                tags(request.tags()));
        book.add(role);
        return new Shapes.RoleAnswer(role(role));
    }

    public Shapes.RoleAnswer getRole(Call call, Shapes.RoleName request) {
        return new Shapes.RoleAnswer(role(book(call).require(Kind.ROLE, request.roleName())));
    }

    public Shapes.Roles listRoles(Call call, Shapes.ListByPath request) {
        Page<Principal> page = listed(book(call), Kind.ROLE, request);
        return new Shapes.Roles(
                page.items().stream().map(PoliciesAndProfiles::role).toList(), page.truncated(), page.marker());
    }

    private static Page<Principal> listed(IamBook book, Kind kind, Shapes.ListByPath request) {
        String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
        return Page.of(
                book.principals(kind).values().stream()
                        .filter(each -> each.path().startsWith(prefix))
                        .toList(),
                request.marker(),
                request.maxItems());
    }

    public void deleteRole(Call call, Shapes.RoleName request) {
        IamBook book = book(call);
        Principal role = book.require(Kind.ROLE, request.roleName());
        for (InstanceProfile each : book.profiles().values())
            if (request.roleName().equals(each.role()))
                throw new AwsException(
                        "DeleteConflict", "Cannot delete entity, must remove roles from instance profile first.");
        Policies.refuseInUse(role);
        book.principals(Kind.ROLE).remove(role.name());
    }

    public Shapes.Nothing updateRole(Call call, Shapes.UpdateRole request) {
        book(call)
                .change(
                        Kind.ROLE,
                        request.roleName(),
                        old -> old.described(
                                request.description() == null ? old.description() : request.description(),
                                request.maxSessionDuration() == null
                                        ? old.maxSessionSeconds()
                                        : request.maxSessionDuration()));
        return new Shapes.Nothing();
    }

    public void updateAssumeRolePolicy(Call call, Shapes.UpdateAssumeRolePolicy request) {
        String document = IamBook.checked(request.policyDocument());
        book(call).change(Kind.ROLE, request.roleName(), old -> old.trusting(document));
    }

    public void tagRole(Call call, Shapes.TagRole request) {
        book(call).change(Kind.ROLE, request.roleName(), old -> {
            Map<String, String> tags = new LinkedHashMap<>(old.tags());
            tags.putAll(tags(request.tags()));
            return old.withTags(tags);
        });
    }

    public void untagRole(Call call, Shapes.UntagRole request) {
        book(call).change(Kind.ROLE, request.roleName(), old -> {
            Map<String, String> tags = new LinkedHashMap<>(old.tags());
            request.tagKeys().forEach(tags::remove);
            return old.withTags(tags);
        });
    }

    public Shapes.Tags listRoleTags(Call call, Shapes.ListOfRole request) {
        Page<Shapes.Tag> page = Page.of(
                shown(book(call).require(Kind.ROLE, request.roleName()).tags()), request.marker(), request.maxItems());
        return new Shapes.Tags(page.items(), page.truncated(), page.marker());
    }

    public void putRolePolicy(Call call, Shapes.PutRolePolicy request) {
        tellStored();
        Policies.put(book(call), Kind.ROLE, request.roleName(), request.policyName(), request.policyDocument());
    }

    public Shapes.RolePolicy getRolePolicy(Call call, Shapes.RolePolicyName request) {
        String document = Policies.require(book(call), Kind.ROLE, request.roleName(), request.policyName());
        return new Shapes.RolePolicy(request.roleName(), request.policyName(), encoded(document));
    }

    public void deleteRolePolicy(Call call, Shapes.RolePolicyName request) {
        Policies.remove(book(call), Kind.ROLE, request.roleName(), request.policyName());
    }

    public Shapes.PolicyNames listRolePolicies(Call call, Shapes.ListOfRole request) {
        Page<String> page = Page.of(
                List.copyOf(book(call)
                        .require(Kind.ROLE, request.roleName())
                        .inline()
                        .keySet()),
                request.marker(),
                request.maxItems());
        return new Shapes.PolicyNames(page.items(), page.truncated(), page.marker());
    }

    public void attachRolePolicy(Call call, Shapes.RolePolicyArn request) {
        Policies.attach(book(call), Kind.ROLE, request.roleName(), request.policyArn());
    }

    public void detachRolePolicy(Call call, Shapes.RolePolicyArn request) {
        Policies.detach(book(call), Kind.ROLE, request.roleName(), request.policyArn());
    }

    public Shapes.AttachedPolicies listAttachedRolePolicies(Call call, Shapes.ListOfRole request) {
        Page<Shapes.Attached> page = Page.of(
                Policies.attached(book(call).require(Kind.ROLE, request.roleName())),
                request.marker(),
                request.maxItems());
        return new Shapes.AttachedPolicies(page.items(), page.truncated(), page.marker());
    }

    // Users.

    public Shapes.UserAnswer createUser(Call call, Shapes.CreateUser request) {
        IamBook book = book(call);
        String path = request.path() == null ? "/" : request.path();
        Principal user = new Principal(
                Kind.USER,
                request.userName(),
                book.id(Kind.USER.idPrefix),
                book.arn("user", path, request.userName()),
                path,
                book.now(),
                null,
                null,
                SESSION_SECONDS,
                Map.of(),
                List.of(),
                tags(request.tags()));
        book.add(user);
        return new Shapes.UserAnswer(user(user));
    }

    public Shapes.UserAnswer getUser(Call call, Shapes.MaybeUserName request) {
        return new Shapes.UserAnswer(user(book(call).require(Kind.USER, userName(call, request.userName()))));
    }

    /// The user named, or the one whose key the call is signed with.
    private String userName(Call call, @Nullable String given) {
        if (given != null) return given;
        AccessKey key = sessions.keys().get(call.accessKeyId());
        if (key == null || key.user().isEmpty())
            throw AwsException.validation("Must specify userName when calling with non-User credentials");
        return key.user();
    }

    public Shapes.Users listUsers(Call call, Shapes.ListByPath request) {
        Page<Principal> page = listed(book(call), Kind.USER, request);
        return new Shapes.Users(page.items().stream().map(IamApi::user).toList(), page.truncated(), page.marker());
    }

    public void deleteUser(Call call, Shapes.UserName request) {
        IamBook book = book(call);
        Principal user = book.require(Kind.USER, request.userName());
        Policies.refuseInUse(user);
        if (!keys(call, user.name()).isEmpty())
            throw new AwsException("DeleteConflict", "Cannot delete entity, must delete access keys first.");
        book.principals(Kind.USER).remove(user.name());
    }

    public void putUserPolicy(Call call, Shapes.PutUserPolicy request) {
        tellStored();
        Policies.put(book(call), Kind.USER, request.userName(), request.policyName(), request.policyDocument());
    }

    public void deleteUserPolicy(Call call, Shapes.UserPolicyName request) {
        Policies.remove(book(call), Kind.USER, request.userName(), request.policyName());
    }

    public Shapes.PolicyNames listUserPolicies(Call call, Shapes.ListOfUser request) {
        Page<String> page = Page.of(
                List.copyOf(book(call)
                        .require(Kind.USER, request.userName())
                        .inline()
                        .keySet()),
                request.marker(),
                request.maxItems());
        return new Shapes.PolicyNames(page.items(), page.truncated(), page.marker());
    }

    public void attachUserPolicy(Call call, Shapes.UserPolicyArn request) {
        Policies.attach(book(call), Kind.USER, request.userName(), request.policyArn());
    }

    public void detachUserPolicy(Call call, Shapes.UserPolicyArn request) {
        Policies.detach(book(call), Kind.USER, request.userName(), request.policyArn());
    }

    public Shapes.AttachedPolicies listAttachedUserPolicies(Call call, Shapes.ListOfUser request) {
        Page<Shapes.Attached> page = Page.of(
                Policies.attached(book(call).require(Kind.USER, request.userName())),
                request.marker(),
                request.maxItems());
        return new Shapes.AttachedPolicies(page.items(), page.truncated(), page.marker());
    }

    public Shapes.KeyAnswer createAccessKey(Call call, Shapes.MaybeUserName request) {
        Principal user = book(call).require(Kind.USER, userName(call, request.userName()));
        if (keys(call, user.name()).size() >= MOST_KEYS)
            throw new AwsException("LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: " + MOST_KEYS);
        AccessKey key = sessions.issue(call.scope().account(), user);
        return new Shapes.KeyAnswer(new Shapes.Key(user.name(), key.id(), key.status(), key.secret(), key.created()));
    }

    public Shapes.Keys listAccessKeys(Call call, Shapes.MaybeUserName request) {
        String user = userName(call, request.userName());
        book(call).require(Kind.USER, user);
        return new Shapes.Keys(
                keys(call, user).stream()
                        .map(each -> new Shapes.KeyMetadata(user, each.id(), each.status(), each.created()))
                        .toList(),
                false);
    }

    private List<AccessKey> keys(Call call, String user) {
        return sessions.keys().values().stream()
                .filter(each -> each.user().equals(user)
                        && each.account().equals(call.scope().account().digits()))
                .toList();
    }

    public void deleteAccessKey(Call call, Shapes.DeleteAccessKey request) {
        requireKey(call, request.userName(), request.accessKeyId());
        sessions.keys().remove(request.accessKeyId());
    }

    public void updateAccessKey(Call call, Shapes.UpdateAccessKey request) {
        AccessKey key = requireKey(call, request.userName(), request.accessKeyId());
        sessions.keys().put(key.id(), key.in(request.status()));
    }

    private AccessKey requireKey(Call call, @Nullable String userName, String id) {
        String user = userName(call, userName);
        return keys(call, user).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> new AwsException("NoSuchEntity", "The Access Key with id " + id + " cannot be found."));
    }

    // How things are shown.

    private static Shapes.User user(Principal user) {
        return new Shapes.User(user.path(), user.name(), user.id(), user.arn(), user.created(), shown(user.tags()));
    }
}
