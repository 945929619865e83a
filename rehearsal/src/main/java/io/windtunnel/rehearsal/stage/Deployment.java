package io.windtunnel.rehearsal.stage;

import io.windtunnel.cloud.ports.QuotaGrants;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.rehearsal.measure.Checks;
import io.windtunnel.rehearsal.plan.Design;
import io.windtunnel.rehearsal.plan.QuotaPlan;
import io.windtunnel.rehearsal.plan.TrafficPlan;
import io.windtunnel.rehearsal.traffic.Url;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One design's stack in its own account: created through CloudFormation and asked after through the APIs that a person
/// would use.
public final class Deployment {
    private static final String GROUP = "AWS::AutoScaling::AutoScalingGroup";
    private static final String QUEUE = "AWS::SQS::Queue";
    private static final String TARGETS = "AWS::ElasticLoadBalancingV2::TargetGroup";

    private static final Pattern OUTPUT = Pattern.compile("\\{([A-Za-z0-9]+)}");

    private final Design design;
    private final CloudClient client;
    private final StackNames names;
    private Map<String, String> outputs = Map.of();
    private Map<String, String> logicalIds = Map.of();
    private List<String> groups = List.of();
    private List<String> unbalancedGroups = List.of();
    private List<Arn> targetGroups = List.of();
    private Map<String, Arn> queues = Map.of();
    private Map<String, String> standing = Map.of();

    public Deployment(Design design, CloudClient client) {
        this.design = design;
        this.client = client;
        this.names = new StackNames(client, design.name());
    }

    /// The stack's resources by their logical ids.
    public StackNames names() {
        return names;
    }

    public Design design() {
        return design;
    }

    public CloudClient client() {
        return client;
    }

    /// The stack's outputs, once it is complete.
    public Map<String, String> outputs() {
        return outputs;
    }

    /// The logical id of each resource by its physical id, once the stack is complete.
    public Map<String, String> logicalIds() {
        return logicalIds;
    }

    public List<Arn> targetGroups() {
        return targetGroups;
    }

    /// The stack's queues by their logical ids, once it is complete.
    public Map<String, Arn> queues() {
        return queues;
    }

    /// Stand-ins that are no machines of the stack's have these URLs, by their names.
    public void standing(Map<String, String> urls) {
        standing = Map.copyOf(urls);
    }

    /// Where a stream of traffic goes: its URL, with the stack's outputs in the place of the names in braces.
    ///
    /// @throws RehearsalFailure when the stack has no such output, or it makes no URL
    public Url url(TrafficPlan stream) {
        String text = OUTPUT.matcher(stream.to()).replaceAll(slot -> {
            String value = standing.getOrDefault(slot.group(1), outputs.get(slot.group(1)));
            if (value == null)
                throw new RehearsalFailure("traffic " + stream.name() + " goes to {" + slot.group(1)
                        + "}, which is no output of the stack; it has " + outputs.keySet());
            return Matcher.quoteReplacement(value);
        });
        try {
            return Url.parse(text);
        } catch (IllegalArgumentException notAUrl) {
            throw new RehearsalFailure("traffic " + stream.name() + " goes to `" + text + "`, which is no http URL");
        }
    }

    /// Gives the design's account the quotas that the design names.
    ///
    /// @throws RehearsalFailure when there is no such quota
    public void grant(QuotaGrants grants) {
        for (QuotaPlan quota : design.quotas()) {
            try {
                grants.grant(client.scope(), quota.service(), quota.code(), quota.value());
            } catch (IllegalArgumentException unknown) {
                throw new RehearsalFailure("design " + design.name() + ": " + unknown.getMessage());
            }
        }
    }

    /// Asks CloudFormation for the stack; returns at once.
    public void create() {
        Map<String, String> request = request(design.parameters());
        request.put("TemplateBody", template());
        client.cloudFormation("CreateStack", request);
    }

    /// Asks CloudFormation to update the stack with other values of some parameters; returns at once.
    ///
    /// @throws RehearsalFailure with AWS's own words when it is refused
    void update(Map<String, String> changed) {
        Map<String, String> parameters = new LinkedHashMap<>(design.parameters());
        parameters.putAll(changed);
        Map<String, String> request = request(parameters);
        request.put("UsePreviousTemplate", "true");
        client.cloudFormation("UpdateStack", request);
    }

    private Map<String, String> request(Map<String, String> values) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("StackName", design.name());
        request.put("Capabilities.member.1", "CAPABILITY_NAMED_IAM");
        request.put("Capabilities.member.2", "CAPABILITY_AUTO_EXPAND");
        int number = 1;
        for (Map.Entry<String, String> parameter : values.entrySet()) {
            String prefix = "Parameters.member." + number++ + ".";
            request.put(prefix + "ParameterKey", parameter.getKey());
            request.put(prefix + "ParameterValue", parameter.getValue());
        }
        return request;
    }

    private String template() {
        try {
            return Files.readString(design.template());
        } catch (IOException unreadable) {
            throw new RehearsalFailure("the template of " + design.name() + " cannot be read: " + design.template());
        }
    }

    /// Whether the stack is complete.
    ///
    /// @throws RehearsalFailure with the reasons in the stack's events when it has failed
    public boolean complete() {
        Element stack = client.cloudFormation("DescribeStacks", name())
                .all("Stacks/member")
                .getFirst();
        String status = stack.text("StackStatus");
        if (status.equals("CREATE_COMPLETE")) {
            Map<String, String> found = new LinkedHashMap<>();
            for (Element output : stack.all("Outputs/member"))
                found.put(output.text("OutputKey"), output.text("OutputValue"));
            outputs = found;
            resources();
            return true;
        }
        if (status.equals("CREATE_IN_PROGRESS")) return false;
        throw new RehearsalFailure("the stack of " + design.name() + " is " + status + ":\n" + reasons());
    }

    private String reasons() {
        List<String> reasons = new ArrayList<>();
        for (Element event :
                client.cloudFormation("DescribeStackEvents", name()).all("StackEvents/member"))
            if (event.text("ResourceStatus").endsWith("_FAILED"))
                reasons.addFirst("  %s (%s): %s"
                        .formatted(
                                event.text("LogicalResourceId"),
                                event.text("ResourceType"),
                                event.text("ResourceStatusReason")));
        return reasons.stream().distinct().collect(Collectors.joining("\n"));
    }

    private void resources() {
        List<String> foundGroups = new ArrayList<>();
        List<Arn> foundTargets = new ArrayList<>();
        Map<String, String> foundIds = new LinkedHashMap<>();
        Map<String, Arn> foundQueues = new LinkedHashMap<>();
        for (Element resource :
                client.cloudFormation("DescribeStackResources", name()).all("StackResources/member")) {
            String id = resource.text("PhysicalResourceId");
            boolean group = resource.text("ResourceType").equals(GROUP);
            // A warm pool goes by the name of its group.
            if (group || !foundIds.containsKey(id)) foundIds.put(id, resource.text("LogicalResourceId"));
            if (group) foundGroups.add(id);
            if (resource.text("ResourceType").equals(TARGETS)) foundTargets.add(Arn.parse(id));
            if (resource.text("ResourceType").equals(QUEUE))
                foundQueues.put(
                        resource.text("LogicalResourceId"),
                        client.scope().arn("sqs", id.substring(id.lastIndexOf('/') + 1)));
        }
        logicalIds = foundIds;
        groups = foundGroups;
        unbalancedGroups =
                foundGroups.stream().filter(group -> !isBalanced(group)).toList();
        targetGroups = foundTargets;
        queues = foundQueues;
    }

    private boolean isBalanced(String group) {
        return describe(group).stream()
                .anyMatch(found -> !found.all("TargetGroupARNs/member").isEmpty());
    }

    private List<Element> describe(String group) {
        return client.autoScaling("DescribeAutoScalingGroups", Map.of("AutoScalingGroupNames.member.1", group))
                .all("AutoScalingGroups/member");
    }

    /// The machines that no load balancer is meant to send requests to, such as a queue's consumers: those of groups
    /// without target groups.
    Set<String> unbalanced() {
        Set<String> machines = new HashSet<>();
        for (String group : unbalancedGroups)
            for (Element found : describe(group))
                for (Element instance : found.all("Instances/member")) machines.add(instance.text("InstanceId"));
        return machines;
    }

    private Map<String, String> name() {
        return Map.of("StackName", design.name());
    }

    /// What still keeps the design from being ready: groups below their desired capacity, targets that are not healthy.
    /// Empty when the wind may blow.
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (String group : groups) missingInstances(group, missing);
        for (Arn targetGroup : targetGroups) missingTargets(targetGroup, missing);
        return missing;
    }

    private void missingInstances(String group, List<String> missing) {
        for (Element found : describe(group)) {
            long inService = found.all("Instances/member").stream()
                    .filter(instance -> instance.text("LifecycleState").equals("InService"))
                    .count();
            if (inService < Long.parseLong(found.text("DesiredCapacity")))
                missing.add("%s: %d of %s instances of %s are in service"
                        .formatted(design.name(), inService, found.text("DesiredCapacity"), group));
        }
    }

    private void missingTargets(Arn targetGroup, List<String> missing) {
        List<Element> targets = client.loadBalancing(
                        "DescribeTargetHealth", Map.of("TargetGroupArn", targetGroup.toString()))
                .all("TargetHealthDescriptions/member");
        if (targets.isEmpty() && !groups.isEmpty())
            missing.add(design.name() + ": " + targetGroup + " has no target yet");
        for (Element target : targets) {
            String state = target.text("TargetHealth/State");
            if (state.equals("healthy") || state.equals("unavailable")) continue;
            missing.add("%s: target %s is %s: %s"
                    .formatted(
                            design.name(), target.text("Target/Id"), state, target.text("TargetHealth/Description")));
        }
    }

    /// The health-check settings of the design's target groups.
    public List<Checks> checks() {
        List<Checks> checks = new ArrayList<>();
        for (Arn targetGroup : targetGroups)
            for (Element group : client.loadBalancing(
                            "DescribeTargetGroups", Map.of("TargetGroupArns.member.1", targetGroup.toString()))
                    .all("TargetGroups/member"))
                checks.add(new Checks(
                        group.text("TargetGroupName"),
                        group.text("HealthCheckPath"),
                        Duration.ofSeconds(Long.parseLong(group.text("HealthCheckIntervalSeconds"))),
                        Duration.ofSeconds(Long.parseLong(group.text("HealthCheckTimeoutSeconds"))),
                        Integer.parseInt(group.text("HealthyThresholdCount")),
                        Integer.parseInt(group.text("UnhealthyThresholdCount"))));
        return checks;
    }
}
