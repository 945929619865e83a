package io.windtunnel.fabric.process;

import io.windtunnel.fabric.process.Netlink.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The network in front of a sandbox: a network namespace that no process is in, only this JVM's sockets.
///
/// The sandbox's `eth0` is one end of a pair whose other end, `gate`, lies in the street and is the sandbox's default
/// gateway. In the street every address of the world is local, so that the JVM may speak as any of them:
///
/// - *inwards* it opens a socket in the street, bound to the client's own address, and connects to the sandbox, whose
///   programs see who really called;
/// - *outwards* the first packet of a connection goes by rule to a tunnel device, where the JVM reads whom the program
///   calls, makes that connection over the fabric, and only when it stands adds a rule that lets the waiting packet in
///   to a listener of its own. So a refusal is a refusal, a dark zone is silence, and everything after the first packet
///   is the kernel's work.
///
/// Thread safety: every method may be called from any thread.
final class Street implements AutoCloseable {
    /// The address of the gate, and the source of connections whose client has no address that a machine could answer.
    static final String GATE = "169.254.0.1";

    /// The street's own source ports: answers to them are not new connections of the sandbox.
    static final int LOWEST_OWN_PORT = 61_000;
    /// The kernel takes no range of ports that ends at 65535.
    static final int HIGHEST_OWN_PORT = 65_534;

    private static final int ARRIVED = 77;
    private static final int TO_TUNNEL = 78;
    private static final long TUNSETIFF = 0x400454caL;
    private static final int TUN_WITHOUT_HEADER = 0x1001;
    private static final int REQUEST_BYTES = 40;

    private final Porter porter;
    private final int namespace;
    private final Netlink netlink;
    private final int tunnel;
    private boolean closed;

    private Street(Porter porter, int namespace, Netlink netlink, int tunnel) {
        this.porter = porter;
        this.namespace = namespace;
        this.netlink = netlink;
        this.tunnel = tunnel;
    }

    /// Lays a street before the network namespace of process `room`, which is given `address` on its `eth0`.
    static Street lay(Porter porter, long room, String address) {
        int namespace = porter.openNamespace();
        try {
            Street street = porter.call(namespace, () -> layHere(porter, namespace, room, address));
            int inside = Linux.open("/proc/" + room + "/ns/net", Linux.O_CLOEXEC);
            try {
                porter.call(inside, () -> furnish(address));
            } finally {
                Linux.close(inside);
            }
            return street;
        } catch (RuntimeException failure) {
            Linux.close(namespace);
            throw failure;
        }
    }

    private static Street layHere(Porter porter, int namespace, long room, String address) {
        settings();
        Netlink netlink = new Netlink();
        netlink.up(Netlink.LOOPBACK);
        netlink.addPair("gate", "eth0", room);
        int gate = Linux.interfaceIndex("gate");
        netlink.addAddress(gate, GATE, 32);
        netlink.up(gate);
        int tunnel = openTunnel();
        int exit = Linux.interfaceIndex("exit");
        netlink.up(exit);
        netlink.addRoute(address, gate);
        netlink.addEveryAddressLocal(Netlink.TABLE_LOCAL);
        netlink.addEveryAddressLocal(ARRIVED);
        netlink.addDefaultLink(TO_TUNNEL, exit);
        netlink.add(new Rule(50, "gate", null, true, 0, LOWEST_OWN_PORT, HIGHEST_OWN_PORT, Netlink.TABLE_LOCAL));
        netlink.add(Rule.to(60, address, Netlink.TABLE_MAIN));
        netlink.add(new Rule(150, "gate", null, true, 0, 0, 0, TO_TUNNEL));
        netlink.add(Rule.all(200, Netlink.TABLE_LOCAL));
        netlink.delete(Rule.all(0, Netlink.TABLE_LOCAL));
        return new Street(porter, namespace, netlink, tunnel);
    }

    private static void settings() {
        setting("ipv4/ip_forward", "1");
        setting("ipv4/icmp_echo_ignore_all", "1");
        setting("ipv4/ip_local_port_range", LOWEST_OWN_PORT + " " + HIGHEST_OWN_PORT);
        for (String which : new String[] {"all", "default"}) {
            setting("ipv4/conf/" + which + "/rp_filter", "0");
            setting("ipv4/conf/" + which + "/accept_local", "1");
            if (Files.exists(Path.of("/proc/sys/net/ipv6"))) setting("ipv6/conf/" + which + "/disable_ipv6", "1");
        }
    }

    private static void setting(String name, String value) {
        try {
            Files.write(Path.of("/proc/sys/net/" + name), value.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int openTunnel() {
        int tunnel = Linux.open("/dev/net/tun", Linux.O_RDWR | Linux.O_NONBLOCK | Linux.O_CLOEXEC);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = arena.allocate(REQUEST_BYTES, 8);
            request.setString(0, "exit", StandardCharsets.US_ASCII);
            request.set(java.lang.foreign.ValueLayout.JAVA_SHORT, 16, (short) TUN_WITHOUT_HEADER);
            Linux.control(tunnel, TUNSETIFF, request);
            return tunnel;
        }
    }

    private static boolean furnish(String address) {
        try (Netlink netlink = new Netlink()) {
            netlink.up(Netlink.LOOPBACK);
            int index = Linux.interfaceIndex("eth0");
            netlink.addAddress(index, address, 32);
            netlink.up(index);
            netlink.addDefaultRoute(GATE, index);
            return true;
        }
    }

    int namespace() {
        return namespace;
    }

    int tunnel() {
        return tunnel;
    }

    Porter porter() {
        return porter;
    }

    private static Rule admission(Segment.Key call) {
        return new Rule(
                100, null, Segment.dotted(call.address()), true, call.sourcePort(), call.port(), call.port(), ARRIVED);
    }

    /// Lets the packets of one connection arrive in the street.
    synchronized void admit(Segment.Key call) {
        if (!closed) netlink.add(admission(call));
    }

    synchronized void forget(Segment.Key call) {
        if (!closed) netlink.delete(admission(call));
    }

    /// Sends a packet into the street, as one that came from far away.
    synchronized void inject(byte[] packet) {
        if (closed) return;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(packet.length);
            MemorySegment.copy(packet, 0, bytes, java.lang.foreign.ValueLayout.JAVA_BYTE, 0, packet.length);
            Linux.write(tunnel, bytes);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        netlink.close();
        Linux.close(tunnel);
        Linux.close(namespace);
    }
}
