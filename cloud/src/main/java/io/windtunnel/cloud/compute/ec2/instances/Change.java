package io.windtunnel.cloud.compute.ec2.instances;

import io.windtunnel.cloud.compute.ec2.instances.Instance.Settings;
import io.windtunnel.cloud.compute.ec2.templates.TemplateData;

/// An instance's settings with one of them changed.
final class Change {
    private Change() {}

    static Settings volume(Settings from, String volumeId) {
        return new Settings(
                from.imageId(),
                from.architecture(),
                from.imageGibibytes(),
                from.rootDevice(),
                volumeId,
                from.volumeGibibytes(),
                from.volumeType(),
                from.instanceType(),
                from.keyName(),
                from.userData(),
                from.profileArn(),
                from.profileId(),
                from.monitored(),
                from.terminationProtected(),
                from.stopProtected(),
                from.shutdownBehavior(),
                from.publicAddress(),
                from.spot(),
                from.metadata());
    }

    static Settings machine(Settings from, String instanceType, String userData) {
        return copy(
                from,
                instanceType,
                userData,
                from.monitored(),
                new Protection(from.terminationProtected(), from.stopProtected(), from.shutdownBehavior()),
                from.metadata());
    }

    /// What the machine may not do, and what it does when it shuts itself down.
    record Protection(boolean terminate, boolean stop, String shutdownBehavior) {}

    static Settings protection(Settings from, Protection protection) {
        return copy(from, from.instanceType(), from.userData(), from.monitored(), protection, from.metadata());
    }

    static Settings monitored(Settings from, boolean monitored) {
        return copy(
                from,
                from.instanceType(),
                from.userData(),
                monitored,
                new Protection(from.terminationProtected(), from.stopProtected(), from.shutdownBehavior()),
                from.metadata());
    }

    static Settings metadata(Settings from, TemplateData.Metadata metadata) {
        return copy(
                from,
                from.instanceType(),
                from.userData(),
                from.monitored(),
                new Protection(from.terminationProtected(), from.stopProtected(), from.shutdownBehavior()),
                metadata);
    }

    private static Settings copy(
            Settings from,
            String instanceType,
            String userData,
            boolean monitored,
            Protection protection,
            TemplateData.Metadata metadata) {
        return new Settings(
                from.imageId(),
                from.architecture(),
                from.imageGibibytes(),
                from.rootDevice(),
                from.volumeId(),
                from.volumeGibibytes(),
                from.volumeType(),
                instanceType,
                from.keyName(),
                userData,
                from.profileArn(),
                from.profileId(),
                monitored,
                protection.terminate(),
                protection.stop(),
                protection.shutdownBehavior(),
                from.publicAddress(),
                from.spot(),
                metadata);
    }
}
