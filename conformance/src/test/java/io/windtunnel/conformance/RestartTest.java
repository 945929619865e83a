package io.windtunnel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.Cloud;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.Headers;
import io.windtunnel.wire.WireRequest;
import io.windtunnel.wire.WireResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cloud that is killed and started again has what it acknowledged, and its loops run on: a web tier is deployed in
/// virtual time on a data directory, the directory is copied under the running cloud (what `kill -9` would leave), and
/// a second cloud opens the copy.
class RestartTest {
    private static final String IMAGE = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
    private static final List<String> TOLD = List.of(
            "cloudformation 2010-05-15 DescribeStacks",
            "cloudformation 2010-05-15 DescribeStackEvents&StackName=web",
            "cloudformation 2010-05-15 ListStackResources&StackName=web",
            "cloudformation 2010-05-15 ListChangeSets&StackName=web",
            "ec2 2016-11-15 DescribeVpcs",
            "ec2 2016-11-15 DescribeSubnets",
            "ec2 2016-11-15 DescribeRouteTables",
            "ec2 2016-11-15 DescribeSecurityGroups",
            "ec2 2016-11-15 DescribeNetworkInterfaces",
            "ec2 2016-11-15 DescribeLaunchTemplates",
            "ec2 2016-11-15 DescribeKeyPairs",
            "ec2 2016-11-15 DescribeAddresses",
            "ec2 2016-11-15 DescribeInstances",
            "iam 2010-05-08 ListRoles",
            "iam 2010-05-08 ListInstanceProfiles",
            "elasticloadbalancing 2015-12-01 DescribeLoadBalancers",
            "elasticloadbalancing 2015-12-01 DescribeTargetGroups",
            "autoscaling 2011-01-01 DescribeAutoScalingGroups",
            "autoscaling 2011-01-01 DescribeScalingActivities");

    /// A cloud in virtual time on a directory.
    private static final class World implements AutoCloseable {
        final VirtualTime time;
        final Cloud cloud;

        World(Path data, Instant begins, long seed) {
            time = new VirtualTime(begins);
            cloud = Cloud.on(
                    Fabric.bare(time, seed, Storage.in(data)),
                    Cloud.Options.standard().tell(_ -> {}));
            pass(1);
        }

        void pass(long seconds) {
            time.advance(Duration.ofSeconds(seconds));
        }

        private String send(String service, Headers headers, String body) {
            headers.add(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=111122223333/20261124/us-east-1/" + service
                            + "/aws4_request, SignedHeaders=host, Signature=0");
            WireResponse answer = cloud.endpoint()
                    .handle(new WireRequest(
                            "POST", "/", "", headers, body.getBytes(StandardCharsets.UTF_8), "127.0.0.1", false));
            String text = new String(answer.body(), StandardCharsets.UTF_8);
            assertThat(answer.status()).as(text).isEqualTo(200);
            return text.replaceAll("<(RequestId|requestId)>[^<]*<", "<$1><");
        }

        /// Asks what `SERVICE VERSION PARAMETERS` says.
        String ask(String request) {
            String[] words = request.split(" ", 3);
            Headers headers = new Headers();
            headers.add("Content-Type", "application/x-www-form-urlencoded");
            return send(words[0], headers, "Version=" + words[1] + "&Action=" + words[2]);
        }

        String json(String service, String target, String body) {
            Headers headers = new Headers();
            headers.add("Content-Type", "application/x-amz-json-1.1");
            headers.add("X-Amz-Target", target);
            return send(service, headers, body);
        }

        String targets() {
            String arn = element(ask("elasticloadbalancing 2015-12-01 DescribeTargetGroups"), "TargetGroupArn");
            return ask("elasticloadbalancing 2015-12-01 DescribeTargetHealth&TargetGroupArn=" + encoded(arn));
        }

        List<String> members() {
            return elements(ask("autoscaling 2011-01-01 DescribeAutoScalingGroups"), "InstanceId");
        }

        @Override
        public void close() {
            cloud.close();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<String> elements(String xml, String name) {
        return Pattern.compile("<" + name + ">([^<]*)</" + name + ">")
                .matcher(xml)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String element(String xml, String name) {
        return elements(xml, name).getFirst();
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) Files.createDirectories(target);
                else Files.copy(file, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String template() throws IOException {
        try (var in = RestartTest.class.getResourceAsStream("/templates/web-tier.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void deploy(World world) throws IOException {
        world.ask("cloudformation 2010-05-15 CreateStack&StackName=web&Capabilities.member.1=CAPABILITY_IAM"
                + "&TemplateBody=" + encoded(template()));
        world.ask("ec2 2016-11-15 CreateKeyPair&KeyName=kept");
        world.ask("ec2 2016-11-15 AllocateAddress&Domain=vpc");
        world.json("ssm", "AmazonSSM.PutParameter", "{\"Name\":\"/kept\",\"Value\":\"1\",\"Type\":\"String\"}");
        world.pass(600);
        assertThat(element(world.ask(TOLD.getFirst()), "StackStatus")).isEqualTo("CREATE_COMPLETE");
        assertThat(elements(world.targets(), "State")).containsExactly("healthy", "healthy");
    }

    @Test
    void whatWasAcknowledgedIsThereAgainAndRunsOn(@TempDir Path directory) throws IOException {
        Path left = directory.resolve("left");
        try (World before = new World(directory.resolve("data"), Instant.parse("2026-11-24T00:00:00Z"), 7)) {
            deploy(before);
            copy(directory.resolve("data"), left);
            try (World after = new World(left, before.time.now(), 8)) {
                for (String request : TOLD)
                    assertThat(after.ask(request)).as(request).isEqualTo(before.ask(request));
                assertThat(after.json("ssm", "AmazonSSM.GetParameter", "{\"Name\":\"/kept\"}"))
                        .isEqualTo(before.json("ssm", "AmazonSSM.GetParameter", "{\"Name\":\"/kept\"}"));
                assertThat(after.json("acm", "CertificateManager.ListCertificates", "{}"))
                        .isEqualTo(before.json("acm", "CertificateManager.ListCertificates", "{}"));
                runsOn(after, before.members());
            }
        }
    }

    /// The targets are found healthy again and nobody is replaced, until one is terminated.
    private static void runsOn(World after, List<String> members) {
        after.pass(120);
        assertThat(elements(after.targets(), "State")).containsExactly("healthy", "healthy");
        assertThat(after.members()).isEqualTo(members);
        after.ask("ec2 2016-11-15 TerminateInstances&InstanceId.1=" + members.getFirst());
        after.pass(300);
        assertThat(after.members())
                .hasSize(2)
                .doesNotContain(members.getFirst())
                .contains(members.getLast());
        assertThat(elements(after.targets(), "State")).containsExactly("healthy", "healthy");
    }

    @Test
    void whatWasUnderWayArrives(@TempDir Path directory) {
        Path left = directory.resolve("left");
        try (World before = new World(directory.resolve("data"), Instant.parse("2026-11-24T00:00:00Z"), 7)) {
            String image = before.json("ssm", "AmazonSSM.GetParameter", "{\"Name\":\"" + IMAGE + "\"}")
                    .replaceAll("(?s).*\"(ami-[0-9a-f]+)\".*", "$1");
            String run = "ec2 2016-11-15 RunInstances&MinCount=1&MaxCount=1&InstanceType=t3.micro&ImageId=" + image;
            String stopping = element(before.ask(run), "instanceId");
            String ending = element(before.ask(run), "instanceId");
            String subnet = element(before.ask("ec2 2016-11-15 DescribeSubnets"), "subnetId");
            String nat = element(
                    before.ask("ec2 2016-11-15 CreateNatGateway&ConnectivityType=private&SubnetId=" + subnet),
                    "natGatewayId");
            before.pass(120);
            String pending = element(before.ask(run), "instanceId");
            before.ask("ec2 2016-11-15 StopInstances&InstanceId.1=" + stopping);
            before.ask("ec2 2016-11-15 TerminateInstances&InstanceId.1=" + ending);
            before.ask("ec2 2016-11-15 DeleteNatGateway&NatGatewayId=" + nat);
            copy(directory.resolve("data"), left);
            try (World after = new World(left, before.time.now(), 8)) {
                after.pass(120);
                assertThat(state(after, pending)).isEqualTo("running");
                assertThat(state(after, stopping)).isEqualTo("stopped");
                assertThat(state(after, ending)).isEqualTo("terminated");
                assertThat(element(after.ask("ec2 2016-11-15 DescribeNatGateways"), "state"))
                        .isEqualTo("deleted");
            }
        }
    }

    private static String state(World world, String instanceId) {
        String told = world.ask("ec2 2016-11-15 DescribeInstances&InstanceId.1=" + instanceId);
        return told.replaceAll("(?s).*<instanceState>.*?<name>([^<]*)<.*", "$1");
    }
}
