package io.windtunnel.rehearsal.plan;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One design under test: a template, the parameters it is deployed with, and the quotas its account is given.
public record Design(String name, Path template, Map<String, String> parameters, List<QuotaPlan> quotas) {
    public Design {
        if (!name.matches("[A-Za-z][A-Za-z0-9-]{0,63}"))
            throw new IllegalArgumentException("a name of letters, digits and hyphens that begins with a letter");
        parameters = Map.copyOf(parameters);
        quotas = List.copyOf(quotas);
    }

    /// The same with other values of some parameters.
    public Design with(Map<String, String> changed) {
        Map<String, String> all = new HashMap<>(parameters);
        all.putAll(changed);
        return new Design(name, template, all, quotas);
    }
}
