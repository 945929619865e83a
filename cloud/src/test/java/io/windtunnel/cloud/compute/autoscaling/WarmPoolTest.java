package io.windtunnel.cloud.compute.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.compute.autoscaling.FleetApi.DeleteWarmPoolRequest;
import io.windtunnel.cloud.compute.autoscaling.FleetApi.DescribeWarmPoolRequest;
import io.windtunnel.cloud.compute.autoscaling.FleetApi.DescribeWarmPoolResult;
import io.windtunnel.cloud.compute.autoscaling.FleetApi.InstanceReusePolicy;
import io.windtunnel.cloud.compute.autoscaling.FleetApi.PutWarmPoolRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.GroupInstance;
import io.windtunnel.cloud.compute.autoscaling.Shapes.SetDesiredCapacityRequest;
import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.wire.AwsException;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Warm pools, on virtual time.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-warm-pools.html
class WarmPoolTest {
    private final ScalingStage stage = new ScalingStage().group(2, 6, 2, null, null);

    private void put(@Nullable Integer prepared, @Nullable Integer minimum, @Nullable String state, boolean reuse) {
        stage.api.putWarmPool(
                stage.call, new PutWarmPoolRequest("web", prepared, minimum, state, new InstanceReusePolicy(reuse)));
    }

    private DescribeWarmPoolResult pool() {
        return stage.api.describeWarmPool(stage.call, new DescribeWarmPoolRequest("web", null, null));
    }

    private List<String> states() {
        return pool().instances().stream().map(GroupInstance::lifecycleState).toList();
    }

    private void want(int desired) {
        stage.api.setDesiredCapacity(stage.call, new SetDesiredCapacityRequest("web", desired));
    }

    @Test
    void what_the_maximum_leaves_open_waits_stopped() {
        stage.pass(60);
        put(null, null, null, false);
        stage.pass(120);

        // max 6 less desired 2 (aws-facts 2.1, warm pool size)
        assertThat(states()).hasSize(4).containsOnly("Warmed:Stopped");
        assertThat(stage.serving()).isEqualTo(2);
        for (GroupInstance instance : pool().instances())
            assertThat(stage.ec2.views.get(instance.instanceId()).state()).isEqualTo(Instances.State.STOPPED);
        assertThat(pool().warmPoolConfiguration().poolState()).isEqualTo("Stopped");
    }

    @Test
    void scaling_out_takes_from_the_pool_before_it_launches() {
        put(null, null, null, false);
        stage.pass(180);
        TreeSet<String> waiting = new TreeSet<>();
        pool().instances().forEach(instance -> waiting.add(instance.instanceId()));
        int launches = stage.ec2.views.size();
        want(5);
        stage.pass(60);

        assertThat(stage.serving()).isEqualTo(5);
        assertThat(stage.ec2.views).as("nothing was launched").hasSize(launches);
        assertThat(stage.group().instances())
                .filteredOn(instance -> waiting.contains(instance.instanceId()))
                .hasSize(3);
        assertThat(states()).as("6 less 5").containsExactly("Warmed:Stopped");
        assertThat(stage.activities().getFirst().description())
                .startsWith("Launching a new EC2 instance from warm pool:");
    }

    @Test
    void an_empty_pool_is_a_cold_start() {
        put(3, null, null, false);
        stage.pass(180);
        assertThat(states()).as("prepared 3 less desired 2").hasSize(1);
        int launches = stage.ec2.views.size();
        want(4);
        stage.pass(60);

        assertThat(stage.serving()).isEqualTo(4);
        assertThat(stage.ec2.views).as("one warmed, one cold").hasSize(launches + 1);
    }

    @Test
    void the_minimum_is_kept_however_many_serve() {
        put(2, 3, "Running", false);
        stage.pass(180);

        assertThat(states()).hasSize(3).containsOnly("Warmed:Running");
    }

    @Test
    void what_scales_in_goes_back_where_it_is_used_again() {
        put(null, null, null, true);
        stage.pass(180);
        want(5);
        stage.pass(60);
        int launches = stage.ec2.views.size();
        want(2);
        stage.pass(240);

        assertThat(stage.serving()).isEqualTo(2);
        assertThat(states()).hasSize(4).containsOnly("Warmed:Stopped");
        assertThat(stage.ec2.views).as("nobody was terminated, nobody launched").hasSize(launches);
        assertThat(stage.ec2.views.values()).noneMatch(view -> view.state() == Instances.State.TERMINATED);
    }

    @Test
    void a_pool_with_instances_goes_only_by_force() {
        put(null, null, null, false);
        stage.pass(180);

        assertThatThrownBy(() -> stage.api.deleteWarmPool(stage.call, new DeleteWarmPoolRequest("web", false)))
                .isInstanceOfSatisfying(
                        AwsException.class,
                        refused -> assertThat(refused.code()).isEqualTo("ResourceInUse"));
        assertThat(states()).hasSize(4);
        stage.api.deleteWarmPool(stage.call, new DeleteWarmPoolRequest("web", true));
        stage.pass(120);

        assertThat(states()).isEmpty();
        assertThat(stage.serving()).isEqualTo(2);
        assertThat(stage.group().warmPoolConfiguration()).isNull();
    }

    @Test
    void nonsense_is_refused() {
        assertThatThrownBy(() -> put(null, -1, null, false)).hasMessageContaining("MinSize");
        assertThatThrownBy(() -> put(-2, null, null, false)).hasMessageContaining("MaxGroupPreparedCapacity");
        assertThatThrownBy(() -> put(null, null, "Frozen", false)).hasMessageContaining("PoolState");
        assertThatThrownBy(() -> stage.api.deleteWarmPool(stage.call, new DeleteWarmPoolRequest("web", true)))
                .hasMessageContaining("No warm pool found");
    }
}
