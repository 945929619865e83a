package io.windtunnel.bench.simulation;

import ch.qos.logback.classic.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.cloudsimplus.autoscaling.HorizontalVmScalingSimple;
import org.cloudsimplus.brokers.DatacenterBrokerSimple;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.cloudlets.CloudletSimple;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.datacenters.DatacenterSimple;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.hosts.HostSimple;
import org.cloudsimplus.resources.Pe;
import org.cloudsimplus.resources.PeSimple;
import org.cloudsimplus.schedulers.cloudlet.CloudletSchedulerTimeShared;
import org.cloudsimplus.util.Log;
import org.cloudsimplus.utilizationmodels.UtilizationModelFull;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmSimple;

/// Machines that scale, in CloudSim Plus: a tenth of them at the begin, each of which asks for another while it is
/// overloaded, in a data center that holds all. An hour, looked at every minute.
public final class FleetCloudSimPlus {
    private static final long MIPS = 1_000;
    private static final double LASTS = 3_600;

    private FleetCloudSimPlus() {}

    public static void main(String[] arguments) {
        Log.setLevel(Level.OFF);
        for (String machines : arguments.length > 0 ? arguments : new String[] {"1000"})
            run(Integer.parseInt(machines));
    }

    private static void run(int most) {
        long begin = System.nanoTime();
        CloudSimPlus simulation = new CloudSimPlus();
        simulation.terminateAt(LASTS);
        AtomicLong events = new AtomicLong();
        simulation.addOnEventProcessingListener(_ -> events.incrementAndGet());
        DatacenterSimple center = new DatacenterSimple(simulation, hosts(most));
        center.setSchedulingInterval(60);
        DatacenterBrokerSimple broker = new DatacenterBrokerSimple(simulation);
        List<Vm> machines = new ArrayList<>();
        for (int i = 0; i < most / 10; i++) machines.add(machine());
        broker.submitVmList(machines);
        broker.submitCloudletList(cloudlets(most));
        simulation.start();
        long took = System.nanoTime() - begin;
        System.out.printf(
                Locale.ROOT,
                "%,d instances, an hour   CloudSim Plus 8.5.7  %,d machines, %,d cloudlets, %.1f s, %,.0f events/s%n",
                most,
                broker.getVmCreatedList().size(),
                broker.getCloudletFinishedList().size(),
                took / 1e9,
                events.get() / (took / 1e9));
    }

    private static List<Host> hosts(int machines) {
        List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < machines / 32 + 1; i++) {
            List<Pe> processors = new ArrayList<>();
            for (int p = 0; p < 32; p++) processors.add(new PeSimple(MIPS));
            hosts.add(new HostSimple(1_000_000, 1_000_000, 10_000_000, processors));
        }
        return hosts;
    }

    private static Vm machine() {
        Vm machine = new VmSimple(MIPS, 1).setCloudletScheduler(new CloudletSchedulerTimeShared());
        machine.setRam(1_000).setBw(1_000).setSize(1_000);
        HorizontalVmScalingSimple scaling = new HorizontalVmScalingSimple();
        scaling.setVmSupplier(FleetCloudSimPlus::machine)
                .setOverloadPredicate(vm -> vm.getCpuPercentUtilization() > 0.7);
        machine.setHorizontalScaling(scaling);
        return machine;
    }

    private static List<Cloudlet> cloudlets(int machines) {
        SplittableRandom random = new SplittableRandom(1);
        List<Cloudlet> cloudlets = new ArrayList<>();
        for (int i = 0; i < 4 * machines; i++) {
            Cloudlet cloudlet = new CloudletSimple(
                    (long) (random.nextExponential() * 600 * MIPS) + 1, 1, new UtilizationModelFull());
            cloudlet.setSizes(1);
            cloudlet.setSubmissionDelay(random.nextDouble() * LASTS * 0.8);
            cloudlets.add(cloudlet);
        }
        return cloudlets;
    }
}
