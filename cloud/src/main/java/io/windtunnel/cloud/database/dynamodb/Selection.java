package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.expression.Projection;
import io.windtunnel.cloud.database.dynamodb.table.LiveIndex;
import io.windtunnel.cloud.database.dynamodb.table.TableChecks;
import io.windtunnel.wire.AwsException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is wanted of each item of a page.
///
/// @param view null for the whole item
/// @param countOnly whether items are not wanted at all
/// @param fetch whether a local index does not hold what is wanted, so that items are fetched from the table
record Selection(@Nullable Projection view, boolean countOnly, boolean fetch) {
    /// @param paths null where no attributes are named
    /// @throws AwsException `ValidationException`
    static Selection of(@Nullable LiveIndex index, @Nullable String select, Language.@Nullable Paths paths) {
        check(index, select, paths);
        boolean count = "COUNT".equals(select);
        boolean all = "ALL_ATTRIBUTES".equals(select);
        if (index == null || index.projectsAll()) return new Selection(view(paths), count, false);
        if (index.stored().local()) {
            boolean lacking = all || paths != null && !paths.topLevel().stream().allMatch(index::projects);
            return new Selection(view(paths), count, lacking && !count);
        }
        if (all)
            throw TableChecks.invalid("Select type ALL_ATTRIBUTES is not supported for global secondary index "
                    + index.stored().name() + " because its projection type is not ALL");
        if (paths != null) lacking(index, paths.topLevel());
        return new Selection(view(paths), count, false);
    }

    private static @Nullable Projection view(Language.@Nullable Paths paths) {
        return paths == null ? null : paths.projection();
    }

    private static void lacking(LiveIndex index, Set<String> names) {
        for (String each : names)
            if (!index.projects(each))
                throw TableChecks.invalid(
                        "Global secondary index " + index.stored().name() + " does not project [" + each + "]");
    }

    private static void check(@Nullable LiveIndex index, @Nullable String select, Language.@Nullable Paths paths) {
        if (select == null) return;
        if (select.equals("SPECIFIC_ATTRIBUTES") && paths == null)
            throw AwsException.validation("Must specify the AttributesToGet or ProjectionExpression when choosing to "
                    + "get SPECIFIC_ATTRIBUTES");
        if (!select.equals("SPECIFIC_ATTRIBUTES") && paths != null)
            throw AwsException.validation("Cannot specify the " + paths.parameter() + " when choosing to get "
                    + (select.equals("COUNT") ? "only the Count" : select));
        if (select.equals("ALL_PROJECTED_ATTRIBUTES") && index == null)
            throw AwsException.validation("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
    }
}
