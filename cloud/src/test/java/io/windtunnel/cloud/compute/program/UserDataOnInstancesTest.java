package io.windtunnel.cloud.compute.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.windtunnel.cloud.Cloud;
import io.windtunnel.cloud.gateway.Gateway;
import io.windtunnel.cloud.gateway.GatewayOptions;
import io.windtunnel.cloud.ports.PublicImages;
import io.windtunnel.fabric.FabricOptions;
import io.windtunnel.fabric.http.HttpClient;
import io.windtunnel.fabric.http.Request;
import io.windtunnel.fabric.net.Destination;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The whole way: an instance run over the API serves the page of its user data, and ends with it.
class UserDataOnInstancesTest {
    private static final String USER_DATA = """
            #!/bin/bash
            cd /srv
            python3 - >index.html <<'E'
            import os, urllib.request as u
            base = 'http://169.254.169.254/latest/'
            life = {'X-aws-ec2-metadata-token-ttl-seconds': '60'}
            token = u.urlopen(u.Request(base + 'api/token', method='PUT', headers=life)).read().decode()
            with_token = {'X-aws-ec2-metadata-token': token}
            print(u.urlopen(u.Request(base + 'meta-data/instance-id', headers=with_token)).read().decode())
            print(u.urlopen(os.environ['AWS_ENDPOINT_URL'] + '/_windtunnel/health').status)
            E
            exec python3 -m http.server 8000
            """;

    private static String ask(Gateway gateway, String parameters) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.address().getPort() + "/"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(parameters + "&Version=2016-11-15"))
                .build();
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer.body();
        }
    }

    private static String element(String xml, String name) {
        Matcher matcher =
                Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(xml);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static Optional<String> page(Cloud cloud, Host from, Destination to) {
        try {
            return Optional.of(new HttpClient(cloud.fabric().network())
                    .send(from, to, Request.get("/"), Duration.ofSeconds(20))
                    .get()
                    .text());
        } catch (ExecutionException refused) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void anInstanceServesThePageOfItsUserData() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "SKIPPED: needs python3 on this computer");
        Cloud.Options options =
                Cloud.Options.standard().fabric(FabricOptions.standard().speed(10));
        try (Cloud cloud = Cloud.open(options);
                Gateway gateway = Gateway.open(cloud, GatewayOptions.standard().port(0))) {
            assumeTrue(cloud.fabric().sandboxes().isolation().isolated(), "SKIPPED: this computer gives no sandboxes");
            String image = cloud.directory()
                    .require(PublicImages.class)
                    .aliases(Region.US_EAST_1)
                    .getOrDefault("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64", "");
            String data = Base64.getEncoder().encodeToString(USER_DATA.getBytes(StandardCharsets.UTF_8));
            String run = ask(
                    gateway,
                    "Action=RunInstances&MinCount=1&MaxCount=1&InstanceType=t3.micro&ImageId=" + image + "&UserData="
                            + URLEncoder.encode(data, StandardCharsets.UTF_8));
            String id = element(run, "instanceId");
            Destination web = new Destination(element(run, "vpcId"), element(run, "privateIpAddress"), 8000);
            Host client = cloud.fabric().network().host(Place.in(Region.US_EAST_1), web.realm(), "172.31.255.250");
            ask(
                    gateway,
                    "Action=AuthorizeSecurityGroupIngress&IpProtocol=tcp&FromPort=8000&ToPort=8000&CidrIp=0.0.0.0/0"
                            + "&GroupId=" + element(run, "groupId"));
            CountDownLatch never = new CountDownLatch(1);
            Optional<String> page = Optional.empty();
            for (int i = 0; i < 300 && page.isEmpty(); i++) {
                never.await(100, TimeUnit.MILLISECONDS);
                page = page(cloud, client, web);
            }
            String console = "";
            for (int i = 0; i < 100 && !console.contains("run as processes"); i++) {
                never.await(100, TimeUnit.MILLISECONDS);
                String output = element(ask(gateway, "Action=GetConsoleOutput&InstanceId=" + id), "output");
                console = new String(Base64.getMimeDecoder().decode(output), StandardCharsets.UTF_8);
            }
            assertThat(page).as(console).contains(id + "\n200\n");
            assertThat(console).contains("Programs run in sandboxes", "its programs run as processes [");
            ask(gateway, "Action=TerminateInstances&InstanceId.1=" + id);
            for (int i = 0; i < 100 && page.isPresent(); i++) {
                never.await(100, TimeUnit.MILLISECONDS);
                page = page(cloud, client, web);
            }
            assertThat(page).isEmpty();
        }
    }
}
