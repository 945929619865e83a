package io.windtunnel.fabric.process;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The ports on which given processes of this computer listen, and at which address: read from `/proc` on Linux, asked
/// of
/// `lsof` elsewhere.
final class PlainPorts {
    private static final InetAddress ANY = InetAddress.ofLiteral("127.0.0.1");

    private PlainPorts() {}

    private static final List<String> LISTENING = List.of("-iTCP", "-sTCP:LISTEN");
    private static final List<String> BOUND = List.of("-iUDP");

    static Map<Integer, InetAddress> of(List<Long> pids) {
        if (pids.isEmpty()) return Map.of();
        return Files.exists(Path.of("/proc/net/tcp")) ? ofLinux(pids, "tcp", "0A") : ofLsof(pids, LISTENING);
    }

    /// The same for datagrams: ports that are bound, by sockets that are not connected to a peer.
    static Map<Integer, InetAddress> datagrams(List<Long> pids) {
        if (pids.isEmpty()) return Map.of();
        return Files.exists(Path.of("/proc/net/udp")) ? ofLinux(pids, "udp", "07") : ofLsof(pids, BOUND);
    }

    private static Map<Integer, InetAddress> ofLinux(List<Long> pids, String protocol, String state) {
        Set<String> sockets = new HashSet<>();
        for (long pid : pids) sockets(pid, sockets);
        Map<Integer, InetAddress> ports = new HashMap<>();
        try {
            for (String table : List.of(protocol, protocol + "6"))
                for (String line : Files.readAllLines(Path.of("/proc/net/" + table))) line(line, state, sockets, ports);
        } catch (IOException gone) {
            // A protocol that this kernel has not.
        }
        return ports;
    }

    private static void sockets(long pid, Set<String> into) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : descriptors) {
                String target = Files.readSymbolicLink(descriptor).toString();
                if (target.startsWith("socket:[")) into.add(target.substring(8, target.length() - 1));
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException gone) {
            // The process has ended.
        }
    }

    private static void line(String line, String state, Set<String> sockets, Map<Integer, InetAddress> ports)
            throws IOException {
        String[] columns = line.trim().split(" +");
        if (columns.length < 10 || !columns[3].equals(state) || !sockets.contains(columns[9])) return;
        int colon = columns[1].indexOf(':');
        String address = columns[1].substring(0, colon);
        int number = Integer.parseUnsignedInt(address.substring(0, 8), 16);
        byte[] bytes = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array();
        boolean specific = address.length() == 8 && number != 0;
        ports.put(
                Integer.parseInt(columns[1].substring(colon + 1), 16),
                specific ? InetAddress.getByAddress(bytes) : ANY);
    }

    private static Map<Integer, InetAddress> ofLsof(List<Long> pids, List<String> kind) {
        String list = pids.stream().map(String::valueOf).collect(Collectors.joining(","));
        Map<Integer, InetAddress> ports = new HashMap<>();
        List<String> words = new ArrayList<>(List.of("lsof", "-nP", "-a"));
        words.addAll(kind);
        words.addAll(List.of("-Fn", "-p", list));
        String said = ChildCommands.ask(Map.of(), words.toArray(String[]::new)).orElse("");
        for (String line : said.split("\n")) {
            int colon = line.lastIndexOf(':');
            if (!line.startsWith("n") || colon < 0 || line.contains("->")) continue;
            String address = line.substring(1, colon);
            boolean specific = address.matches("\\d+\\.\\d+\\.\\d+\\.\\d+") && !address.equals("0.0.0.0");
            ports.put(Integer.parseInt(line.substring(colon + 1)), specific ? InetAddress.ofLiteral(address) : ANY);
        }
        return ports;
    }
}
