package io.windtunnel.cloud.compute.ec2;

import static io.windtunnel.cloud.compute.ec2.Ec2World.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.compute.ec2.network.AddressApi.AllocateAddressRequest;
import io.windtunnel.cloud.compute.ec2.network.Permissions.GroupPair;
import io.windtunnel.cloud.compute.ec2.network.Permissions.IpPermission;
import io.windtunnel.cloud.compute.ec2.network.Permissions.IpRange;
import io.windtunnel.cloud.compute.ec2.network.SecurityGroupApi.CreateSecurityGroupRequest;
import io.windtunnel.cloud.compute.ec2.network.SecurityGroupApi.EgressRevokeRequest;
import io.windtunnel.cloud.compute.ec2.network.SecurityGroupApi.RulesRequest;
import io.windtunnel.cloud.ports.Subnets;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.UnpluggedHosts;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.wire.AwsException;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GroupAdmissionTest {
    private static final InetAddress LOCAL = InetAddress.ofLiteral("127.0.0.1");

    private final Ec2World world = new Ec2World();
    private final Subnets subnets = world.directory.require(Subnets.class);
    private final Subnets.Subnet subnet = subnets.find(SCOPE, world.subnet("a")).orElseThrow();
    private final Host outside = host("internet", "203.0.113.7");
    private final Host gateway = host("internet", "198.51.100.1");

    private static Host host(String realm, String ip) {
        return new UnpluggedHosts().host(Place.INTERNET, realm, ip);
    }

    /// A host in the default VPC with these groups; with none, in the VPC's default group.
    private Host member(String... groups) {
        Subnets.Interface taken = subnets.attach(SCOPE, subnet.subnetId(), List.of(groups), "a node", false);
        return host(subnet.vpcId(), taken.privateIp());
    }

    private String group(String name) {
        return world.face
                .createSecurityGroup(
                        world.call, new CreateSecurityGroupRequest(name, name, subnet.vpcId(), List.of(), null))
                .groupId();
    }

    private void allow(String group, int port, @Nullable String block, @Nullable String peer) {
        IpPermission permission = new IpPermission(
                "tcp",
                port,
                port,
                block == null ? List.of() : List.of(new IpRange(block, null)),
                List.of(),
                List.of(),
                peer == null ? List.of() : List.of(new GroupPair(peer, null, null, null)));
        world.face.authorizeSecurityGroupIngress(
                world.call,
                new RulesRequest(group, null, List.of(permission), null, null, null, null, null, List.of(), null));
    }

    private boolean admits(Host from, Host to, int port) {
        return world.ec2.admission().admits(from, null, to, port);
    }

    private boolean admitsClient(InetAddress client, Host to, int port) {
        return world.ec2.admission().admits(gateway, client, to, port);
    }

    @Test
    void theDefaultGroupAdmitsItsMembersOnly() {
        Host one = member();
        Host other = member();
        Host foreign = member(group("web"));
        assertThat(admits(one, other, 8080)).isTrue();
        assertThat(admits(foreign, other, 8080)).isFalse();
        assertThat(admits(outside, other, 80)).isFalse();
        assertThat(admitsClient(LOCAL, other, 80)).isFalse();
        assertThat(admits(foreign, foreign, 80)).isTrue();
    }

    @Test
    void aBalancerOpenToAllIsTheOnlyOneItsServersAdmit() {
        String front = group("front");
        String servers = group("servers");
        allow(front, 80, "0.0.0.0/0", null);
        allow(servers, 8080, null, front);
        Host balancer = member(front);
        Host server = member(servers);
        assertThat(admits(outside, balancer, 80)).isTrue();
        assertThat(admits(outside, balancer, 81)).isFalse();
        assertThat(admitsClient(LOCAL, balancer, 80)).isTrue();
        assertThat(admitsClient(InetAddress.ofLiteral("::1"), balancer, 80)).isTrue();
        assertThat(admits(balancer, server, 8080)).isTrue();
        assertThat(admits(balancer, server, 22)).isFalse();
        assertThat(admits(server, balancer, 8080)).isFalse();
        assertThat(admits(outside, server, 8080)).isFalse();
    }

    @Test
    void aRuleSeesTheClientsOwnAddress() {
        String office = group("office");
        allow(office, 80, "203.0.113.0/24", null);
        Host node = member(office);
        assertThat(admits(outside, node, 80)).isTrue();
        assertThat(admits(gateway, node, 80)).isFalse();
        assertThat(admitsClient(LOCAL, node, 80)).isFalse();
        assertThat(admitsClient(InetAddress.ofLiteral("203.0.113.9"), node, 80)).isTrue();
    }

    @Test
    void whatMayNotLeaveDoesNotArrive() {
        String closed = group("closed");
        String open = group("open");
        allow(open, 80, "0.0.0.0/0", null);
        Host sender = member(closed);
        Host target = member(open);
        assertThat(admits(sender, target, 80)).isTrue();
        world.face.revokeSecurityGroupEgress(
                world.call, new EgressRevokeRequest(closed, List.of(), "-1", null, null, "0.0.0.0/0", List.of(), null));
        assertThat(admits(sender, target, 80)).isFalse();
        assertThat(admits(sender, outside, 443)).isFalse();
        assertThat(admits(sender, host("link-local/i-1", "169.254.169.254"), 80))
                .isTrue();
    }

    /// A network load balancer's node with these groups, or none at all.
    private Subnets.Interface node(String... groups) {
        return subnets.attach(
                SCOPE, new Subnets.Wish(subnet.subnetId(), List.of(groups), "a node", true, null, null, true));
    }

    private Host at(Subnets.Interface taken) {
        return host(subnet.vpcId(), taken.privateIp());
    }

    @Test
    void aNodeWithoutGroupsHoldsNothingAndItsTargetsSeeTheClient() {
        String servers = group("servers");
        allow(servers, 8080, "203.0.113.0/24", null);
        Host server = member(servers);
        Host node = at(node());
        InetAddress client = InetAddress.ofLiteral("203.0.113.7");
        assertThat(admits(outside, node, 4242)).isTrue();
        assertThat(world.ec2.admission().admits(node, client, server, 8080)).isTrue();
        assertThat(world.ec2.admission().admits(node, InetAddress.ofLiteral("192.0.2.1"), server, 8080))
                .isFalse();
        assertThat(admits(node, server, 8080)).as("a health check").isFalse();
    }

    @Test
    void aTargetMayNameTheNodesGroupThoughItSeesTheClient() {
        String front = group("front");
        String servers = group("servers");
        allow(servers, 8080, null, front);
        Host server = member(servers);
        Host node = at(node(front));
        assertThat(world.ec2.admission().admits(node, InetAddress.ofLiteral("203.0.113.7"), server, 8080))
                .isTrue();
        assertThat(world.ec2.admission().admits(node, InetAddress.ofLiteral("203.0.113.7"), server, 22))
                .isFalse();
    }

    @Test
    void datagramsAreHeldAgainstUdpRules() {
        String servers = group("servers");
        allow(servers, 53, "0.0.0.0/0", null);
        Host server = member(servers);
        assertThat(admits(outside, server, 53)).isTrue();
        assertThat(world.ec2.admission().admitsDatagrams(outside, null, server, 53))
                .as("the rule is for TCP")
                .isFalse();
    }

    @Test
    void aNodeMayHaveAnAddressOfItsOwn() {
        String allocation = world.face
                .allocateAddress(world.call, new AllocateAddressRequest(null, List.of(), null))
                .allocationId();
        Subnets.Wish elastic = new Subnets.Wish(subnet.subnetId(), List.of(), "a node", true, null, allocation, true);
        assertThat(subnets.attach(SCOPE, elastic).publicIp()).isNotNull();
        assertThatThrownBy(() -> subnets.attach(SCOPE, elastic))
                .isInstanceOfSatisfying(
                        AwsException.class,
                        refused -> assertThat(refused.code()).isEqualTo("Resource.AlreadyAssociated"));
        String free = subnet.cidrBlock().replaceAll("\\.\\d+/\\d+", ".77");
        Subnets.Wish fixed = new Subnets.Wish(subnet.subnetId(), List.of(), "a node", false, free, null, true);
        assertThat(subnets.attach(SCOPE, fixed).privateIp()).isEqualTo(free);
        assertThatThrownBy(() -> subnets.attach(SCOPE, fixed))
                .isInstanceOfSatisfying(
                        AwsException.class,
                        refused -> assertThat(refused.code()).isEqualTo("InvalidIPAddress.InUse"));
    }
}
