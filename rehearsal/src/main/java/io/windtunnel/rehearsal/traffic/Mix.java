package io.windtunnel.rehearsal.traffic;

import io.windtunnel.rehearsal.plan.RequestTemplate;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Which request is sent next: drawn by weight, its keys drawn too.
///
/// Thread safety: belongs to one thread.
public final class Mix {
    record Chosen(RequestTemplate template, String path) {}

    private final List<RequestTemplate> templates;
    private final List<Supplier<String>> paths;
    private final RandomGenerator random;
    private final double weight;

    public Mix(List<RequestTemplate> templates, RandomGenerator random) {
        this.templates = templates;
        this.random = random;
        this.paths = templates.stream().map(template -> template.paths(random)).toList();
        this.weight = templates.stream().mapToDouble(RequestTemplate::weight).sum();
    }

    Chosen next() {
        int index = draw();
        return new Chosen(templates.get(index), paths.get(index).get());
    }

    /// The number of the next template.
    public int draw() {
        int index = 0;
        if (templates.size() > 1) {
            double draw = random.nextDouble() * weight;
            while (index < templates.size() - 1 && (draw -= templates.get(index).weight()) >= 0) index++;
        }
        return index;
    }

    /// The paths of a template, drawn one after the other.
    public Supplier<String> paths(int template) {
        return paths.get(template);
    }
}
