package io.windtunnel.rehearsal.plan;

import java.nio.file.Path;
import java.util.Map;

/// One design under test: a template and the parameters it is deployed with.
public record Design(String name, Path template, Map<String, String> parameters) {
    public Design {
        if (!name.matches("[A-Za-z][A-Za-z0-9-]{0,63}"))
            throw new IllegalArgumentException("a name of letters, digits and hyphens that begins with a letter");
        parameters = Map.copyOf(parameters);
    }
}
