package io.windtunnel.cloud.edge.elbv2.flow;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// The header of PROXY protocol version 2, which tells a target for whom a connection or a datagram is.
///
/// It carries a checksum and then padding, as the headers of AWS's nodes were observed to (84 bytes after
/// the first sixteen, for IPv4); the value of an endpoint's id is for VPC endpoint services, which are not
/// built.
///
/// Source: https://www.haproxy.org/download/1.8/doc/proxy-protocol.txt, section 2.2
public final class ProxyHeader {
    private static final byte[] SIGNATURE = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};
    private static final int VERSION_AND_LOCAL = 0x20;
    private static final int VERSION_AND_PROXY = 0x21;
    private static final int STREAM = 1;
    private static final int DATAGRAM = 2;
    private static final int CHECKSUM = 0x03;
    private static final int PADDING = 0x04;

    /// What the length of the addresses and of what follows them adds up to, for IPv4 and IPv6.
    private static final int LENGTH_4 = 84;

    private static final int LENGTH_6 = 108;
    private static final int FIXED = 16;

    private ProxyHeader() {}

    /// The header for a client's connection to a listener. Both addresses are of one family.
    public static byte[] of(boolean datagram, InetSocketAddress client, InetSocketAddress listener) {
        byte[] source = client.getAddress().getAddress();
        byte[] destination = listener.getAddress().getAddress();
        if (source.length != destination.length) return local();
        boolean four = source.length == 4;
        ByteBuffer header = begin(VERSION_AND_PROXY, (four ? 0x10 : 0x20) | (datagram ? DATAGRAM : STREAM), four);
        header.put(source).put(destination);
        header.putShort((short) client.getPort()).putShort((short) listener.getPort());
        return finish(header);
    }

    /// The header of a connection that is for nobody, such as a health check's: receivers are to use the
    /// connection's own addresses.
    public static byte[] local() {
        return finish(begin(VERSION_AND_LOCAL, 0, true).put(new byte[12]));
    }

    private static ByteBuffer begin(int command, int family, boolean four) {
        int length = four ? LENGTH_4 : LENGTH_6;
        return ByteBuffer.allocate(FIXED + length)
                .put(SIGNATURE)
                .put((byte) command)
                .put((byte) family)
                .putShort((short) length);
    }

    /// Adds the checksum, over the header with zeros in the checksum's place, and padding to the end.
    private static byte[] finish(ByteBuffer header) {
        header.put((byte) CHECKSUM).putShort((short) 4);
        int place = header.position();
        header.putInt(0).put((byte) PADDING).putShort((short) (header.remaining() - 2));
        CRC32C checksum = new CRC32C();
        checksum.update(header.array());
        return header.putInt(place, (int) checksum.getValue()).array();
    }
}
