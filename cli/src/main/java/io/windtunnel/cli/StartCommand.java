package io.windtunnel.cli;

import io.windtunnel.cloud.Cloud;
import io.windtunnel.cloud.gateway.Gateway;
import io.windtunnel.cloud.gateway.GatewayOptions;
import io.windtunnel.fabric.FabricOptions;
import io.windtunnel.fabric.run.Ending;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `windtunnel start`: the cloud on one port, until it is ended.
@Command(
        name = "start",
        description = "Starts the cloud on one port, for any AWS client, until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            description = "The port, HTTP and HTTPS alike (default: ${DEFAULT-VALUE}; 0: any free one).")
    private int port = GatewayOptions.STANDARD_PORT;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "The address to listen on (default: ${DEFAULT-VALUE}).")
    private InetAddress bind = InetAddress.getLoopbackAddress();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep the state in this folder, through kill -9 (default: in memory).")
    private @Nullable Path data;

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            description = "Cloud seconds per second (default: ${DEFAULT-VALUE}).")
    private double speed = 1;

    @Option(names = "--seed", paramLabel = "NUMBER", description = "Draw ids and chance from this seed.")
    private @Nullable Long seed;

    @Option(
            names = "--verify-signatures",
            description =
                    "Refuse requests whose signature is missing or wrong. Keys are IAM's; an access key that is an"
                            + " account's twelve digits has the secret '" + Cloud.ACCOUNT_SECRET + "'.")
    private boolean verifySignatures;

    @Override
    public Integer call() throws InterruptedException {
        FabricOptions fabric = FabricOptions.standard().speed(speed).data(data);
        if (seed != null) fabric = fabric.seed(seed);
        Cloud cloud = Cloud.open(Cloud.Options.standard().fabric(fabric).verifySignatures(verifySignatures));
        Gateway gateway = open(cloud);
        Ending.before(() -> {
            gateway.close();
            cloud.close();
        });
        tell(cloud, gateway);
        new CountDownLatch(1).await();
        return 0;
    }

    private Gateway open(Cloud cloud) {
        try {
            return Gateway.open(cloud, GatewayOptions.standard().port(port).bind(bind));
        } catch (RuntimeException refused) {
            cloud.close();
            throw refused;
        }
    }

    private void tell(Cloud cloud, Gateway gateway) {
        if (spec == null) return;
        PrintWriter out = spec.commandLine().getOut();
        String endpoint = "http://localhost:" + gateway.address().getPort();
        out.println("Windtunnel " + Windtunnel.VERSION + " listens on " + endpoint + " (and https): "
                + String.join(", ", cloud.services()));
        out.println("  export AWS_ENDPOINT_URL=" + endpoint
                + " AWS_ACCESS_KEY_ID=000000000000 AWS_SECRET_ACCESS_KEY=" + Cloud.ACCOUNT_SECRET
                + " AWS_DEFAULT_REGION=us-east-1");
        out.flush();
    }
}
