package io.windtunnel.cloud.operations.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.ports.AccessKeys;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Identities;
import io.windtunnel.cloud.ports.Roles;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.ApiFace;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.Unhonoured;
import io.windtunnel.wire.check.FaceConformance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IamTest {
    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole"}]}""";

    private final Call call = Call.internal(new Scope(AccountId.DEFAULT, Region.US_EAST_1));
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-01T00:00:00Z"));
    private final Directory directory = new Directory();
    private final List<String> told = new ArrayList<>();
    private final IamApi api = open();

    private IamApi open() {
        directory.offer(Unhonoured.class, (service, operation, path) -> told.add(path));
        return Iam.open(new CloudContext(Fabric.bare(time, 1), directory, new ResourceTypes(), _ -> {}))
                .face();
    }

    private Shapes.Role role(String name) {
        return api.createRole(call, new Shapes.CreateRole(null, name, TRUST, null, null, List.of()))
                .role();
    }

    @Test
    void the_face_fits_its_model() {
        FaceConformance.check(ApiFace.bind(ServiceModel.load("iam"), api));
    }

    @Test
    void keeps_roles_and_says_that_policies_bind_no_one() {
        Shapes.Role role = role("web");
        assertThat(role.arn()).isEqualTo("arn:aws:iam::000000000000:role/web");
        assertThat(role.roleId()).startsWith("AROA").hasSize(21);
        assertThat(role.assumeRolePolicyDocument()).startsWith("%7B%22Version%22%3A%20");
        assertThat(told.getFirst()).contains("not enforced");
        assertThatThrownBy(() -> role("web")).hasMessage("Role with name web already exists.");
        assertThatThrownBy(() -> api.getRole(call, new Shapes.RoleName("no")))
                .hasMessage("The role with name no cannot be found.");
        assertThatThrownBy(() ->
                        api.createRole(call, new Shapes.CreateRole(null, "bad", "{not json", null, null, List.of())))
                .hasMessage("This policy contains invalid Json");
    }

    @Test
    void refuses_to_delete_what_is_in_use() {
        role("web");
        String managed = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
        api.attachRolePolicy(call, new Shapes.RolePolicyArn("web", managed));
        assertThatThrownBy(() -> api.deleteRole(call, new Shapes.RoleName("web")))
                .hasMessage("Cannot delete entity, must detach all policies first.");
        api.detachRolePolicy(call, new Shapes.RolePolicyArn("web", managed));
        api.putRolePolicy(call, new Shapes.PutRolePolicy("web", "own", TRUST));
        assertThatThrownBy(() -> api.deleteRole(call, new Shapes.RoleName("web")))
                .hasMessage("Cannot delete entity, must delete policies first.");
        api.deleteRolePolicy(call, new Shapes.RolePolicyName("web", "own"));
        api.deleteRole(call, new Shapes.RoleName("web"));
        assertThatThrownBy(() -> api.attachRolePolicy(
                        call, new Shapes.RolePolicyArn("web", "arn:aws:iam::000000000000:policy/none")))
                .hasMessageContaining("cannot be found");
    }

    @Test
    void hands_a_machine_its_roles_credentials() {
        role("web");
        api.createInstanceProfile(call, new Shapes.CreateInstanceProfile("p", null, List.of()));
        api.addRoleToInstanceProfile(call, new Shapes.ProfileRole("p", "web"));
        Roles roles = directory.require(Roles.class);
        Roles.Profile profile = roles.profile(AccountId.DEFAULT, "p").orElseThrow();
        assertThat(roles.profile(AccountId.DEFAULT, profile.arn().toString())).contains(profile);
        Roles.Credentials credentials = roles.assume(profile.roleArn(), "i-1");
        assertThat(directory.require(AccessKeys.class).secret(credentials.accessKeyId()))
                .contains(credentials.secretAccessKey());
        Identities.Identity identity = directory
                .require(Identities.class)
                .of(credentials.accessKeyId())
                .orElseThrow();
        assertThat(identity.arn()).hasToString("arn:aws:sts::000000000000:assumed-role/web/i-1");
        time.advance(Duration.ofHours(7));
        assertThat(directory.require(AccessKeys.class).secret(credentials.accessKeyId()))
                .isEmpty();
    }

    @Test
    void assumes_only_roles_that_exist_and_no_longer_than_they_allow() {
        Identities identities = directory.require(Identities.class);
        Arn web = Arn.parse(role("web").arn());
        assertThat(identities.assume(web, "me", Duration.ofHours(1)).id()).endsWith(":me");
        assertThatThrownBy(() -> identities.assume(web, "me", Duration.ofHours(2)))
                .hasMessageContaining("exceeds the MaxSessionDuration");
        assertThatThrownBy(() ->
                        identities.assume(Arn.parse("arn:aws:iam::000000000000:role/none"), "me", Duration.ofHours(1)))
                .hasMessageContaining("not authorized to perform: sts:AssumeRole");
    }

    @Test
    void gives_users_keys() {
        api.createUser(call, new Shapes.CreateUser(null, "ann", List.of()));
        Shapes.Key key =
                api.createAccessKey(call, new Shapes.MaybeUserName("ann")).accessKey();
        assertThat(key.accessKeyId()).startsWith("AKIA").hasSize(20);
        api.createAccessKey(call, new Shapes.MaybeUserName("ann"));
        assertThatThrownBy(() -> api.createAccessKey(call, new Shapes.MaybeUserName("ann")))
                .hasMessage("Cannot exceed quota for AccessKeysPerUser: 2");
        assertThatThrownBy(() -> api.deleteUser(call, new Shapes.UserName("ann")))
                .hasMessageContaining("must delete access keys first");
    }

    @Test
    void keeps_managed_policies_with_versions() {
        Shapes.Policy policy = api.createPolicy(call, new Shapes.CreatePolicy("read", null, TRUST, null, List.of()))
                .policy();
        api.createPolicyVersion(call, new Shapes.CreatePolicyVersion(policy.arn(), TRUST, true));
        assertThat(api.getPolicy(call, new Shapes.PolicyArn(policy.arn()))
                        .policy()
                        .defaultVersionId())
                .isEqualTo("v2");
        assertThatThrownBy(() -> api.deletePolicy(call, new Shapes.PolicyArn(policy.arn())))
                .hasMessageContaining("more than one version");
    }
}
