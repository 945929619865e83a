package io.windtunnel.bench;

import io.windtunnel.cloud.Cloud;
import io.windtunnel.cloud.gateway.Gateway;
import io.windtunnel.cloud.gateway.GatewayOptions;
import io.windtunnel.fabric.FabricOptions;
import io.windtunnel.fabric.net.NetworkOptions;
import io.windtunnel.fabric.net.Transport;
import java.util.List;

/// A whole cloud behind its gateway, for a load client beside it: see `bench/api-floor`.
public final class ApiFloor {
    private ApiFloor() {}

    /// @param arguments the port, then (optional) the transport and the number of event loops
    public static void main(String[] arguments) throws InterruptedException {
        NetworkOptions network = NetworkOptions.standard();
        if (arguments.length > 1)
            network = new NetworkOptions(network.eventLoops(), List.of(Transport.valueOf(arguments[1])));
        if (arguments.length > 2) network = new NetworkOptions(Integer.parseInt(arguments[2]), network.transports());
        FabricOptions fabric = new FabricOptions(1L, 1, null, network);
        Cloud cloud = Cloud.open(Cloud.Options.standard().fabric(fabric));
        Gateway gateway = Gateway.open(cloud, GatewayOptions.standard().port(Integer.parseInt(arguments[0])));
        System.out.println("listening on " + gateway.address());
        Thread.currentThread().join();
    }
}
