package io.windtunnel.cloud.database.dynamodb.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.windtunnel.cloud.database.dynamodb.item.ExpressionValues;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import io.windtunnel.wire.AwsException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is wrong with an expression is told in DynamoDB's words.
class MistakesTest {
    /// `#a` is a, `#c` is c, `#d` is [3]; a value for each type.
    private static Placeholders placeholders() {
        Item values = Item.builder()
                .put(":s", new Value.Text("a"))
                .put(":n", Value.Number.of(1))
                .put(":b", new Value.Binary(new byte[] {97}))
                .put(":bool", Value.Bool.TRUE)
                .put(":null", Value.Null.NULL)
                .put(":ss", new Value.TextSet(Set.of("a")))
                .put(":ns", new Value.NumberSet(Set.of(Value.Number.of(1))))
                .put(":l", new Value.ListValue(List.of()))
                .put(":m", new Value.MapValue(Item.EMPTY))
                .put(":z", new Value.Text("z"))
                .build();
        return Placeholders.of(Map.of("#a", "a", "#c", "c", "#d", "[3]"), new ExpressionValues(values));
    }

    private static String filter(String text) {
        return told(() -> ConditionExpression.parse(Parameter.FILTER, text).bind(placeholders()), "FilterExpression");
    }

    private static String update(String text) {
        return told(() -> UpdateExpression.parse(text).bind(placeholders()), "UpdateExpression");
    }

    private static String told(ThrowingCallable call, String parameter) {
        AwsException refusal = catchThrowableOfType(AwsException.class, call);
        assertThat(refusal).as("refusal").isNotNull();
        assertThat(refusal.code()).isEqualTo("ValidationException");
        assertThat(refusal.message()).startsWith("Invalid " + parameter + ": ");
        return refusal.message().substring(("Invalid " + parameter + ": ").length());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            things are not gonna be ok     | are     | things are not
            a > 4                          | 4       | > 4
            attribute_exists(P-R)          | -       | P-R
            attribute_exists(P..R)         | .       | ..R
            attribute_exists(Pi#c.R)       | #c      | Pi#c.
            attribute_exists(asdf[a])      | a       | [a]
            a.:a < b                       | :a      | .:a <
            a in b, c                      | b       | in b,
            a > between                    | between | > between
            a in (b,c,)                    | )       | ,)
            (a)between(b.(c.d))and(c)      | (       | .(c
            a > :s.stuff                   | .       | :s.stuff
            b[:a] > a                      | :a      | [:a]
            (a)between(b.c[4.5].#d)and(:a) | .       | 4.5
            size(a).b > a                  | .       | ).b
            (size(a))[0] > a               | [       | )[0
            a                              | <EOF>   | a
            attribute_exists()             | )       | ()
            a = b c                        | c       | b c
            a = b)                         | )       | b)
            """)
    void syntax(String text, String token, String near) {
        assertThat(filter(text)).isEqualTo("Syntax error; token: \"%s\", near: \"%s\"".formatted(token, near));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a=a and a > ((views))                     | parentheses
            (a)between(((b.c)).d)and(c)               | parentheses
            a > whatever((:things), ((a)))            | parentheses
            a=a AND ((a=a AND a=a)) AND a=a           | parentheses
            a=a and whatever((:things)) > a           | Invalid function name; function: whatever
            attRIbute_exIsts((views), #a)             | Invalid function name; function: attRIbute_exIsts
            a=a and attribute_exists((views),(#a)) > b | misuse attribute_exists
            attribute_not_exists(things) > b          | misuse attribute_not_exists
            size(contains(a, b)) > a                  | misuse contains
            size(things)                              | misuse size
            a between b and attribute_exists(things)  | misuse attribute_exists
            a in (b, attribute_exists(things))        | misuse attribute_exists
            attribute_exists(views, #a)               | Attribute name is a reserved keyword; reserved keyword: views
            :a < abOrT                                | Attribute name is a reserved keyword; reserved keyword: abOrT
            attribute_exists(#P.R, :a) and a=a        | name #P
            begins_with(P.#R)                         | name #R
            (#P between :lo and :hi) and (#Q in (:x)) | name #P
            begins_with(:hello, #a, #b)               | value :hello
            :x < :y                                   | value :x
            attribute_exists(things, a) and a=a       | count attribute_exists 2
            attribute_type(things)                    | count attribute_type 1
            begins_with(things, size(a), b)           | count begins_with 3
            size(things, a) > b                       | count size 2
            a = a AND #a = b                          | distinct = [a]
            a > #a                                    | distinct > [a]
            contains(ab.bc[1].a, ab.bc[1].#a)         | distinct contains [ab, bc, [1], a]
            attribute_type(a, size(a)) and a=a        | type attribute_type N
            attribute_type(a, :ss)                    | type attribute_type SS
            attribute_type(a, b)                      | type attribute_type {NS,SS,L,BS,N,M,B,BOOL,NULL,S}
            begins_with(a, size(a))                   | type begins_with N
            begins_with(:bool, a)                     | type begins_with BOOL
            size(size(a)) > :n                        | type size N
            attribute_not_exists(size(:n))            | type size N
            size(:null) > a                           | type size NULL
            attribute_exists(:s) and a=a              | path attribute_exists
            attribute_not_exists(size(:s))            | path attribute_not_exists
            a < :l                                    | type < L
            a between :bool and :s                    | type BETWEEN BOOL
            a in (:s, #a)                             | distinct IN [a]
            a between b and #a                        | distinct BETWEEN [a]
            attribute_type(:s, :s)                    | path attribute_type
            a = if_not_exists(a, :s)                  | The function is not allowed in a condition expression; function: if_not_exists
            a.b[0].c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z.a.b.c.d.e.f.g = :s | The document path has too many nesting levels; nesting levels: 34
            a between :n and :s                       | same
            a between :z and :s                       | bounds
            """)
    void conditions(String text, String mistake) {
        assertThat(filter(text)).isEqualTo(spelled(mistake));
    }

    /// The messages that the tables name in short.
    private static String spelled(String mistake) {
        String[] words = mistake.split(" ", 3);
        String bounds = "; lower bound operand: AttributeValue: %s, upper bound operand: AttributeValue: {S:a}";
        return switch (words[0]) {
            case "parentheses" -> "The expression has redundant parentheses;";
            case "misuse" -> "The function is not allowed to be used this way in an expression; function: " + words[1];
            case "name" ->
                "An expression attribute name used in the document path is not defined; attribute name: " + words[1];
            case "value" ->
                "An expression attribute value used in expression is not defined; attribute value: " + words[1];
            case "count" ->
                "Incorrect number of operands for operator or function; operator or function: %s, number of operands: %s"
                        .formatted(words[1], words[2]);
            case "distinct" ->
                "The first operand must be distinct from the remaining operands for this operator or function; "
                        + "operator: %s, first operand: %s".formatted(words[1], words[2]);
            case "type" ->
                "Incorrect operand type for operator or function; operator or function: %s, operand type: %s"
                        .formatted(words[1], words[2]);
            case "operator" ->
                "Incorrect operand type for operator or function; operator: %s, operand type: %s, "
                                .formatted(words[1], words[2])
                        + "typeSet: ALLOWED_FOR_" + words[1] + "_OPERAND";
            case "path" -> "Operator or function requires a document path; operator or function: " + words[1];
            case "same" ->
                "The BETWEEN operator requires same data type for lower and upper bounds" + bounds.formatted("{N:1}");
            case "bounds" ->
                "The BETWEEN operator requires upper bound to be greater than or equal to lower bound"
                        + bounds.formatted("{S:z}");
            default -> mistake;
        };
    }

    @Test
    void anAttributeTypeThatIsNone() {
        assertThat(filter("attribute_type(a, :s)"))
                .isEqualTo("Invalid attribute type name found; type: a, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            whatever               | whatever | whatever
            set a                  | <EOF>    | a
            add a                  | <EOF>    | a
            set a=set              | set      | =set
            remove a = b           | =        | a = b
            add a = b              | =        | a = b
            delete a b             | b        | a b
            set :a = b             | :a       | set :a =
            set a = b / c          | /        | b / c
            set a[1] = 1           | 1        | = 1
            set (a = (b + c))      | (        | set (a
            set a = (b.c).d + e    | .        | ).d
            set a = b + c + d      | +        | c + d
            set a = if_not_exists(a, 0) | 0   | , 0)
            """)
    void updateSyntax(String text, String token, String near) {
        assertThat(update(text)).isEqualTo("Syntax error; token: \"%s\", near: \"%s\"".formatted(token, near));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            set #c = :c set abOrt = true              | Attribute name is a reserved keyword; reserved keyword: abOrt
            set #c = if_not_exist(:c) set c = d       | Invalid function name; function: if_not_exist
            set a = size(b)                           | The function is not allowed in an update expression; function: size
            set a = #c set c = :d                     | section SET
            remove #d set a = b remove e              | section REMOVE
            delete #d :e set a = b delete #e :f       | section DELETE
            SET #e = if_not_exists(:c)                | name #e
            SET #a = if_not_exists(:c)                | value :c
            set d[1] = a, d.b = a, c[1].a = a, #c = if_not_exists(a) | overlap [c, [1], a];[c]
            set c.b.#c = a, c = a, #d = a             | overlap [c, b, c];[c]
            set a = b remove a, #c, #d                | overlap [a];[a]
            set #c[3].#d = a, #c[3] = a               | overlap [c, [3], [3]];[c, [3]]
            remove c, #c.a, #d                        | overlap [c];[c, a]
            set #c[3].#d = a, #c.#d[3] = if_not_exists(a) | conflict [c, [3], [3]];[c, [3], [3]]
            remove a.#c set a[1] = #d                 | conflict [a, c];[a, [1]]
            set b = list_append(:s, a), c = if_not_exists(a) add a.b :s | operator ADD STRING
            delete a.b :n                             | operator DELETE NUMBER
            add a.b :bool                             | operator ADD BOOLEAN
            add a.b :m                                | operator ADD MAP
            delete a.b :l                             | operator DELETE LIST
            set a = if_not_exists(c)                  | count if_not_exists 1
            set a = list_append(c)                    | count list_append 1
            set a = if_not_exists(:s, c)              | path if_not_exists
            set a = if_not_exists(if_not_exists(a, b), c) | path if_not_exists
            set a = list_append(:s, a)                | type list_append S
            set a = list_append(a, :n)                | type list_append N
            set a = a + :s                            | type + S
            set a = :b - a                            | type - B
            """)
    void updates(String text, String mistake) {
        String spelled = spelled(mistake);
        if (mistake.startsWith("section"))
            spelled =
                    "The \"%s\" section can only be used once in an update expression;".formatted(mistake.substring(8));
        if (mistake.startsWith("overlap") || mistake.startsWith("conflict")) {
            int space = mistake.indexOf(' ');
            String[] paths = mistake.substring(space + 1).split(";");
            spelled = "Two document paths %s with each other; must remove or rewrite one of these paths; "
                            .formatted(mistake.substring(0, space))
                    + "path one: %s, path two: %s".formatted(paths[0], paths[1]);
        }
        assertThat(update(text)).isEqualTo(spelled);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a = :s OR b = :s             | Invalid operator used in KeyConditionExpression: OR
            a in (b, size(c), d)         | Invalid operator used in KeyConditionExpression: IN
            attribute_not_exists(a)      | Invalid operator used in KeyConditionExpression: attribute_not_exists
            not a > b                    | Invalid operator used in KeyConditionExpression: NOT
            a <> b                       | Invalid operator used in KeyConditionExpression: <>
            begins_with(:s, b)           | Invalid condition in KeyConditionExpression: begins_with operator must have the key attribute as its first operand
            size(b) > a AND a.b > b      | KeyConditionExpressions cannot contain nested operations
            b > a.b                      | Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition
            a.d > :s                     | KeyConditionExpressions cannot have conditions on nested attributes
            :s > :n AND a < :s           | Invalid condition in KeyConditionExpression: No key attribute specified
            b > :n AND b < :n and c = :n | KeyConditionExpressions must only contain one condition per key
            """)
    void keyConditions(String text, String mistake) {
        AwsException refusal = catchThrowableOfType(
                AwsException.class, () -> KeyConditionExpression.parse(text).bind(placeholders()));
        assertThat(refusal).isNotNull();
        assertThat(refusal.message()).isEqualTo(mistake);
    }

    @Test
    void limits() {
        assertThat(filter("a = :" + "x".repeat(4096)))
                .isEqualTo("Expression size has exceeded the maximum allowed size; expression size: 4101");
        assertThat(filter(" \n")).isEqualTo("The expression can not be empty;");
        assertThat(update("")).isEqualTo("The expression can not be empty;");
        String many = "a=:s" + " or a=:s".repeat(150);
        assertThat(filter(many)).isEqualTo("The expression contains too many operators; operator count: 301");
        String choices = ":s" + ",:s".repeat(100);
        assertThat(filter("a in (" + choices + ")"))
                .isEqualTo("The IN operator is provided with too many operands; number of operands: 101");
        assertThat(filter("(".repeat(2000))).contains("nested");
        assertThat(filter("not ".repeat(1000) + "a = b")).contains("nested");
        assertThat(update("set a = " + "(".repeat(2000))).contains("nested");
    }

    @Test
    void placeholdersNotUsedOrNotSpelledSo() {
        Placeholders placeholders = placeholders();
        ConditionExpression.parse(Parameter.FILTER, "#a = :s").bind(placeholders);
        assertThat(catchThrowableOfType(AwsException.class, placeholders::checkUsed)
                        .message())
                .matches("Value provided in ExpressionAttributeNames unused in expressions: keys: \\{#., #.\\}");
        assertThat(told(Map.of(), null)).isEqualTo("ExpressionAttributeNames must not be empty");
        assertThat(told(Map.of("a", "a"), null))
                .isEqualTo("ExpressionAttributeNames contains invalid key: Syntax error; key: \"a\"");
        assertThat(told(null, Item.EMPTY)).isEqualTo("ExpressionAttributeValues must not be empty");
        assertThat(told(null, Item.of("b", Value.Null.NULL)))
                .isEqualTo("ExpressionAttributeValues contains invalid key: Syntax error; key: \"b\"");
        AwsException refusal = catchThrowableOfType(
                AwsException.class,
                () -> Placeholders.refuse(Map.of("#a", "a"), null, "UpdateExpression", "ConditionExpression"));
        assertThat(refusal.message())
                .isEqualTo("ExpressionAttributeNames can only be specified when using expressions: "
                        + "UpdateExpression and ConditionExpression are null");
    }

    private static String told(@Nullable Map<String, String> names, @Nullable Item values) {
        return catchThrowableOfType(
                        AwsException.class,
                        () -> Placeholders.of(names, values == null ? null : new ExpressionValues(values)))
                .message();
    }

    @Test
    void everyReservedWord() {
        assertThat(ReservedWords.count()).isEqualTo(573);
        assertThat(ReservedWords.contains("zOnE")).isTrue();
        assertThat(ReservedWords.contains("zones")).isFalse();
    }
}
