package io.windtunnel.cloud.database.dynamodb.partiql;

import io.windtunnel.cloud.database.dynamodb.expression.Condition;
import io.windtunnel.cloud.database.dynamodb.expression.DocumentPath;
import io.windtunnel.cloud.database.dynamodb.expression.Update;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import io.windtunnel.cloud.database.dynamodb.partiql.Statement.Column;
import io.windtunnel.cloud.database.dynamodb.partiql.Statement.Order;
import io.windtunnel.cloud.database.dynamodb.partiql.Statement.Returning;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.List;

/// Reads statements.
public final class PartiQl {
    private final Words in;
    private final Terms terms;

    private PartiQl(Words in, Terms terms) {
        this.in = in;
        this.terms = terms;
    }

    /// The statement that `text` is.
    ///
    /// @param parameters the values of its question marks, in their order
    /// @throws AwsException when it is no statement, or has another number of parameters
    public static Statement parse(String text, List<Value> parameters) {
        Words in = new Words(text);
        Terms terms = new Terms(in, parameters);
        Statement statement = new PartiQl(in, terms).statement();
        in.take(";");
        if (in.peek().kind() != Word.Kind.END) throw Words.malformed("Unexpected token after expression");
        terms.checkParameters();
        return statement;
    }

    private Statement statement() {
        if (in.takeWord("SELECT")) return select();
        if (in.takeWord("INSERT")) return insert();
        if (in.takeWord("UPDATE")) return update();
        if (in.takeWord("DELETE")) return delete();
        if (!in.takeWord("EXISTS")) throw Words.malformed("Expected data manipulation");
        in.expect("(");
        in.expectWord("SELECT");
        Statement.Select select = select();
        in.expect(")");
        return new Statement.Exists(select);
    }

    private Statement.Select select() {
        List<Column> columns = null;
        if (!in.take("*")) {
            columns = new ArrayList<>();
            do columns.add(column(columns.size() + 1));
            while (in.take(","));
        }
        in.expectWord("FROM");
        String table = in.name();
        String index = in.take(".") ? in.name() : null;
        Condition where = in.takeWord("WHERE") ? terms.condition() : null;
        List<Order> order = new ArrayList<>();
        if (in.takeWord("ORDER")) {
            in.expectWord("BY");
            do order.add(order());
            while (in.take(","));
        }
        return new Statement.Select(table, index, columns, where, order);
    }

    /// A column is called as its path ends, or by its number where that is an index.
    private Column column(int number) {
        DocumentPath path = terms.path();
        return path.steps().getLast() instanceof DocumentPath.Name last
                ? new Column(last.name(), path)
                : new Column("_" + number, path);
    }

    private Order order() {
        String attribute = in.name();
        boolean descending = in.takeWord("DESC");
        if (!descending) in.takeWord("ASC");
        return new Order(attribute, descending);
    }

    private Statement insert() {
        in.expectWord("INTO");
        String table = tableOnly();
        in.expectWord("VALUE");
        Value item = terms.value();
        if (!(item instanceof Value.MapValue map)) throw Words.malformed("Expected a tuple");
        return new Statement.Insert(table, map.attributes());
    }

    private Statement update() {
        String table = tableOnly();
        List<Update.Action> actions = new ArrayList<>();
        while (true) {
            if (in.takeWord("SET")) {
                do actions.add(terms.set());
                while (in.take(","));
            } else if (in.takeWord("REMOVE")) {
                do actions.add(new Update.Remove(terms.path()));
                while (in.take(","));
            } else {
                break;
            }
        }
        if (actions.isEmpty()) throw Words.malformed("Expected SET or REMOVE");
        Condition where = where();
        return new Statement.Update(table, Update.ofStatement(actions), where, returning());
    }

    private Statement delete() {
        in.expectWord("FROM");
        String table = tableOnly();
        Condition where = where();
        Returning returning = returning();
        if (returning != Returning.NONE && returning != Returning.ALL_OLD)
            throw AwsException.validation("DELETE statement only supports returning ALL OLD *");
        return new Statement.Delete(table, where, returning);
    }

    private Condition where() {
        if (!in.takeWord("WHERE"))
            throw AwsException.validation("Where clause does not contain a mandatory equality on all key attributes");
        return terms.condition();
    }

    private String tableOnly() {
        String table = in.name();
        if (in.peek().is(".")) throw AwsException.validation("This operation is not supported on an index");
        return table;
    }

    private Returning returning() {
        if (!in.takeWord("RETURNING")) return Returning.NONE;
        boolean all = in.takeWord("ALL");
        if (!all) in.expectWord("MODIFIED");
        boolean old = in.takeWord("OLD");
        if (!old) in.expectWord("NEW");
        in.expect("*");
        if (all) return old ? Returning.ALL_OLD : Returning.ALL_NEW;
        return old ? Returning.MODIFIED_OLD : Returning.MODIFIED_NEW;
    }
}
