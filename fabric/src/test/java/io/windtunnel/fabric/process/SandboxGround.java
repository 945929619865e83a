package io.windtunnel.fabric.process;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.windtunnel.fabric.net.DatagramPort;
import io.windtunnel.fabric.net.Destination;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.Links;
import io.windtunnel.fabric.net.Names;
import io.windtunnel.fabric.net.Network;
import io.windtunnel.fabric.net.NetworkOptions;
import io.windtunnel.fabric.run.ClockWork;
import io.windtunnel.fabric.run.Threads;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Zone;
import io.windtunnel.kernel.random.RandomStreams;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Sandboxes on a network of their own, for tests.
final class SandboxGround implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final Place ZONE_A = Place.in(Zone.parse("us-east-1a"));
    static final Place ZONE_B = Place.in(Zone.parse("us-east-1b"));

    final Threads threads = new Threads();
    final ClockWork clock = ClockWork.wall(1, threads);
    final Links links = new Links();
    final Names names = new Names();
    final Network network = Network.open(NetworkOptions.standard(), clock.time(), links, new RandomStreams(1), threads);
    final Sandboxes sandboxes;
    final Path directory;

    SandboxGround(Path directory, boolean plain) {
        this.directory = directory;
        SandboxOptions options =
                new SandboxOptions(directory, List.of(Path.of(System.getProperty("user.home"))), List.of(), plain);
        sandboxes = Sandboxes.open(options, network, names, threads);
    }

    /// Isolated sandboxes, or a test skipped with the reason.
    static SandboxGround isolated(Path directory) {
        SandboxGround ground = new SandboxGround(directory, false);
        Isolation isolation = ground.sandboxes.isolation();
        if (!isolation.isolated()) ground.close();
        assumeTrue(
                isolation.isolated(),
                () -> "SKIPPED: no sandboxes here: " + isolation.words().getFirst());
        return ground;
    }

    static void needs(String program) {
        boolean there = List.of("/usr/bin", "/bin", "/usr/sbin").stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        assumeTrue(there, () -> "SKIPPED: needs " + program + " on this computer");
    }

    Host host(Place place, String ip) {
        return network.host(place, "vpc-1", ip);
    }

    SandboxOrder order(String name, Host host) {
        String hostname = "ip-" + host.ip().replace('.', '-');
        return new SandboxOrder(name, host, hostname, Map.of(), 0, List.of(), Map.of(), console());
    }

    ConsoleLog console() {
        return new ConsoleLog(clock.time(), ConsoleLog.EC2_BYTES);
    }

    /// What a shell script prints in a sandbox, once it has ended.
    String run(Sandbox sandbox, String script) throws Exception {
        ConsoleLog output = console();
        SandboxedProcess process = sandbox.start(new SandboxCommand(List.of("sh", "-c", script), output));
        process.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        // The last words may still be in the pipe when the process is gone: an end mark says they are not.
        await(() -> !process.alive());
        CountDownLatch pause = new CountDownLatch(1);
        pause.await(50, TimeUnit.MILLISECONDS);
        return output.text();
    }

    /// Whether somebody answers at an address of the VPC.
    boolean connects(Host from, String ip, int port) {
        ChannelFuture made = network.connect(
                        from, "vpc-1", ip, port, Duration.ofSeconds(2), new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                channel.config().setAutoRead(false);
                            }
                        })
                .awaitUninterruptibly();
        made.channel().close();
        return made.isSuccess();
    }

    /// A program that answers every datagram with who sent it, by its first argument's port.
    static final String DATAGRAM_ECHO = """
            import socket, sys
            port = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            port.bind(("0.0.0.0", int(sys.argv[1])))
            while True:
                said, sender = port.recvfrom(2048)
                port.sendto(("%s:%d said " % sender).encode() + said, sender)
            """;

    /// What is answered to a datagram, sent again until there is an answer: by whom one listens is looked up now and
    /// then.
    String ask(Host from, int ownPort, String ip, int port, String said) throws InterruptedException {
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        try (DatagramPort own = network.datagrams(
                from,
                ownPort,
                network.eventLoop(),
                null,
                (_, payload, _) -> answers.add(payload.toString(StandardCharsets.UTF_8)))) {
            for (int i = 0; i < 200 && answers.isEmpty(); i++) {
                own.channel()
                        .eventLoop()
                        .execute(() -> own.send(
                                Unpooled.copiedBuffer(said, StandardCharsets.UTF_8),
                                new Destination("vpc-1", ip, port)));
                String answer = answers.poll(100, TimeUnit.MILLISECONDS);
                if (answer != null) return answer;
            }
            return answers.isEmpty() ? "" : answers.remove();
        }
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) never.await(20, TimeUnit.MILLISECONDS);
        if (!condition.getAsBoolean()) throw new AssertionError("did not come true in 20 s");
    }

    @Override
    public void close() {
        sandboxes.close();
        network.close();
        clock.close();
        threads.close();
    }
}
