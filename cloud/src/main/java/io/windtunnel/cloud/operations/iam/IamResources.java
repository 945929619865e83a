package io.windtunnel.cloud.operations.iam;

import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The resource types of IAM.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/AWS_IAM.html
final class IamResources {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// The longest name of a role or a user, and of the other things, in characters.
    private static final int ROLE_NAME = 64;

    private static final int OTHER_NAME = 128;

    record Tag(String key, String value) {}

    record Inline(String policyName, Object policyDocument) {}

    record RoleProperties(
            Object assumeRolePolicyDocument,
            @Nullable String description,
            List<String> managedPolicyArns,
            @Nullable Integer maxSessionDuration,
            @Nullable String path,
            List<Inline> policies,
            @Nullable String roleName,
            List<Tag> tags) {}

    record ProfileProperties(
            @Nullable String instanceProfileName, @Nullable String path, List<String> roles) {}

    record PolicyProperties(String policyName, Object policyDocument, List<String> roles, List<String> users) {}

    record RolePolicyProperties(String policyName, @Nullable Object policyDocument, String roleName) {}

    record ManagedPolicyProperties(
            @Nullable String managedPolicyName,
            @Nullable String description,
            @Nullable String path,
            Object policyDocument,
            List<String> roles,
            List<String> users) {}

    record UserProperties(
            @Nullable String userName,
            @Nullable String path,
            List<Inline> policies,
            List<String> managedPolicyArns,
            List<Tag> tags) {}

    record KeyProperties(String userName, @Nullable String status) {}

    private final IamApi api;
    private final Ids ids;

    private IamResources(IamApi api, Ids ids) {
        this.api = api;
        this.ids = ids;
    }

    static void add(ResourceTypes types, IamApi api, Ids ids) {
        IamResources all = new IamResources(api, ids);
        types.add(all.role());
        types.add(all.profile());
        types.add(all.policy());
        types.add(all.rolePolicy());
        types.add(all.managedPolicy());
        types.add(all.user());
        types.add(all.key());
    }

    /// A type told by its three verbs.
    private record Type<P extends Record>(
            String name,
            Class<P> properties,
            Set<String> replacedBy,
            Create<P> making,
            Update<P> changing,
            Delete<P> going)
            implements ResourceType<P> {
        interface Create<P extends Record> {
            Progress create(ResourceType.Request<P> request, Call call);
        }

        interface Update<P extends Record> {
            Progress update(ResourceType.Request<P> request, P before, Call call);
        }

        interface Delete<P extends Record> {
            void delete(ResourceType.Request<P> request, Call call);
        }

        @Override
        public Progress create(Request<P> request) {
            return making.create(request, Call.internal(request.scope()));
        }

        @Override
        public Progress update(Request<P> request, P before) {
            return changing.update(request, before, Call.internal(request.scope()));
        }

        @Override
        public Progress delete(Request<P> request) {
            try {
                going.delete(request, Call.internal(request.scope()));
            } catch (AwsException gone) {
                if (!gone.code().equals("NoSuchEntity")) throw gone;
            }
            return new Progress.Done(request.id(), Map.of());
        }
    }

    private ResourceType<RoleProperties> role() {
        return new Type<>(
                "AWS::IAM::Role",
                RoleProperties.class,
                Set.of("RoleName", "Path"),
                (request, call) -> {
                    RoleProperties wanted = request.properties();
                    String name = wanted.roleName() != null
                            ? wanted.roleName()
                            : request.generatedName(ids.upper(12), ROLE_NAME);
                    List<Shapes.Tag> tags = tags(request.tags(), wanted.tags());
                    Shapes.Role made = api.createRole(
                                    call,
                                    new Shapes.CreateRole(
                                            wanted.path(),
                                            name,
                                            json(wanted.assumeRolePolicyDocument()),
                                            wanted.description(),
                                            wanted.maxSessionDuration(),
                                            tags))
                            .role();
                    try {
                        putRolePolicies(call, name, wanted.policies(), List.of());
                        attachRole(call, name, wanted.managedPolicyArns(), List.of());
                    } catch (AwsException refused) {
                        return new Progress.Failed(name, refused.message());
                    }
                    return done(made);
                },
                (request, before, call) -> {
                    RoleProperties wanted = request.properties();
                    api.updateAssumeRolePolicy(
                            call,
                            new Shapes.UpdateAssumeRolePolicy(request.id(), json(wanted.assumeRolePolicyDocument())));
                    api.updateRole(
                            call,
                            new Shapes.UpdateRole(request.id(), wanted.description(), wanted.maxSessionDuration()));
                    putRolePolicies(call, request.id(), wanted.policies(), before.policies());
                    attachRole(call, request.id(), wanted.managedPolicyArns(), before.managedPolicyArns());
                    return done(
                            api.getRole(call, new Shapes.RoleName(request.id())).role());
                },
                (request, call) -> {
                    for (String each : api.listRolePolicies(call, new Shapes.ListOfRole(request.id(), null, null))
                            .policyNames()) api.deleteRolePolicy(call, new Shapes.RolePolicyName(request.id(), each));
                    for (Shapes.Attached each : api.listAttachedRolePolicies(
                                    call, new Shapes.ListOfRole(request.id(), null, null))
                            .attachedPolicies())
                        api.detachRolePolicy(call, new Shapes.RolePolicyArn(request.id(), each.policyArn()));
                    api.deleteRole(call, new Shapes.RoleName(request.id()));
                });
    }

    private static Progress done(Shapes.Role role) {
        return new Progress.Done(role.roleName(), Map.of("Arn", role.arn(), "RoleId", role.roleId()));
    }

    private void putRolePolicies(Call call, String role, List<Inline> wanted, List<Inline> before) {
        Set<String> gone = new LinkedHashSet<>();
        before.forEach(each -> gone.add(each.policyName()));
        for (Inline each : wanted) {
            api.putRolePolicy(call, new Shapes.PutRolePolicy(role, each.policyName(), json(each.policyDocument())));
            gone.remove(each.policyName());
        }
        gone.forEach(each -> api.deleteRolePolicy(call, new Shapes.RolePolicyName(role, each)));
    }

    private void attachRole(Call call, String role, List<String> wanted, List<String> before) {
        wanted.forEach(each -> api.attachRolePolicy(call, new Shapes.RolePolicyArn(role, each)));
        before.stream()
                .filter(each -> !wanted.contains(each))
                .forEach(each -> api.detachRolePolicy(call, new Shapes.RolePolicyArn(role, each)));
    }

    private ResourceType<ProfileProperties> profile() {
        return new Type<>(
                "AWS::IAM::InstanceProfile",
                ProfileProperties.class,
                Set.of("InstanceProfileName", "Path"),
                (request, call) -> {
                    ProfileProperties wanted = request.properties();
                    String name = wanted.instanceProfileName() != null
                            ? wanted.instanceProfileName()
                            : request.generatedName(ids.upper(12), OTHER_NAME);
                    Shapes.Profile made = api.createInstanceProfile(
                                    call, new Shapes.CreateInstanceProfile(name, wanted.path(), List.of()))
                            .instanceProfile();
                    try {
                        for (String each : wanted.roles())
                            api.addRoleToInstanceProfile(call, new Shapes.ProfileRole(name, each));
                    } catch (AwsException refused) {
                        return new Progress.Failed(name, refused.message());
                    }
                    return new Progress.Done(name, Map.of("Arn", made.arn()));
                },
                (request, before, call) -> {
                    for (String each : before.roles())
                        api.removeRoleFromInstanceProfile(call, new Shapes.ProfileRole(request.id(), each));
                    for (String each : request.properties().roles())
                        api.addRoleToInstanceProfile(call, new Shapes.ProfileRole(request.id(), each));
                    String arn = api.getInstanceProfile(call, new Shapes.ProfileName(request.id()))
                            .instanceProfile()
                            .arn();
                    return new Progress.Done(request.id(), Map.of("Arn", arn));
                },
                (request, call) -> {
                    for (Shapes.Role each : api.getInstanceProfile(call, new Shapes.ProfileName(request.id()))
                            .instanceProfile()
                            .roles())
                        api.removeRoleFromInstanceProfile(call, new Shapes.ProfileRole(request.id(), each.roleName()));
                    api.deleteInstanceProfile(call, new Shapes.ProfileName(request.id()));
                });
    }

    private ResourceType<PolicyProperties> policy() {
        return new Type<>(
                "AWS::IAM::Policy",
                PolicyProperties.class,
                Set.of(),
                (request, call) -> {
                    PolicyProperties wanted = request.properties();
                    put(call, wanted.policyName(), json(wanted.policyDocument()), wanted.roles(), wanted.users());
                    return new Progress.Done(request.generatedName(ids.upper(12), OTHER_NAME), Map.of());
                },
                (request, before, call) -> {
                    PolicyProperties wanted = request.properties();
                    put(call, wanted.policyName(), json(wanted.policyDocument()), wanted.roles(), wanted.users());
                    boolean renamed = !before.policyName().equals(wanted.policyName());
                    remove(
                            call,
                            before.policyName(),
                            without(before.roles(), renamed ? List.of() : wanted.roles()),
                            without(before.users(), renamed ? List.of() : wanted.users()));
                    return new Progress.Done(request.id(), Map.of());
                },
                (request, call) -> remove(
                        call,
                        request.properties().policyName(),
                        request.properties().roles(),
                        request.properties().users()));
    }

    private static List<String> without(List<String> all, List<String> kept) {
        return all.stream().filter(each -> !kept.contains(each)).toList();
    }

    private void put(Call call, String name, String document, List<String> roles, List<String> users) {
        for (String each : roles) api.putRolePolicy(call, new Shapes.PutRolePolicy(each, name, document));
        for (String each : users) api.putUserPolicy(call, new Shapes.PutUserPolicy(each, name, document));
    }

    private void remove(Call call, String name, List<String> roles, List<String> users) {
        for (String each : roles) api.deleteRolePolicy(call, new Shapes.RolePolicyName(each, name));
        for (String each : users) api.deleteUserPolicy(call, new Shapes.UserPolicyName(each, name));
    }

    private ResourceType<RolePolicyProperties> rolePolicy() {
        return new Type<>(
                "AWS::IAM::RolePolicy",
                RolePolicyProperties.class,
                Set.of("PolicyName", "RoleName"),
                (request, call) -> {
                    RolePolicyProperties wanted = request.properties();
                    putOne(call, wanted);
                    return new Progress.Done(
                            wanted.policyName() + "|" + wanted.roleName(), wanted.policyName(), Map.of());
                },
                (request, before, call) -> {
                    putOne(call, request.properties());
                    return new Progress.Done(request.id(), request.properties().policyName(), Map.of());
                },
                (request, call) -> api.deleteRolePolicy(
                        call,
                        new Shapes.RolePolicyName(
                                request.properties().roleName(),
                                request.properties().policyName())));
    }

    private void putOne(Call call, RolePolicyProperties wanted) {
        Object document = wanted.policyDocument() == null ? Map.of() : wanted.policyDocument();
        api.putRolePolicy(call, new Shapes.PutRolePolicy(wanted.roleName(), wanted.policyName(), json(document)));
    }

    private ResourceType<ManagedPolicyProperties> managedPolicy() {
        return new Type<>(
                "AWS::IAM::ManagedPolicy",
                ManagedPolicyProperties.class,
                Set.of("ManagedPolicyName", "Description", "Path"),
                (request, call) -> {
                    ManagedPolicyProperties wanted = request.properties();
                    String name = wanted.managedPolicyName() != null
                            ? wanted.managedPolicyName()
                            : request.generatedName(ids.upper(12), OTHER_NAME);
                    Shapes.Policy made = api.createPolicy(
                                    call,
                                    new Shapes.CreatePolicy(
                                            name,
                                            wanted.path(),
                                            json(wanted.policyDocument()),
                                            wanted.description(),
                                            List.of()))
                            .policy();
                    attach(call, made.arn(), wanted.roles(), wanted.users());
                    return new Progress.Done(made.arn(), Map.of("PolicyArn", made.arn(), "PolicyId", made.policyId()));
                },
                (request, before, call) -> {
                    ManagedPolicyProperties wanted = request.properties();
                    for (Shapes.Version each : api.listPolicyVersions(call, new Shapes.PolicyArn(request.id()))
                            .versions())
                        if (!each.isDefaultVersion())
                            api.deletePolicyVersion(call, new Shapes.PolicyVersionId(request.id(), each.versionId()));
                    api.createPolicyVersion(
                            call, new Shapes.CreatePolicyVersion(request.id(), json(wanted.policyDocument()), true));
                    attach(call, request.id(), wanted.roles(), wanted.users());
                    detach(
                            call,
                            request.id(),
                            without(before.roles(), wanted.roles()),
                            without(before.users(), wanted.users()));
                    return new Progress.Done(request.id(), Map.of("PolicyArn", request.id()));
                },
                (request, call) -> {
                    detach(
                            call,
                            request.id(),
                            request.properties().roles(),
                            request.properties().users());
                    for (Shapes.Version each : api.listPolicyVersions(call, new Shapes.PolicyArn(request.id()))
                            .versions())
                        if (!each.isDefaultVersion())
                            api.deletePolicyVersion(call, new Shapes.PolicyVersionId(request.id(), each.versionId()));
                    api.deletePolicy(call, new Shapes.PolicyArn(request.id()));
                });
    }

    private void attach(Call call, String arn, List<String> roles, List<String> users) {
        for (String each : roles) api.attachRolePolicy(call, new Shapes.RolePolicyArn(each, arn));
        for (String each : users) api.attachUserPolicy(call, new Shapes.UserPolicyArn(each, arn));
    }

    private void detach(Call call, String arn, List<String> roles, List<String> users) {
        for (String each : roles) quietly(() -> api.detachRolePolicy(call, new Shapes.RolePolicyArn(each, arn)));
        for (String each : users) quietly(() -> api.detachUserPolicy(call, new Shapes.UserPolicyArn(each, arn)));
    }

    /// What is gone already is passed over.
    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (AwsException gone) {
            if (!gone.code().equals("NoSuchEntity")) throw gone;
        }
    }

    private ResourceType<UserProperties> user() {
        return new Type<>(
                "AWS::IAM::User",
                UserProperties.class,
                Set.of("UserName", "Path"),
                (request, call) -> {
                    UserProperties wanted = request.properties();
                    String name = wanted.userName() != null
                            ? wanted.userName()
                            : request.generatedName(ids.upper(12), ROLE_NAME);
                    Shapes.User made = api.createUser(
                                    call,
                                    new Shapes.CreateUser(wanted.path(), name, tags(request.tags(), wanted.tags())))
                            .user();
                    arrange(call, name, wanted);
                    return new Progress.Done(name, Map.of("Arn", made.arn()));
                },
                (request, before, call) -> {
                    arrange(call, request.id(), request.properties());
                    for (Inline each : before.policies())
                        if (request.properties().policies().stream()
                                .noneMatch(kept -> kept.policyName().equals(each.policyName())))
                            quietly(() -> api.deleteUserPolicy(
                                    call, new Shapes.UserPolicyName(request.id(), each.policyName())));
                    for (String each : without(
                            before.managedPolicyArns(), request.properties().managedPolicyArns()))
                        quietly(() -> api.detachUserPolicy(call, new Shapes.UserPolicyArn(request.id(), each)));
                    return new Progress.Done(
                            request.id(),
                            Map.of(
                                    "Arn",
                                    api.getUser(call, new Shapes.MaybeUserName(request.id()))
                                            .user()
                                            .arn()));
                },
                (request, call) -> {
                    Shapes.ListOfUser mine = new Shapes.ListOfUser(request.id(), null, null);
                    for (String each : api.listUserPolicies(call, mine).policyNames())
                        api.deleteUserPolicy(call, new Shapes.UserPolicyName(request.id(), each));
                    for (Shapes.Attached each :
                            api.listAttachedUserPolicies(call, mine).attachedPolicies())
                        api.detachUserPolicy(call, new Shapes.UserPolicyArn(request.id(), each.policyArn()));
                    api.deleteUser(call, new Shapes.UserName(request.id()));
                });
    }

    private void arrange(Call call, String user, UserProperties wanted) {
        for (Inline each : wanted.policies())
            api.putUserPolicy(call, new Shapes.PutUserPolicy(user, each.policyName(), json(each.policyDocument())));
        for (String each : wanted.managedPolicyArns()) api.attachUserPolicy(call, new Shapes.UserPolicyArn(user, each));
    }

    private ResourceType<KeyProperties> key() {
        return new Type<>(
                "AWS::IAM::AccessKey",
                KeyProperties.class,
                Set.of("UserName"),
                (request, call) -> {
                    KeyProperties wanted = request.properties();
                    Shapes.Key made = api.createAccessKey(call, new Shapes.MaybeUserName(wanted.userName()))
                            .accessKey();
                    if (wanted.status() != null)
                        api.updateAccessKey(
                                call,
                                new Shapes.UpdateAccessKey(wanted.userName(), made.accessKeyId(), wanted.status()));
                    return new Progress.Done(made.accessKeyId(), Map.of("SecretAccessKey", made.secretAccessKey()));
                },
                (request, before, call) -> {
                    String status = request.properties().status();
                    api.updateAccessKey(
                            call,
                            new Shapes.UpdateAccessKey(
                                    request.properties().userName(), request.id(), status == null ? "Active" : status));
                    return new Progress.Done(request.id(), Map.of());
                },
                (request, call) -> api.deleteAccessKey(
                        call, new Shapes.DeleteAccessKey(request.properties().userName(), request.id())));
    }

    private static String json(Object document) {
        return document instanceof String text ? text : JSON.writeValueAsString(document);
    }

    private static List<Shapes.Tag> tags(Map<String, String> stack, List<Tag> own) {
        Map<String, String> tags = new LinkedHashMap<>(stack);
        own.forEach(each -> tags.put(each.key(), each.value()));
        List<Shapes.Tag> list = new ArrayList<>();
        tags.forEach((key, value) -> list.add(new Shapes.Tag(key, value)));
        return list;
    }
}
