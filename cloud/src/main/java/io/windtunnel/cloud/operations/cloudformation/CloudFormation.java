package io.windtunnel.cloud.operations.cloudformation;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.CloudService;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.Unhonoured;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// CloudFormation, running: the stacks of every scope. It owns no thread; its deployments go on by the cloud's time.
public final class CloudFormation implements CloudService {
    private final CloudContext context;
    private final CloudFormationApi face;
    private final Map<Scope, Stacks> scopes = new ConcurrentHashMap<>();

    private CloudFormation(CloudContext context) {
        this.context = context;
        this.face = new CloudFormationApi(
                this::stacks, type -> context.resourceTypes().find(type).isPresent());
    }

    public static CloudFormation open(CloudContext context) {
        BuiltInTypes.add(context.resourceTypes(), context.fabric().ids());
        CloudFormation service = new CloudFormation(context);
        for (Scope scope : context.fabric().storage().scopes(StackBook.STACKS))
            service.stacks(scope).recover();
        return service;
    }

    private Stacks stacks(Scope scope) {
        return scopes.computeIfAbsent(
                scope,
                each -> new Stacks(
                        context,
                        each,
                        context.directory().find(Unhonoured.class).orElse(Unhonoured.SILENT)));
    }

    @Override
    public String name() {
        return "cloudformation";
    }

    @Override
    public CloudFormationApi face() {
        return face;
    }

    @Override
    public void close() {}
}
