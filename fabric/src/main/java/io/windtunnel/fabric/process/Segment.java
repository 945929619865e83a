package io.windtunnel.fabric.process;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The first packet of a TCP connection that a program wants to make: who calls, and whom.
///
/// https://www.rfc-editor.org/rfc/rfc9293
///
/// @param packet the whole IPv4 packet as it came
record Segment(int sourceAddress, int sourcePort, int address, int port, int sequence, byte[] packet) {
    private static final int TCP = 6;
    private static final int SYN = 2;
    private static final int RST = 4;
    private static final int ACK = 16;
    private static final int IP_HEADER = 20;
    private static final int TCP_HEADER = 20;

    /// Which connection it is, within one sandbox.
    record Key(int sourcePort, int address, int port) {}

    /// The segment in an IPv4 packet, or null when it is anything else than the opening of a connection.
    static @Nullable Segment parse(byte[] packet) {
        if (packet.length < IP_HEADER || packet[0] >> 4 != 4 || packet[9] != TCP) return null;
        int tcp = (packet[0] & 15) * 4;
        if (packet.length < tcp + TCP_HEADER) return null;
        ByteBuffer bytes = ByteBuffer.wrap(packet);
        if ((packet[tcp + 13] & (SYN | ACK | RST)) != SYN) return null;
        return new Segment(
                bytes.getInt(12),
                bytes.getShort(tcp) & 0xffff,
                bytes.getInt(16),
                bytes.getShort(tcp + 2) & 0xffff,
                bytes.getInt(tcp + 4),
                packet);
    }

    Key key() {
        return new Key(sourcePort, address, port);
    }

    /// The packet that refuses the connection, as from the one who was called.
    byte[] refusal() {
        ByteBuffer bytes = ByteBuffer.allocate(IP_HEADER + TCP_HEADER);
        bytes.put((byte) 0x45).put((byte) 0).putShort((short) bytes.capacity());
        bytes.putInt(0x4000).put((byte) 64).put((byte) TCP).putShort((short) 0);
        bytes.putInt(address).putInt(sourceAddress);
        bytes.putShort((short) port).putShort((short) sourcePort).putInt(0).putInt(sequence + 1);
        bytes.put((byte) (TCP_HEADER / 4 << 4))
                .put((byte) (RST | ACK))
                .putShort((short) 0)
                .putInt(0);
        bytes.putShort(10, checksum(bytes, 0, IP_HEADER, 0));
        long pseudoHeader = words(address) + words(sourceAddress) + TCP + TCP_HEADER;
        bytes.putShort(IP_HEADER + 16, checksum(bytes, IP_HEADER, TCP_HEADER, pseudoHeader));
        return bytes.array();
    }

    private static long words(int address) {
        return (address >>> 16) + (address & 0xffff);
    }

    private static short checksum(ByteBuffer bytes, int from, int length, long start) {
        long sum = start;
        for (int i = 0; i < length; i += 2) sum += bytes.getShort(from + i) & 0xffff;
        while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
        return (short) ~sum;
    }

    /// An address as people write it.
    static String dotted(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);
    }
}
