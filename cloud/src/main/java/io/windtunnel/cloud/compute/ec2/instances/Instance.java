package io.windtunnel.cloud.compute.ec2.instances;

import io.windtunnel.cloud.compute.ec2.templates.TemplateData;
import io.windtunnel.cloud.ports.Instances.State;
import io.windtunnel.cloud.ports.Instances.View;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Zone;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An instance. `logicalId` is the CloudFormation logical id it, or its launch template, came from.
public record Instance(
        String instanceId,
        String reservationId,
        int launchIndex,
        @Nullable String clientToken,
        Instant launchTime,
        Standing standing,
        Stand stand,
        Settings settings,
        @Nullable String logicalId) {
    /// Where it is in its life. `epoch` counts its changes, so that a late timer knows that it is late; `powerLost` is
    /// true when its zone's power took it down, and gives it back when the power comes.
    public record Standing(
            State state,
            int epoch,
            Instant since,
            @Nullable String reasonCode,
            @Nullable String reason,
            boolean powerLost) {
        Standing next(State to, Instant now, @Nullable String code, @Nullable String words, boolean lost) {
            return new Standing(to, epoch + 1, now, code, words, lost);
        }
    }

    /// Where it stands on the network.
    public record Stand(String vpcId, String subnetId, String zoneName, String privateIp, String interfaceId) {
        Zone zone() {
            return Zone.parse(zoneName);
        }
    }

    /// What it is and may do.
    public record Settings(
            String imageId,
            String architecture,
            int imageGibibytes,
            String rootDevice,
            String volumeId,
            int volumeGibibytes,
            String volumeType,
            String instanceType,
            @Nullable String keyName,
            String userData,
            @Nullable String profileArn,
            @Nullable String profileId,
            boolean monitored,
            boolean terminationProtected,
            boolean stopProtected,
            String shutdownBehavior,
            boolean publicAddress,
            boolean spot,
            TemplateData.Metadata metadata) {}

    public State state() {
        return standing.state();
    }

    public boolean is(State state) {
        return standing.state() == state;
    }

    public boolean terminated() {
        return is(State.TERMINATED);
    }

    Instance with(Standing changed) {
        return new Instance(
                instanceId, reservationId, launchIndex, clientToken, launchTime, changed, stand, settings, logicalId);
    }

    Instance with(Settings changed) {
        return new Instance(
                instanceId, reservationId, launchIndex, clientToken, launchTime, standing, stand, changed, logicalId);
    }

    Instance launchedAgain(Instant now, Standing changed) {
        return new Instance(
                instanceId, reservationId, launchIndex, clientToken, now, changed, stand, settings, logicalId);
    }

    /// As other services see it.
    public View view() {
        return new View(
                instanceId,
                state(),
                Place.in(stand.zone()),
                stand.vpcId(),
                stand.subnetId(),
                stand.privateIp(),
                settings.instanceType(),
                launchTime,
                false);
    }
}
