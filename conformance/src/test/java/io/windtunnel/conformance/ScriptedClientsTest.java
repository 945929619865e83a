package io.windtunnel.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The conformance scenarios with boto3 and with the AWS CLI, where they are installed, and those of the data planes
/// with the AWS SDK for JavaScript, which npm fetches. They are the scenarios of [JavaSdkTest], by the same names,
/// and of [DataPlaneSdkTest].
class ScriptedClientsTest {
    private static final List<String> SCENARIOS = Stream.concat(
                    Arrays.stream(JavaSdkTest.class.getDeclaredMethods())
                            .filter(method -> method.isAnnotationPresent(Test.class))
                            .map(Method::getName),
                    Stream.of("tables", "events"))
            .sorted()
            .toList();

    /// The scenarios of the data planes.
    private static final List<String> DATA_PLANES = List.of("events", "objects", "queues", "tables", "topics");

    @TempDir
    Path directory;

    @Test
    void boto3PassesTheScenarios() throws Exception {
        installedOrSkip("boto3", "python3", "-c", "import boto3");
        passes(SCENARIOS, "python3", script("boto3_scenarios.py"));
    }

    @Test
    void theCliPassesTheScenarios() throws Exception {
        installedOrSkip("the AWS CLI", "aws", "--version");
        passes(SCENARIOS, "bash", script("cli_scenarios.sh"));
    }

    @Test
    void theJavaScriptSdkPassesTheScenariosOfTheDataPlanes() throws Exception {
        installedOrSkip("node", "node", "--version");
        Path packages = Files.createDirectories(Path.of("target", "javascript")).toAbsolutePath();
        copy("javascript/package.json", packages.resolve("package.json"));
        copy("javascript/scenarios.mjs", packages.resolve("scenarios.mjs"));
        installedOrSkip(
                "the AWS SDK for JavaScript (npm install)",
                "npm",
                "install",
                "--no-audit",
                "--no-fund",
                "--no-package-lock",
                "--silent",
                "--prefix",
                packages.toString());
        passes(DATA_PLANES, "node", packages.resolve("scenarios.mjs"));
    }

    private void passes(List<String> scenarios, String interpreter, Path script) throws Exception {
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
                    .containsExactlyElementsOf(scenarios);
        }
    }

    private Path script(String name) throws IOException {
        return copy(name, directory.resolve(name));
    }

    private static Path copy(String name, Path to) throws IOException {
        try (var source = ScriptedClientsTest.class.getResourceAsStream("/scenarios/" + name)) {
            assertThat(source).isNotNull();
            Files.copy(source, to, StandardCopyOption.REPLACE_EXISTING);
        }
        return to;
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
