package io.windtunnel.cloud.gateway;

import io.windtunnel.fabric.http.HttpLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/// Where the gateway listens and what it puts up with, in wall time: its clients are outside of the scenario.
public record GatewayOptions(InetSocketAddress address, HttpLimits limits) {
    /// The port local clouds are found at.
    public static final int STANDARD_PORT = 4566;

    /// The longest body of an API request: 80 MiB. Lambda's 50 MB of code, in base64, are the longest AWS takes
    /// directly.
    public static final int BODY_BYTES = 80 * 1024 * 1024;

    /// How long a client may keep an idle connection: longer than SDKs keep theirs (a minute or so), so that they close
    /// first and never send into a connection that is being closed.
    public static final Duration IDLE = Duration.ofMinutes(10);

    /// The loopback address and the standard port.
    public static GatewayOptions standard() {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), STANDARD_PORT);
        return new GatewayOptions(
                address, HttpLimits.STANDARD.bodyBytes(BODY_BYTES).idle(IDLE));
    }

    /// @param port 0 for any free one
    public GatewayOptions port(int port) {
        return new GatewayOptions(new InetSocketAddress(address.getAddress(), port), limits);
    }

    public GatewayOptions bind(InetAddress interfaceAddress) {
        return new GatewayOptions(new InetSocketAddress(interfaceAddress, address.getPort()), limits);
    }
}
