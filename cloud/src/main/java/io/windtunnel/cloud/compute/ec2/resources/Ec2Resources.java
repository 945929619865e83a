package io.windtunnel.cloud.compute.ec2.resources;

import io.windtunnel.cloud.compute.ec2.Ec2Api;
import io.windtunnel.cloud.template.ResourceTypes;

/// EC2's resource types, added to the cloud's.
public final class Ec2Resources {
    private Ec2Resources() {}

    public static void add(Ec2Api face, ResourceTypes types) {
        new VpcTypes(face).all().forEach(types::add);
        new RoutingTypes(face).all().forEach(types::add);
        new GroupTypes(face).all().forEach(types::add);
        new MachineTypes(face).all().forEach(types::add);
    }
}
