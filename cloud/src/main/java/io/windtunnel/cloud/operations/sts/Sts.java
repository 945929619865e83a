package io.windtunnel.cloud.operations.sts;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.CloudService;

/// STS, running.
public final class Sts implements CloudService {
    private final StsApi face;

    private Sts(StsApi face) {
        this.face = face;
    }

    public static Sts open(CloudContext context) {
        return new Sts(new StsApi(context.directory()));
    }

    @Override
    public String name() {
        return "sts";
    }

    @Override
    public StsApi face() {
        return face;
    }

    @Override
    public void close() {}
}
