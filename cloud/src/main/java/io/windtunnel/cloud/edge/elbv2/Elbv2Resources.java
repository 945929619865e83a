package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Shapes.Tag;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The CloudFormation types of Elastic Load Balancing.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_ElasticLoadBalancingV2.html
final class Elbv2Resources {
    /// Characters of a generated name. Source: the page of each type.
    static final int LONGEST_NAME = 32;

    private Elbv2Resources() {}

    static void addTo(ResourceTypes types, Elbv2Api api, Fabric fabric) {
        types.add(new LoadBalancerType(api, fabric));
        types.add(new TargetGroupType(api, fabric));
        types.add(new ListenerType(api));
        types.add(new ListenerRuleType(api));
        types.add(new ListenerCertificateType(api));
    }

    /// The resource's own tags with those of the stack.
    static List<Tag> tags(List<Tag> own, Map<String, String> stack) {
        List<Tag> all = new ArrayList<>(own);
        stack.forEach((key, value) -> {
            if (own.stream().noneMatch(tag -> tag.key().equals(key))) all.add(new Tag(key, value));
        });
        return all;
    }

    /// Does the step, and turns a refusal into a failure of the resource.
    static Progress attempt(String physicalId, Supplier<Progress> step) {
        try {
            return step.get();
        } catch (AwsException refused) {
            return new Progress.Failed(physicalId, refused.message());
        }
    }

    /// Deletes; what is not there any more is as good as deleted.
    static Progress deletion(String physicalId, Runnable delete) {
        try {
            delete.run();
        } catch (AwsException refused) {
            if (!refused.code().endsWith("NotFound")) return new Progress.Failed(physicalId, refused.message());
        }
        return new Progress.Done(physicalId, Map.of());
    }
}
