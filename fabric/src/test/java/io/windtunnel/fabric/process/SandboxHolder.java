package io.windtunnel.fabric.process;

import io.windtunnel.fabric.net.Host;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A JVM that opens a sandbox, says which processes are in it, and waits to be killed. With a third argument it runs
/// that
/// script instead: for trying a host by hand, as another user for example.
final class SandboxHolder {
    private SandboxHolder() {}

    public static void main(String[] arguments) throws Exception {
        SandboxGround ground = new SandboxGround(Path.of(arguments[0]), arguments[1].equals("plain"));
        Host host = ground.host(SandboxGround.ZONE_A, "10.0.1.99");
        Sandbox sandbox = ground.sandboxes.open(ground.order("held", host));
        if (arguments.length > 2) {
            System.out.println(ground.sandboxes.isolation());
            System.out.println(ground.run(sandbox, arguments[2]));
            System.exit(0);
        }
        ConsoleLog console = ground.console();
        String script = "setsid sleep 1000 & (sleep 1001 & ) ; echo started; sleep 1002";
        sandbox.start(new SandboxCommand(List.of("sh", "-c", script), console));
        SandboxGround.await(
                () -> console.text().contains("started") && sandbox.pids().size() >= 4);
        System.out.println("pids " + sandbox.pids());
        System.out.flush();
        new CountDownLatch(1).await();
    }
}
