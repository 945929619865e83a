package io.windtunnel.fabric.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// By what right this process makes namespaces.
enum UserSpace {
    /// Root of this computer.
    ROOT(List.of(), List.of(), ""),

    /// A process that was started in a user namespace with its capabilities: each room has a nested one, in which the
    /// user is root.
    NESTED(List.of("--user", "--map-root-user"), List.of("--user", "--preserve-credentials"), "userxattr,"),

    /// Root of a user namespace, as in an unprivileged container: rooms share it.
    MAPPED_ROOT(List.of(), List.of(), "userxattr,"),

    /// No right to any.
    NONE(List.of(), List.of(), "");

    private static final long NET_ADMIN = 1L << 12;
    private static final long SYS_ADMIN = 1L << 21;

    private final List<String> unshareOptions;
    private final List<String> enterOptions;
    private final String overlayOptions;

    UserSpace(List<String> unshareOptions, List<String> enterOptions, String overlayOptions) {
        this.unshareOptions = unshareOptions;
        this.enterOptions = enterOptions;
        this.overlayOptions = overlayOptions;
    }

    /// This process's own right, by its user id and capabilities.
    static UserSpace own() {
        try {
            boolean root = false;
            boolean capable = false;
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("Uid:")) root = line.split("\\s+")[2].equals("0");
                if (line.startsWith("CapEff:")) {
                    long capabilities = Long.parseUnsignedLong(line.split("\\s+")[1], 16);
                    capable = (capabilities & NET_ADMIN) != 0 && (capabilities & SYS_ADMIN) != 0;
                }
            }
            if (!capable) return NONE;
            String[] map =
                    Files.readString(Path.of("/proc/self/uid_map")).trim().split("\\s+");
            boolean whole = map.length == 3 && map[0].equals("0") && map[1].equals("0") && map[2].equals("4294967295");
            if (!root) return NESTED;
            return whole ? ROOT : MAPPED_ROOT;
        } catch (IOException notLinux) {
            return NONE;
        }
    }

    List<String> unshareOptions() {
        return unshareOptions;
    }

    List<String> enterOptions() {
        return enterOptions;
    }

    /// Options of overlay mounts, with a comma at their end.
    String overlayOptions() {
        return overlayOptions;
    }
}
