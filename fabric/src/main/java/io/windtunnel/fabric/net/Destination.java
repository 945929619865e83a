package io.windtunnel.fabric.net;

/// Where a connection goes: an address on AWS's side and a port.
public record Destination(String realm, String ip, int port) {
    @Override
    public String toString() {
        return ip + ":" + port + " of " + realm;
    }
}
