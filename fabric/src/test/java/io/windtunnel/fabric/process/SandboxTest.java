package io.windtunnel.fabric.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.windtunnel.fabric.net.Fault;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.Listener;
import io.windtunnel.fabric.net.NamedAddress;
import io.windtunnel.fabric.net.Origin;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // sandboxes and listeners are held open by the statement, not used
class SandboxTest {
    @TempDir
    static Path directory;

    private static SandboxGround ground;

    @BeforeAll
    static void open() {
        ground = SandboxGround.isolated(directory);
    }

    @AfterAll
    static void close() {
        if (ground != null) ground.close();
    }

    private Sandbox sandbox(String name, io.windtunnel.kernel.identity.Place place, String ip) {
        Host host = ground.host(place, ip);
        Sandbox sandbox = ground.sandboxes.open(ground.order(name, host));
        sandbox.onEnd(host::close);
        return sandbox;
    }

    @Test
    void looksLikeAMachine() throws Exception {
        try (Sandbox sandbox = sandbox("machine", SandboxGround.ZONE_A, "10.0.1.23")) {
            String said = ground.run(
                    sandbox, "hostname; hostname -I; whoami; cat /etc/hostname; ls /proc | grep -c '^[0-9]'");
            assertThat(said.lines().map(String::strip))
                    .startsWith("ip-10-0-1-23", "10.0.1.23", "root", "ip-10-0-1-23")
                    .satisfies(lines ->
                            assertThat(Integer.parseInt(lines.getLast())).isLessThan(10));
        }
    }

    @Test
    void showsNeitherHomeNorTemporaryFilesNorOtherSandboxes() throws Exception {
        Path ours = Files.createTempFile("windtunnel", "secret");
        try (Sandbox sandbox = sandbox("blind", SandboxGround.ZONE_A, "10.0.1.24")) {
            String home = System.getProperty("user.home");
            String said = ground.run(
                    sandbox,
                    "ls -A " + home + " /home /tmp /root 2>&1 | grep -v : ; cat " + ours + " 2>&1; ls -A " + directory
                            + " 2>&1");
            assertThat(said.strip().lines().filter(line -> !line.isBlank()))
                    .allSatisfy(line -> assertThat(line).contains("No such file"));
        } finally {
            Files.delete(ours);
        }
    }

    @Test
    void writesWithoutTouchingTheComputerOrItsNeighbour() throws Exception {
        Path outside = Path.of("/etc/windtunnel-sandbox-test");
        try (Sandbox one = sandbox("writer", SandboxGround.ZONE_A, "10.0.1.25");
                Sandbox two = sandbox("reader", SandboxGround.ZONE_A, "10.0.1.26")) {
            assertThat(ground.run(one, "echo mine >" + outside + "; rm /usr/bin/env; cat " + outside))
                    .isEqualTo("mine\n");
            assertThat(ground.run(two, "cat " + outside)).contains("No such file");
            assertThat(outside).doesNotExist();
        }
        try (Sandbox again = sandbox("writer", SandboxGround.ZONE_A, "10.0.1.25")) {
            assertThat(ground.run(again, "cat " + outside)).isEqualTo("mine\n");
        }
        ground.sandboxes.erase("writer");
        assertThat(directory.resolve("writer")).doesNotExist();
    }

    @Test
    void twoServersOnTheSamePortAnswerThroughTheFabric() throws Exception {
        SandboxGround.needs("python3");
        Host client = ground.host(SandboxGround.ZONE_A, "10.0.0.7");
        try (Sandbox one = sandbox("first", SandboxGround.ZONE_A, "10.0.1.31");
                Sandbox two = sandbox("second", SandboxGround.ZONE_B, "10.0.2.31")) {
            ConsoleLog log = ground.console();
            for (Sandbox each : List.of(one, two))
                each.start(new SandboxCommand(
                        List.of(
                                "sh",
                                "-c",
                                "mkdir /srv/www; hostname >/srv/www/index.html; cd /srv/www; exec python3 -m http.server 8000"),
                        log));
            assertThat(get(client, "10.0.1.31", 8000)).endsWith("ip-10-0-1-31\n");
            assertThat(get(client, "10.0.2.31", 8000)).endsWith("ip-10-0-2-31\n");
            SandboxGround.await(() -> log.text().contains("10.0.0.7"));

            long server = one.pids().getLast();
            ProcessHandle.of(server).orElseThrow().destroyForcibly();
            SandboxGround.await(() -> connect(client, "10.0.1.31", 8000) instanceof ConnectException);
            assertThat(one.alive()).isTrue();
            assertThat(get(client, "10.0.2.31", 8000)).endsWith("ip-10-0-2-31\n");
        } finally {
            client.close();
        }
    }

    @Test
    void datagramsReachAProgramFromTheSendersOwnAddressAndAreAnswered() throws Exception {
        SandboxGround.needs("python3");
        Host client = ground.host(SandboxGround.ZONE_A, "10.0.0.8");
        Host other = ground.host(SandboxGround.ZONE_B, "10.0.0.9");
        try (Sandbox one = sandbox("echo-a", SandboxGround.ZONE_A, "10.0.1.33");
                Sandbox two = sandbox("echo-b", SandboxGround.ZONE_B, "10.0.2.33")) {
            for (Sandbox each : List.of(one, two))
                each.start(new SandboxCommand(
                        List.of("python3", "-c", SandboxGround.DATAGRAM_ECHO, "7000"), ground.console()));
            assertThat(ground.ask(client, 5555, "10.0.1.33", 7000, "hello")).isEqualTo("10.0.0.8:5555 said hello");
            assertThat(ground.ask(client, 5555, "10.0.2.33", 7000, "hello")).isEqualTo("10.0.0.8:5555 said hello");
            assertThat(ground.ask(other, 5556, "10.0.2.33", 7000, "again")).isEqualTo("10.0.0.9:5556 said again");
        } finally {
            client.close();
            other.close();
        }
    }

    @Test
    void processorTimeIsLimitedWhereTheComputerAllowsIt() throws Exception {
        Assumptions.assumeTrue(
                ground.sandboxes.isolation().cpuShare(), "SKIPPED: this computer lets us make no control group");
        SandboxGround.needs("timeout");
        Host host = ground.host(SandboxGround.ZONE_A, "10.0.1.60");
        SandboxOrder order = ground.order("slow", host);
        SandboxOrder fifth = new SandboxOrder(
                order.name(), host, order.hostname(), Map.of(), 0.2, List.of(), Map.of(), order.console());
        try (Sandbox sandbox = ground.sandboxes.open(fifth)) {
            // A fifth of a processor for a second; the shell's `times` ends with the processor time of its children.
            String said = ground.run(sandbox, "timeout 1 sh -c 'while :; do :; done'; times");
            String used =
                    said.strip().lines().toList().getLast().split("[ m]")[1].replace("s", "");
            assertThat(Double.parseDouble(used)).isBetween(0.05, 0.5);
        } finally {
            host.close();
        }
    }

    @Test
    void processorTimeIsCountedAlsoOfProgramsThatHaveEnded() throws Exception {
        Host host = ground.host(SandboxGround.ZONE_A, "10.0.1.61");
        SandboxOrder order = ground.order("counted", host);
        SandboxOrder limited = new SandboxOrder(
                order.name(), host, order.hostname(), Map.of(), 2, List.of(), Map.of(), order.console());
        try (Sandbox sandbox = ground.sandboxes.open(limited)) {
            Duration before = sandbox.processorTime().orElse(Duration.ZERO);
            ConsoleLog output = ground.console();
            String work = "i=0; while [ $i -lt 400000 ]; do i=$((i+1)); done; times; ";
            String stay = ground.sandboxes.isolation().cpuShare() ? "" : "read end";
            sandbox.start(new SandboxCommand(List.of("sh", "-c", work + stay), output));
            SandboxGround.await(() -> output.text().lines().count() >= 2);
            // The first line of `times`: the shell's own minutes and seconds in user and system mode.
            double said = Double.parseDouble(output.text().split("[m s]")[1]);
            assertThat(said).isPositive();
            Duration used = sandbox.processorTime().orElseThrow().minus(before);
            assertThat(used.toNanos() / 1e9).isBetween(said * 0.9, said * 2 + 1);
            sandbox.close();
            assertThat(sandbox.processorTime()).isEmpty();
        } finally {
            host.close();
        }
    }

    @Test
    void callsGoOverTheFabricsLinks() throws Exception {
        SandboxGround.needs("python3");
        Host peer = ground.host(SandboxGround.ZONE_B, "10.0.2.50");
        ground.names.put("peer.internal", () -> List.of(new NamedAddress("vpc-1", "10.0.2.50")));
        try (Sandbox sandbox = sandbox("caller", SandboxGround.ZONE_A, "10.0.1.50");
                Listener listener = ground.network.listen(peer, 9000, greeting())) {
            String call = "python3 - <<'E'\nimport socket,sys\nsocket.setdefaulttimeout(2)\ntry:\n"
                    + "  s=socket.create_connection((%s,%d)); print(s.recv(99).decode())\n"
                    + "except Exception as e: print(type(e).__name__)\nE";
            assertThat(ground.run(sandbox, call.formatted("'10.0.2.50'", 9000))).isEqualTo("hello 10.0.1.50\n");
            assertThat(ground.run(sandbox, call.formatted("'peer.internal'", 9000)))
                    .isEqualTo("hello 10.0.1.50\n");
            assertThat(ground.run(sandbox, call.formatted("'10.0.2.50'", 9001))).isEqualTo("ConnectionRefusedError\n");
            assertThat(ground.run(sandbox, call.formatted("'10.0.9.9'", 80))).isEqualTo("TimeoutError\n");
            assertThat(ground.run(sandbox, call.formatted("'no-such-name.example'", 80)))
                    .isEqualTo("gaierror\n");
            Fault dark = ground.links.darken(SandboxGround.ZONE_B);
            assertThat(ground.run(sandbox, call.formatted("'10.0.2.50'", 9000))).isEqualTo("TimeoutError\n");
            dark.lift();
            assertThat(ground.run(sandbox, call.formatted("'10.0.2.50'", 9000))).isEqualTo("hello 10.0.1.50\n");
        } finally {
            peer.close();
        }
    }

    private static ChannelInitializer<Channel> greeting() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                String words =
                        "hello " + Origin.of(channel).client().getAddress().getHostAddress();
                channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelActive(ChannelHandlerContext context) {
                        context.writeAndFlush(Unpooled.copiedBuffer(words, StandardCharsets.UTF_8))
                                .addListener(ChannelFutureListener.CLOSE);
                    }
                });
            }
        };
    }

    private @Nullable Throwable connect(Host from, String ip, int port) {
        ChannelFuture made = ground.network
                .connect(from, "vpc-1", ip, port, Duration.ofSeconds(5), new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                            @Override
                            public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                                context.close();
                            }
                        });
                    }
                })
                .awaitUninterruptibly();
        made.channel().close();
        return made.cause();
    }

    /// What a server answers to a GET, once it listens.
    private String get(Host from, String ip, int port) throws Exception {
        SandboxGround.await(() -> connect(from, ip, port) == null);
        CompletableFuture<String> answer = new CompletableFuture<>();
        ground.network.connect(from, "vpc-1", ip, port, Duration.ofSeconds(5), new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                    private final StringBuilder text = new StringBuilder();

                    @Override
                    public void channelActive(ChannelHandlerContext context) {
                        context.writeAndFlush(
                                Unpooled.copiedBuffer("GET / HTTP/1.0\r\n\r\n", StandardCharsets.US_ASCII));
                    }

                    @Override
                    public void channelRead(ChannelHandlerContext context, Object message) {
                        ByteBuf bytes = (ByteBuf) message;
                        text.append(bytes.toString(StandardCharsets.UTF_8));
                        bytes.release();
                    }

                    @Override
                    public void channelInactive(ChannelHandlerContext context) {
                        answer.complete(text.toString());
                    }
                });
            }
        });
        return answer.get(10, TimeUnit.SECONDS);
    }
}
