package io.windtunnel.cloud.database.dynamodb.expression;

import io.windtunnel.cloud.database.dynamodb.item.ExpressionValues;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.ItemSize;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A request's `ExpressionAttributeNames` and `ExpressionAttributeValues`, and which of them its
/// expressions use.
///
/// Thread safety: belongs to one request.
public final class Placeholders {
    /// All names and values of a request, in bytes. Source: DynamoDB's service quotas, "Expression
    /// parameters".
    private static final int SIZE_LIMIT = 2 << 20;
    /// A name or placeholder, in bytes. Source: as above.
    private static final int NAME_LIMIT = 255;

    private final Map<String, String> names;
    private final Item values;
    private final Set<String> used = new HashSet<>();

    private Placeholders(Map<String, String> names, Item values) {
        this.names = names;
        this.values = values;
    }

    /// For a request without expressions.
    public static Placeholders none() {
        return new Placeholders(Map.of(), Item.EMPTY);
    }

    /// @param names null where the request has no such parameter
    /// @param values null where the request has no such parameter
    /// @throws AwsException when they are empty or not spelt as placeholders
    public static Placeholders of(@Nullable Map<String, String> names, @Nullable ExpressionValues values) {
        if (names != null) check(names);
        if (values != null) check(values.values());
        return new Placeholders(names == null ? Map.of() : names, values == null ? Item.EMPTY : values.values());
    }

    /// Refuses placeholders in a request that has no expression.
    ///
    /// @param expressions the expressions such a request may have, as AWS orders them
    /// @throws AwsException where either parameter was sent
    public static void refuse(
            @Nullable Map<String, String> names, @Nullable ExpressionValues values, String... expressions) {
        String sent = names != null ? "ExpressionAttributeNames" : values != null ? "ExpressionAttributeValues" : null;
        if (sent == null) return;
        throw AwsException.validation("%s can only be specified when using expressions: %s %s null"
                .formatted(sent, String.join(" and ", expressions), expressions.length > 1 ? "are" : "is"));
    }

    private static void check(Map<String, String> names) {
        if (names.isEmpty()) throw AwsException.validation("ExpressionAttributeNames must not be empty");
        names.forEach((placeholder, name) -> {
            if (!isPlaceholder(placeholder, '#'))
                throw AwsException.validation("ExpressionAttributeNames contains invalid key: Syntax error; key: \"%s\""
                        .formatted(placeholder));
            if (name == null || name.isEmpty())
                throw AwsException.validation("ExpressionAttributeNames contains invalid value: "
                        + "Attribute name must not be empty for key " + placeholder);
        });
    }

    private static void check(Item values) {
        if (values.isEmpty()) throw AwsException.validation("ExpressionAttributeValues must not be empty");
        for (String placeholder : values.names())
            if (!isPlaceholder(placeholder, ':'))
                throw AwsException.validation(
                        "ExpressionAttributeValues contains invalid key: Syntax error; key: \"%s\""
                                .formatted(placeholder));
        if (values.size() > SIZE_LIMIT) throw AwsException.validation("ExpressionAttributeValues exceeds max size");
    }

    private static boolean isPlaceholder(String text, char first) {
        if (text.length() < 2 || text.charAt(0) != first || ItemSize.utf8(text) > NAME_LIMIT) return false;
        for (int i = 1; i < text.length(); i++) {
            char next = text.charAt(i);
            boolean letter = next >= 'a' && next <= 'z' || next >= 'A' && next <= 'Z' || next == '_';
            if (!letter && (next < '0' || next > '9')) return false;
        }
        return true;
    }

    /// The attribute name that `placeholder` stands for, or null.
    @Nullable
    String name(String placeholder) {
        used.add(placeholder);
        return names.get(placeholder);
    }

    /// The value that `placeholder` stands for, or null.
    @Nullable
    Value value(String placeholder) {
        used.add(placeholder);
        return values.get(placeholder);
    }

    /// Refuses a request with placeholders that none of its expressions used. To be called when all are
    /// bound.
    ///
    /// @throws AwsException naming them
    public void checkUsed() {
        checkUsed("ExpressionAttributeNames", names.keySet());
        checkUsed("ExpressionAttributeValues", values.names());
    }

    private void checkUsed(String parameter, Iterable<String> given) {
        List<String> unused = new ArrayList<>();
        for (String placeholder : given) if (!used.contains(placeholder)) unused.add(placeholder);
        if (!unused.isEmpty())
            throw AwsException.validation("Value provided in %s unused in expressions: keys: {%s}"
                    .formatted(parameter, String.join(", ", unused)));
    }
}
