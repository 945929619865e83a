package io.windtunnel.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.ports.Bill;
import io.windtunnel.cloud.ports.Machine;
import io.windtunnel.cloud.ports.PublicImages;
import io.windtunnel.cloud.ports.Workload;
import io.windtunnel.cloud.ports.Workloads;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.Headers;
import io.windtunnel.wire.WireRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A bigger machine instead of more of them: by the API, by a stack's instance, by a group's launch
/// template. What the machine has, and what it costs, changes at its next start and not before.
class VerticalScalingTest {
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-24T00:00:00Z"));
    private final Cloud cloud =
            Cloud.on(Fabric.bare(time, 7), Cloud.Options.standard().tell(_ -> {}));
    private final List<String> starts = new ArrayList<>();

    VerticalScalingTest() {
        cloud.directory().offer(Workloads.class, _ -> Optional.of(new Noted()));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    /// Writes down what each machine has when it starts.
    private final class Noted implements Workload {
        @Override
        public Duration boot(Machine machine) {
            return Duration.ofSeconds(20);
        }

        @Override
        public Running start(Machine machine) {
            starts.add(
                    machine.instanceType() + ": " + machine.vcpus() + " vCPUs, " + machine.memoryMebibytes() + " MiB");
            return new Running() {
                @Override
                public boolean alive() {
                    return true;
                }

                @Override
                public void close() {}
            };
        }
    }

    private String ask(String version, Map<String, String> parameters) {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put("Version", version);
        String body = all.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        Headers headers = new Headers();
        headers.add("Content-Type", "application/x-www-form-urlencoded");
        var answer = cloud.endpoint()
                .handle(new WireRequest(
                        "POST", "/", "", headers, body.getBytes(StandardCharsets.UTF_8), "127.0.0.1", false));
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(answer.status()).as(text).isEqualTo(200);
        return text;
    }

    private String ec2(Map<String, String> parameters) {
        return ask("2016-11-15", parameters);
    }

    private String stack(String action, String template) {
        String answer = ask("2010-05-15", Map.of("Action", action, "StackName", "site", "TemplateBody", template));
        time.advance(Duration.ofMinutes(10));
        String described = ask("2010-05-15", Map.of("Action", "DescribeStacks", "StackName", "site"));
        assertThat(answer).contains("StackId");
        return found(described, "<StackStatus>(.*?)</StackStatus>");
    }

    private static String found(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private String image() {
        return cloud.directory()
                .require(PublicImages.class)
                .aliases(Region.US_EAST_1)
                .getOrDefault("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64", "");
    }

    private double hours(String type) {
        return cloud.directory().require(Bill.class).soFar().lines().stream()
                .filter(line -> line.usageType().equals("BoxUsage:" + type))
                .mapToDouble(Bill.Line::quantity)
                .sum();
    }

    @Test
    void aStoppedInstanceStartsAsTheTypeItWasChangedTo() {
        String launched = ec2(Map.of(
                "Action",
                "RunInstances",
                "ImageId",
                image(),
                "InstanceType",
                "m5.large",
                "MinCount",
                "1",
                "MaxCount",
                "1"));
        String id = found(launched, "<instanceId>(i-\\w+)</instanceId>");
        time.advance(Duration.ofHours(1));
        ec2(Map.of("Action", "StopInstances", "InstanceId.1", id));
        time.advance(Duration.ofMinutes(1));
        ec2(Map.of("Action", "ModifyInstanceAttribute", "InstanceId", id, "InstanceType.Value", "m5.4xlarge"));
        assertThat(starts).containsExactly("m5.large: 2 vCPUs, 8192 MiB");
        ec2(Map.of("Action", "StartInstances", "InstanceId.1", id));
        time.advance(Duration.ofHours(2));
        assertThat(starts).containsExactly("m5.large: 2 vCPUs, 8192 MiB", "m5.4xlarge: 16 vCPUs, 65536 MiB");
        assertThat(hours("m5.large")).isBetween(0.99, 1.0);
        assertThat(hours("m5.4xlarge")).isBetween(1.99, 2.0);
    }

    private String instance(String type, String userData) {
        return """
                Resources:
                  Server:
                    Type: AWS::EC2::Instance
                    Properties: { ImageId: %s, InstanceType: %s, UserData: { Fn::Base64: "%s" } }
                Outputs:
                  Id: { Value: !Ref Server }
                """.formatted(image(), type, userData);
    }

    private String server() {
        return found(
                ask("2010-05-15", Map.of("Action", "DescribeStacks", "StackName", "site")),
                "<OutputValue>(i-\\w+)</OutputValue>");
    }

    @Test
    void aStacksInstanceIsStoppedChangedAndStartedAndStaysTheSame() {
        assertThat(stack("CreateStack", instance("t3.micro", "#!/bin/sh"))).isEqualTo("CREATE_COMPLETE");
        String id = server();
        assertThat(stack("UpdateStack", instance("m5.xlarge", "#!/bin/sh"))).isEqualTo("UPDATE_COMPLETE");
        assertThat(server()).isEqualTo(id);
        assertThat(starts).containsExactly("t3.micro: 2 vCPUs, 1024 MiB", "m5.xlarge: 4 vCPUs, 16384 MiB");
        assertThat(cloud.chronicle().events().stream()
                        .filter(event -> event.kind().startsWith("instance.s"))
                        .map(event -> event.kind()))
                .containsSubsequence("instance.stopping", "instance.stopped");
        assertThat(stack("UpdateStack", instance("m5.xlarge", "#!/bin/bash"))).isEqualTo("UPDATE_COMPLETE");
        assertThat(server()).as("user data interrupts too").isEqualTo(id);
        assertThat(starts).hasSize(3);
    }

    @Test
    void anInstanceThatCannotBeOfTheTypeGoesBackToWhatItWas() {
        stack("CreateStack", instance("t3.micro", "#!/bin/sh"));
        assertThat(stack("UpdateStack", instance("m7g.large", "#!/bin/sh"))).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(starts).last().isEqualTo("t3.micro: 2 vCPUs, 1024 MiB");
        assertThat(found(ec2(Map.of("Action", "DescribeInstances")), "<name>(\\w+)</name>"))
                .isEqualTo("running");
    }

    private String group(String type) {
        return """
                Resources:
                  Machines:
                    Type: AWS::EC2::LaunchTemplate
                    Properties: { LaunchTemplateData: { ImageId: %s, InstanceType: %s } }
                  Group:
                    Type: AWS::AutoScaling::AutoScalingGroup
                    UpdatePolicy: { AutoScalingRollingUpdate: { MinInstancesInService: 1, MaxBatchSize: 1 } }
                    Properties:
                      MinSize: "2"
                      MaxSize: "3"
                      AvailabilityZones: [us-east-1a, us-east-1b]
                      LaunchTemplate:
                        LaunchTemplateId: !Ref Machines
                        Version: !GetAtt Machines.LatestVersionNumber
                """.formatted(image(), type);
    }

    @Test
    void aGroupsMachinesAreReplacedByThoseOfItsNewTemplate() {
        assertThat(stack("CreateStack", group("t3.micro"))).isEqualTo("CREATE_COMPLETE");
        assertThat(starts).containsOnly("t3.micro: 2 vCPUs, 1024 MiB").hasSize(2);
        starts.clear();
        assertThat(stack("UpdateStack", group("c7i.2xlarge"))).isEqualTo("UPDATE_COMPLETE");
        assertThat(starts).containsOnly("c7i.2xlarge: 8 vCPUs, 16384 MiB").hasSize(2);
    }
}
