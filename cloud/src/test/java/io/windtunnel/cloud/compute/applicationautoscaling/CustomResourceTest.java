package io.windtunnel.cloud.compute.applicationautoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.FabricOptions;
import io.windtunnel.fabric.http.HttpServer;
import io.windtunnel.fabric.http.Request;
import io.windtunnel.fabric.http.Response;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.Listener;
import io.windtunnel.fabric.net.NamedAddress;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.Call;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A resource of one's own, over real sockets: what
/// https://github.com/aws/aws-auto-scaling-custom-resource asks of a server is all it does.
class CustomResourceTest {
    private static final String DIMENSION = "custom-resource:ResourceType:Property";
    private static final Call CALL = Call.internal(new Scope(new AccountId("111122223333"), Region.US_EAST_1));

    private final AtomicInteger capacity = new AtomicInteger(1);
    private final CountDownLatch patched = new CountDownLatch(1);
    private final CountDownLatch fulfilled = new CountDownLatch(1);

    private Response answer(Request request) {
        if (request.method().equals("PATCH")) {
            assertThat(request.text()).isEqualTo("{\"desiredCapacity\":3.0}");
            capacity.set(3);
            patched.countDown();
        }
        String state = """
                {"actualCapacity": %1$d.0, "desiredCapacity": %1$d.0, "dimensionName": "Seats", "resourceName": "Bus",
                 "scalableTargetDimensionId": "1-23", "scalingStatus": "Successful", "version": "1"}""";
        return Response.of(200, "application/json", state.formatted(capacity.get()));
    }

    private static Shapes.RegisterScalableTarget target(String address) {
        return new Shapes.RegisterScalableTarget("custom-resource", address, DIMENSION, 3, 9, null, null, Map.of());
    }

    @Test
    void is_asked_with_get_and_set_with_patch() throws InterruptedException {
        try (Fabric fabric = Fabric.open(FabricOptions.standard().speed(10))) {
            Host bus = fabric.network().host(Place.INTERNET, NamedAddress.INTERNET, "203.0.113.9");
            fabric.names().put("bus.example", () -> List.of(new NamedAddress(NamedAddress.INTERNET, "203.0.113.9")));
            Listener inside = HttpServer.serve(fabric.network(), fabric.threads(), bus, 8000, this::answer);
            ApplicationAutoScalingApi api = ApplicationAutoScaling.open(
                            new CloudContext(fabric, new Directory(), new ResourceTypes(), event -> {}))
                    .face();
            api.registerScalableTarget(CALL, target("http://bus.example:8000/v1/scalableTargetDimensions/1-23"));
            assertThat(patched.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(capacity).hasValue(3);
            fabric.time().every(java.time.Duration.ofSeconds(1), () -> {
                if (status(api).equals("Successful")) fulfilled.countDown();
            });
            assertThat(fulfilled.await(20, TimeUnit.SECONDS)).isTrue();
            inside.close();
        }
    }

    private static String status(ApplicationAutoScalingApi api) {
        return api.describeScalingActivities(
                        CALL, new Shapes.DescribeScalingActivities("custom-resource", null, null, null, null, null))
                .scalingActivities()
                .getFirst()
                .statusCode();
    }

    @Test
    void a_name_that_nobody_has_is_refused() {
        try (Fabric fabric = Fabric.open(FabricOptions.standard())) {
            ApplicationAutoScalingApi api = ApplicationAutoScaling.open(
                            new CloudContext(fabric, new Directory(), new ResourceTypes(), event -> {}))
                    .face();
            assertThatThrownBy(() -> api.registerScalableTarget(
                            CALL, target("https://x.execute-api.us-east-1.amazonaws.com/prod")))
                    .hasMessageContaining("no name of this cloud");
            assertThatThrownBy(() -> api.registerScalableTarget(CALL, target("not a url")))
                    .hasMessageContaining("not a URL");
        }
    }
}
