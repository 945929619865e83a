package io.windtunnel.cloud.operations.servicequotas;

import io.windtunnel.cloud.operations.servicequotas.QueryClient.Answer;
import io.windtunnel.cloud.ports.ScalableTargets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A cloud, and what its resources are called.
final class Site {
    final QueryClient client;
    private String vpc = "";
    private String group = "";
    private String routeTable = "";
    private String targetGroup = "";
    private String balancer = "";
    private String network = "";
    private String listener = "";
    private String secureListener = "";
    private int made;

    Site(QueryClient client) {
        this.client = client;
        client.cloud.directory().offer(ScalableTargets.class, "ecs", _ -> Optional.of(new OneTask()));
    }

    Answer run(String type, String... more) {
        List<String> request = new ArrayList<>(
                List.of("ImageId", "ami-12345678", "InstanceType", type, "MinCount", "1", "MaxCount", "1"));
        request.addAll(List.of(more));
        return client.ec2("RunInstances", request.toArray(new String[0]));
    }

    /// An instance in `n` security groups, made for it.
    Answer runIn(int n) {
        List<String> groups = new ArrayList<>();
        for (int i = 1; i <= n; i++) {
            groups.add("SecurityGroupId." + i);
            groups.add(securityGroup("g" + client.time.nanos() + "-" + n + "-" + i + "-" + made++)
                    .first("groupId"));
        }
        return run("t3.micro", groups.toArray(new String[0]));
    }

    /// An HTTPS listener's certificate beside its default one.
    Answer certificate(int n) {
        if (secureListener.isEmpty())
            secureListener = client.elb(
                            "CreateListener",
                            "LoadBalancerArn",
                            balancer(),
                            "Protocol",
                            "HTTPS",
                            "Port",
                            "443",
                            "Certificates.member.1.CertificateArn",
                            requestCertificate("default.example.com"),
                            "DefaultActions.member.1.Type",
                            "forward",
                            "DefaultActions.member.1.TargetGroupArn",
                            targetGroup())
                    .first("ListenerArn");
        return client.elb(
                "AddListenerCertificates",
                "ListenerArn",
                secureListener,
                "Certificates.member.1.CertificateArn",
                requestCertificate("c" + n + ".example.com"));
    }

    private String requestCertificate(String domain) {
        String arn = client.json("acm", "CertificateManager.RequestCertificate", "{\"DomainName\":\"" + domain + "\"}")
                .first("CertificateArn");
        client.time.advance(Duration.ofMinutes(10));
        return arn;
    }

    String vpc() {
        if (vpc.isEmpty()) vpc = client.ec2("DescribeVpcs").first("vpcId");
        return vpc;
    }

    List<String> subnets() {
        List<String> ids = new ArrayList<>();
        String body = client.ec2("DescribeSubnets").body();
        Matcher matcher = Pattern.compile("<subnetId>([^<]*)</subnetId>").matcher(body);
        while (matcher.find()) ids.add(matcher.group(1));
        return ids;
    }

    String group() {
        if (group.isEmpty()) group = securityGroup("shared").first("groupId");
        return group;
    }

    Answer securityGroup(String name) {
        return client.ec2("CreateSecurityGroup", "GroupName", name, "GroupDescription", "d", "VpcId", vpc());
    }

    String routeTable() {
        if (routeTable.isEmpty())
            routeTable = client.ec2("CreateRouteTable", "VpcId", vpc()).first("routeTableId");
        return routeTable;
    }

    String gateway() {
        return client.ec2("DescribeInternetGateways").first("internetGatewayId");
    }

    Answer targetGroup(String name) {
        return client.elb(
                "CreateTargetGroup",
                "Name",
                name,
                "Protocol",
                "HTTP",
                "Port",
                "80",
                "VpcId",
                vpc(),
                "TargetType",
                "ip");
    }

    String targetGroup() {
        if (targetGroup.isEmpty()) targetGroup = targetGroup("shared").first("TargetGroupArn");
        return targetGroup;
    }

    Answer balancer(String name) {
        List<String> subnets = subnets();
        return client.elb(
                "CreateLoadBalancer",
                "Name",
                name,
                "Subnets.member.1",
                subnets.get(0),
                "Subnets.member.2",
                subnets.get(1));
    }

    String balancer() {
        if (balancer.isEmpty()) balancer = balancer("shared").first("LoadBalancerArn");
        return balancer;
    }

    Answer networkBalancer(String name) {
        return client.elb(
                "CreateLoadBalancer",
                "Name",
                name,
                "Type",
                "network",
                "Subnets.member.1",
                subnets().getFirst());
    }

    /// A TCP listener of a network load balancer, before a target group of its own.
    Answer networkListener(int port) {
        if (network.isEmpty()) network = networkBalancer("flows").first("LoadBalancerArn");
        String targets = client.elb(
                        "CreateTargetGroup", "Name", "flows" + port, "Protocol", "TCP", "Port", "80", "VpcId", vpc())
                .first("TargetGroupArn");
        return client.elb(
                "CreateListener",
                "LoadBalancerArn",
                network,
                "Protocol",
                "TCP",
                "Port",
                Integer.toString(port),
                "DefaultActions.member.1.Type",
                "forward",
                "DefaultActions.member.1.TargetGroupArn",
                targets);
    }

    Answer listener(int port, String targetGroupArn) {
        return client.elb(
                "CreateListener",
                "LoadBalancerArn",
                balancer(),
                "Protocol",
                "HTTP",
                "Port",
                Integer.toString(port),
                "DefaultActions.member.1.Type",
                "forward",
                "DefaultActions.member.1.TargetGroupArn",
                targetGroupArn);
    }

    String listener() {
        if (listener.isEmpty()) listener = listener(80, targetGroup()).first("ListenerArn");
        return listener;
    }

    Answer rule(int priority) {
        return client.elb(
                "CreateRule",
                "ListenerArn",
                listener(),
                "Priority",
                Integer.toString(priority),
                "Conditions.member.1.Field",
                "path-pattern",
                "Conditions.member.1.Values.member.1",
                "/" + priority,
                "Actions.member.1.Type",
                "forward",
                "Actions.member.1.TargetGroupArn",
                targetGroup());
    }

    Answer target(int n) {
        return client.elb(
                "RegisterTargets", "TargetGroupArn", targetGroup(), "Targets.member.1.Id", "172.31.0." + (20 + n));
    }

    Answer configuration(String name) {
        return client.autoscaling(
                "CreateLaunchConfiguration",
                "LaunchConfigurationName",
                name,
                "ImageId",
                "ami-12345678",
                "InstanceType",
                "t3.micro");
    }

    Answer autoScalingGroup(String name) {
        configuration("shared");
        return client.autoscaling(
                "CreateAutoScalingGroup",
                "AutoScalingGroupName",
                name,
                "LaunchConfigurationName",
                "shared",
                "MinSize",
                "0",
                "MaxSize",
                "0",
                "AvailabilityZones.member.1",
                "us-east-1a");
    }

    Answer hook(String name) {
        autoScalingGroup("shared");
        return client.autoscaling(
                "PutLifecycleHook",
                "AutoScalingGroupName",
                "shared",
                "LifecycleHookName",
                name,
                "LifecycleTransition",
                "autoscaling:EC2_INSTANCE_LAUNCHING");
    }

    Answer scalable(String name) {
        return scaling("RegisterScalableTarget", name, "\"MinCapacity\":1,\"MaxCapacity\":2");
    }

    Answer policy(String name, int steps) {
        scalable("shared");
        StringBuilder adjustments = new StringBuilder();
        for (int i = 0; i < steps; i++)
            adjustments
                    .append(i == 0 ? "" : ",")
                    .append("{\"ScalingAdjustment\":1,\"MetricIntervalLowerBound\":")
                    .append(i)
                    .append(i == steps - 1 ? "}" : ",\"MetricIntervalUpperBound\":" + (i + 1) + "}");
        return scaling(
                "PutScalingPolicy",
                "shared",
                "\"PolicyName\":\"" + name + "\",\"PolicyType\":\"StepScaling\","
                        + "\"StepScalingPolicyConfiguration\":{\"AdjustmentType\":\"ChangeInCapacity\","
                        + "\"StepAdjustments\":[" + adjustments + "]}");
    }

    Answer schedule(String name) {
        scalable("shared");
        return scaling(
                "PutScheduledAction",
                "shared",
                "\"ScheduledActionName\":\"" + name + "\",\"Schedule\":\"rate(1 hour)\","
                        + "\"ScalableTargetAction\":{\"MinCapacity\":1}");
    }

    private Answer scaling(String action, String name, String members) {
        return client.json(
                "application-autoscaling",
                "AnyScaleFrontendService." + action,
                "{\"ServiceNamespace\":\"ecs\",\"ResourceId\":\"service/default/" + name
                        + "\",\"ScalableDimension\":\"ecs:service:DesiredCount\"," + members + "}");
    }

    Answer attach(String targetGroupName) {
        autoScalingGroup("shared");
        return client.autoscaling(
                "AttachLoadBalancerTargetGroups",
                "AutoScalingGroupName",
                "shared",
                "TargetGroupARNs.member.1",
                targetGroup(targetGroupName).first("TargetGroupArn"));
    }

    /// A service of one task that runs, whatever is asked for.
    private static final class OneTask implements ScalableTargets {
        private static final Capacity ONE = new Capacity(1, 1, Progress.FULFILLED, "");

        @Override
        public CompletionStage<Capacity> capacity(Target target) {
            return CompletableFuture.completedStage(ONE);
        }

        @Override
        public CompletionStage<Capacity> set(Target target, int desired) {
            return CompletableFuture.completedStage(ONE);
        }

        @Override
        public Optional<Metric> predefined(Target target, String metricType, @Nullable String label) {
            return Optional.empty();
        }
    }
}
