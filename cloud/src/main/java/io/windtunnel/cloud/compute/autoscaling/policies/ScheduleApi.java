package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.BatchDeleteScheduledActionRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.BatchDeleteScheduledActionResult;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.BatchPutScheduledActionRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.BatchPutScheduledActionResult;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.DeleteScheduledActionRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.DescribeScheduledActionsRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.DescribeScheduledActionsResult;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.PutScheduledActionRequest;
import io.windtunnel.wire.Call;
import java.util.function.Function;

/// Auto Scaling's operations on scheduled actions.
public interface ScheduleApi {
    <T> T scaling(Call call, Function<Policies, T> work);

    default void putScheduledUpdateGroupAction(Call call, PutScheduledActionRequest request) {
        scaling(call, policies -> policies.scheduleRequests().put(call.scope(), request));
    }

    default BatchPutScheduledActionResult batchPutScheduledUpdateGroupAction(
            Call call, BatchPutScheduledActionRequest request) {
        return scaling(call, policies -> policies.scheduleRequests().putAll(call.scope(), request));
    }

    default void deleteScheduledAction(Call call, DeleteScheduledActionRequest request) {
        scaling(
                call,
                policies -> policies.scheduleRequests()
                        .delete(call.scope(), request.autoScalingGroupName(), request.scheduledActionName()));
    }

    default BatchDeleteScheduledActionResult batchDeleteScheduledAction(
            Call call, BatchDeleteScheduledActionRequest request) {
        return scaling(call, policies -> policies.scheduleRequests().deleteAll(call.scope(), request));
    }

    default DescribeScheduledActionsResult describeScheduledActions(
            Call call, DescribeScheduledActionsRequest request) {
        return scaling(call, policies -> policies.scheduleRequests().describe(call.scope(), request));
    }
}
