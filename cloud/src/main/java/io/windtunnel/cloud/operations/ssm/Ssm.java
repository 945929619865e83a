package io.windtunnel.cloud.operations.ssm;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.CloudService;
import io.windtunnel.cloud.ports.Parameters;

/// Systems Manager, running: offers [Parameters] and the resource type of parameters.
public final class Ssm implements CloudService {
    private final SsmApi face;

    private Ssm(SsmApi face) {
        this.face = face;
    }

    public static Ssm open(CloudContext context) {
        ParameterStore store = new ParameterStore(context);
        SsmApi face = new SsmApi(store);
        context.directory().offer(Parameters.class, store);
        context.resourceTypes().add(new SsmResources(face, context.fabric().ids()));
        return new Ssm(face);
    }

    @Override
    public String name() {
        return "ssm";
    }

    @Override
    public SsmApi face() {
        return face;
    }

    @Override
    public void close() {}
}
