package io.windtunnel.cloud.database.dynamodb.partiql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.windtunnel.cloud.database.dynamodb.expression.KeyRange;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.ItemDraws;
import io.windtunnel.cloud.database.dynamodb.item.Key;
import io.windtunnel.cloud.database.dynamodb.item.KeyAttribute;
import io.windtunnel.cloud.database.dynamodb.item.KeyAttribute.KeyType;
import io.windtunnel.cloud.database.dynamodb.item.KeySchema;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import io.windtunnel.cloud.database.dynamodb.partiql.Statement.Returning;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.wire.AwsException;
import java.util.LinkedHashSet;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Statements are read as PartiQL means them, and name the keys they need.
class PartiQlTest {
    private static final long SEED = Long.getLong("seed", 20261127L);
    private static final KeySchema SCHEMA =
            new KeySchema(new KeyAttribute("Artist", KeyType.S), new KeyAttribute("Year", KeyType.N));

    private static final Item ITEM = Item.of("Artist", new Value.Text("Acme"))
            .with("Year", Value.Number.of(2020))
            .with("Awards", new Value.ListValue(List.of(Value.Number.of(1), new Value.Text("x"))))
            .with(
                    "Detail",
                    new Value.MapValue(Item.of("Grammys", new Value.TextSet(new LinkedHashSet<>(List.of("a"))))))
            .with("Gone", Value.Null.NULL);

    private static Statement parse(String text, Value... parameters) {
        return PartiQl.parse(text, List.of(parameters));
    }

    private static Statement.Select select(String text, Value... parameters) {
        return (Statement.Select) parse(text, parameters);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Artist = 'Acme'                              | true
            "Artist" <> 'Acme'                           | false
            Artist != 'Acme' OR "Year" >= 2020           | true
            NOT ("Year" < 2020) AND Artist IN ['Acme']   | true
            Artist IN ('b', 'Acme')                      | true
            Artist NOT IN ('b')                          | true
            "Year" BETWEEN 2019 AND 2.021e3              | true
            begins_with(Artist, 'Ac')                    | true
            BEGINS_WITH("Artist", 'c')                   | false
            contains(Awards, 'x') and size(Awards) = 2   | true
            attribute_type("Gone", 'NULL')               | true
            Gone IS NULL                                 | true
            Gone IS MISSING                              | false
            Other IS MISSING                             | true
            Artist IS NOT MISSING                        | true
            Awards[0] = 1 AND Detail.Grammys = <<'a'>>   | true
            Detail['Grammys'] = <<'b'>>                  | false
            Awards = [1, 'x']                            | true
            Detail = {'Grammys': <<'a'>>}                | true
            'Acme' = Artist                              | true
            "Year" > -5                                  | true
            Artist = 'it''s'                             | false
            NOT NOT Artist = 'Acme'                      | true
            Awards[9] = 1                                | false
            """)
    void conditions(String where, boolean holds) {
        Statement.Select select = select("SELECT * FROM Music WHERE " + where);
        assertThat(select.where()).isNotNull();
        assertThat(select.where().holds(ITEM)).isEqualTo(holds);
    }

    @Test
    void selects() {
        Statement.Select select =
                select("select Artist, Detail.Grammys, Awards[1], Other from \"Music\".\"by-year\" order by Artist");
        assertThat(select.table()).isEqualTo("Music");
        assertThat(select.index()).isEqualTo("by-year");
        assertThat(select.of(ITEM))
                .isEqualTo(Item.of("Artist", new Value.Text("Acme"))
                        .with("Grammys", new Value.TextSet(new LinkedHashSet<>(List.of("a"))))
                        .with("_3", new Value.Text("x")));
        assertThat(select("SELECT * FROM Music").of(ITEM)).isSameAs(ITEM);
    }

    @Test
    void inserts() {
        Statement statement = parse(
                "INSERT INTO Types value {'pk':'1','n':-1.50,'m':{'e':'v', f: ?},'l':[1,'s',true,null],"
                        + "'ns':<<1,4.5>>,'ss':<<'a','b'>>,'bs':<<?>>}",
                new Value.Binary(new byte[] {1}),
                new Value.Binary(new byte[] {2}));
        Item item = ((Statement.Insert) statement).item();
        assertThat(item.get("n")).isEqualTo(Value.Number.parse("-1.5"));
        assertThat(item.get("m"))
                .isEqualTo(new Value.MapValue(
                        Item.of("e", new Value.Text("v")).with("f", new Value.Binary(new byte[] {1}))));
        assertThat(item.get("l"))
                .isEqualTo(new Value.ListValue(
                        List.of(Value.Number.of(1), new Value.Text("s"), Value.Bool.TRUE, Value.Null.NULL)));
        assertThat(item.get("bs"))
                .isEqualTo(new Value.BinarySet(new LinkedHashSet<>(List.of(new Value.Binary(new byte[] {2})))));
    }

    @Test
    void updates() {
        Statement.Update update = (Statement.Update) parse(
                "UPDATE \"Music\" SET Won=1 SET Detail.Board = [2020], \"Year2\" = \"Year\" - 1 "
                        + "SET Awards = list_append(Awards, [?]) REMOVE Gone "
                        + "SET Detail.Grammys = set_add(Detail.Grammys, <<'b'>>) SET Times = if_not_exists(Times, 0) + 1 "
                        + "WHERE Artist='Acme' AND \"Year\"=2020 AND Awards IS NOT MISSING RETURNING MODIFIED NEW *",
                Value.Bool.TRUE);
        assertThat(update.returning()).isEqualTo(Returning.MODIFIED_NEW);
        Statement.Target target = update.target(SCHEMA);
        assertThat(target.key()).isEqualTo(ITEM.only(List.of("Artist", "Year")));
        assertThat(target.condition().holds(ITEM)).isTrue();
        assertThat(target.condition().holds(Item.EMPTY)).isFalse();
        assertThat(target.condition().holds(ITEM.without("Awards"))).isFalse();
        Item after = update.update().apply(ITEM).item();
        assertThat(after.get("Won")).isEqualTo(Value.Number.of(1));
        assertThat(after.get("Year2")).isEqualTo(Value.Number.of(2019));
        assertThat(after.get("Times")).isEqualTo(Value.Number.of(1));
        assertThat(after.has("Gone")).isFalse();
        assertThat(((Value.ListValue) after.get("Awards")).elements())
                .hasSize(3)
                .endsWith(Value.Bool.TRUE);
        assertThat(after.get("Detail").toString()).contains("2020", "b");
    }

    @Test
    void deletesAndExists() {
        Statement.Delete delete = (Statement.Delete) parse(
                "DELETE FROM Music WHERE \"Year\" = ? AND Artist = ? RETURNING ALL OLD *",
                Value.Number.of(2020),
                new Value.Text("Acme"));
        assertThat(delete.returning()).isEqualTo(Returning.ALL_OLD);
        assertThat(delete.target(SCHEMA)).isEqualTo(new Statement.Target(ITEM.only(List.of("Artist", "Year")), null));
        Statement.Exists exists = (Statement.Exists)
                parse("EXISTS(SELECT * FROM Music where Artist='Acme' and " + "\"Year\"=2020 and Nope is MISSING)");
        assertThat(exists.target(SCHEMA).condition().holds(ITEM)).isTrue();
        assertThat(exists.target(SCHEMA).condition().holds(Item.EMPTY)).isFalse();
        assertThat(exists.isRead()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Artist = 'a'                                    | 1 | true
            Artist = 'a' AND x = 1                          | 1 | true
            Artist = 'a' OR Artist = 'b'                    | 2 | true
            Artist IN ['a', 'b', 'a']                       | 2 | true
            Artist = 'a' AND "Year" > 5                     | 1 | false
            Artist IN ['a', 'b'] AND "Year" BETWEEN 1 AND 2 | 2 | false
            (Artist = 'a' AND "Year" > 5) OR (Artist = 'a' AND "Year" < 3) | 1 | true
            Artist > 'a'                                    | 0 | true
            Artist = 'a' OR x = 1                           | 0 | true
            NOT Artist = 'a'                                | 0 | true
            x = 'a'                                         | 0 | true
            Artist.b = 'a'                                  | 0 | true
            """)
    void plans(String where, int collections, boolean whole) {
        SelectPlan plan = select("SELECT * FROM Music WHERE " + where).plan(SCHEMA);
        assertThat(plan.isScan()).isEqualTo(collections == 0);
        if (plan.ranges() == null) return;
        assertThat(plan.ranges()).hasSize(collections);
        assertThat(plan.ranges()).allMatch(range -> (range.range() == null) == whole);
    }

    /// No item that the condition holds of is outside of what is planned, and none is planned twice.
    @Test
    void plansMissNothing() {
        ItemDraws draws = new ItemDraws(new RandomStreams(SEED).stream("plans"));
        String[] simple = {
            "Artist = 'a'",
            "Artist = 'b'",
            "Artist IN ['a','c']",
            "\"Year\" > 1",
            "\"Year\" <= 1",
            "2 > \"Year\"",
            "\"Year\" BETWEEN 0 AND 1",
            "x = 1",
            "\"Year\" <> 2",
            "Artist < 'b'"
        };
        int planned = 0;
        for (int i = 0; i < 20_000; i++) {
            String where = where(draws, simple, 2);
            Statement.Select select = select("SELECT * FROM T WHERE " + where);
            SelectPlan plan = select.plan(SCHEMA);
            Item item = Item.of("Artist", new Value.Text(String.valueOf((char) ('a' + draws.below(3)))))
                    .with("Year", Value.Number.of(draws.below(4)));
            if (draws.below(2) == 0) item = item.with("x", Value.Number.of(1));
            List<KeyRange> ranges = plan.ranges();
            if (ranges == null) continue;
            Key key = SCHEMA.keyOf(item);
            long found = ranges.stream()
                    .filter(range -> range.hash().equals(key.hash()) && range.holds(key.range()))
                    .count();
            assertThat(found).as("%s of %s, seed %d", where, item, SEED).isLessThanOrEqualTo(1);
            if (select.where().holds(item)) {
                planned++;
                assertThat(found).as("%s of %s, seed %d", where, item, SEED).isEqualTo(1);
            }
        }
        assertThat(planned).isGreaterThan(500);
    }

    private static String where(ItemDraws draws, String[] simple, int depth) {
        if (depth == 0 || draws.below(3) == 0) return simple[draws.below(simple.length)];
        String operator = draws.below(2) == 0 ? " AND " : " OR ";
        return "(" + where(draws, simple, depth - 1) + operator + where(draws, simple, depth - 1) + ")";
    }

    @Test
    void orders() {
        SelectPlan plan = select("SELECT * FROM M WHERE Artist IN ['b','a'] ORDER BY Artist, \"Year\" DESC")
                .plan(SCHEMA);
        assertThat(plan.forward()).isFalse();
        assertThat(plan.ranges()).extracting(KeyRange::hash).containsExactly(new Value.Text("a"), new Value.Text("b"));
        assertThat(told(() -> select("SELECT * FROM M ORDER BY Artist").plan(SCHEMA)))
                .isEqualTo("Must have WHERE clause in the statement when using ORDER BY clause.");
        assertThat(told(() ->
                        select("SELECT * FROM M WHERE x = 1 ORDER BY Artist").plan(SCHEMA)))
                .startsWith("Must have at least one non-optional hash key condition");
        assertThat(told(() ->
                        select("SELECT * FROM M WHERE Artist = 'a' ORDER BY x").plan(SCHEMA)))
                .isEqualTo("Variable reference x in ORDER BY clause must be part of the primary key");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            NOT A STATEMENT                            | Statement wasn't well formed, can't be processed: Expected data manipulation
            SELECT * FROM M WHERE a = 1 garbage        | Statement wasn't well formed, can't be processed: Unexpected token after expression
            SELECT * FROM M WHERE a = 'x               | Statement wasn't well formed, can't be processed: Unterminated quoted text
            SELECT * FROM M WHERE a                    | Statement wasn't well formed, can't be processed: Expected a comparison
            SELECT * WHERE a = 1                       | Statement wasn't well formed, can't be processed: Expected FROM
            INSERT INTO M VALUE [1]                    | Statement wasn't well formed, can't be processed: Expected a tuple
            UPDATE M SET a = 1                         | Where clause does not contain a mandatory equality on all key attributes
            UPDATE M.i SET a = 1 WHERE b = 1           | This operation is not supported on an index
            SELECT * FROM M WHERE a = ?                | Number of parameters in request and statement don't match.
            SELECT * FROM M WHERE now(a) = 1           | Unsupported function: now
            INSERT INTO M VALUE {'a':<<1,'b'>>}        | A set holds strings, numbers or binaries, all of one type
            INSERT INTO M VALUE {'a':1e200}            | Number overflow. Attempting to store a number with magnitude larger than supported range
            """)
    void mistakes(String text, String message) {
        assertThat(told(() -> parse(text))).isEqualTo(message);
    }

    @Test
    void otherMistakes() {
        assertThat(told(() -> parse("UPDATE M SET a = 1, a.b = 2 WHERE x = 1")))
                .isEqualTo("Invalid UpdateExpression: Two document paths overlap with each other; must remove or "
                        + "rewrite one of these paths; path one: [a], path two: [a, b]");
        assertThat(told(() -> parse("SELECT * FROM M", Value.Bool.TRUE)))
                .isEqualTo("Number of parameters in request and statement don't match.");
        Statement.Update update = (Statement.Update) parse("UPDATE M SET a = 1 WHERE Artist = 'a' AND \"Year\" > 1");
        assertThat(told(() -> update.target(SCHEMA)))
                .isEqualTo("Where clause does not contain a mandatory equality on all key attributes");
        assertThat(told(() -> parse("SELECT * FROM M WHERE " + "(".repeat(500) + "a = 1")))
                .contains("nested");
        assertThat(told(() -> parse("INSERT INTO M VALUE " + "{'a':".repeat(500))))
                .contains("Nesting Levels");
    }

    private static String told(ThrowingCallable call) {
        AwsException refusal = catchThrowableOfType(AwsException.class, call);
        assertThat(refusal).isNotNull();
        return refusal.message();
    }
}
