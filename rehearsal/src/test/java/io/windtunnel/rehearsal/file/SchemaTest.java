package io.windtunnel.rehearsal.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.windtunnel.rehearsal.plan.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The JSON Schema for editors and the binder say the same.
class SchemaTest {
    private static String schemaText() throws IOException {
        try (InputStream stream = RehearsalFile.class.getResourceAsStream("../rehearsal.schema.json")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<?> errors(String yaml) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schemaText());
        return schema.validate(yaml, InputFormat.YAML);
    }

    private static Stream<Path> examples() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("..", "examples"))) {
            return folders
                    .map(folder -> folder.resolve("rehearsal.yaml"))
                    .filter(Files::exists)
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_example_is_valid(Path example) throws Exception {
        assertThat(errors(Files.readString(example))).isEmpty();
        assertThat(RehearsalFile.read(example).designs()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "designs: {}",
                "designs: { a: { template: x } }\nspeed: 0",
                "designs: { a: { template: x } }\nunknown: 1",
                "designs: { a: { template: x } }\nfaults: [ { at: 1 s, for: 1 s, do: rain, zone: a } ]",
                "designs: { a: { template: x } }\npromises: [ luck >= 1 % ]",
                "designs: { a: { template: x } }\ntraffic: { t: { to: shop, rate: 1/s for 1 s } }",
                "designs: { a: { template: x } }\nstand-ins: { W: { serve: [ { take: 1 ms } ] } }",
                "designs: { a: { template: x } }\nstand-ins: { W: { consume: [ { batch: 1 } ] } }",
                "designs: { a: { template: x } }\nstand-ins: { W: { consume: [ { queue: Q, steps: [ { query: {} } ] } ] } }",
                "designs: { a: { template: x } }\nstand-ins: { W: { consume: [ { queue: Q, steps: [ { put: { table: T } } ] } ] } }",
                "designs: { a: { template: x } }\nstand-ins: { W: { consume: [ { queue: Q, steps: [ { get: { cache: C, key: k } } ] } ] } }"
            })
    void what_the_binder_refuses_the_schema_refuses_too(String yaml) throws IOException {
        assertThat(errors(yaml)).isNotEmpty();
    }

    @Test
    void every_metric_can_be_promised() throws IOException {
        for (Metric metric : Metric.values())
            assertThat(errors("designs: { a: { template: x } }\npromises: [ \"" + metric.word() + " <= 1 s\" ]"))
                    .as(metric.word())
                    .isEmpty();
    }
}
