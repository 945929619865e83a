package io.windtunnel.cloud.operations.billing;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.ApiFace;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.check.FaceConformance;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CostExplorerFaceTest {
    @Test
    void everyRecordFitsTheModel() {
        CloudContext context = new CloudContext(
                Fabric.bare(new VirtualTime(Instant.EPOCH), 1), new Directory(), new ResourceTypes(), _ -> {});
        FaceConformance.check(
                ApiFace.bind(ServiceModel.load("ce"), Billing.open(context).face()));
    }
}
