package io.windtunnel.cloud.compute.ec2.instances;

import io.windtunnel.cloud.compute.ec2.common.AttributeBooleanValue;
import io.windtunnel.cloud.compute.ec2.common.AttributeValue;
import io.windtunnel.cloud.compute.ec2.common.GroupIdentifier;
import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.cloud.compute.ec2.instances.Change.Protection;
import io.windtunnel.cloud.compute.ec2.instances.InstanceShapes.MetadataDescription;
import io.windtunnel.cloud.compute.ec2.network.InterfaceApi;
import io.windtunnel.cloud.compute.ec2.network.NetworkInterface;
import io.windtunnel.cloud.compute.ec2.templates.TemplateData;
import io.windtunnel.cloud.compute.ec2.types.InstanceType;
import io.windtunnel.cloud.compute.ec2.types.InstanceTypes;
import io.windtunnel.cloud.ports.Instances.State;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// EC2's operations on single attributes of instances, and their consoles.
public interface AttributeApi extends InstanceAccess {
    @SuppressWarnings("ArrayRecordComponent") // a request is read once and never compared
    record BlobAttributeValue(byte @Nullable [] value) {}

    record ModifyInstanceAttributeRequest(
            String instanceId,
            @Nullable String attribute,
            @Nullable String value,
            @Nullable AttributeValue instanceType,
            @Nullable BlobAttributeValue userData,
            @Nullable AttributeBooleanValue disableApiTermination,
            @Nullable AttributeBooleanValue disableApiStop,
            @Nullable AttributeValue instanceInitiatedShutdownBehavior,
            @Nullable AttributeBooleanValue sourceDestCheck,
            List<String> groups,
            @Nullable Boolean dryRun) {}

    record DescribeInstanceAttributeRequest(
            String instanceId, String attribute, @Nullable Boolean dryRun) {}

    record DescribeInstanceAttributeResult(
            String instanceId,
            @Nullable AttributeValue instanceType,
            @Nullable AttributeValue userData,
            @Nullable AttributeBooleanValue disableApiTermination,
            @Nullable AttributeBooleanValue disableApiStop,
            @Nullable AttributeValue instanceInitiatedShutdownBehavior,
            @Nullable AttributeValue rootDeviceName,
            @Nullable AttributeBooleanValue sourceDestCheck,
            @Nullable AttributeBooleanValue enaSupport,
            @Nullable AttributeBooleanValue ebsOptimized,
            @Nullable List<GroupIdentifier> groups) {}

    record ModifyMetadataRequest(
            String instanceId,
            @Nullable String httpTokens,
            @Nullable String httpEndpoint,
            @Nullable Integer httpPutResponseHopLimit,
            @Nullable String instanceMetadataTags,
            @Nullable Boolean dryRun) {}

    record ModifyMetadataResult(String instanceId, MetadataDescription instanceMetadataOptions) {}

    record GetConsoleOutputRequest(
            String instanceId,
            @Nullable Boolean latest,
            @Nullable Boolean dryRun) {}

    record GetConsoleOutputResult(String instanceId, Instant timestamp, String output) {}

    private static void requireStopped(Instance instance) {
        if (!instance.is(State.STOPPED))
            throw Refusals.incorrectState(
                    "The instance '" + instance.instanceId() + "' is not in the 'stopped' state.");
    }

    private static void requireArchitecture(Instance instance, InstanceType type) {
        String architecture = instance.settings().architecture();
        if (architecture.isEmpty() || architecture.equals(type.architecture())) return;
        throw Refusals.invalidValue("The architecture '" + type.architecture()
                + "' of the specified instance type does not match the architecture '" + architecture
                + "' of the instance. Specify an instance type of that architecture.");
    }

    /// The request with `Attribute` and `Value` said as the attribute's own member.
    private static ModifyInstanceAttributeRequest plain(ModifyInstanceAttributeRequest request) {
        String attribute = request.attribute();
        String value = request.value();
        if (attribute == null || value == null) return request;
        boolean on = Boolean.parseBoolean(value);
        return new ModifyInstanceAttributeRequest(
                request.instanceId(),
                null,
                null,
                attribute.equals("instanceType") ? new AttributeValue(value) : null,
                attribute.equals("userData")
                        ? new BlobAttributeValue(Base64.getMimeDecoder().decode(value))
                        : null,
                attribute.equals("disableApiTermination") ? new AttributeBooleanValue(on) : null,
                attribute.equals("disableApiStop") ? new AttributeBooleanValue(on) : null,
                attribute.equals("instanceInitiatedShutdownBehavior") ? new AttributeValue(value) : null,
                attribute.equals("sourceDestCheck") ? new AttributeBooleanValue(on) : null,
                List.of(),
                request.dryRun());
    }

    default void modifyInstanceAttribute(Call call, ModifyInstanceAttributeRequest sent) {
        Refusals.dryRun(sent.dryRun());
        ModifyInstanceAttributeRequest request = plain(sent);
        instances(call, view -> {
            Instance instance = view.instances().require(request.instanceId());
            machine(view, instance, request);
            protection(view, instance, request);
            var interfaces = view.networks().interfaces();
            AttributeBooleanValue check = request.sourceDestCheck();
            if (check != null)
                interfaces.sourceDestCheck(instance.stand().interfaceId(), Boolean.TRUE.equals(check.value()));
            if (!request.groups().isEmpty()) interfaces.groups(instance.stand().interfaceId(), request.groups());
            return true;
        });
    }

    private static void machine(View view, Instance instance, ModifyInstanceAttributeRequest request) {
        AttributeValue type = request.instanceType();
        BlobAttributeValue userData = request.userData();
        if (type == null && userData == null) return;
        requireStopped(instance);
        String typeName = type == null ? instance.settings().instanceType() : String.valueOf(type.value());
        requireArchitecture(instance, InstanceTypes.require(typeName));
        byte[] bytes = userData == null ? null : Objects.requireNonNullElse(userData.value(), new byte[0]);
        String data = bytes == null
                ? instance.settings().userData()
                : Base64.getEncoder().encodeToString(bytes);
        LaunchPlanner.checkUserData(data);
        view.instances().change(instance.instanceId(), settings -> Change.machine(settings, typeName, data));
    }

    private static void protection(View view, Instance instance, ModifyInstanceAttributeRequest request) {
        AttributeBooleanValue terminate = request.disableApiTermination();
        AttributeBooleanValue stop = request.disableApiStop();
        AttributeValue behavior = request.instanceInitiatedShutdownBehavior();
        if (terminate == null && stop == null && behavior == null) return;
        view.instances().change(instance.instanceId(), settings -> {
            String shutdown = behavior == null ? settings.shutdownBehavior() : String.valueOf(behavior.value());
            return Change.protection(
                    settings,
                    new Protection(
                            terminate == null
                                    ? settings.terminationProtected()
                                    : Boolean.TRUE.equals(terminate.value()),
                            stop == null ? settings.stopProtected() : Boolean.TRUE.equals(stop.value()),
                            shutdown));
        });
    }

    default DescribeInstanceAttributeResult describeInstanceAttribute(
            Call call, DescribeInstanceAttributeRequest request) {
        Refusals.dryRun(request.dryRun());
        return instances(call, view -> {
            Instance instance = view.instances().require(request.instanceId());
            Instance.Settings settings = instance.settings();
            Optional<NetworkInterface> primary = view.networks().interfaces().ofInstance(instance.instanceId());
            String wanted = request.attribute();
            return new DescribeInstanceAttributeResult(
                    instance.instanceId(),
                    text(wanted, "instanceType", settings.instanceType()),
                    text(wanted, "userData", settings.userData().isEmpty() ? null : settings.userData()),
                    flag(wanted, "disableApiTermination", settings.terminationProtected()),
                    flag(wanted, "disableApiStop", settings.stopProtected()),
                    text(wanted, "instanceInitiatedShutdownBehavior", settings.shutdownBehavior()),
                    text(wanted, "rootDeviceName", settings.rootDevice()),
                    flag(
                            wanted,
                            "sourceDestCheck",
                            primary.map(NetworkInterface::sourceDestCheck).orElse(true)),
                    flag(wanted, "enaSupport", true),
                    flag(wanted, "ebsOptimized", false),
                    wanted.equals("groupSet")
                            ? primary.map(it -> InterfaceApi.groups(view.networks(), it.groupIds()))
                                    .orElse(List.of())
                            : null);
        });
    }

    private static @Nullable AttributeValue text(String wanted, String attribute, @Nullable String value) {
        return wanted.equals(attribute) ? new AttributeValue(value) : null;
    }

    private static @Nullable AttributeBooleanValue flag(String wanted, String attribute, boolean value) {
        return wanted.equals(attribute) ? new AttributeBooleanValue(value) : null;
    }

    default ModifyMetadataResult modifyInstanceMetadataOptions(Call call, ModifyMetadataRequest request) {
        Refusals.dryRun(request.dryRun());
        return instances(call, view -> {
            TemplateData.Metadata now =
                    view.instances().require(request.instanceId()).settings().metadata();
            TemplateData.Metadata changed = new TemplateData.Metadata(
                    request.httpTokens() == null ? now.httpTokens() : request.httpTokens(),
                    request.httpEndpoint() == null ? now.httpEndpoint() : request.httpEndpoint(),
                    request.httpPutResponseHopLimit() == null
                            ? now.httpPutResponseHopLimit()
                            : request.httpPutResponseHopLimit(),
                    request.instanceMetadataTags() == null
                            ? now.instanceMetadataTags()
                            : request.instanceMetadataTags());
            view.instances().change(request.instanceId(), settings -> Change.metadata(settings, changed));
            return new ModifyMetadataResult(
                    request.instanceId(),
                    InstanceShapes.metadata(view.instances().require(request.instanceId())));
        });
    }

    default GetConsoleOutputResult getConsoleOutput(Call call, GetConsoleOutputRequest request) {
        Refusals.dryRun(request.dryRun());
        Instant now = instances(call, view -> {
            Instance instance = view.instances().require(request.instanceId());
            if (instance.terminated())
                throw new AwsException(
                        "InvalidInstanceID.NotFound", "The instance ID '" + instance.instanceId() + "' does not exist");
            return view.networks().ground().now();
        });
        byte[] text = console(request.instanceId());
        return new GetConsoleOutputResult(
                request.instanceId(), now, Base64.getEncoder().encodeToString(text));
    }
}
