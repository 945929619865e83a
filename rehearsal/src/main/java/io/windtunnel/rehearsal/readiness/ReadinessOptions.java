package io.windtunnel.rehearsal.readiness;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is asked of a readiness report.
///
/// @param file the rehearsal file, or a folder that holds `rehearsal.yaml`
/// @param begins when the traffic begins, for scheduled actions; null when nobody has said
/// @param json whether the report is a JSON document
/// @param colour whether the terminal shows colours
public record ReadinessOptions(Path file, @Nullable Instant begins, boolean json, boolean colour) {}
