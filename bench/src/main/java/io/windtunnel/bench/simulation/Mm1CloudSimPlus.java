package io.windtunnel.bench.simulation;

import ch.qos.logback.classic.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.cloudsimplus.brokers.DatacenterBrokerSimple;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.cloudlets.CloudletSimple;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.datacenters.DatacenterSimple;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.hosts.HostSimple;
import org.cloudsimplus.resources.Pe;
import org.cloudsimplus.resources.PeSimple;
import org.cloudsimplus.schedulers.cloudlet.CloudletSchedulerSpaceShared;
import org.cloudsimplus.util.Log;
import org.cloudsimplus.utilizationmodels.UtilizationModelFull;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmSimple;

/// The nearest equivalent in CloudSim Plus: cloudlets on one virtual machine with one processor, space-shared. A
/// customer comes and goes: two events, as for the others, whatever it takes inside.
public final class Mm1CloudSimPlus {
    private static final double LOAD = 0.8;
    private static final long MIPS = 1_000;

    /// Cloudlets take a thousand seconds in the mean: the simulator tells times apart by tenths of seconds.
    private static final double SERVICE_SECONDS = 1_000;

    private Mm1CloudSimPlus() {}

    public static void main(String[] arguments) {
        Log.setLevel(Level.OFF);
        for (String customers : arguments.length > 0 ? arguments : new String[] {"1000", "10000"})
            run(Integer.parseInt(customers));
    }

    private static void run(int customers) {
        long begin = System.nanoTime();
        CloudSimPlus simulation = new CloudSimPlus();
        List<Pe> processors = List.of(new PeSimple(MIPS));
        List<Host> hosts = List.of(new HostSimple(16_000, 16_000, 1_000_000, processors));
        new DatacenterSimple(simulation, hosts);
        DatacenterBrokerSimple broker = new DatacenterBrokerSimple(simulation);
        Vm machine = new VmSimple(MIPS, 1).setCloudletScheduler(new CloudletSchedulerSpaceShared());
        machine.setRam(1_000).setBw(1_000).setSize(1_000);
        broker.submitVmList(List.of(machine));
        broker.submitCloudletList(cloudlets(customers));
        simulation.start();
        long took = System.nanoTime() - begin;
        double waited = 0;
        for (Object finished : broker.getCloudletFinishedList()) {
            Cloudlet cloudlet = (Cloudlet) finished;
            waited += cloudlet.getStartTime() - cloudlet.getSubmissionDelay();
        }
        Told.queue(
                "CloudSim Plus 8.5.7",
                customers,
                2L * customers,
                took,
                waited / customers / SERVICE_SECONDS,
                LOAD / (1 - LOAD));
    }

    private static List<Cloudlet> cloudlets(int customers) {
        SplittableRandom random = new SplittableRandom(1);
        List<Cloudlet> cloudlets = new ArrayList<>();
        double at = 0;
        for (int i = 0; i < customers; i++) {
            long length = Math.max(1, (long) (random.nextExponential() * SERVICE_SECONDS * MIPS));
            Cloudlet cloudlet = new CloudletSimple(length, 1, new UtilizationModelFull());
            cloudlet.setSizes(1);
            cloudlet.setSubmissionDelay(at);
            at += random.nextExponential() * SERVICE_SECONDS / LOAD;
            cloudlets.add(cloudlet);
        }
        return cloudlets;
    }
}
