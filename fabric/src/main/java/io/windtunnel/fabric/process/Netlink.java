package io.windtunnel.fabric.process;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Speaks the kernel's routing protocol: links, addresses, routes and rules of the network namespace in which it was
/// opened. So no `ip` command need be installed.
///
/// https://man7.org/linux/man-pages/man7/rtnetlink.7.html
///
/// Thread safety: one thread at a time.
final class Netlink implements AutoCloseable {
    static final int TABLE_MAIN = 254;
    static final int TABLE_LOCAL = 255;
    static final int LOOPBACK = 1;

    private static final int NEW_LINK = 16;
    private static final int NEW_ADDRESS = 20;
    private static final int NEW_ROUTE = 24;
    private static final int NEW_RULE = 32;
    private static final int DELETE_RULE = 33;
    private static final int REQUEST_AND_ACKNOWLEDGE = 1 | 4;
    private static final int CREATE = 0x400;
    private static final int ERROR = 2;
    private static final int INET = 2;
    private static final int TCP = 6;
    private static final int PROTOCOL_BOOT = 3;
    private static final int UNIVERSE = 0;
    private static final int LINK_SCOPE = 253;
    private static final int HOST_SCOPE = 254;
    private static final int UP = 1;

    /// A rule: packets that match go by `table`. Ports and names of -1, 0 and null match everything.
    record Rule(
            int priority,
            @Nullable String from,
            @Nullable String to,
            boolean tcp,
            int sourcePort,
            int lowPort,
            int highPort,
            int table) {
        static Rule to(int priority, String address, int table) {
            return new Rule(priority, null, address, false, 0, 0, 0, table);
        }

        static Rule all(int priority, int table) {
            return new Rule(priority, null, null, false, 0, 0, 0, table);
        }
    }

    private final int socket;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment answer = arena.allocate(8192, 8);
    private int sequence;

    Netlink() {
        socket = Linux.socket(Linux.AF_NETLINK, Linux.SOCK_RAW | Linux.SOCK_CLOEXEC, 0);
    }

    /// Creates a pair of joined interfaces: `name` here, `peer` in the network namespace of process `peerPid`.
    void addPair(String name, String peer, long peerPid) {
        ByteBuffer message = start(NEW_LINK, CREATE);
        link(message, 0, 0);
        text(message, 3, name);
        int info = nest(message, 18);
        text(message, 1, "veth");
        int data = nest(message, 2);
        int other = nest(message, 1);
        link(message, 0, 0);
        text(message, 3, peer);
        number(message, 19, (int) peerPid);
        unnest(message, other);
        unnest(message, data);
        unnest(message, info);
        exchange(message, "add veth " + name);
    }

    void up(int index) {
        ByteBuffer message = start(NEW_LINK, 0);
        link(message, index, UP);
        exchange(message, "link up " + index);
    }

    void addAddress(int index, String address, int prefix) {
        ByteBuffer message = start(NEW_ADDRESS, CREATE);
        message.put((byte) INET)
                .put((byte) prefix)
                .put((byte) 0)
                .put((byte) UNIVERSE)
                .putInt(index);
        bytes(message, 2, bytes(address));
        bytes(message, 1, bytes(address));
        exchange(message, "add address " + address);
    }

    /// A route to one address on the link of `index`.
    void addRoute(String address, int index) {
        ByteBuffer message = route(32, TABLE_MAIN, LINK_SCOPE, 1);
        bytes(message, 1, bytes(address));
        number(message, 4, index);
        exchange(message, "add route " + address);
    }

    /// Everything not known better goes to `gateway`, which need not be in a connected prefix.
    void addDefaultRoute(String gateway, int index) {
        ByteBuffer message = route(0, TABLE_MAIN, UNIVERSE, 1);
        message.putInt(message.position() - 4, 4); // RTNH_F_ONLINK
        bytes(message, 5, bytes(gateway));
        number(message, 4, index);
        exchange(message, "add default route");
    }

    /// In `table`, everything leaves by the link of `index`.
    void addDefaultLink(int table, int index) {
        ByteBuffer message = route(0, table, LINK_SCOPE, 1);
        number(message, 4, index);
        exchange(message, "add default link");
    }

    /// In `table`, every address in the world is one of this namespace's own.
    void addEveryAddressLocal(int table) {
        ByteBuffer message = route(0, table, HOST_SCOPE, 2);
        number(message, 4, LOOPBACK);
        exchange(message, "add local default");
    }

    void add(Rule rule) {
        exchange(rule(start(NEW_RULE, CREATE), rule), "add rule " + rule);
    }

    void delete(Rule rule) {
        exchange(rule(start(DELETE_RULE, 0), rule), "delete rule " + rule);
    }

    private static ByteBuffer rule(ByteBuffer message, Rule rule) {
        message.put((byte) INET)
                .put((byte) (rule.to == null ? 0 : 32))
                .put((byte) 0)
                .put((byte) 0);
        message.put((byte) (rule.table < 256 ? rule.table : 0))
                .put((byte) 0)
                .put((byte) 0)
                .put((byte) 1)
                .putInt(0);
        number(message, 6, rule.priority);
        number(message, 15, rule.table);
        if (rule.to != null) bytes(message, 1, bytes(rule.to));
        if (rule.from != null) text(message, 3, rule.from);
        if (rule.tcp) bytes(message, 22, new byte[] {TCP});
        if (rule.sourcePort > 0) range(message, 23, rule.sourcePort, rule.sourcePort);
        if (rule.lowPort > 0) range(message, 24, rule.lowPort, rule.highPort);
        return message;
    }

    private ByteBuffer route(int prefix, int table, int scope, int type) {
        ByteBuffer message = start(NEW_ROUTE, CREATE);
        message.put((byte) INET).put((byte) prefix).put((byte) 0).put((byte) 0);
        message.put((byte) table)
                .put((byte) PROTOCOL_BOOT)
                .put((byte) scope)
                .put((byte) type)
                .putInt(0);
        return message;
    }

    private ByteBuffer start(int type, int flags) {
        ByteBuffer message = ByteBuffer.allocateDirect(512).order(ByteOrder.nativeOrder());
        return message.putInt(0)
                .putShort((short) type)
                .putShort((short) (REQUEST_AND_ACKNOWLEDGE | flags))
                .putInt(++sequence)
                .putInt(0);
    }

    private static void link(ByteBuffer message, int index, int flags) {
        message.put((byte) 0)
                .put((byte) 0)
                .putShort((short) 0)
                .putInt(index)
                .putInt(flags)
                .putInt(flags);
    }

    private static int nest(ByteBuffer message, int type) {
        int at = message.position();
        message.putShort((short) 0).putShort((short) type);
        return at;
    }

    private static void unnest(ByteBuffer message, int at) {
        message.putShort(at, (short) (message.position() - at));
    }

    private static void text(ByteBuffer message, int type, String text) {
        bytes(message, type, (text + "\0").getBytes(StandardCharsets.US_ASCII));
    }

    private static void number(ByteBuffer message, int type, int value) {
        message.putShort((short) 8).putShort((short) type).putInt(value);
    }

    private static void range(ByteBuffer message, int type, int low, int high) {
        message.putShort((short) 8).putShort((short) type).putShort((short) low).putShort((short) high);
    }

    private static void bytes(ByteBuffer message, int type, byte[] value) {
        message.putShort((short) (4 + value.length)).putShort((short) type).put(value);
        while (message.position() % 4 != 0) message.put((byte) 0);
    }

    private static byte[] bytes(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException("not an IPv4 address: " + address, impossible);
        }
    }

    private void exchange(ByteBuffer message, String what) {
        message.putInt(0, message.position());
        message.flip();
        Linux.write(socket, MemorySegment.ofBuffer(message));
        int length = Linux.read(socket, answer);
        if (length < 20 || answer.get(ValueLayout.JAVA_SHORT, 4) != ERROR)
            throw new SandboxException(what + ": the kernel gave no answer");
        int errno = -answer.get(ValueLayout.JAVA_INT, 16);
        if (errno != 0) throw new SandboxException(what + " failed with errno " + errno);
    }

    @Override
    public void close() {
        Linux.close(socket);
        arena.close();
    }
}
