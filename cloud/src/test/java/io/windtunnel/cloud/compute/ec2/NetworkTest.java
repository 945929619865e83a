package io.windtunnel.cloud.compute.ec2;

import static io.windtunnel.cloud.compute.ec2.Ec2World.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.compute.ec2.network.VpcApi.CreateSubnetRequest;
import io.windtunnel.cloud.compute.ec2.network.VpcApi.CreateVpcRequest;
import io.windtunnel.cloud.compute.ec2.network.VpcApi.DeleteVpcRequest;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.PropertyBinder;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.wire.AwsException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private final Ec2World world = new Ec2World();

    @Test
    void aSubnetMustLieInItsVpcAndOverlapNoOther() {
        String vpc = world.face
                .createVpc(world.call, new CreateVpcRequest("10.0.0.0/16", List.of(), null))
                .vpc()
                .vpcId();
        var subnet = subnet(vpc, "10.0.1.0/24").subnet();
        assertThat(subnet.availableIpAddressCount()).isEqualTo(251);
        assertThat(subnet.availabilityZone()).isEqualTo("us-east-1a");
        refused("InvalidSubnet.Range", () -> subnet(vpc, "10.1.1.0/24"));
        refused("InvalidSubnet.Conflict", () -> subnet(vpc, "10.0.1.128/25"));
        refused("InvalidParameterValue", () -> subnet(vpc, "nonsense"));
        refused("InvalidVpcID.NotFound", () -> subnet("vpc-1", "10.0.2.0/24"));
        refused("DependencyViolation", () -> world.face.deleteVpc(world.call, new DeleteVpcRequest(vpc, null)));
    }

    private io.windtunnel.cloud.compute.ec2.network.VpcApi.CreateSubnetResult subnet(String vpc, String block) {
        return world.face.createSubnet(world.call, new CreateSubnetRequest(vpc, block, null, null, List.of(), null));
    }

    private static void refused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        AwsException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    @Test
    void aTemplatesNetworkIsMadeAndGetsItsAttributes() {
        Progress.Done vpc = done("AWS::EC2::VPC", Map.of("CidrBlock", "10.0.0.0/16", "EnableDnsHostnames", "true"));
        Progress.Done group = done(
                "AWS::EC2::SecurityGroup",
                Map.of(
                        "GroupDescription",
                        "web",
                        "VpcId",
                        vpc.ref(),
                        "SecurityGroupIngress",
                        List.of(Map.of("IpProtocol", "tcp", "FromPort", 80, "ToPort", 80, "CidrIp", "0.0.0.0/0"))));
        assertThat(group.attributes()).containsEntry("VpcId", vpc.ref());
        Progress.Done template = done(
                "AWS::EC2::LaunchTemplate",
                Map.of("LaunchTemplateData", Map.of("ImageId", world.image(), "InstanceType", "t3.micro")));
        String id = world.face
                .runInstances(world.call, world.launch(template.ref(), "$Latest"))
                .instances()
                .getFirst()
                .instanceId();
        world.pass(5);
        assertThat(world.state(id)).isEqualTo("running");
    }

    private Progress.Done done(String type, Map<String, Object> properties) {
        return (Progress.Done) create(world.types.find(type).orElseThrow(), properties);
    }

    private <P extends Record> Progress create(ResourceType<P> type, Map<String, Object> properties) {
        P bound = PropertyBinder.bind(type.properties(), properties, "Thing").properties();
        return type.create(new ResourceType.Request<>(
                SCOPE, "site", "stack-id", "Thing", null, bound, Map.of("aws:cloudformation:logical-id", "Thing")));
    }
}
