package io.windtunnel.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The conformance scenarios with boto3 and with the AWS CLI, where they are installed. They are the scenarios of
/// [JavaSdkTest], by the same names.
class ScriptedClientsTest {
    private static final List<String> SCENARIOS = Arrays.stream(JavaSdkTest.class.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Test.class))
            .map(Method::getName)
            .sorted()
            .toList();

    @TempDir
    Path directory;

    @Test
    void boto3PassesTheScenarios() throws Exception {
        installedOrSkip("boto3", "python3", "-c", "import boto3");
        passes("python3", script("boto3_scenarios.py"));
    }

    @Test
    void theCliPassesTheScenarios() throws Exception {
        installedOrSkip("the AWS CLI", "aws", "--version");
        passes("bash", script("cli_scenarios.sh"));
    }

    private void passes(String interpreter, Path script) throws Exception {
        try (CloudUnderTest cloud = CloudUnderTest.start()) {
            Path output = directory.resolve("output");
            Process process = new ProcessBuilder(interpreter, script.toString(), cloud.endpoint())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(240, TimeUnit.SECONDS);
            process.destroyForcibly();
            String told = Files.readString(output);
            assertThat(ended).as("ended in time:\n%s", told).isTrue();
            assertThat(told.lines()
                            .filter(line -> line.startsWith("ok "))
                            .map(line -> line.substring(3))
                            .sorted())
                    .as(told)
                    .containsExactlyElementsOf(SCENARIOS);
        }
    }

    private Path script(String name) throws IOException {
        Path script = directory.resolve(name);
        try (var source = ScriptedClientsTest.class.getResourceAsStream("/scenarios/" + name)) {
            assertThat(source).isNotNull();
            Files.copy(source, script);
        }
        return script;
    }

    private static void installedOrSkip(String what, String... command) throws InterruptedException {
        boolean installed;
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            installed = process.waitFor() == 0;
        } catch (IOException missing) {
            installed = false;
        }
        if (!installed) System.err.println("SKIPPED: " + what + " is not installed, its conformance is not shown");
        assumeTrue(installed, () -> what + " is not installed");
    }
}
