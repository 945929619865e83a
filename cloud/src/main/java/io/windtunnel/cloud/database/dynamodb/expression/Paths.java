package io.windtunnel.cloud.database.dynamodb.expression;

import java.util.List;

/// The paths of one update or projection, which must not be in each other's way.
final class Paths {
    private static final String REMEDY = "must remove or rewrite one of these paths; path one: %s, path two: %s";

    private Paths() {}

    /// Refuses paths of which one leads through another, or of which one takes for a map what another
    /// takes for a list.
    static void check(Parameter parameter, List<DocumentPath> paths) {
        Pair conflict = null;
        for (int i = 1; i < paths.size(); i++) {
            for (int j = 0; j < i; j++) {
                switch (relation(paths.get(j), paths.get(i))) {
                    case OVERLAP ->
                        throw parameter.invalid("Two document paths overlap with each other; "
                                + REMEDY.formatted(paths.get(j), paths.get(i)));
                    case CONFLICT -> {
                        if (conflict == null) conflict = new Pair(paths.get(j), paths.get(i));
                    }
                    case APART -> {}
                }
            }
        }
        if (conflict != null)
            throw parameter.invalid(
                    "Two document paths conflict with each other; " + REMEDY.formatted(conflict.one(), conflict.two()));
    }

    private record Pair(DocumentPath one, DocumentPath two) {}

    private enum Relation {
        APART,
        OVERLAP,
        CONFLICT
    }

    private static Relation relation(DocumentPath one, DocumentPath two) {
        int common = Math.min(one.steps().size(), two.steps().size());
        for (int i = 0; i < common; i++) {
            DocumentPath.Step first = one.steps().get(i);
            DocumentPath.Step second = two.steps().get(i);
            if (first.getClass() != second.getClass()) return Relation.CONFLICT;
            if (!first.equals(second)) return Relation.APART;
        }
        return Relation.OVERLAP;
    }
}
