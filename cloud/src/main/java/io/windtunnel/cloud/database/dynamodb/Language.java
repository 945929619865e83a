package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.expression.AttributeUse;
import io.windtunnel.cloud.database.dynamodb.expression.Condition;
import io.windtunnel.cloud.database.dynamodb.expression.ConditionExpression;
import io.windtunnel.cloud.database.dynamodb.expression.DocumentPath;
import io.windtunnel.cloud.database.dynamodb.expression.KeyConditionExpression;
import io.windtunnel.cloud.database.dynamodb.expression.Parameter;
import io.windtunnel.cloud.database.dynamodb.expression.Placeholders;
import io.windtunnel.cloud.database.dynamodb.expression.Projection;
import io.windtunnel.cloud.database.dynamodb.expression.ProjectionExpression;
import io.windtunnel.cloud.database.dynamodb.expression.Update;
import io.windtunnel.cloud.database.dynamodb.expression.UpdateExpression;
import io.windtunnel.cloud.database.dynamodb.item.ExpressionValues;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.KeySchema;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A request's expressions made ready to be applied. What was parsed is remembered by its text.
///
/// Thread safety: every method may be called from any thread.
final class Language {
    private static final Parsed<ConditionExpression> CONDITIONS =
            new Parsed<>(text -> ConditionExpression.parse(Parameter.CONDITION, text));
    private static final Parsed<ConditionExpression> FILTERS =
            new Parsed<>(text -> ConditionExpression.parse(Parameter.FILTER, text));
    private static final Parsed<KeyConditionExpression> KEYS = new Parsed<>(KeyConditionExpression::parse);
    private static final Parsed<UpdateExpression> UPDATES = new Parsed<>(UpdateExpression::parse);
    private static final Parsed<ProjectionExpression> PROJECTIONS = new Parsed<>(ProjectionExpression::parse);

    private Language() {}

    /// A projection.
    ///
    /// @param parameter the request's member it is from
    record Paths(String parameter, Projection projection) {
        Set<String> topLevel() {
            Set<String> names = new LinkedHashSet<>();
            for (DocumentPath each : projection.paths()) names.add(each.attribute());
            return names;
        }
    }

    /// What an update request asks.
    ///
    /// @param update null where nothing but the key is put
    record Change(@Nullable Condition condition, @Nullable Update update) {
        Item apply(Item before) {
            return update == null ? before : update.apply(before).item();
        }

        /// What the update has touched, of the item before or after it.
        Item touched(Item whole) {
            if (update == null) return Item.EMPTY;
            List<DocumentPath> paths =
                    update.actions().stream().map(Update.Action::path).toList();
            return Projection.of(paths).of(whole);
        }
    }

    /// A condition on a write.
    static @Nullable Condition condition(
            @Nullable String expression, @Nullable Map<String, String> names, @Nullable ExpressionValues values) {
        if (expression == null) {
            Placeholders.refuse(names, values, Parameter.CONDITION.title());
            return null;
        }
        ConditionExpression parsed = CONDITIONS.of(Parameter.CONDITION, expression);
        Placeholders placeholders = Placeholders.of(names, values);
        Condition condition = parsed.bind(placeholders);
        placeholders.checkUsed();
        return condition;
    }

    /// The projection of a read that has no other expressions.
    static @Nullable Projection projection(@Nullable String expression, @Nullable Map<String, String> names) {
        if (expression == null) {
            Placeholders.refuse(names, null, Parameter.PROJECTION.title());
            return null;
        }
        ProjectionExpression parsed = PROJECTIONS.of(Parameter.PROJECTION, expression);
        Placeholders placeholders = Placeholders.of(names, null);
        Projection projection = parsed.bind(placeholders);
        placeholders.checkUsed();
        return projection;
    }

    /// An update, and its condition.
    static Change change(
            KeySchema schema,
            @Nullable String update,
            @Nullable String condition,
            @Nullable Map<String, String> names,
            @Nullable ExpressionValues values) {
        if (update == null && condition == null) {
            Placeholders.refuse(names, values, Parameter.UPDATE.title(), Parameter.CONDITION.title());
            return new Change(null, null);
        }
        UpdateExpression parsed = update == null ? null : UPDATES.of(Parameter.UPDATE, update);
        ConditionExpression checked = condition == null ? null : CONDITIONS.of(Parameter.CONDITION, condition);
        Placeholders placeholders = Placeholders.of(names, values);
        Update bound = parsed == null ? null : parsed.bind(placeholders);
        Condition holds = checked == null ? null : checked.bind(placeholders);
        placeholders.checkUsed();
        if (bound != null) bound.checkKeys(schema);
        return new Change(holds, bound);
    }

    /// The expressions of a query or scan.
    ///
    /// @param keys the key condition, null in a scan
    record Read(
            io.windtunnel.cloud.database.dynamodb.expression.@Nullable KeyRange keys,
            @Nullable Condition filter,
            @Nullable Paths paths) {}

    /// What a query or scan says, as it was sent.
    record Sent(
            @Nullable String keys,
            @Nullable String filter,
            @Nullable String projection,
            @Nullable Map<String, String> names,
            @Nullable ExpressionValues values) {
        boolean empty() {
            return keys == null && filter == null && projection == null;
        }
    }

    /// @param schema of the table or index that is queried; null in a scan
    static Read read(Sent sent, @Nullable KeySchema schema) {
        if (sent.empty()) {
            if (schema == null)
                Placeholders.refuse(sent.names, sent.values, Parameter.FILTER.title(), Parameter.PROJECTION.title());
            return new Read(null, null, null);
        }
        KeyConditionExpression keys = sent.keys == null ? null : KEYS.of(Parameter.KEY_CONDITION, sent.keys);
        ConditionExpression filter = sent.filter == null ? null : FILTERS.of(Parameter.FILTER, sent.filter);
        ProjectionExpression projection =
                sent.projection == null ? null : PROJECTIONS.of(Parameter.PROJECTION, sent.projection);
        Placeholders placeholders = Placeholders.of(sent.names, sent.values);
        AttributeUse use = new AttributeUse(new LinkedHashSet<>(), new LinkedHashSet<>());
        Condition filters = filter == null ? null : filter.bind(placeholders, use);
        Projection projects = projection == null ? null : projection.bind(placeholders);
        var range =
                keys == null || schema == null ? null : keys.bind(placeholders).of(schema);
        placeholders.checkUsed();
        if (schema != null) use.checkFilter(schema);
        return new Read(range, filters, projects == null ? null : new Paths("ProjectionExpression", projects));
    }
}
