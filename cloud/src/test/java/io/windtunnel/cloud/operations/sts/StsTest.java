package io.windtunnel.cloud.operations.sts;

import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.wire.ApiFace;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.check.FaceConformance;
import org.junit.jupiter.api.Test;

class StsTest {
    @Test
    void the_face_fits_its_model() {
        FaceConformance.check(ApiFace.bind(ServiceModel.load("sts"), new StsApi(new Directory())));
    }
}
