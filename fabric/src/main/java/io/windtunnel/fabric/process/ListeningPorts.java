package io.windtunnel.fabric.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/// Reads the kernel's tables of sockets for those that wait for connections or for datagrams.
///
/// https://docs.kernel.org/networking/proc_net_tcp.html
final class ListeningPorts {
    private static final String LISTEN = "0A";
    private static final String UNCONNECTED = "07";
    private static final String LOOPBACK_4 = "7F"; // the first byte of 127/8, the last written in the table
    private static final String LOOPBACK_6 = "00000000000000000000000001000000";

    private ListeningPorts() {}

    /// The ports on which somebody in the network namespace of process `pid` listens for others; those bound to
    /// loopback only are not among them. Empty when the process is gone.
    static Set<Integer> of(long pid) {
        return read(pid, "tcp", LISTEN);
    }

    /// The same for datagrams: the ports that somebody has bound without being connected to a peer.
    static Set<Integer> datagrams(long pid) {
        return read(pid, "udp", UNCONNECTED);
    }

    private static Set<Integer> read(long pid, String protocol, String state) {
        Set<Integer> ports = new TreeSet<>();
        read(Path.of("/proc/" + pid + "/net/" + protocol), state, ports);
        read(Path.of("/proc/" + pid + "/net/" + protocol + "6"), state, ports);
        return ports;
    }

    private static void read(Path table, String state, Set<Integer> ports) {
        try {
            Files.readAllLines(table).forEach(line -> line(line, state, ports));
        } catch (IOException gone) {
            // The process has ended, or the kernel has no such protocol: nobody listens.
        }
    }

    static void line(String line, String state, Set<Integer> ports) {
        String[] columns = line.trim().split(" +");
        if (columns.length < 4 || !columns[3].equals(state)) return;
        int colon = columns[1].indexOf(':');
        String address = columns[1].substring(0, colon);
        boolean loopback = address.length() == 8
                ? address.endsWith(LOOPBACK_4)
                : address.equals(LOOPBACK_6)
                        || address.startsWith("0000000000000000FFFF0000") && address.endsWith(LOOPBACK_4);
        if (!loopback) ports.add(Integer.parseInt(columns[1].substring(colon + 1), 16));
    }
}
