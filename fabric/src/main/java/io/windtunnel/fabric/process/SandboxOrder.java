package io.windtunnel.fabric.process;

import io.windtunnel.fabric.net.Host;
import java.util.List;
import java.util.Map;

/// What a sandbox is to be.
///
/// - `name`: unique among the open ones and the name of its disk; letters, digits and hyphens.
/// - `host`: its stand on the network; its programs see `host.ip()` as their own address.
/// - `hostname`: what `hostname` prints.
/// - `environment`: what every program in it finds set.
/// - `cpus`: how much processor time it may use, in processors; 0 for no limit. Honoured where
///   [Isolation#cpuShare] says so.
/// - `files`: put in before the first program starts, over what the computer has there.
/// - `realms`: for link-local and other addresses that are not looked up in the host's own realm: address to realm.
public record SandboxOrder(
        String name,
        Host host,
        String hostname,
        Map<String, String> environment,
        double cpus,
        List<SandboxFile> files,
        Map<String, String> realms) {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9-]{0,62}";

    public SandboxOrder {
        if (!name.matches(NAME)) throw new IllegalArgumentException("not a sandbox's name: " + name);
        if (!hostname.matches("[A-Za-z0-9.-]{1,64}")) throw new IllegalArgumentException("not a hostname: " + hostname);
        if (!(cpus >= 0)) throw new IllegalArgumentException("cpus must not be negative");
        environment = Map.copyOf(environment);
        files = List.copyOf(files);
        realms = Map.copyOf(realms);
    }
}
