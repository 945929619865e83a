package io.windtunnel.cloud.compute.ec2;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.CloudService;
import io.windtunnel.cloud.compute.ec2.images.PublicCatalog;
import io.windtunnel.cloud.compute.ec2.instances.Estate;
import io.windtunnel.cloud.compute.ec2.instances.Machines;
import io.windtunnel.cloud.compute.ec2.instances.Power;
import io.windtunnel.cloud.compute.ec2.resources.Ec2Resources;
import io.windtunnel.cloud.compute.ec2.types.InstanceType;
import io.windtunnel.cloud.compute.ec2.types.InstanceTypes;
import io.windtunnel.cloud.ports.CapacityShortages;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.InstanceMetrics;
import io.windtunnel.cloud.ports.InstancePrices;
import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.cloud.ports.LaunchTemplates;
import io.windtunnel.cloud.ports.MachineMetadata;
import io.windtunnel.cloud.ports.PublicImages;
import io.windtunnel.cloud.ports.Subnets;
import io.windtunnel.cloud.ports.ZonePower;
import io.windtunnel.fabric.net.Admission;
import io.windtunnel.kernel.time.Timer;
import io.windtunnel.wire.Unhonoured;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// EC2, running.
public final class Ec2 implements CloudService {
    /// How often what is paid for by the time is looked through: a minute of scenario time, our choice.
    private static final Duration METERING = Duration.ofMinutes(1);

    private final Machines machines;
    private final Ec2Api face;
    private final Admission admission;
    private final Timer metering;

    private Ec2(Machines machines, Ec2Api face, Admission admission, Timer metering) {
        this.machines = machines;
        this.face = face;
        this.admission = admission;
        this.metering = metering;
    }

    /// Opens EC2: offers what its neighbours ask for, and recovers what was kept once they are all there.
    public static Ec2 open(CloudContext context) {
        Directory directory = context.directory();
        CopyOnWriteArrayList<Consumer<Instances.Change>> watchers = new CopyOnWriteArrayList<>();
        Machines machines = new Machines(context.fabric(), directory, context.journal());
        Power power = new Power(directory, context.fabric().random().stream("ec2.capacity"));
        Estates estates = new Estates(
                context.fabric(),
                new Estate.Shared(
                        directory,
                        machines,
                        power,
                        change -> watchers.forEach(watcher -> watcher.accept(change)),
                        context.journal()));
        watchers.add(change -> estates.meter(change.scope(), change.after().instanceId()));
        Admission admission = new GroupAdmission(estates);
        context.fabric().hosts().admission(admission);
        context.fabric().hosts().segmentation(estates::subnetOf);
        MetadataPort metadata = new MetadataPort(estates, machines);
        directory.offer(Instances.class, new InstancePort(estates, watchers));
        directory.offer(Subnets.class, new SubnetPort(estates));
        directory.offer(LaunchTemplates.class, new TemplatePort(estates));
        directory.offer(ZonePower.class, new PowerPort(power, estates));
        directory.offer(CapacityShortages.class, power);
        directory.offer(
                InstancePrices.class,
                type -> InstanceTypes.find(type).map(InstanceType::price).orElse(OptionalDouble.empty()));
        directory.offer(PublicImages.class, PublicCatalog::aliases);
        directory.offer(MachineMetadata.class, metadata);
        directory.offer(InstanceMetrics.class, metadata);
        context.fabric().time().after(Duration.ZERO, estates::recover);
        Ec2Api face = new Ec2Api(
                estates, machines, () -> directory.find(Unhonoured.class).orElse(Unhonoured.SILENT));
        InjectionTargets.offer(face, directory);
        Ec2Resources.add(face, context.resourceTypes());
        Timer metering = context.fabric().time().every(METERING, estates::meterAll);
        return new Ec2(machines, face, admission, metering);
    }

    @Override
    public String name() {
        return "ec2";
    }

    @Override
    public Ec2Api face() {
        return face;
    }

    /// What the network's connections are held against.
    Admission admission() {
        return admission;
    }

    @Override
    public void close() {
        metering.cancel();
        machines.close();
    }
}
