package io.windtunnel.fabric.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// However the JVM ends, its sandboxes end with it.
class SandboxEndTest {
    @TempDir
    Path directory;

    @Test
    void aKilledJvmLeavesNoProcessOfItsSandboxes() throws Exception {
        SandboxGround.isolated(directory).close();
        assertThat(pidsLeftByAKilledJvm("isolated")).allMatch(pid -> gone(pid));
    }

    @Test
    void aKilledJvmLeavesNoPlainProcess() throws Exception {
        SandboxGround.needs("setsid");
        // `setsid` takes a plain process out of its group: it alone may outlive the JVM, and the documentation says so.
        assertThat(pidsLeftByAKilledJvm("plain").stream()
                        .filter(SandboxEndTest::gone)
                        .count())
                .isGreaterThanOrEqualTo(3);
    }

    private List<Long> pidsLeftByAKilledJvm(String kind) throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SandboxHolder.class.getName(),
                        directory.toString(),
                        kind)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said;
        try (BufferedReader output = jvm.inputReader()) {
            said = output.readLine();
        } finally {
            jvm.destroyForcibly().waitFor();
        }
        assertThat(said).startsWith("pids [");
        List<Long> pids = Arrays.stream(said.replaceAll("[^0-9,]", "").split(","))
                .map(Long::valueOf)
                .toList();
        int mayStay = kind.equals("plain") ? 1 : 0;
        SandboxGround.await(() -> pids.stream().filter(SandboxEndTest::gone).count() >= pids.size() - mayStay);
        pids.forEach(pid ->
                ProcessHandle.of(pid).filter(_ -> kind.equals("plain")).ifPresent(ProcessHandle::destroyForcibly));
        return pids;
    }

    private static boolean gone(long pid) {
        return ProcessHandle.of(pid).isEmpty();
    }
}
