package io.windtunnel.cloud.compute.ec2.instances;

import io.windtunnel.cloud.compute.ec2.images.Images;
import io.windtunnel.cloud.compute.ec2.network.NetworkAccess;
import io.windtunnel.cloud.compute.ec2.network.Networks;
import io.windtunnel.wire.Call;
import java.util.function.Function;

/// How the parts of the face reach the caller's instances: under their lock.
public interface InstanceAccess extends NetworkAccess {
    /// The instances with what describes them.
    record View(Instances instances, Networks networks, Images images) {}

    <T> T instances(Call call, Function<View, T> work);

    /// What an instance's machine says on its console.
    byte[] console(String instanceId);
}
