package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.Shapes.CreateLaunchConfigurationRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeLaunchConfigurationsRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.LaunchConfigurationNameRequest;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.wire.Call;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `AWS::AutoScaling::LaunchConfiguration`: any change makes a new one.
final class LaunchConfigurationType implements ResourceType<LaunchConfigurationType.Properties> {
    record Properties(
            @Nullable String launchConfigurationName,
            @Nullable String imageId,
            @Nullable String keyName,
            List<String> securityGroups,
            @Nullable String userData,
            @Nullable String instanceType,
            @Nullable String iamInstanceProfile,
            @Nullable Boolean associatePublicIpAddress) {}

    private final AutoScalingApi api;
    private final Ids ids;

    LaunchConfigurationType(AutoScalingApi api, Ids ids) {
        this.api = api;
        this.ids = ids;
    }

    @Override
    public String name() {
        return "AWS::AutoScaling::LaunchConfiguration";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of(
                "LaunchConfigurationName",
                "ImageId",
                "KeyName",
                "SecurityGroups",
                "UserData",
                "InstanceType",
                "IamInstanceProfile",
                "AssociatePublicIpAddress");
    }

    @Override
    public Progress create(Request<Properties> request) {
        Properties asked = request.properties();
        String name = asked.launchConfigurationName() != null
                ? asked.launchConfigurationName()
                : request.generatedName(ids.upper(12), AutoScalingResources.LONGEST_NAME);
        return AutoScalingResources.attempt("", () -> {
            api.createLaunchConfiguration(
                    Call.internal(request.scope()),
                    new CreateLaunchConfigurationRequest(
                            name,
                            asked.imageId(),
                            asked.keyName(),
                            asked.securityGroups(),
                            asked.userData(),
                            asked.instanceType(),
                            asked.iamInstanceProfile(),
                            asked.associatePublicIpAddress()));
            return new Progress.Done(name, Map.of());
        });
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        return new Progress.Done(request.id(), Map.of());
    }

    @Override
    public Progress delete(Request<Properties> request) {
        Call call = Call.internal(request.scope());
        boolean gone = api.describeLaunchConfigurations(
                        call, new DescribeLaunchConfigurationsRequest(List.of(request.id()), null, null))
                .launchConfigurations()
                .isEmpty();
        if (gone) return new Progress.Done(request.id(), Map.of());
        return AutoScalingResources.attempt(request.id(), () -> {
            api.deleteLaunchConfiguration(call, new LaunchConfigurationNameRequest(request.id()));
            return new Progress.Done(request.id(), Map.of());
        });
    }
}
