package io.windtunnel.cloud.compute.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Machine;
import io.windtunnel.cloud.ports.MachineMetadata;
import io.windtunnel.cloud.ports.Roles;
import io.windtunnel.fabric.http.Fields;
import io.windtunnel.fabric.http.Request;
import io.windtunnel.fabric.http.Response;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.identity.Zone;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.kernel.time.VirtualTime;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetadataServiceTest {
    private static final String TOKEN = "X-aws-ec2-metadata-token";
    private static final String LIFE = "X-aws-ec2-metadata-token-ttl-seconds";

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-24T00:00:00Z"));
    private final Directory directory = new Directory();
    private boolean tokensRequired;
    private boolean enabled = true;
    private int assumed;

    private MetadataService service() {
        directory.offer(MachineMetadata.class, (_, _) -> Optional.of(view()));
        directory.offer(Roles.class, new Roles() {
            @Override
            public Optional<Profile> profile(AccountId account, String name) {
                return Optional.of(new Profile(
                        Arn.parse("arn:aws:iam::123456789012:instance-profile/web"),
                        "AIPA1",
                        "web-role",
                        Arn.parse("arn:aws:iam::123456789012:role/web-role")));
            }

            @Override
            public Credentials assume(Arn role, String session) {
                assumed++;
                return new Credentials(
                        "ASIA" + assumed, "secret", "token", time.now().plus(Duration.ofHours(6)));
            }
        });
        Host host = new FakeHost("10.0.1.23");
        Machine machine = new Machine(
                "i-0abc",
                new Scope(new AccountId("123456789012"), new Region("eu-west-1")),
                host,
                "t3.micro",
                2,
                1024,
                "ami-1",
                8,
                "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8),
                Map.of("Name", "web"),
                null,
                "web");
        return new MetadataService(machine, directory, time, new Ids(new RandomStreams(1).stream("ids")));
    }

    private MachineMetadata.View view() {
        return new MachineMetadata.View(
                enabled,
                tokensRequired,
                true,
                2,
                List.of("default", "web"),
                List.of("sg-1", "sg-2"),
                "02:00:00:00:00:01",
                "subnet-1",
                "10.0.1.0/24",
                "10.0.0.0/16",
                null,
                null,
                null,
                null,
                "r-1",
                0);
    }

    private record FakeHost(String ip) implements Host {
        @Override
        public Place place() {
            return Place.in(Zone.parse("eu-west-1b"));
        }

        @Override
        public String realm() {
            return "vpc-1";
        }

        @Override
        public InetAddress loopback() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public void close() {}
    }

    private static Response ask(MetadataService service, String method, String path, String... fields) {
        return service.handle(new Request(method, path, Fields.of(fields), new byte[0], null, false));
    }

    private static String get(MetadataService service, String path) {
        Response response = ask(service, "GET", "/latest/" + path);
        return response.status() + " " + response.text();
    }

    @Test
    void tellsAMachineAboutItself() {
        MetadataService service = service();
        assertThat(get(service, "meta-data/instance-id")).isEqualTo("200 i-0abc");
        assertThat(get(service, "meta-data/local-ipv4")).isEqualTo("200 10.0.1.23");
        assertThat(get(service, "meta-data/local-hostname")).isEqualTo("200 ip-10-0-1-23.eu-west-1.compute.internal");
        assertThat(get(service, "meta-data/placement/availability-zone")).isEqualTo("200 eu-west-1b");
        assertThat(get(service, "meta-data/placement/region")).isEqualTo("200 eu-west-1");
        assertThat(get(service, "meta-data/security-groups")).isEqualTo("200 default\nweb");
        assertThat(get(service, "meta-data/tags/instance/Name")).isEqualTo("200 web");
        assertThat(get(service, "meta-data/network/interfaces/macs/")).isEqualTo("200 02:00:00:00:00:01/");
        assertThat(get(service, "meta-data/placement/"))
                .isEqualTo("200 availability-zone\navailability-zone-id\nregion");
        assertThat(get(service, "user-data")).isEqualTo("200 #!/bin/sh\n");
        assertThat(get(service, "dynamic/instance-identity/document")).contains("\"region\" : \"eu-west-1\"");
        assertThat(get(service, "meta-data/public-ipv4")).startsWith("404");
        assertThat(get(service, "meta-data/")).contains("instance-id\n").contains("placement/\n");
    }

    @Test
    void givesTheRolesCredentialsAndRenewsThemInTime() {
        MetadataService service = service();
        assertThat(get(service, "meta-data/iam/security-credentials/")).isEqualTo("200 web-role");
        assertThat(get(service, "meta-data/iam/security-credentials/web-role"))
                .contains("ASIA1", "AWS-HMAC", "Success");
        assertThat(get(service, "meta-data/iam/security-credentials/web-role")).contains("ASIA1");
        time.advance(Duration.ofHours(6).minusMinutes(4));
        assertThat(get(service, "meta-data/iam/security-credentials/web-role")).contains("ASIA2");
    }

    @Test
    void tokensAreIssuedCheckedAndExpire() {
        MetadataService service = service();
        tokensRequired = true;
        assertThat(get(service, "meta-data/instance-id")).startsWith("401");
        assertThat(ask(service, "PUT", "/latest/api/token").status()).isEqualTo(400);
        assertThat(ask(service, "PUT", "/latest/api/token", LIFE, "21601").status())
                .isEqualTo(400);
        assertThat(ask(service, "PUT", "/latest/api/token", LIFE, "60", "X-Forwarded-For", "1.2.3.4")
                        .status())
                .isEqualTo(403);
        Response issued = ask(service, "PUT", "/latest/api/token", LIFE, "60");
        assertThat(issued.fields().first(LIFE)).isEqualTo("60");
        String token = issued.text();
        assertThat(token).hasSize(56);
        assertThat(ask(service, "GET", "/latest/meta-data/instance-id", TOKEN, token)
                        .text())
                .isEqualTo("i-0abc");
        time.advance(Duration.ofSeconds(61));
        assertThat(ask(service, "GET", "/latest/meta-data/instance-id", TOKEN, token)
                        .status())
                .isEqualTo(401);
        enabled = false;
        assertThat(ask(service, "PUT", "/latest/api/token", LIFE, "60").status())
                .isEqualTo(403);
    }
}
