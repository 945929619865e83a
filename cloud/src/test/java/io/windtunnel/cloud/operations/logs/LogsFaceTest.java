package io.windtunnel.cloud.operations.logs;

import io.windtunnel.wire.ApiFace;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.check.FaceConformance;
import org.junit.jupiter.api.Test;

class LogsFaceTest {
    @Test
    void everyRecordFitsTheModel() {
        FaceConformance.check(ApiFace.bind(ServiceModel.load("logs"), new LogsWorld().api));
    }
}
