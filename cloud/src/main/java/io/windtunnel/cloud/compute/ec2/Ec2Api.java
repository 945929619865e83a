package io.windtunnel.cloud.compute.ec2;

import io.windtunnel.cloud.compute.ec2.common.Ground;
import io.windtunnel.cloud.compute.ec2.common.TagApi;
import io.windtunnel.cloud.compute.ec2.common.Tags;
import io.windtunnel.cloud.compute.ec2.images.ImageApi;
import io.windtunnel.cloud.compute.ec2.images.Images;
import io.windtunnel.cloud.compute.ec2.instances.AttributeApi;
import io.windtunnel.cloud.compute.ec2.instances.Estate;
import io.windtunnel.cloud.compute.ec2.instances.InstanceApi;
import io.windtunnel.cloud.compute.ec2.instances.Machines;
import io.windtunnel.cloud.compute.ec2.instances.StatusApi;
import io.windtunnel.cloud.compute.ec2.keys.KeyPairApi;
import io.windtunnel.cloud.compute.ec2.network.AddressApi;
import io.windtunnel.cloud.compute.ec2.network.EndpointApi;
import io.windtunnel.cloud.compute.ec2.network.GatewayApi;
import io.windtunnel.cloud.compute.ec2.network.InterfaceApi;
import io.windtunnel.cloud.compute.ec2.network.Networks;
import io.windtunnel.cloud.compute.ec2.network.RoutingApi;
import io.windtunnel.cloud.compute.ec2.network.SecurityGroupApi;
import io.windtunnel.cloud.compute.ec2.network.VpcApi;
import io.windtunnel.cloud.compute.ec2.templates.LaunchTemplateApi;
import io.windtunnel.cloud.compute.ec2.templates.Templates;
import io.windtunnel.cloud.compute.ec2.types.InstanceTypeApi;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.Unhonoured;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// EC2's face: its operations are the methods of the interfaces it is put together from.
public final class Ec2Api
        implements VpcApi,
                RoutingApi,
                GatewayApi,
                AddressApi,
                InterfaceApi,
                SecurityGroupApi,
                EndpointApi,
                InstanceApi,
                AttributeApi,
                StatusApi,
                ImageApi,
                KeyPairApi,
                LaunchTemplateApi,
                InstanceTypeApi,
                TagApi {
    private final Estates estates;
    private final Machines machines;
    private final Supplier<Unhonoured> unhonoured;

    Ec2Api(Estates estates, Machines machines, Supplier<Unhonoured> unhonoured) {
        this.estates = estates;
        this.machines = machines;
        this.unhonoured = unhonoured;
    }

    /// Endpoints are kept and described; every API of this cloud is reachable without one.
    @Override
    public CreateVpcEndpointResult createVpcEndpoint(Call call, CreateVpcEndpointRequest request) {
        CreateVpcEndpointResult made = EndpointApi.super.createVpcEndpoint(call, request);
        unhonoured.get().report("ec2", "CreateVpcEndpoint", "VpcEndpoint (kept, carries no traffic)");
        if (request.policyDocument() != null)
            unhonoured.get().report("ec2", "CreateVpcEndpoint", "PolicyDocument (kept, not evaluated)");
        return made;
    }

    @Override
    public <T> T network(Call call, Function<Networks, T> work) {
        return estates.in(call.scope(), estate -> work.apply(estate.networks()));
    }

    @Override
    public <T> T instances(Call call, Function<View, T> work) {
        return estates.in(
                call.scope(), estate -> work.apply(new View(estate.instances(), estate.networks(), estate.images())));
    }

    @Override
    public <T> T images(Call call, BiFunction<Images, Tags, T> work) {
        return estates.in(
                call.scope(),
                estate -> work.apply(estate.images(), estate.ground().tags()));
    }

    @Override
    public <T> T keyPairs(Call call, BiFunction<KeyPairs, Ground, T> work) {
        return estates.in(call.scope(), estate -> work.apply(estate.keyPairs(), estate.ground()));
    }

    @Override
    public <T> T templates(Call call, BiFunction<Templates, Tags, T> work) {
        return estates.in(
                call.scope(),
                estate -> work.apply(estate.templates(), estate.ground().tags()));
    }

    @Override
    public <T> T tagged(Call call, Function<Tagged, T> work) {
        return estates.in(call.scope(), estate -> work.apply(new TaggedEstate(estate)));
    }

    @Override
    public byte[] console(String instanceId) {
        return machines.console(instanceId);
    }

    private record TaggedEstate(Estate estate) implements Tagged {
        @Override
        public Tags tags() {
            return estate.ground().tags();
        }

        @Override
        public @Nullable String typeOf(String id) {
            Networks networks = estate.networks();
            return switch (id.substring(0, Math.max(0, id.indexOf('-')))) {
                case "vpc" -> known(networks.vpcs().require(id), "vpc");
                case "subnet" -> known(networks.vpcs().requireSubnet(id), "subnet");
                case "sg" -> known(networks.groups().require(id), "security-group");
                case "rtb" -> known(networks.routing().require(id), "route-table");
                case "igw" -> known(networks.routing().requireInternetGateway(id), "internet-gateway");
                case "nat" -> known(networks.natGateways().require(id), "natgateway");
                case "eipalloc" -> known(networks.addresses().require(id), "elastic-ip");
                case "eni" -> known(networks.interfaces().require(id), "network-interface");
                case "i" -> known(estate.instances().require(id), "instance");
                case "lt" -> known(estate.templates().require(id, null), "launch-template");
                case "ami" -> known(estate.images().require(id), "image");
                case "vpce" -> networks.endpoints().find(id).isPresent() ? "vpc-endpoint" : null;
                case "key" -> "key-pair";
                case "vol" -> "volume";
                case "acl" -> "network-acl";
                case "sgr" -> "security-group-rule";
                default -> null;
            };
        }

        /// The type of a resource that was found.
        private static String known(Record resource, String type) {
            Objects.requireNonNull(resource);
            return type;
        }
    }
}
