package io.windtunnel.cloud.edge.elbv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.edge.elbv2.Shapes.Action;
import io.windtunnel.cloud.edge.elbv2.Shapes.Attribute;
import io.windtunnel.cloud.edge.elbv2.Shapes.FixedResponseConfig;
import io.windtunnel.cloud.edge.elbv2.Shapes.LoadBalancerAddress;
import io.windtunnel.cloud.edge.elbv2.Shapes.Matcher;
import io.windtunnel.cloud.edge.elbv2.Shapes.SubnetMapping;
import io.windtunnel.cloud.edge.elbv2.Shapes.TargetDescription;
import io.windtunnel.cloud.edge.elbv2.proxy.Outcome;
import io.windtunnel.cloud.ports.VirtualHosts;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.net.NamedAddress;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The control plane of network load balancers, on virtual time and without sockets.
class NetworkBalancerTest {
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-06-01T00:00:00Z"));
    private final Map<String, Boolean> broken = new ConcurrentHashMap<>();
    private final Site site = new Site(
            Fabric.bare(time, 1),
            (zone, node) -> (target, check, told) ->
                    told.accept(broken.containsKey(target.address().ip()) ? Outcome.TIMED_OUT : Outcome.PASSED));
    private final Elbv2Api api = site.api;

    @AfterEach
    void close() {
        site.close();
    }

    private static void assertRefused(ThrowingCallable step, String code, String words) {
        assertThatThrownBy(step).isInstanceOfSatisfying(AwsException.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.message()).contains(words);
        });
    }

    private Shapes.LoadBalancer describe(String arn) {
        return api.describeLoadBalancers(
                        site.call, new Requests.DescribeLoadBalancers(List.of(arn), List.of(), null, null))
                .loadBalancers()
                .getFirst();
    }

    private String create(String name, String scheme, SubnetMapping... mappings) {
        return api.createLoadBalancer(
                        site.call,
                        new Requests.CreateLoadBalancer(
                                name, List.of(), List.of(mappings), List.of(), scheme, List.of(), "network", null))
                .loadBalancers()
                .getFirst()
                .loadBalancerArn();
    }

    private Map<String, String> attributes(String group) {
        return api.describeTargetGroupAttributes(site.call, new Requests.GroupNamed(group)).attributes().stream()
                .collect(Collectors.toMap(Attribute::key, Attribute::value));
    }

    @Test
    void itHasAStaticAddressInEachZoneAndItsOwnKindOfName() {
        String arn = site.network("flows");
        assertThat(arn).matches("arn:aws:elasticloadbalancing:us-east-1:\\d{12}:loadbalancer/net/flows/[0-9a-f]{16}");
        Shapes.LoadBalancer made = describe(arn);
        assertThat(made.type()).isEqualTo("network");
        assertThat(made.dnsName()).matches("flows-[0-9a-f]{16}\\.elb\\.us-east-1\\.localhost");
        assertThat(made.canonicalHostedZoneId()).isEqualTo("Z26RNL4JYFTOTI");
        assertThat(made.securityGroups()).as("none unless asked for").isEmpty();
        assertThat(made.availabilityZones())
                .allSatisfy(zone -> assertThat(zone.loadBalancerAddresses()).hasSize(1));
    }

    @Test
    void addressesMayBeAskedFor() {
        String inside = create("inside", "internal", new SubnetMapping("subnet-a", null, "10.0.1.77"));
        assertThat(describe(inside).availabilityZones().getFirst().loadBalancerAddresses())
                .containsExactly(new LoadBalancerAddress(null, null, "10.0.1.77"));
        String outside = create("outside", null, new SubnetMapping("subnet-a", "eipalloc-1", null));
        assertThat(describe(outside).availabilityZones().getFirst().loadBalancerAddresses())
                .containsExactly(new LoadBalancerAddress("203.0.113.1", "eipalloc-1", null));
    }

    @Test
    void wrongAddressesAreRefused() {
        assertRefused(
                () -> create("no", "internal", new SubnetMapping("subnet-a", "eipalloc-1", null)),
                "InvalidConfigurationRequest",
                "scheme 'internal'");
        assertRefused(
                () -> create("no", null, new SubnetMapping("subnet-a", null, "10.0.1.7")),
                "InvalidConfigurationRequest",
                "scheme 'internet-facing'");
        assertRefused(
                () -> create(
                        "no",
                        null,
                        new SubnetMapping("subnet-a", "eipalloc-1", null),
                        new SubnetMapping("subnet-b", null, null)),
                "InvalidConfigurationRequest",
                "either all subnets or none");
        assertRefused(
                () -> create("no", null, new SubnetMapping("subnet-a", "eipalloc-none", null)),
                "AllocationIdNotFound",
                "eipalloc-none");
        assertRefused(() -> create("no", null), "ValidationError", "At least one subnet");
        assertRefused(
                () -> api.createLoadBalancer(
                        site.call,
                        new Requests.CreateLoadBalancer(
                                "no",
                                List.of(),
                                List.of(new SubnetMapping("subnet-a", "eipalloc-1", null)),
                                List.of(),
                                null,
                                List.of(),
                                null,
                                null)),
                "InvalidConfigurationRequest",
                "type 'application'");
    }

    @Test
    void zonesMayBeAddedAndNotTakenAway() {
        String arn = create("one", null, new SubnetMapping("subnet-a", null, null));
        api.setSubnets(site.call, new Requests.SetSubnets(arn, List.of("subnet-a", "subnet-b"), List.of(), null));
        assertThat(describe(arn).availabilityZones()).hasSize(2);
        assertRefused(
                () -> api.setSubnets(site.call, new Requests.SetSubnets(arn, List.of("subnet-b"), List.of(), null)),
                "InvalidConfigurationRequest",
                "all subnets that are enabled");
    }

    @Test
    void securityGroupsComeWithTheLoadBalancerOrNever() {
        String arn = site.network("flows");
        assertRefused(
                () -> api.setSecurityGroups(site.call, new Requests.SetSecurityGroups(arn, List.of("sg-1"))),
                "InvalidConfigurationRequest",
                "created without any");
    }

    /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html
    @ParameterizedTest
    @CsvSource({
        "TCP, TCP, instance, true",
        "TCP, TCP_UDP, instance, true",
        "TCP, TCP, alb, true",
        "TCP, UDP, instance, false",
        "TCP, TLS, instance, false",
        "UDP, UDP, ip, true",
        "UDP, TCP_UDP, ip, true",
        "UDP, TCP, ip, false",
        "TCP_UDP, TCP_UDP, ip, true",
        "TCP_UDP, TCP, ip, false",
    })
    void listenersAndGroupsFit(String listener, String protocol, String type, boolean fits) {
        String arn = site.network("flows");
        String group = site.flowGroup("web", protocol, type, 80);
        ThrowingCallable step = () -> site.listener(arn, listener, 80, List.of(), Site.forward(group));
        if (fits) org.assertj.core.api.Assertions.assertThatCode(step).doesNotThrowAnyException();
        else assertRefused(step, "IncompatibleProtocols", protocol);
    }

    @Test
    void wrongListenersAreRefused() {
        String arn = site.network("flows");
        String group = site.flowGroup("web", "TCP", "instance", 80);
        String http = site.group("http", 80, 30, 5, 2);
        assertRefused(
                () -> site.listener(arn, "HTTP", 80, List.of(), Site.forward(group)),
                "UnsupportedProtocol",
                "type 'network'");
        assertRefused(() -> site.listener(arn, "QUIC", 443, List.of(), Site.forward(group)), "NotImplemented", "QUIC");
        assertRefused(
                () -> site.listener(arn, "TCP", 80, List.of(), Site.forward(http)), "IncompatibleProtocols", "HTTP");
        assertRefused(
                () -> site.listener(site.balancer("shop"), "HTTP", 80, List.of(), Site.forward(group)),
                "IncompatibleProtocols",
                "TCP");
        assertRefused(
                () -> site.listener(
                        arn,
                        "TCP",
                        80,
                        List.of(),
                        new Action(
                                "fixed-response", null, null, null, new FixedResponseConfig("x", "200", null), null)),
                "InvalidLoadBalancerAction",
                "fixed-response");
        assertRefused(
                () -> site.listener(arn, "TLS", 443, List.of(), Site.forward(group)),
                "ValidationError",
                "A certificate must be specified");
        String listener = site.listener(arn, "TCP", 80, List.of(), Site.forward(group));
        assertRefused(
                () -> api.createRule(
                        site.call,
                        new Requests.CreateRule(
                                listener,
                                List.of(new Shapes.Condition(
                                        "path-pattern", List.of("/x"), null, null, null, null, null, null)),
                                1,
                                List.of(Site.forward(group)),
                                List.of())),
                "InvalidConfigurationRequest",
                "dualstack");
        assertRefused(() -> site.listener(arn, "UDP", 80, List.of(), Site.forward(group)), "DuplicateListener", "port");
    }

    /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "TCP, instance, -, TCP, 10, -, -",
                "TCP, instance, HTTP, HTTP, 6, /, 200-399",
                "UDP, ip, HTTPS, HTTPS, 10, /, 200-399",
                "TCP, alb, -, HTTP, 6, /, 200-399"
            })
    void healthChecksHaveAwsDefaults(
            String protocol, String type, String asked, String check, int timeout, String path, String matcher) {
        Shapes.TargetGroup group = api.createTargetGroup(
                        site.call,
                        new Requests.CreateTargetGroup(
                                "web", protocol, null, 80, Site.VPC, asked, null, null, null, null, null, null, null,
                                null, type, List.of(), null))
                .targetGroups()
                .getFirst();
        assertThat(group.healthCheckProtocol()).isEqualTo(check);
        assertThat(group.healthCheckTimeoutSeconds()).isEqualTo(timeout);
        assertThat(group.healthCheckIntervalSeconds()).isEqualTo(30);
        assertThat(group.healthyThresholdCount()).isEqualTo(5);
        assertThat(group.unhealthyThresholdCount()).isEqualTo(2);
        assertThat(group.healthCheckPath()).isEqualTo(path);
        assertThat(group.matcher()).isEqualTo(matcher == null ? null : new Matcher(matcher));
    }

    @Test
    void aTcpCheckKnowsNoCodes() {
        assertRefused(
                () -> api.createTargetGroup(
                        site.call,
                        new Requests.CreateTargetGroup(
                                "web",
                                "TCP",
                                null,
                                80,
                                Site.VPC,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                new Matcher("200"),
                                null,
                                List.of(),
                                null)),
                "InvalidConfigurationRequest",
                "Health check matchers are not supported for TCP health checks");
    }

    /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
    @ParameterizedTest
    @CsvSource({
        "TCP, instance, true, false",
        "TCP, ip, false, false",
        "TLS, ip, false, false",
        "UDP, ip, true, true",
        "TCP_UDP, instance, true, true",
    })
    void groupAttributesHaveDefaultsByProtocolAndType(String protocol, String type, String preserve, String terminate) {
        String group = site.flowGroup("web", protocol, type, 80);
        assertThat(attributes(group))
                .containsEntry("preserve_client_ip.enabled", preserve)
                .containsEntry("deregistration_delay.connection_termination.enabled", terminate)
                .containsEntry("deregistration_delay.timeout_seconds", "300")
                .containsEntry("proxy_protocol_v2.enabled", "false")
                .containsEntry("stickiness.type", "source_ip")
                .containsEntry("load_balancing.cross_zone.enabled", "use_load_balancer_configuration")
                .containsEntry("target_health_state.unhealthy.connection_termination.enabled", "true")
                .doesNotContainKey("slow_start.duration_seconds");
    }

    @Test
    void wrongGroupAttributesAreRefused() {
        String tcp = site.flowGroup("tcp", "TCP", "instance", 80);
        assertRefused(
                () -> site.set(tcp, "slow_start.duration_seconds", "30"),
                "InvalidConfigurationRequest",
                "The provided target group attribute is not supported");
        assertRefused(
                () -> site.set(tcp, "target_health_state.unhealthy.draining_interval_seconds", "60"),
                "InvalidConfigurationRequest",
                "can only be configured when");
        assertRefused(
                () -> site.set(tcp, "stickiness.type", "lb_cookie"), "InvalidConfigurationRequest", "[source_ip]");
        String udp = site.flowGroup("udp", "UDP", "instance", 80);
        assertRefused(() -> site.set(udp, "preserve_client_ip.enabled", "false"), "InvalidConfigurationRequest", "UDP");
        String alb = site.flowGroup("alb", "TCP", "alb", 80);
        assertRefused(
                () -> site.set(alb, "proxy_protocol_v2.enabled", "true"),
                "InvalidConfigurationRequest",
                "target type 'alb'");
    }

    @Test
    void balancerAttributesAreItsOwn() {
        String arn = site.network("flows");
        assertThat(api.describeLoadBalancerAttributes(site.call, new Requests.BalancerNamed(arn))
                        .attributes())
                .contains(
                        new Attribute("load_balancing.cross_zone.enabled", "false"),
                        new Attribute("dns_record.client_routing_policy", "any_availability_zone"));
        assertRefused(
                () -> site.setBalancer(arn, "idle_timeout.timeout_seconds", "60"),
                "InvalidConfigurationRequest",
                "type 'network'");
        assertRefused(
                () -> site.setBalancer(arn, "zonal_shift.config.enabled", "true"), "NotImplemented", "zonal_shift");
        assertRefused(
                () -> site.setBalancer(arn, "secondary_ips.auto_assigned.per_subnet", "1"),
                "NotImplemented",
                "secondary_ips");
        site.setBalancer(arn, "load_balancing.cross_zone.enabled", "true");
    }

    /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html
    @Test
    void theIdleTimeoutIsTheListeners() {
        String listener = site.listener(
                site.network("flows"),
                "TCP",
                80,
                List.of(),
                Site.forward(site.flowGroup("web", "TCP", "instance", 80)));
        assertThat(api.describeListenerAttributes(site.call, new Requests.ListenerNamed(listener))
                        .attributes())
                .containsExactly(new Attribute("tcp.idle_timeout.seconds", "350"));
        for (String wrong : List.of("59", "6001", "x"))
            assertRefused(() -> setIdle(listener, wrong), "InvalidConfigurationRequest", "tcp.idle_timeout.seconds");
        setIdle(listener, "6000");
        assertThat(api.describeListenerAttributes(site.call, new Requests.ListenerNamed(listener))
                        .attributes())
                .containsExactly(new Attribute("tcp.idle_timeout.seconds", "6000"));
    }

    private void setIdle(String listener, String seconds) {
        api.modifyListenerAttributes(
                site.call,
                new Requests.ModifyListenerAttributes(
                        listener, List.of(new Attribute("tcp.idle_timeout.seconds", seconds))));
    }

    @Test
    void aLoadBalancerIsATargetByItsListenersPort() {
        String shop = site.balancer("shop");
        String group = site.flowGroup("alb", "TCP", "alb", 80);
        List<TargetDescription> target = List.of(new TargetDescription(shop, null, null));
        assertRefused(
                () -> api.registerTargets(site.call, new Requests.GroupTargets(group, target)),
                "InvalidTarget",
                "must have a listener on port '80'");
        site.listener(shop, 80, Site.forward(site.group("web", 80, 30, 5, 2)));
        api.registerTargets(site.call, new Requests.GroupTargets(group, target));
        assertRefused(
                () -> api.deleteLoadBalancer(site.call, new Requests.BalancerNamed(shop)),
                "ResourceInUse",
                "registered as a target");
        String arn = site.network("flows");
        site.listener(arn, "TCP", 80, List.of(), Site.forward(group));
        time.advance(Duration.ofSeconds(40));
        assertThat(site.health(group)).containsValue("healthy");
    }

    /// Two instances in two zones, each seen by its own zone's node alone.
    private String twoZones() {
        site.instance("i-1", Site.A, "10.0.1.101");
        site.instance("i-2", Site.B, "10.0.2.102");
        String arn = site.network("flows");
        String group = site.flowGroup("web", "TCP", "instance", 80);
        site.listener(arn, "TCP", 80, List.of(), Site.forward(group));
        site.register(group, "i-1", "i-2");
        time.advance(Duration.ofSeconds(20));
        return arn;
    }

    private List<String> resolved(String arn, Place asker) {
        return site.fabric.names().resolve(describe(arn).dnsName(), asker).stream()
                .map(NamedAddress::ip)
                .sorted()
                .toList();
    }

    @Test
    void aZoneWithoutAHealthyTargetLeavesDnsUntilNoneHas() {
        String arn = twoZones();
        assertThat(resolved(arn, Place.INTERNET)).hasSize(2);
        broken.put("10.0.1.101", true);
        time.advance(Duration.ofSeconds(20));
        assertThat(resolved(arn, Place.INTERNET)).hasSize(1).allMatch(ip -> ip.startsWith("10.0.2."));
        broken.put("10.0.2.102", true);
        time.advance(Duration.ofSeconds(20));
        assertThat(resolved(arn, Place.INTERNET)).as("fail open").hasSize(2);
    }

    @Test
    void withCrossZoneOneHealthyTargetServesBothZones() {
        String arn = twoZones();
        site.setBalancer(arn, "load_balancing.cross_zone.enabled", "true");
        broken.put("10.0.1.101", true);
        time.advance(Duration.ofSeconds(20));
        assertThat(resolved(arn, Place.INTERNET)).hasSize(2);
    }

    @Test
    void clientsResolveTheirOwnZoneWhereAsked() {
        String arn = twoZones();
        Place b = Place.in(Site.B);
        assertThat(resolved(arn, b)).hasSize(2);
        site.setBalancer(arn, "dns_record.client_routing_policy", "availability_zone_affinity");
        assertThat(resolved(arn, b)).hasSize(1).allMatch(ip -> ip.startsWith("10.0.2."));
        assertThat(resolved(arn, Place.INTERNET)).hasSize(2);
        site.setBalancer(arn, "dns_record.client_routing_policy", "partial_availability_zone_affinity");
        long own = java.util.stream.IntStream.range(0, 100)
                .filter(_ -> resolved(arn, b).size() == 1)
                .count();
        assertThat(own).isEqualTo(85);
        assertThat(site.fabric.names().resolve("us-east-1a." + describe(arn).dnsName()))
                .hasSize(1);
    }

    @Test
    void alwaysReportedMetricsAreReported() {
        twoZones();
        time.advance(Duration.ofMinutes(2));
        assertThat(site.counted)
                .containsKeys(
                        "ActiveFlowCount{LoadBalancer}",
                        "NewFlowCount{AvailabilityZone,LoadBalancer}",
                        "ProcessedBytes{LoadBalancer}",
                        "PeakBytesPerSecond{LoadBalancer}",
                        "TCP_Client_Reset_Count{LoadBalancer}",
                        "TCP_Target_Reset_Count{LoadBalancer}",
                        "TCP_ELB_Reset_Count{LoadBalancer}",
                        "PortAllocationErrorCount{LoadBalancer}",
                        "ConsumedLCUs{LoadBalancer}",
                        "ZonalHealthStatus{AvailabilityZone,LoadBalancer}",
                        "HealthyHostCount{AvailabilityZone,LoadBalancer,TargetGroup}");
    }

    @Test
    void theCloudsOnePortLeadsToItsListeners() {
        VirtualHosts hosts = new VirtualHosts();
        site.directory.offer(VirtualHosts.class, hosts);
        String arn = site.network("flows");
        String group = site.flowGroup("web", "TCP", "instance", 80);
        site.listener(arn, "TCP", 5432, List.of(), Site.forward(group));
        time.advance(Duration.ofSeconds(5));
        String name = describe(arn).dnsName();
        assertThat(hosts.find(name).orElseThrow().plain()).hasValue(5432);
        assertThat(hosts.find(name).orElseThrow().tls()).isEmpty();
        site.listener(arn, "TCP", 443, List.of(), Site.forward(group));
        site.listener(arn, "TCP", 80, List.of(), Site.forward(group));
        assertThat(hosts.find(name).orElseThrow().plain()).hasValue(80);
        assertThat(hosts.find(name).orElseThrow().tls()).as("passes through").hasValue(443);
    }
}
