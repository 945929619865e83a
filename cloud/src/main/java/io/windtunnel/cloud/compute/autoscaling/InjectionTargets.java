package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.Shapes.AutoScalingGroup;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeAutoScalingGroupsRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeAutoScalingGroupsResult;
import io.windtunnel.cloud.ports.FaultTargets;
import io.windtunnel.cloud.ports.FaultTargets.Resource;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The groups a fault injection can choose from, as they are described.
record InjectionTargets(AutoScalingApi face) implements FaultTargets {
    @Override
    public List<Resource> all(Scope scope) {
        List<Resource> groups = new ArrayList<>();
        String token = null;
        do {
            DescribeAutoScalingGroupsResult page = face.describeAutoScalingGroups(
                    Call.internal(scope), new DescribeAutoScalingGroupsRequest(List.of(), token, null, List.of()));
            page.autoScalingGroups().forEach(group -> groups.add(resource(group)));
            token = page.nextToken();
        } while (token != null);
        return groups;
    }

    private static Resource resource(AutoScalingGroup group) {
        Map<String, String> tags = new TreeMap<>();
        group.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        return new Resource(Arn.parse(group.autoScalingGroupArn()), tags, group);
    }
}
