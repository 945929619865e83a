package io.windtunnel.cloud.database.dynamodb.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.windtunnel.cloud.database.dynamodb.item.ExpressionValues;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.KeyAttribute;
import io.windtunnel.cloud.database.dynamodb.item.KeyAttribute.KeyType;
import io.windtunnel.cloud.database.dynamodb.item.KeySchema;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import io.windtunnel.wire.AwsException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an update refuses when it meets an item, and what it tells of what it touched.
class UpdateTest {
    private static final Value A = new Value.Text("a");

    private static final Item ITEM = Item.of("k", A)
            .with("b", A)
            .with("c", new Value.MapValue(Item.of("x", A).with("y", Value.Number.of(1))))
            .with("d", new Value.ListValue(List.of(A, Value.Number.of(2))))
            .with("n", Value.Number.parse("1e50"))
            .with("held", new Value.NumberSet(Set.of(Value.Number.of(1))));

    private static final Item VALUES = Item.of(":a", A)
            .with(":ss", new Value.TextSet(Set.of("a")))
            .with(":ns", new Value.NumberSet(Set.of(Value.Number.of(1))))
            .with(":n", Value.Number.of(1))
            .with(":big", Value.Number.parse("9e125"))
            .with(":long", new Value.Text("x".repeat(400 * 1024)));

    private static Update update(String text) {
        return UpdateExpression.parse(text).bind(Placeholders.of(null, new ExpressionValues(VALUES)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            set e = z                 | missing
            set e = list_append(z, d) | missing
            set e = c.z               | missing
            set e = d[7]              | missing
            set b.a = :a              | path
            set b[1] = :a             | path
            set z.a = :a              | path
            set c[1] = :a             | path
            set d.e = :a              | path
            remove b.a                | path
            remove z[1]               | path
            remove d.e                | path
            add c.z.a :n              | path
            delete d.e :ss            | path
            set e = b + :n            | type
            set e = c - :n            | type
            set e = list_append(d, b) | type
            add b :n                  | type
            add held :ss               | type
            add n :ns                 | type
            delete held :ss            | type
            delete c.x :ss            | type
            set e = n + :n            | overflow
            set e = :big + :big       | overflow
            set e = :long             | size
            """)
    void mistakes(String text, String mistake) {
        String message = switch (mistake) {
            case "missing" -> "The provided expression refers to an attribute that does not exist in the item";
            case "path" -> "The document path provided in the update expression is invalid for update";
            case "type" -> "An operand in the update expression has an incorrect data type";
            case "overflow" ->
                "Number overflow. Attempting to store a number with magnitude larger than supported range";
            default -> "Item size to update has exceeded the maximum allowed size";
        };
        AwsException refusal =
                catchThrowableOfType(AwsException.class, () -> update(text).apply(ITEM));
        assertThat(refusal).as(text).isNotNull();
        assertThat(refusal.message()).isEqualTo(message);
    }

    @Test
    void onlyWhatWasTouchedIsTold() {
        Update.Outcome outcome = update("set c.y = :n + c.y, d[1] = :a, e = :a remove b, c.x add held :ns")
                .apply(ITEM);
        assertThat(outcome.touched().of(ITEM))
                .isEqualTo(ITEM.only(List.of("b", "c", "held"))
                        .with("d", new Value.ListValue(List.of(Value.Number.of(2)))));
        assertThat(outcome.touched().of(outcome.item()))
                .isEqualTo(Item.of("c", new Value.MapValue(Item.of("y", Value.Number.of(2))))
                        .with("d", new Value.ListValue(List.of(A)))
                        .with("e", A)
                        .with("held", new Value.NumberSet(Set.of(Value.Number.of(1)))));
    }

    @Test
    void theKeyStaysAsItIs() {
        KeySchema schema = new KeySchema(new KeyAttribute("k", KeyType.S), null);
        AwsException refusal = catchThrowableOfType(
                AwsException.class, () -> update("remove d add k.b :n").checkKeys(schema));
        assertThat(refusal.message())
                .isEqualTo(
                        "One or more parameter values were invalid: Cannot update attribute k. This attribute is part "
                                + "of the key");
        AttributeUse use = new AttributeUse();
        ConditionExpression.parse(Parameter.FILTER, "k.a = :a AND z = :a")
                .bind(Placeholders.of(null, new ExpressionValues(VALUES)), use);
        assertThat(catchThrowableOfType(AwsException.class, () -> use.checkKeys(schema))
                        .message())
                .isEqualTo(
                        "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: "
                                + "Key: k");
        assertThat(catchThrowableOfType(AwsException.class, () -> use.checkFilter(schema))
                        .message())
                .isEqualTo("Filter Expression can only contain non-primary key attributes: Primary key attribute: k");
    }

    /// What an update makes of an item that is not there: the key is all there is to read.
    @Test
    void startsFromTheKeyAlone() {
        Item key = Item.of("k", A);
        assertThat(update("set z = k add n :n, s :ss").apply(key).item())
                .isEqualTo(key.with("z", A).with("n", Value.Number.of(1)).with("s", new Value.TextSet(Set.of("a"))));
        assertThat(update("delete s :ss remove z").apply(key).item()).isEqualTo(key);
    }

    @Test
    void listsKeepTheirNumbersUntilTheEnd() {
        Value list = new Value.ListValue(List.of(A, Value.Number.of(1), Value.Bool.TRUE, Value.Null.NULL));
        Item before = Item.of("l", list);
        Item after = update("remove l[0], l[2] set l[9] = :a, l[1] = :n, l[7] = l[0]")
                .apply(before)
                .item();
        assertThat(after.get("l")).isEqualTo(new Value.ListValue(List.of(Value.Number.of(1), Value.Null.NULL, A, A)));
    }
}
