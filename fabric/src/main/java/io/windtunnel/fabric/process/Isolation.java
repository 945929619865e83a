package io.windtunnel.fabric.process;

import java.util.List;

/// What a sandbox is kept apart by on this computer. `words` are sentences for a person: what is given, and then what
/// is
/// missing and why.
public record Isolation(Kind kind, boolean cpuShare, boolean disk, boolean roads, List<String> words) {
    /// How far apart a sandbox stands from the computer it runs on.
    public enum Kind {
        /// Own network, processes, mounts, hostname and IPC, made with root's privileges.
        NAMESPACES,
        /// The same, made without privileges through a user namespace: root inside, the user outside.
        USER_NAMESPACE,
        /// None: programs run as plain children of this process and are told their address by environment.
        PLAIN
    }

    public Isolation {
        words = List.copyOf(words);
    }

    /// Whether programs see a machine of their own.
    public boolean isolated() {
        return kind != Kind.PLAIN;
    }
}
