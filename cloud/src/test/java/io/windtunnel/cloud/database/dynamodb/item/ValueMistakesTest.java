package io.windtunnel.cloud.database.dynamodb.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.bind.Binder;
import io.windtunnel.wire.bind.Bound;
import io.windtunnel.wire.codec.Decoding;
import io.windtunnel.wire.codec.Malformed;
import io.windtunnel.wire.codec.TreeCodec;
import io.windtunnel.wire.model.Structure;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Values that DynamoDB refuses by themselves, in its words.
class ValueMistakesTest {
    record Query(
            @Nullable StartKey exclusiveStartKey, @Nullable ExpressionValues expressionAttributeValues) {}

    record Put(Item item) {}

    private static final ServiceModel MODEL = ServiceModel.load("dynamodb");

    private static Object read(String shape, Class<?> type, String json) {
        Bound.OfStructure bound = new Binder().structure((Structure) MODEL.shape(shape), type);
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        Object row = TreeCodec.JSON.read(bytes, bound, new Decoding());
        assertThat(row).isNotNull();
        return bound.build(row);
    }

    private static String refused(String shape, Class<?> type, String json) {
        AwsException refusal = catchThrowableOfType(AwsException.class, () -> read(shape, type, json));
        assertThat(refusal).as(json).isNotNull();
        return refusal.message();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                        | Supplied AttributeValue is empty, must contain exactly one of the supported datatypes
            {"a":""}                  | Supplied AttributeValue is empty, must contain exactly one of the supported datatypes
            {"M":{"a":{}}}            | Supplied AttributeValue is empty, must contain exactly one of the supported datatypes
            {"L":[{"a":{}}]}          | Supplied AttributeValue is empty, must contain exactly one of the supported datatypes
            {"S":"a","N":"1"}         | Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes
            {"NULL":false}            | One or more parameter values were invalid: Null attribute value types must have the value of true
            {"SS":[]}                 | One or more parameter values were invalid: An string set  may not be empty
            {"NS":[]}                 | One or more parameter values were invalid: An number set  may not be empty
            {"BS":[]}                 | One or more parameter values were invalid: Binary sets should not be empty
            {"SS":["a",""]}           | One or more parameter values were invalid: An string set may not have a empty string as a member
            {"BS":["aaaa",""]}        | One or more parameter values were invalid: Binary sets may not contain null or empty values
            {"SS":["a","a"]}          | One or more parameter values were invalid: Input collection [a, a] contains duplicates.
            {"BS":["Yg==","Yg=="]}    | One or more parameter values were invalid: Input collection [Yg==, Yg==]of type BS contains duplicates.
            {"N":""}                  | The parameter cannot be converted to a numeric value
            {"N":"b"}                 | The parameter cannot be converted to a numeric value: b
            {"N":"1_0"}               | The parameter cannot be converted to a numeric value: 1_0
            {"N":"NaN"}               | The parameter cannot be converted to a numeric value: NaN
            {"NS":["1","b"]}          | The parameter cannot be converted to a numeric value: b
            {"NS":["1","1.0"]}        | Input collection contains duplicates
            {"N":"123456789012345678901234567890123456789"} | Attempting to store more than 38 significant digits in a Number
            {"N":"1e126"}             | Number overflow. Attempting to store a number with magnitude larger than supported range
            {"N":"-1e126"}            | Number overflow. Attempting to store a number with magnitude larger than supported range
            {"N":"1e999999999"}       | Number overflow. Attempting to store a number with magnitude larger than supported range
            {"N":"1e-131"}            | Number underflow. Attempting to store a number with magnitude smaller than supported range
            """)
    void ofAValue(String value, String message) {
        assertThat(refused("PutItemInput", Put.class, "{\"Item\":{\"k\":" + value + "}}"))
                .isEqualTo(message);
        assertThat(refused("QueryInput", Query.class, "{\"ExclusiveStartKey\":{\"k\":" + value + "}}"))
                .isEqualTo("The provided starting key is invalid: " + message);
        assertThat(refused("QueryInput", Query.class, "{\"ExpressionAttributeValues\":{\":k\":" + value + "}}"))
                .isEqualTo("ExpressionAttributeValues contains invalid value: " + message + " for key :k");
    }

    @Test
    void nestingIsBounded() {
        String deep = "{\"L\":[".repeat(32) + "{\"S\":\"\"}" + "]}".repeat(32);
        assertThat(read("PutItemInput", Put.class, "{\"Item\":{\"k\":" + deep + "}}"))
                .isInstanceOf(Put.class);
        String deeper = "{\"L\":[".repeat(33) + "{\"S\":\"\"}" + "]}".repeat(33);
        assertThat(refused("PutItemInput", Put.class, "{\"Item\":{\"k\":" + deeper + "}}"))
                .startsWith("Nesting Levels have exceeded supported limits");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"S":1}
            {"S":{}}
            {"N":1}
            {"B":"abc"}
            {"B":"a_b="}
            {"SS":"a"}
            {"SS":[null]}
            {"L":[null]}
            {"M":[]}
            {"BOOL":"true"}
            []
            1
            {"S":"a"
            """)
    void whatIsNoValueIsMalformed(String value) {
        assertThatThrownBy(() -> read("PutItemInput", Put.class, "{\"Item\":{\"k\":" + value + "}}"))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void membersThatAreNullAreAbsent() {
        assertThat(read("PutItemInput", Put.class, "{\"Item\":{\"a\":{\"S\":\"\",\"N\":null},\"b\":null}}"))
                .isEqualTo(new Put(Item.of("a", new Value.Text(""))));
    }
}
