package io.windtunnel.cloud.compute.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Endpoint;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.cloud.ports.Machine;
import io.windtunnel.cloud.ports.Programs;
import io.windtunnel.cloud.ports.Workload;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.FabricOptions;
import io.windtunnel.fabric.http.HttpClient;
import io.windtunnel.fabric.http.Request;
import io.windtunnel.fabric.http.Response;
import io.windtunnel.fabric.net.Destination;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.identity.Zone;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// User data on machines in sandboxes, as EC2 asks for it.
class ProgramWorkloadTest {
    private static final Scope SCOPE = new Scope(AccountId.DEFAULT, Region.US_EAST_1);

    private final List<Journal.Event> journal = new CopyOnWriteArrayList<>();
    private final Directory directory = new Directory();
    private Fabric fabric;
    private ProgramWorkload workload;

    @BeforeEach
    void open() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "SKIPPED: needs python3 on this computer");
        fabric = Fabric.open(FabricOptions.standard().seed(1L));
        boolean isolated = fabric.sandboxes().isolation().isolated();
        if (!isolated) fabric.close();
        assumeTrue(isolated, "SKIPPED: this computer gives no sandboxes");
        workload = ProgramWorkload.open(new CloudContext(fabric, directory, new ResourceTypes(), journal::add));
    }

    @AfterEach
    void close() {
        if (workload != null) workload.close();
        if (fabric != null) fabric.close();
    }

    private Machine machine(String id, String zone, String ip, String userData) {
        Host host = fabric.network().host(Place.in(Zone.parse(zone)), "vpc-1", ip);
        return machine(id, host, userData);
    }

    private static Machine machine(String id, Host host, String userData) {
        return new Machine(
                id,
                SCOPE,
                host,
                "t3.micro",
                2,
                1024,
                "ami-1",
                8,
                userData.getBytes(StandardCharsets.UTF_8),
                Map.of(),
                null,
                null);
    }

    private String console(String id) {
        return workload.console(id)
                .map(console -> new String(console.text(), StandardCharsets.UTF_8))
                .orElse("");
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) never.await(20, TimeUnit.MILLISECONDS);
    }

    private Optional<String> get(Host from, String ip, int port) {
        try {
            Response response = new HttpClient(fabric.network())
                    .send(from, new Destination("vpc-1", ip, port), Request.get("/"), Duration.ofSeconds(5))
                    .get();
            return Optional.of(response.text());
        } catch (ExecutionException refused) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void twoInstancesServeThePageOfTheirUserData() throws Exception {
        String userData = """
                #!/bin/bash
                yum update -y
                yum install -y python3
                mkdir -p /var/www/page
                cd /var/www/page
                python3 - >index.html <<'E'
                import urllib.request as u
                b = 'http://169.254.169.254/latest/'
                t = u.urlopen(u.Request(b + 'api/token', method='PUT',
                    headers={'X-aws-ec2-metadata-token-ttl-seconds': '60'})).read().decode()
                def ask(p):
                    return u.urlopen(u.Request(b + 'meta-data/' + p, headers={'X-aws-ec2-metadata-token': t})).read().decode()
                print('Hello from', ask('instance-id'), 'in', ask('placement/availability-zone'))
                E
                nohup python3 -m http.server 8000 >/var/log/web.log 2>&1 &
                """;
        Machine first = machine("i-0first", "us-east-1a", "10.0.1.10", userData);
        Machine second = machine("i-0second", "us-east-1b", "10.0.2.10", userData);
        Host client = fabric.network().host(Place.in(Zone.parse("us-east-1a")), "vpc-1", "10.0.0.5");
        Workload.Running one = workload.start(first);
        Workload.Running two = workload.start(second);
        await(() -> get(client, "10.0.1.10", 8000).isPresent()
                && get(client, "10.0.2.10", 8000).isPresent());
        assertThat(get(client, "10.0.1.10", 8000))
                .as(console("i-0first"))
                .contains("Hello from i-0first in us-east-1a\n");
        assertThat(get(client, "10.0.2.10", 8000)).contains("Hello from i-0second in us-east-1b\n");

        await(() -> console("i-0first").contains("go on as processes"));
        assertThat(console("i-0first")).contains("python3: this computer has it", "windtunnel: boot finished");
        assertThat(journal)
                .extracting(Journal.Event::kind)
                .contains("program.isolation", "program.started", "program.booted");

        List<Long> processes = directory.require(Programs.class).processes("i-0first");
        assertThat(processes).isNotEmpty();
        for (long pid : processes) ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        await(() -> get(client, "10.0.1.10", 8000).isEmpty());
        assertThat(get(client, "10.0.1.10", 8000)).isEmpty();
        assertThat(one.alive()).isTrue();
        assertThat(get(client, "10.0.2.10", 8000)).isPresent();
        one.close();
        two.close();
        assertThat(one.alive()).isFalse();
    }

    @Test
    void whatIsMissingIsNamedAndServicesOfTheUserDataRunAgainAfterAStop() throws Exception {
        String userData = """
                #cloud-config
                write_files:
                  - path: /etc/systemd/system/page.service
                    content: |
                      [Service]
                      Environment=WORDS=kept
                      WorkingDirectory=/srv/page
                      ExecStart=/usr/bin/python3 -m http.server 9000
                      Restart=always
                      [Install]
                      WantedBy=multi-user.target
                ssh_pwauth: false
                runcmd:
                  - dnf install -y no-such-program || echo "dnf ended with $?"
                  - mkdir -p /srv/page && echo once >>/srv/page/index.html
                  - systemctl daemon-reload
                  - systemctl enable --now page
                """;
        Machine machine = machine("i-0service", "us-east-1a", "10.0.1.20", userData);
        Host client = fabric.network().host(Place.in(Zone.parse("us-east-1a")), "vpc-1", "10.0.0.6");
        Workload.Running first = workload.start(machine);
        await(() -> get(client, "10.0.1.20", 9000).isPresent());
        assertThat(get(client, "10.0.1.20", 9000)).as(console("i-0service")).contains("once\n");
        assertThat(console("i-0service"))
                .contains("no package repositories: no-such-program", "dnf ended with 1", "the key ssh_pwauth");
        first.close();

        Workload.Running again = workload.start(machine);
        await(() -> get(client, "10.0.1.20", 9000).isPresent());
        assertThat(get(client, "10.0.1.20", 9000)).as(console("i-0service")).contains("once\n");
        assertThat(console("i-0service")).contains("does not run again");
        again.close();
        workload.erase(machine);
    }

    @Test
    void programsFindTheCloudsEndpoint() throws Exception {
        try (ServerSocket endpoint = new ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress())) {
            directory.offer(Endpoint.class, () -> Optional.of((InetSocketAddress) endpoint.getLocalSocketAddress()));
            fabric.threads().run(() -> {
                try (var accepted = endpoint.accept()) {
                    accepted.getOutputStream()
                            .write("HTTP/1.0 200 OK\r\n\r\nthe cloud".getBytes(StandardCharsets.US_ASCII));
                } catch (java.io.IOException closed) {
                    throw new java.io.UncheckedIOException(closed);
                }
            });
            String userData = "#!/bin/sh\npython3 -c 'import os,urllib.request as u;"
                    + " print(\"heard\", u.urlopen(os.environ[\"AWS_ENDPOINT_URL\"]).read().decode())'\n";
            try (Workload.Running running = workload.start(machine("i-0caller", "us-east-1a", "10.0.1.30", userData))) {
                await(() -> console("i-0caller").contains("boot finished"));
                assertThat(running.alive()).isTrue();
                assertThat(console("i-0caller")).contains("heard the cloud");
            }
        }
    }
}
