package io.windtunnel.cloud.operations.servicequotas;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.compute.autoscaling.Limit;
import io.windtunnel.cloud.compute.ec2.instances.VcpuLimit;
import io.windtunnel.cloud.compute.ec2.network.NetworkLimit;
import io.windtunnel.cloud.operations.cloudformation.StackLimit;
import io.windtunnel.cloud.operations.iam.IamLimit;
import io.windtunnel.cloud.operations.servicequotas.QueryClient.Answer;
import io.windtunnel.cloud.ports.QuotaGrants;
import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.cloud.ports.ScalableTargets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every quota that the table calls enforced is refused one beyond its value, with AWS's error, and
/// allowed after an increase.
class EnforcementTest {
    private static final String TRUST = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
    private static final String TEMPLATE =
            "{\"Resources\":{\"P\":{\"Type\":\"AWS::SSM::Parameter\",\"Properties\":{\"Type\":\"String\",\"Value\":\"v\"}}}}";

    /// @param there how many count already before the first is made
    /// @param weight how much one more counts
    /// @param make makes the n-th, after what has to be there for it
    private record Case(
            Quotas.Limit limit, String error, long there, long weight, BiFunction<Site, Integer, Answer> make) {
        @Override
        public String toString() {
            return limit.serviceCode() + "/" + limit + " " + error;
        }
    }

    private static Case of(Quotas.Limit limit, String error, long there, BiFunction<Site, Integer, Answer> make) {
        return new Case(limit, error, there, 1, make);
    }

    private static Case vcpus(VcpuLimit limit, String type, long vcpus) {
        return new Case(limit, "VcpuLimitExceeded", 0, vcpus, (site, _) -> site.run(type));
    }

    /// A cloud, and what its resources are called.
    private static final class Site {
        final QueryClient client;
        private String vpc = "";
        private String group = "";
        private String routeTable = "";
        private String targetGroup = "";
        private String balancer = "";
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
            String arn = client.json(
                            "acm", "CertificateManager.RequestCertificate", "{\"DomainName\":\"" + domain + "\"}")
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
            var matcher = java.util.regex.Pattern.compile("<subnetId>([^<]*)</subnetId>")
                    .matcher(body);
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

    static Stream<Case> cases() {
        return Stream.of(instances(), networks(), balancers(), groups(), targets(), operations())
                .flatMap(each -> each);
    }

    private static Stream<Case> instances() {
        return Stream.of(
                vcpus(VcpuLimit.STANDARD, "m5.large", 2),
                of(NetworkLimit.ADDRESSES, "AddressLimitExceeded", 0, (site, _) -> site.client.ec2("AllocateAddress")));
    }

    private static Stream<Case> networks() {
        return Stream.of(
                of(
                        NetworkLimit.VPCS,
                        "VpcLimitExceeded",
                        1,
                        (site, n) -> site.client.ec2("CreateVpc", "CidrBlock", "10." + n + ".0.0/16")),
                of(
                        NetworkLimit.SUBNETS_PER_VPC,
                        "SubnetLimitExceeded",
                        3,
                        (site, n) -> site.client.ec2(
                                "CreateSubnet", "VpcId", site.vpc(), "CidrBlock", "172.31." + (128 + n) + ".0/24")),
                of(NetworkLimit.GROUPS, "SecurityGroupLimitExceeded", 1, (site, n) -> site.securityGroup("g" + n)),
                of(
                        NetworkLimit.RULES_PER_GROUP,
                        "RulesPerSecurityGroupLimitExceeded",
                        0,
                        (site, n) -> site.client.ec2(
                                "AuthorizeSecurityGroupIngress",
                                "GroupId",
                                site.group(),
                                "IpProtocol",
                                "tcp",
                                "FromPort",
                                Integer.toString(80 + n),
                                "ToPort",
                                Integer.toString(80 + n),
                                "CidrIp",
                                "0.0.0.0/0")),
                of(
                        NetworkLimit.GROUPS_PER_INTERFACE,
                        "SecurityGroupsPerInterfaceLimitExceeded",
                        0,
                        (site, n) -> site.runIn(n + 1)),
                of(
                        NetworkLimit.INTERNET_GATEWAYS,
                        "InternetGatewayLimitExceeded",
                        1,
                        (site, _) -> site.client.ec2("CreateInternetGateway")),
                of(
                        NetworkLimit.NAT_GATEWAYS_PER_ZONE,
                        "NatGatewayLimitExceeded",
                        0,
                        (site, _) -> site.client.ec2(
                                "CreateNatGateway",
                                "SubnetId",
                                site.subnets().getFirst(),
                                "ConnectivityType",
                                "private")),
                of(NetworkLimit.INTERFACES, "NetworkInterfaceLimitExceeded", 0, (site, _) -> site.run("t3.micro")),
                of(
                        NetworkLimit.ROUTE_TABLES_PER_VPC,
                        "RouteTableLimitExceeded",
                        1,
                        (site, _) -> site.client.ec2("CreateRouteTable", "VpcId", site.vpc())),
                of(
                        NetworkLimit.ROUTES_PER_TABLE,
                        "RouteLimitExceeded",
                        0,
                        (site, n) -> site.client.ec2(
                                "CreateRoute",
                                "RouteTableId",
                                site.routeTable(),
                                "DestinationCidrBlock",
                                "10." + n + ".0.0/16",
                                "GatewayId",
                                site.gateway())),
                of(
                        NetworkLimit.GATEWAY_ENDPOINTS,
                        "VpcEndpointLimitExceeded",
                        0,
                        (site, _) -> site.client.ec2(
                                "CreateVpcEndpoint", "VpcId", site.vpc(), "ServiceName", "com.amazonaws.us-east-1.s3")),
                of(
                        NetworkLimit.INTERFACE_ENDPOINTS_PER_VPC,
                        "VpcEndpointLimitExceeded",
                        0,
                        (site, _) -> site.client.ec2(
                                "CreateVpcEndpoint",
                                "VpcId",
                                site.vpc(),
                                "VpcEndpointType",
                                "Interface",
                                "ServiceName",
                                "com.amazonaws.us-east-1.sqs")));
    }

    private static Stream<Case> balancers() {
        return Stream.of(
                of(elb("BALANCERS"), "TooManyLoadBalancers", 0, (site, n) -> site.balancer("b" + n)),
                of(elb("GROUPS"), "TooManyTargetGroups", 0, (site, n) -> site.targetGroup("t" + n)),
                of(elb("TARGETS_PER_GROUP"), "TooManyTargets", 0, (site, n) -> site.target(n)),
                of(elb("TARGETS_PER_BALANCER"), "TooManyTargets", 0, (site, n) -> {
                    site.listener();
                    return site.target(n);
                }),
                of(
                        elb("LISTENERS_PER_BALANCER"),
                        "TooManyListeners",
                        0,
                        (site, n) -> site.listener(80 + n, site.targetGroup())),
                of(elb("RULES_PER_BALANCER"), "TooManyRules", 0, (site, n) -> site.rule(n + 1)),
                of(elb("CERTIFICATES_PER_BALANCER"), "TooManyCertificates", 0, (site, n) -> site.certificate(n)),
                of(
                        elb("GROUPS_PER_BALANCER"),
                        "TooManyUniqueTargetGroupsPerLoadBalancer",
                        0,
                        (site, n) ->
                                site.listener(80 + n, site.targetGroup("u" + n).first("TargetGroupArn"))));
    }

    private static Quotas.Limit elb(String name) {
        return io.windtunnel.cloud.edge.elbv2.Limit.valueOf(name);
    }

    private static Stream<Case> groups() {
        return Stream.of(
                of(Limit.GROUPS, "LimitExceeded", 0, (site, n) -> site.autoScalingGroup("g" + n)),
                of(Limit.CONFIGURATIONS, "LimitExceeded", 0, (site, n) -> site.configuration("c" + n)),
                of(Limit.HOOKS_PER_GROUP, "LimitExceeded", 0, (site, n) -> site.hook("h" + n)),
                of(Limit.TARGET_GROUPS_PER_GROUP, "LimitExceeded", 0, (site, n) -> site.attach("a" + n)));
    }

    private static Stream<Case> targets() {
        return Stream.of(
                of(target("ECS_TARGETS"), "LimitExceededException", 0, (site, n) -> site.scalable("t" + n)),
                of(target("POLICIES_PER_TARGET"), "LimitExceededException", 0, (site, n) -> site.policy("p" + n, 1)),
                of(target("STEPS_PER_POLICY"), "LimitExceededException", 0, (site, n) -> site.policy("p", n + 1)),
                of(target("ACTIONS_PER_TARGET"), "LimitExceededException", 0, (site, n) -> site.schedule("a" + n)));
    }

    private static Quotas.Limit target(String name) {
        return io.windtunnel.cloud.compute.applicationautoscaling.Limit.valueOf(name);
    }

    private static Stream<Case> operations() {
        return Stream.of(
                of(
                        IamLimit.ROLES,
                        "LimitExceeded",
                        0,
                        (site, n) ->
                                site.client.iam("CreateRole", "RoleName", "r" + n, "AssumeRolePolicyDocument", TRUST)),
                of(
                        IamLimit.PROFILES,
                        "LimitExceeded",
                        0,
                        (site, n) -> site.client.iam("CreateInstanceProfile", "InstanceProfileName", "p" + n)),
                of(
                        IamLimit.POLICIES,
                        "LimitExceeded",
                        0,
                        (site, n) -> site.client.iam("CreatePolicy", "PolicyName", "p" + n, "PolicyDocument", TRUST)),
                of(
                        StackLimit.STACKS,
                        "LimitExceededException",
                        0,
                        (site, n) -> site.client.query(
                                "cloudformation",
                                "2010-05-15",
                                "CreateStack",
                                "StackName",
                                "s" + n,
                                "TemplateBody",
                                TEMPLATE)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void one_too_many_is_refused_until_the_increase(Case each) {
        try (QueryClient client = new QueryClient()) {
            Site site = new Site(client);
            grant(client, each.limit, each.there + each.weight);
            assertThat(each.make.apply(site, 0)).matches(Answer::fine, "the last that is allowed");
            Answer refused = each.make.apply(site, 1);
            assertThat(refused.body()).as("one too many").contains(each.error);
            assertThat(refused.status()).isBetween(400, 499);
            raise(client, each.limit, each.there + 2 * each.weight);
            assertThat(each.make.apply(site, 1)).matches(Answer::fine, "allowed after the increase");
        }
    }

    private static void grant(QueryClient client, Quotas.Limit limit, long value) {
        client.cloud
                .directory()
                .require(QuotaGrants.class)
                .grant(QueryClient.SCOPE, limit.serviceCode(), limit.quotaCode(), value);
    }

    private static void raise(QueryClient client, Quotas.Limit limit, long value) {
        Quota quota = QuotaTable.find(limit.serviceCode(), limit.quotaCode()).orElseThrow();
        if (!quota.adjustable()) {
            grant(client, limit, value);
            return;
        }
        Answer asked = client.quotas(
                "RequestServiceQuotaIncrease",
                "{\"ServiceCode\":\"%s\",\"QuotaCode\":\"%s\",\"DesiredValue\":%d}"
                        .formatted(limit.serviceCode(), limit.quotaCode(), value));
        assertThat(asked.first("Status")).isEqualTo("PENDING");
        client.time.advance(Holding.TO_APPROVAL);
    }

    @Test
    void a_group_beyond_the_vcpu_quota_shows_a_failed_activity_and_recovers_with_the_increase() {
        try (QueryClient client = new QueryClient()) {
            Site site = new Site(client);
            grant(client, VcpuLimit.STANDARD, 4);
            site.autoScalingGroup("web");
            String[] three = {"AutoScalingGroupName", "web", "MinSize", "3", "MaxSize", "3", "DesiredCapacity", "3"};
            assertThat(client.autoscaling("UpdateAutoScalingGroup", three)).matches(Answer::fine);
            client.time.advance(Duration.ofMinutes(2));
            String failed = client.autoscaling("DescribeScalingActivities", "AutoScalingGroupName", "web")
                    .body();
            assertThat(failed)
                    .contains("<StatusCode>Failed</StatusCode>")
                    .contains("Could not launch On-Demand Instances. VcpuLimitExceeded - You have requested more vCPU"
                            + " capacity than your current vCPU limit of 4 allows for the instance bucket that the"
                            + " specified instance type belongs to. Please visit"
                            + " http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.");
            raise(client, VcpuLimit.STANDARD, 6);
            client.time.advance(Duration.ofMinutes(15));
            String group = client.autoscaling("DescribeAutoScalingGroups").body();
            assertThat(group.split("<LifecycleState>InService<"))
                    .as("three in service")
                    .hasSize(4);
        }
    }

    @Test
    void the_table_marks_what_the_services_enforce() {
        Set<String> marked = new TreeSet<>();
        for (Quota quota : QuotaTable.all()) if (quota.enforced()) marked.add(quota.key());
        Set<String> limits = new TreeSet<>();
        limits().forEach(limit -> limits.add(limit.serviceCode() + "/" + limit.quotaCode()));
        assertThat(limits).isEqualTo(marked);
    }

    private static Stream<Quotas.Limit> limits() {
        return Stream.<Quotas.Limit[]>of(
                        VcpuLimit.values(),
                        NetworkLimit.values(),
                        io.windtunnel.cloud.edge.elbv2.Limit.values(),
                        Limit.values(),
                        io.windtunnel.cloud.compute.applicationautoscaling.Limit.values(),
                        IamLimit.values(),
                        StackLimit.values())
                .flatMap(Stream::of);
    }
}
