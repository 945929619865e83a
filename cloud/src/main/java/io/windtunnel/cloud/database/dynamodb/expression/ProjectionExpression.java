package io.windtunnel.cloud.database.dynamodb.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A `ProjectionExpression` as it was written, without a request's names.
///
/// Thread safety: immutable.
public final class ProjectionExpression {
    private final List<Syntax.Path> paths;

    private ProjectionExpression(List<Syntax.Path> paths) {
        this.paths = List.copyOf(paths);
    }

    /// @throws io.windtunnel.wire.AwsException when `text` is no list of paths
    public static ProjectionExpression parse(String text) {
        Cursor in = new Cursor(Parameter.PROJECTION, text, Set.of());
        List<Syntax.Path> paths = new ArrayList<>();
        do paths.add(in.path());
        while (in.take(","));
        in.expectEnd();
        in.checkReserved();
        return new ProjectionExpression(paths);
    }

    /// @param use told which attributes it speaks of, where that matters
    /// @throws io.windtunnel.wire.AwsException when a name is not defined, or two paths are in each
    /// other's way
    public Projection bind(Placeholders placeholders, @Nullable AttributeUse use) {
        Binding binding = new Binding(Parameter.PROJECTION, placeholders, use);
        List<DocumentPath> bound = new ArrayList<>(paths.size());
        for (Syntax.Path path : paths) bound.add(binding.path(path));
        Paths.check(Parameter.PROJECTION, bound);
        return Projection.of(bound);
    }

    public Projection bind(Placeholders placeholders) {
        return bind(placeholders, null);
    }
}
