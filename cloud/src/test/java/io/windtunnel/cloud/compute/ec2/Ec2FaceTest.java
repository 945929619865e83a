package io.windtunnel.cloud.compute.ec2;

import io.windtunnel.wire.ApiFace;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.check.FaceConformance;
import org.junit.jupiter.api.Test;

class Ec2FaceTest {
    @Test
    void everyRecordFitsTheModel() {
        FaceConformance.check(ApiFace.bind(ServiceModel.load("ec2"), new Ec2World().face));
    }
}
