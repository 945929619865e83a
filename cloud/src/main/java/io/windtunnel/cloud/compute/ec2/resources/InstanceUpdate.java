package io.windtunnel.cloud.compute.ec2.resources;

import io.windtunnel.cloud.compute.ec2.Ec2Api;
import io.windtunnel.cloud.compute.ec2.common.AttributeBooleanValue;
import io.windtunnel.cloud.compute.ec2.common.AttributeValue;
import io.windtunnel.cloud.compute.ec2.instances.AttributeApi.BlobAttributeValue;
import io.windtunnel.cloud.compute.ec2.instances.AttributeApi.ModifyInstanceAttributeRequest;
import io.windtunnel.cloud.compute.ec2.instances.Instance;
import io.windtunnel.cloud.compute.ec2.instances.InstanceApi.IdsRequest;
import io.windtunnel.cloud.compute.ec2.instances.InstanceApi.StopInstancesRequest;
import io.windtunnel.cloud.compute.ec2.resources.MachineTypes.InstanceProperties;
import io.windtunnel.cloud.ports.Instances.State;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.wire.Call;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Changes a stack's instance in place. Another instance type or other user data need an interruption:
/// the instance is stopped, changed and started again, and stays stopped when it was. The rest is
/// changed while it runs.
///
/// Source:
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html
final class InstanceUpdate {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final Ec2Api face;
    private final Call call;
    private final String id;
    private final InstanceProperties wanted;
    private final InstanceProperties before;
    private final Supplier<Progress> untilRunning;

    /// @param untilRunning how the instance is described once it runs
    InstanceUpdate(
            Ec2Api face,
            Call call,
            String id,
            InstanceProperties wanted,
            InstanceProperties before,
            Supplier<Progress> untilRunning) {
        this.face = face;
        this.call = call;
        this.id = id;
        this.wanted = wanted;
        this.before = before;
        this.untilRunning = untilRunning;
    }

    /// Changes what needs no interruption, and begins the one that is needed.
    Progress begin() {
        if (!Objects.equals(wanted.monitoring(), before.monitoring())) monitor();
        boolean terminate = !Objects.equals(wanted.disableApiTermination(), before.disableApiTermination());
        boolean shutdown =
                !Objects.equals(wanted.instanceInitiatedShutdownBehavior(), before.instanceInitiatedShutdownBehavior());
        if (terminate || shutdown)
            modify(
                    null,
                    null,
                    terminate ? new AttributeBooleanValue(Boolean.TRUE.equals(wanted.disableApiTermination())) : null,
                    shutdown
                            ? new AttributeValue(
                                    Objects.requireNonNullElse(wanted.instanceInitiatedShutdownBehavior(), "stop"))
                            : null);
        if (wanted.instanceType() == null && before.instanceType() != null)
            return new Progress.Failed(id, "InstanceType cannot be left out of an instance that has one: name a type");
        boolean interrupts = !Objects.equals(wanted.instanceType(), before.instanceType())
                || !Objects.equals(wanted.userData(), before.userData());
        return interrupts ? interrupt() : untilRunning.get();
    }

    private void monitor() {
        IdsRequest request = new IdsRequest(List.of(id), null);
        if (Boolean.TRUE.equals(wanted.monitoring())) face.monitorInstances(call, request);
        else face.unmonitorInstances(call, request);
    }

    private void modify(
            @Nullable AttributeValue instanceType,
            @Nullable BlobAttributeValue userData,
            @Nullable AttributeBooleanValue disableApiTermination,
            @Nullable AttributeValue shutdownBehavior) {
        face.modifyInstanceAttribute(
                call,
                new ModifyInstanceAttributeRequest(
                        id,
                        null,
                        null,
                        instanceType,
                        userData,
                        disableApiTermination,
                        null,
                        shutdownBehavior,
                        null,
                        List.of(),
                        null));
    }

    private Progress interrupt() {
        Optional<Instance> now = face.instances(call, view -> view.instances().find(id));
        State state = now.map(Instance::state).orElse(State.TERMINATED);
        return switch (state) {
            case PENDING -> new Progress.Pending(id, ASK_AGAIN, this::interrupt);
            case RUNNING -> {
                face.stopInstances(call, new StopInstancesRequest(List.of(id), null, null));
                yield whenStopped(true);
            }
            case STOPPING, STOPPED -> whenStopped(false);
            case SHUTTING_DOWN, TERMINATED -> gone();
        };
    }

    private Progress gone() {
        return new Progress.Failed(id, "Instance " + id + " did not stabilize: it is gone");
    }

    private Progress whenStopped(boolean startAgain) {
        Optional<Instance> now = face.instances(call, view -> view.instances().find(id));
        if (now.isEmpty() || now.get().is(State.SHUTTING_DOWN) || now.get().terminated()) return gone();
        if (!now.get().is(State.STOPPED)) return new Progress.Pending(id, ASK_AGAIN, () -> whenStopped(startAgain));
        try {
            change();
        } finally {
            // refused or not: what ran runs again
            if (startAgain) face.startInstances(call, new IdsRequest(List.of(id), null));
        }
        return untilRunning.get();
    }

    private void change() {
        String userData = Objects.requireNonNullElse(wanted.userData(), "");
        boolean otherData = !userData.equals(Objects.requireNonNullElse(before.userData(), ""));
        modify(
                wanted.instanceType() == null ? null : new AttributeValue(wanted.instanceType()),
                otherData ? new BlobAttributeValue(Base64.getMimeDecoder().decode(userData)) : null,
                null,
                null);
    }
}
