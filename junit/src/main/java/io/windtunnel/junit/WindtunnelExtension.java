package io.windtunnel.junit;

import io.windtunnel.cloud.Cloud;
import io.windtunnel.cloud.gateway.Gateway;
import io.windtunnel.cloud.gateway.GatewayOptions;
import io.windtunnel.fabric.FabricOptions;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Starts a cloud in the test's own JVM before the tests of a class and ends it after them:
///
/// ```java
/// @RegisterExtension
/// static final WindtunnelExtension cloud = WindtunnelExtension.started();
///
/// @Test
/// void puts() {
///     Ec2Client ec2 = Ec2Client.builder().endpointOverride(cloud.endpoint())...
/// ```
///
/// Each extension is a cloud of its own, on a free port of the loopback address, its state in memory.
public final class WindtunnelExtension implements BeforeAllCallback, AfterAllCallback {
    private final FabricOptions fabric;
    private @Nullable Cloud cloud;
    private @Nullable Gateway gateway;

    private WindtunnelExtension(FabricOptions fabric) {
        this.fabric = fabric;
    }

    /// A cloud at the wall clock's own speed.
    public static WindtunnelExtension started() {
        return new WindtunnelExtension(FabricOptions.standard());
    }

    /// The same, with `factor` seconds of the cloud passing in a second: an instance that takes 15 s to boot is there
    /// in one at a factor of 15.
    public WindtunnelExtension speed(double factor) {
        return new WindtunnelExtension(fabric.speed(factor));
    }

    /// The same, with ids and chance drawn from `seed`.
    public WindtunnelExtension seed(long seed) {
        return new WindtunnelExtension(fabric.seed(seed));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        open();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    /// Starts the cloud outside of JUnit's life cycle.
    public WindtunnelExtension open() {
        Cloud opened = Cloud.open(Cloud.Options.standard().fabric(fabric));
        cloud = opened;
        gateway = Gateway.open(opened, GatewayOptions.standard().port(0));
        return this;
    }

    /// Ends the cloud.
    public void close() {
        if (gateway != null) gateway.close();
        if (cloud != null) cloud.close();
        gateway = null;
        cloud = null;
    }

    /// Where AWS clients send their requests.
    ///
    /// @throws IllegalStateException when the cloud is not started
    public URI endpoint() {
        if (gateway == null) throw new IllegalStateException("the cloud is not started");
        return URI.create("http://localhost:" + gateway.address().getPort());
    }

    /// The cloud itself: its journal, its clock, its faces.
    ///
    /// @throws IllegalStateException when the cloud is not started
    public Cloud cloud() {
        if (cloud == null) throw new IllegalStateException("the cloud is not started");
        return cloud;
    }
}
