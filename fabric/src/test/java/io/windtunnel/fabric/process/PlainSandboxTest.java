package io.windtunnel.fabric.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.fabric.net.Host;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Programs without isolation, as on computers that give none.
class PlainSandboxTest {
    @TempDir
    Path directory;

    @Test
    void aPlainProgramIsToldItsAddressAndReachedThroughTheFabric() throws Exception {
        SandboxGround.needs("python3");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (SandboxGround ground = new SandboxGround(directory, true)) {
            assertThat(ground.sandboxes.isolation().isolated()).isFalse();
            Host host = ground.host(SandboxGround.ZONE_A, "10.0.1.7");
            Host client = ground.host(SandboxGround.ZONE_A, "10.0.1.8");
            Sandbox sandbox = ground.sandboxes.open(ground.order("plain", host));
            assertThat(ground.run(sandbox, "echo $WINDTUNNEL_PRIVATE_IP $WINDTUNNEL_ADDRESS"))
                    .isEqualTo("10.0.1.7 " + host.loopback().getHostAddress() + "\n");
            SandboxedProcess server = sandbox.start(new SandboxCommand(
                    List.of("python3", "-m", "http.server", Integer.toString(port)), ground.console()));
            SandboxGround.await(() -> ground.connects(client, "10.0.1.7", port));
            assertThat(sandbox.pids()).contains(server.pid());
            sandbox.close();
            SandboxGround.await(() -> !server.alive());
            assertThat(ground.connects(client, "10.0.1.7", port)).isFalse();
        }
    }

    @Test
    void datagramsReachAPlainProgramToo() throws Exception {
        SandboxGround.needs("python3");
        int port;
        try (DatagramSocket free = new DatagramSocket(0)) {
            port = free.getLocalPort();
        }
        try (SandboxGround ground = new SandboxGround(directory, true)) {
            Host host = ground.host(SandboxGround.ZONE_A, "10.0.1.7");
            Host client = ground.host(SandboxGround.ZONE_A, "10.0.1.8");
            Sandbox sandbox = ground.sandboxes.open(ground.order("plain", host));
            sandbox.start(new SandboxCommand(
                    List.of("python3", "-c", SandboxGround.DATAGRAM_ECHO, Integer.toString(port)), ground.console()));
            assertThat(ground.ask(client, 5555, "10.0.1.7", port, "hello")).endsWith(" said hello");
            sandbox.close();
        }
    }
}
