package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.Shapes.CreateLaunchConfigurationRequest;
import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.wire.AwsException;
import java.time.Instant;

/// Creates and deletes launch configurations.
final class ConfigurationRequests {
    private ConfigurationRequests() {}

    static void create(Book book, CreateLaunchConfigurationRequest request, Quotas quotas, Instant now) {
        String name = request.launchConfigurationName();
        if (request.imageId() == null || request.instanceType() == null)
            throw AwsException.validation("Valid requests must contain either the InstanceID parameter or both the"
                    + " ImageId and InstanceType parameters.");
        synchronized (book) {
            if (book.configuration(name) != null)
                throw new AwsException(
                        "AlreadyExists",
                        "Launch Configuration by this name already exists - A launch configuration already exists with"
                                + " the name " + name);
            quotas.require(
                    book.scope, Limit.CONFIGURATIONS, book.configurations().size() + 1);
            book.put(new Configuration(
                    name,
                    book.uuid(),
                    request.imageId(),
                    request.instanceType(),
                    request.keyName(),
                    request.securityGroups(),
                    request.userData(),
                    request.iamInstanceProfile(),
                    request.associatePublicIpAddress(),
                    now));
        }
    }

    /// A configuration that a group launches from stays.
    static void delete(Book book, String name) {
        if (book.configuration(name) == null)
            throw AwsException.validation(
                    "Launch configuration name not found - Launch configuration " + name + " not found");
        for (Group group : book.groups())
            if (name.equals(group.settings().launch().configuration()))
                throw new AwsException(
                        "ResourceInUse",
                        "Cannot delete launch configuration " + name + " because it is attached to AutoScalingGroup "
                                + group.name());
        book.removeConfiguration(name);
    }
}
