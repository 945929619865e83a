package io.windtunnel.cloud.storage.s3.template;

import io.windtunnel.cloud.storage.s3.settings.Cors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `CorsConfiguration`.
public record CorsProperties(List<Rule> corsRules) {
    public record Rule(
            @Nullable String id,
            List<String> allowedHeaders,
            List<String> allowedMethods,
            List<String> allowedOrigins,
            List<String> exposedHeaders,
            @Nullable Integer maxAge) {}

    public Cors cors() {
        return new Cors(corsRules.stream()
                .map(each -> new Cors.Rule(
                        each.id(),
                        each.allowedHeaders(),
                        each.allowedMethods(),
                        each.allowedOrigins(),
                        each.exposedHeaders(),
                        each.maxAge()))
                .toList());
    }
}
