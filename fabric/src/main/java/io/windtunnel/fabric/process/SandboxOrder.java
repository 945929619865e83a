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
/// - `roads`: where calls to an address and port (`169.254.169.254:80`) go when the address alone does not say.
/// - `console`: takes what is written to `/dev/console`.
public record SandboxOrder(
        String name,
        Host host,
        String hostname,
        Map<String, String> environment,
        double cpus,
        List<SandboxFile> files,
        Map<String, Road> roads,
        ConsoleLog console) {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9-]{0,62}";

    public SandboxOrder {
        if (!name.matches(NAME)) throw new IllegalArgumentException("not a sandbox's name: " + name);
        if (!hostname.matches("[A-Za-z0-9.-]{1,64}")) throw new IllegalArgumentException("not a hostname: " + hostname);
        if (!(cpus >= 0)) throw new IllegalArgumentException("cpus must not be negative");
        environment = Map.copyOf(environment);
        files = List.copyOf(files);
        roads = Map.copyOf(roads);
    }
}
