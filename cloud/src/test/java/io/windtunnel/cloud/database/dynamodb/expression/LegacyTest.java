package io.windtunnel.cloud.database.dynamodb.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.windtunnel.cloud.database.dynamodb.expression.LegacyParameters.AttributeValueUpdate;
import io.windtunnel.cloud.database.dynamodb.expression.LegacyParameters.ExpectedAttributeValue;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.KeyAttribute;
import io.windtunnel.cloud.database.dynamodb.item.KeyAttribute.KeyType;
import io.windtunnel.cloud.database.dynamodb.item.KeySchema;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.bind.Binder;
import io.windtunnel.wire.model.Structure;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The parameters from before expressions mean what they meant.
class LegacyTest {
    private static final Item ITEM = Item.of("s", new Value.Text("abc"))
            .with("n", Value.Number.of(5))
            .with("ss", new Value.TextSet(new LinkedHashSet<>(List.of("x", "y"))));

    private static Value value(String text) {
        return text.chars().allMatch(Character::isDigit) ? Value.Number.parse(text) : new Value.Text(text);
    }

    private static List<Value> values(@Nullable String texts) {
        return texts == null
                ? List.of()
                : List.of(texts.split(",")).stream().map(LegacyTest::value).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            s  | EQ           | abc     | true
            s  | NE           | abc     | false
            z  | NE           | abc     | true
            z  | EQ           | abc     | false
            n  | LT           | 6       | true
            n  | LE           | 4       | false
            n  | GT           | 10      | false
            n  | GE           | 5       | true
            n  | BETWEEN      | 5,7     | true
            s  | BETWEEN      | b,c     | false
            s  | IN           | a,abc   | true
            s  | BEGINS_WITH  | ab      | true
            s  | CONTAINS     | bc      | true
            ss | CONTAINS     | y       | true
            ss | NOT_CONTAINS | y       | false
            ss | NOT_CONTAINS | z       | true
            z  | NOT_CONTAINS | z       | false
            z  | NULL         |         | true
            s  | NOT_NULL     |         | true
            n  | EQ           | abc     | false
            """)
    void operators(String attribute, String operator, @Nullable String given, boolean holds) {
        LegacyParameters.Condition condition = new LegacyParameters.Condition(operator, values(given));
        assertThat(LegacyConditions.filter(Map.of(attribute, condition), null).holds(ITEM))
                .isEqualTo(holds);
        ExpectedAttributeValue expected = new ExpectedAttributeValue(null, null, operator, values(given));
        assertThat(LegacyConditions.expected(Map.of(attribute, expected), null).holds(ITEM))
                .isEqualTo(holds);
    }

    @Test
    void conditionalOperator() {
        Map<String, LegacyParameters.Condition> two = new LinkedHashMap<>();
        two.put("s", new LegacyParameters.Condition("EQ", values("abc")));
        two.put("n", new LegacyParameters.Condition("EQ", values("6")));
        assertThat(LegacyConditions.filter(two, null).holds(ITEM)).isFalse();
        assertThat(LegacyConditions.filter(two, "AND").holds(ITEM)).isFalse();
        assertThat(LegacyConditions.filter(two, "OR").holds(ITEM)).isTrue();
        two.remove("n");
        assertThat(told(() -> LegacyConditions.filter(two, "OR")))
                .endsWith("ConditionalOperator can only be used when Filter or Expected has two or more elements");
    }

    private static String told(ThrowingCallable call) {
        AwsException refusal = catchThrowableOfType(AwsException.class, call);
        assertThat(refusal).isNotNull();
        String invalid = "One or more parameter values were invalid: ";
        return refusal.message().startsWith(invalid)
                ? refusal.message().substring(invalid.length())
                : refusal.message();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EQ      |       | Invalid number of argument(s) for the EQ ComparisonOperator
            EQ      | a,b   | Invalid number of argument(s) for the EQ ComparisonOperator
            NULL    | a     | Invalid number of argument(s) for the NULL ComparisonOperator
            BETWEEN | a     | Invalid number of argument(s) for the BETWEEN ComparisonOperator
            IN      | a,1   | AttributeValues inside AttributeValueList must be of same type
            BEGINS_WITH | 1 | ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type
            BETWEEN | b,a   | The BETWEEN condition was provided a range where the lower bound is greater than the upper bound
            """)
    void mistakes(String operator, @Nullable String given, String message) {
        LegacyParameters.Condition condition = new LegacyParameters.Condition(operator, values(given));
        assertThat(told(() -> LegacyConditions.filter(Map.of("a", condition), null)))
                .isEqualTo(message);
        assertThat(told(() -> LegacyConditions.keys(Map.of("a", condition)))).isEqualTo(message);
    }

    @Test
    void expectedMistakes() {
        assertThat(expected(null, null, null, null))
                .isEqualTo("Value must be provided when Exists is null for Attribute: a");
        assertThat(expected(null, true, null, null))
                .isEqualTo("Value must be provided when Exists is true for Attribute: a");
        assertThat(expected(value("x"), false, null, null))
                .isEqualTo("Value cannot be used when Exists is false for Attribute: a");
        assertThat(expected(null, null, null, values("x")))
                .isEqualTo("AttributeValueList can only be used with a ComparisonOperator for Attribute: a");
        assertThat(expected(null, true, "EQ", values("x")))
                .isEqualTo("Exists and ComparisonOperator cannot be used together for Attribute: a");
        assertThat(expected(value("x"), null, "EQ", values("x")))
                .isEqualTo("Value and AttributeValueList cannot be used together for Attribute: a");
    }

    private static String expected(
            @Nullable Value value, @Nullable Boolean exists, @Nullable String operator, @Nullable List<Value> list) {
        ExpectedAttributeValue entry = new ExpectedAttributeValue(value, exists, operator, list);
        return told(() -> LegacyConditions.expected(Map.of("a", entry), null));
    }

    @Test
    void keys() {
        KeySchema schema = new KeySchema(new KeyAttribute("h", KeyType.S), new KeyAttribute("r", KeyType.N));
        Map<String, LegacyParameters.Condition> conditions = new LinkedHashMap<>();
        conditions.put("r", new LegacyParameters.Condition("GT", values("5")));
        conditions.put("h", new LegacyParameters.Condition("EQ", values("a")));
        KeyRange range = LegacyConditions.keys(conditions).of(schema);
        assertThat(range.holds(Value.Number.of(6))).isTrue();
        assertThat(range.holds(Value.Number.of(5))).isFalse();
        conditions.put("h", new LegacyParameters.Condition("CONTAINS", values("a")));
        assertThat(told(() -> LegacyConditions.keys(conditions)))
                .isEqualTo("Attempted conditional constraint is not an indexable operation");
        conditions.put("h", new LegacyParameters.Condition("GT", values("a")));
        assertThat(told(() -> LegacyConditions.keys(conditions).of(schema)))
                .isEqualTo("Query key condition not supported");
    }

    @Test
    void updates() {
        Map<String, AttributeValueUpdate> updates = new LinkedHashMap<>();
        updates.put("s", new AttributeValueUpdate(value("new"), null));
        updates.put("n", new AttributeValueUpdate(value("2"), "ADD"));
        updates.put("ss", new AttributeValueUpdate(new Value.TextSet(new LinkedHashSet<>(List.of("x"))), "DELETE"));
        Item after = LegacyUpdates.update(updates).apply(ITEM).item();
        assertThat(after)
                .isEqualTo(Item.of("s", value("new"))
                        .with("n", value("7"))
                        .with("ss", new Value.TextSet(new LinkedHashSet<>(List.of("y")))));
        assertThat(told(() -> LegacyUpdates.update(Map.of("s", new AttributeValueUpdate(value("2"), "ADD")))
                        .apply(ITEM)))
                .isEqualTo("Type mismatch for attribute to update");
        assertThat(told(() -> LegacyUpdates.update(Map.of("s", new AttributeValueUpdate(null, "PUT")))))
                .isEqualTo("Only DELETE action is allowed when no attribute value is specified");
        assertThat(told(() -> LegacyUpdates.update(Map.of("s", new AttributeValueUpdate(value("x"), "DELETE")))))
                .isEqualTo("DELETE action with value is not supported for the type S");
        assertThat(told(() -> LegacyUpdates.update(Map.of("s", new AttributeValueUpdate(value("x"), "ADD")))))
                .isEqualTo("ADD action is not supported for the type S");
    }

    @Test
    void fitTheModel() {
        ServiceModel model = ServiceModel.load("dynamodb");
        Binder binder = new Binder();
        binder.structure((Structure) model.shape("ExpectedAttributeValue"), ExpectedAttributeValue.class);
        binder.structure((Structure) model.shape("Condition"), LegacyParameters.Condition.class);
        assertThat(binder.structure((Structure) model.shape("AttributeValueUpdate"), AttributeValueUpdate.class))
                .isNotNull();
    }

    @Test
    void doNotMixWithExpressions() {
        assertThat(told(() -> LegacyParameters.refuseMixed(List.of("Expected"), List.of("UpdateExpression"))))
                .isEqualTo("Can not use both expression and non-expression parameters in the same request: "
                        + "Non-expression parameters: {Expected} Expression parameters: {UpdateExpression}");
        assertThat(told(() -> LegacyParameters.projection(List.of("a", "b", "a"))))
                .isEqualTo("Duplicate value in attribute name: a");
    }
}
