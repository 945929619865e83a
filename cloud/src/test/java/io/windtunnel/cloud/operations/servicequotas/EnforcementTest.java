package io.windtunnel.cloud.operations.servicequotas;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.compute.autoscaling.Limit;
import io.windtunnel.cloud.compute.ec2.instances.VcpuLimit;
import io.windtunnel.cloud.compute.ec2.network.NetworkLimit;
import io.windtunnel.cloud.operations.cloudformation.StackLimit;
import io.windtunnel.cloud.operations.fis.FisLimit;
import io.windtunnel.cloud.operations.iam.IamLimit;
import io.windtunnel.cloud.operations.servicequotas.QueryClient.Answer;
import io.windtunnel.cloud.ports.QuotaGrants;
import io.windtunnel.cloud.ports.Quotas;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;
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

    static Stream<Case> cases() {
        return Stream.of(instances(), networks(), routes(), balancers(), groups(), targets(), operations())
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
                of(NetworkLimit.INTERFACES, "NetworkInterfaceLimitExceeded", 0, (site, _) -> site.run("t3.micro")));
    }

    private static Stream<Case> routes() {
        return Stream.of(
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
                of(elb("NETWORK_BALANCERS"), "TooManyLoadBalancers", 0, (site, n) -> site.networkBalancer("n" + n)),
                of(
                        elb("LISTENERS_PER_NETWORK_BALANCER"),
                        "TooManyListeners",
                        0,
                        (site, n) -> site.networkListener(80 + n)),
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
            assertThat(client.autoscaling("DescribeAutoScalingGroups").body().split("<LifecycleState>InService<"))
                    .as("what fits is launched")
                    .hasSize(3);
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
                        FisLimit.values(),
                        StackLimit.values())
                .flatMap(Stream::of);
    }
}
