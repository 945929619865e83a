package io.windtunnel.cloud.operations.iam;

import io.windtunnel.cloud.operations.iam.Principal.Kind;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// The half of IAM's face that is about managed policies and instance profiles.
public abstract sealed class PoliciesAndProfiles permits IamApi {
    private final Function<AccountId, IamBook> books;
    private final BiConsumer<String, String> notHonoured;

    PoliciesAndProfiles(Function<AccountId, IamBook> books, BiConsumer<String, String> notHonoured) {
        this.books = books;
        this.notHonoured = notHonoured;
    }

    final IamBook book(Call call) {
        return books.apply(call.scope().account());
    }

    /// Said once: a policy is kept and binds no one.
    final void tellStored() {
        notHonoured.accept("policies", "PolicyDocument (stored, not enforced: every caller may do everything)");
    }

    // Managed policies.

    public Shapes.PolicyAnswer createPolicy(Call call, Shapes.CreatePolicy request) {
        IamBook book = book(call);
        tellStored();
        String document = IamBook.checked(request.policyDocument());
        String path = request.path() == null ? "/" : request.path();
        String arn = book.arn("policy", path, request.policyName());
        Instant now = book.now();
        for (ManagedPolicy each : book.policies().values())
            if (each.name().equals(request.policyName()))
                throw new AwsException(
                        "EntityAlreadyExists",
                        "A policy called " + request.policyName()
                                + " already exists. Duplicate names are not allowed.");
        book.requireRoom(IamLimit.POLICIES, book.policies().size());
        ManagedPolicy policy = new ManagedPolicy(
                request.policyName(),
                book.id("ANPA"),
                arn,
                path,
                request.description(),
                now,
                now,
                "v1",
                1,
                List.of(new ManagedPolicy.Version("v1", document, now)),
                tags(request.tags()));
        book.policies().put(arn, policy);
        return new Shapes.PolicyAnswer(shown(book, policy));
    }

    public Shapes.PolicyAnswer getPolicy(Call call, Shapes.PolicyArn request) {
        IamBook book = book(call);
        if (!IamBook.amazons(request.policyArn()))
            return new Shapes.PolicyAnswer(shown(book, book.policy(request.policyArn())));
        String arn = request.policyArn();
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        String path = arn.substring("arn:aws:iam::aws:policy".length(), arn.length() - name.length());
        return new Shapes.PolicyAnswer(new Shapes.Policy(
                name,
                "ANPA" + name.toUpperCase(java.util.Locale.ROOT),
                arn,
                path,
                "v1",
                (int) book.attachments(arn),
                true,
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                List.of()));
    }

    public void deletePolicy(Call call, Shapes.PolicyArn request) {
        IamBook book = book(call);
        ManagedPolicy policy = book.policy(request.policyArn());
        if (book.attachments(policy.arn()) > 0)
            throw new AwsException("DeleteConflict", "Cannot delete a policy attached to entities.");
        if (policy.versions().size() > 1)
            throw new AwsException(
                    "DeleteConflict",
                    "This policy has more than one version. Before you delete a policy, you must delete the policy's "
                            + "versions. The default version is deleted with the policy.");
        book.policies().remove(policy.arn());
    }

    public Shapes.Policies listPolicies(Call call, Shapes.ListPolicies request) {
        IamBook book = book(call);
        String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
        Page<ManagedPolicy> page = Page.of(
                "AWS".equals(request.scope())
                        ? List.of()
                        : book.policies().values().stream()
                                .filter(each -> each.path().startsWith(prefix))
                                .filter(each -> !Boolean.TRUE.equals(request.onlyAttached())
                                        || book.attachments(each.arn()) > 0)
                                .toList(),
                request.marker(),
                request.maxItems());
        return new Shapes.Policies(
                page.items().stream().map(each -> shown(book, each)).toList(), page.truncated(), page.marker());
    }

    public Shapes.VersionAnswer createPolicyVersion(Call call, Shapes.CreatePolicyVersion request) {
        IamBook book = book(call);
        String document = IamBook.checked(request.policyDocument());
        ManagedPolicy policy = book.policy(request.policyArn());
        if (policy.versions().size() >= ManagedPolicy.MOST_VERSIONS)
            throw new AwsException(
                    "LimitExceeded",
                    "A managed policy can have up to 5 versions. Before you create a new version, you must delete an "
                            + "existing version.");
        int number = policy.lastNumber() + 1;
        ManagedPolicy.Version version = new ManagedPolicy.Version("v" + number, document, book.now());
        List<ManagedPolicy.Version> versions = new ArrayList<>(policy.versions());
        versions.add(version);
        boolean isDefault = Boolean.TRUE.equals(request.setAsDefault());
        book.policies()
                .put(
                        policy.arn(),
                        policy.with(versions, isDefault ? version.id() : policy.defaultVersion(), number, book.now()));
        return new Shapes.VersionAnswer(new Shapes.Version(null, version.id(), isDefault, version.created()));
    }

    public Shapes.VersionAnswer getPolicyVersion(Call call, Shapes.PolicyVersionId request) {
        if (IamBook.amazons(request.policyArn()))
            throw AwsException.notBuilt("iam", "GetPolicyVersion", "the documents of policies AWS manages");
        ManagedPolicy policy = book(call).policy(request.policyArn());
        return new Shapes.VersionAnswer(policy.version(request.versionId())
                .map(each -> new Shapes.Version(
                        encoded(each.document()), each.id(), each.id().equals(policy.defaultVersion()), each.created()))
                .orElseThrow(() -> noVersion(request)));
    }

    private static AwsException noVersion(Shapes.PolicyVersionId request) {
        return new AwsException(
                "NoSuchEntity",
                "Policy " + request.policyArn() + " version " + request.versionId()
                        + " does not exist or is not attachable.");
    }

    public Shapes.Versions listPolicyVersions(Call call, Shapes.PolicyArn request) {
        ManagedPolicy policy = book(call).policy(request.policyArn());
        return new Shapes.Versions(
                policy.versions().reversed().stream()
                        .map(each -> new Shapes.Version(
                                null, each.id(), each.id().equals(policy.defaultVersion()), each.created()))
                        .toList(),
                false);
    }

    public void deletePolicyVersion(Call call, Shapes.PolicyVersionId request) {
        IamBook book = book(call);
        ManagedPolicy policy = book.policy(request.policyArn());
        if (policy.version(request.versionId()).isEmpty()) throw noVersion(request);
        if (policy.defaultVersion().equals(request.versionId()))
            throw new AwsException("DeleteConflict", "Cannot delete the default version of a policy.");
        List<ManagedPolicy.Version> versions = new ArrayList<>(policy.versions());
        versions.removeIf(each -> each.id().equals(request.versionId()));
        book.policies()
                .put(policy.arn(), policy.with(versions, policy.defaultVersion(), policy.lastNumber(), book.now()));
    }

    private static Shapes.Policy shown(IamBook book, ManagedPolicy policy) {
        return new Shapes.Policy(
                policy.name(),
                policy.id(),
                policy.arn(),
                policy.path(),
                policy.defaultVersion(),
                (int) book.attachments(policy.arn()),
                true,
                policy.description(),
                policy.created(),
                policy.updated(),
                shown(policy.tags()));
    }

    // Instance profiles.

    public Shapes.ProfileAnswer createInstanceProfile(Call call, Shapes.CreateInstanceProfile request) {
        IamBook book = book(call);
        String path = request.path() == null ? "/" : request.path();
        InstanceProfile profile = new InstanceProfile(
                request.instanceProfileName(),
                book.id("AIPA"),
                book.arn("instance-profile", path, request.instanceProfileName()),
                path,
                book.now(),
                null,
                tags(request.tags()));
        if (book.profiles().get(profile.name()) == null)
            book.requireRoom(IamLimit.PROFILES, book.profiles().size());
        book.profiles().update(profile.name(), old -> {
            if (old == null) return profile;
            throw new AwsException("EntityAlreadyExists", "Instance Profile " + profile.name() + " already exists.");
        });
        return new Shapes.ProfileAnswer(shown(book, profile));
    }

    public Shapes.ProfileAnswer getInstanceProfile(Call call, Shapes.ProfileName request) {
        IamBook book = book(call);
        return new Shapes.ProfileAnswer(shown(book, book.profile(request.instanceProfileName())));
    }

    public Shapes.Profiles listInstanceProfiles(Call call, Shapes.ListByPath request) {
        IamBook book = book(call);
        String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
        Page<InstanceProfile> page = Page.of(
                book.profiles().values().stream()
                        .filter(each -> each.path().startsWith(prefix))
                        .toList(),
                request.marker(),
                request.maxItems());
        return new Shapes.Profiles(
                page.items().stream().map(each -> shown(book, each)).toList(), page.truncated(), page.marker());
    }

    public Shapes.Profiles listInstanceProfilesForRole(Call call, Shapes.ListOfRole request) {
        IamBook book = book(call);
        book.require(Kind.ROLE, request.roleName());
        Page<InstanceProfile> page = Page.of(
                book.profiles().values().stream()
                        .filter(each -> request.roleName().equals(each.role()))
                        .toList(),
                request.marker(),
                request.maxItems());
        return new Shapes.Profiles(
                page.items().stream().map(each -> shown(book, each)).toList(), page.truncated(), page.marker());
    }

    public void addRoleToInstanceProfile(Call call, Shapes.ProfileRole request) {
        IamBook book = book(call);
        if (book.profile(request.instanceProfileName()).role() != null)
            throw new AwsException("LimitExceeded", "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
        book.require(Kind.ROLE, request.roleName());
        book.profiles()
                .update(request.instanceProfileName(), old -> old == null ? null : old.holding(request.roleName()));
    }

    public void removeRoleFromInstanceProfile(Call call, Shapes.ProfileRole request) {
        IamBook book = book(call);
        if (!request.roleName()
                .equals(book.profile(request.instanceProfileName()).role()))
            throw new AwsException(
                    "NoSuchEntity",
                    "Role " + request.roleName() + " in Instance Profile " + request.instanceProfileName()
                            + " cannot be found.");
        book.profiles().update(request.instanceProfileName(), old -> old == null ? null : old.holding(null));
    }

    public void deleteInstanceProfile(Call call, Shapes.ProfileName request) {
        IamBook book = book(call);
        if (book.profile(request.instanceProfileName()).role() != null)
            throw new AwsException(
                    "DeleteConflict", "Cannot delete entity, must remove roles from instance profile first.");
        book.profiles().remove(request.instanceProfileName());
    }

    private static Shapes.Profile shown(IamBook book, InstanceProfile profile) {
        Principal role =
                profile.role() == null ? null : book.principals(Kind.ROLE).get(profile.role());
        return new Shapes.Profile(
                profile.path(),
                profile.name(),
                profile.id(),
                profile.arn(),
                profile.created(),
                role == null ? List.of() : List.of(role(role)),
                shown(profile.tags()));
    }

    // How things are shown.

    static Shapes.Role role(Principal role) {
        return new Shapes.Role(
                role.path(),
                role.name(),
                role.id(),
                role.arn(),
                role.created(),
                encoded(Objects.requireNonNullElse(role.trust(), "{}")),
                role.description(),
                role.maxSessionSeconds(),
                shown(role.tags()));
    }

    static String encoded(String document) {
        return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static Map<String, String> tags(List<Shapes.Tag> given) {
        Map<String, String> tags = new LinkedHashMap<>();
        given.forEach(each -> tags.put(each.key(), each.value()));
        return tags;
    }

    static List<Shapes.Tag> shown(Map<String, String> tags) {
        List<Shapes.Tag> shown = new ArrayList<>();
        tags.forEach((key, value) -> shown.add(new Shapes.Tag(key, value)));
        return shown;
    }
}
