package io.windtunnel.cloud.operations.logs.insights;

import io.windtunnel.cloud.operations.logs.insights.Command.Key;
import io.windtunnel.cloud.operations.logs.insights.Command.Made;
import io.windtunnel.cloud.operations.logs.insights.Query.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a query, command by command.
final class QueryParser {
    /// How many `stats` a query may have.
    private static final int MOST_STATS = 2;

    /// The most rows that a query may ask for.
    private static final int MOST_ROWS = 10_000;

    private static final Set<String> NOT_BUILT = Set.of(
            "pattern",
            "diff",
            "anomaly",
            "unnest",
            "join",
            "lookup",
            "unmask",
            "filterindex",
            "source",
            "search",
            "tail",
            "addtotals",
            "fillmissing");

    private static final Pattern NAMED_GROUP = Pattern.compile("(?<!\\\\)\\(\\?P?<([A-Za-z_@][\\w.@]*)>");

    private final Lexer lexer;
    private final long nowMillis;
    private final List<Command> commands = new ArrayList<>();
    private final List<Symbols> segments = new ArrayList<>();
    private final Map<String, Integer> shown = new LinkedHashMap<>();
    private @Nullable List<Column> displayed;
    private Symbols symbols = new Symbols(true);
    private ExpressionParser expressions;
    private boolean ordered;
    private boolean deduplicated;

    QueryParser(String text, long nowMillis) {
        this.lexer = new Lexer(text);
        this.nowMillis = nowMillis;
        this.expressions = new ExpressionParser(lexer, symbols, nowMillis);
        segments.add(symbols);
    }

    Query read() {
        do command();
        while (lexer.take("|"));
        if (lexer.peek().kind() != Token.Kind.END) throw lexer.unexpected(lexer.peek());
        orderByTime();
        boolean ofEvents = segments.size() == 1;
        List<Column> columns = new ArrayList<>();
        List<Column> last = displayed;
        if (last != null) columns.addAll(last);
        else if (shown.isEmpty())
            for (String name : List.of("@timestamp", "@message")) columns.add(new Column(name, place(name)));
        else shown.forEach((name, place) -> columns.add(new Column(name, place)));
        if (ofEvents) {
            columns.removeIf(column -> column.name().equals("@ptr"));
            columns.add(new Column("@ptr", place("@ptr")));
        }
        return new Query(List.copyOf(commands), List.copyOf(segments), List.copyOf(columns), ofEvents);
    }

    private int place(String name) {
        return symbols.find(name).orElseThrow(() -> new IllegalStateException(name + " has no place"));
    }

    private void command() {
        Token word = lexer.next();
        if (word.kind() != Token.Kind.NAME) throw lexer.unexpected(word);
        String name = word.text().toLowerCase(Locale.ROOT);
        if (deduplicated && !name.equals("limit") && !name.equals("head"))
            throw lexer.malformed("only limit can follow dedup", word.start(), word.end());
        switch (name) {
            case "fields" -> fields();
            case "display" -> display();
            case "filter" -> commands.add(new Command.Filter(expressions.expression()));
            case "stats" -> stats(word);
            case "sort", "order" -> sort();
            case "limit", "head" -> limit();
            case "dedup" -> dedup();
            case "parse" -> parse();
            default -> {
                if (NOT_BUILT.contains(name)) throw new NotBuilt("the query command " + word.text());
                throw lexer.unexpected(word);
            }
        }
    }

    /// A field or an expression with the name it is shown by, and its place. One that is not a field
    /// already is computed.
    private Column column(List<Made> made) {
        int start = lexer.start();
        Expression read = expressions.expression();
        String written = lexer.query().substring(start, lexer.offset()).strip();
        if (lexer.takeWord("as")) {
            int place = symbols.make(name());
            made.add(new Made(place, read));
            return new Column(symbols.names().get(place), place);
        }
        if (read instanceof Expression.Field(int place))
            return new Column(symbols.names().get(place), place);
        int place = symbols.make(written);
        made.add(new Made(place, read));
        return new Column(written, place);
    }

    private String name() {
        Token name = lexer.next();
        if (!name.isName()) throw lexer.unexpected(name);
        return name.text();
    }

    private void fields() {
        List<Made> made = new ArrayList<>();
        do {
            Column column = column(made);
            shown.putIfAbsent(column.name(), column.place());
        } while (lexer.take(","));
        if (!made.isEmpty()) commands.add(new Command.Compute(List.copyOf(made)));
    }

    private void display() {
        List<Made> made = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        do columns.add(column(made));
        while (lexer.take(","));
        if (!made.isEmpty()) commands.add(new Command.Compute(List.copyOf(made)));
        displayed = columns;
    }

    private void stats(Token word) {
        if (segments.size() > MOST_STATS)
            throw lexer.malformed("a query can have two stats commands at most", word.start(), word.end());
        List<Aggregate> aggregates = new ArrayList<>();
        List<Expression> statistics = new ArrayList<>();
        List<String> names = new ArrayList<>();
        do named(names, statistics, () -> expressions.statistic(aggregates));
        while (lexer.take(","));
        List<Expression> groups = new ArrayList<>();
        List<String> groupNames = new ArrayList<>();
        if (lexer.takeWord("by")) do named(groupNames, groups, expressions::expression); while (lexer.take(","));
        if (lexer.peek().isWord("offset")) throw new NotBuilt("offset of the query command stats");
        commands.add(new Command.Stats(List.copyOf(groups), List.copyOf(aggregates), List.copyOf(statistics)));
        begin(groupNames, names);
    }

    private void named(List<String> names, List<Expression> into, Supplier<Expression> reader) {
        int start = lexer.start();
        Expression read = reader.get();
        String written = lexer.query().substring(start, lexer.offset()).strip();
        if (read instanceof Expression.Field(int place) && lexer.query().startsWith("`", start))
            written = symbols.names().get(place);
        names.add(lexer.takeWord("as") ? name() : written);
        into.add(read);
    }

    /// The fields after a `stats` are its columns.
    private void begin(List<String> groups, List<String> statistics) {
        symbols = new Symbols(false);
        segments.add(symbols);
        expressions = new ExpressionParser(lexer, symbols, nowMillis);
        shown.clear();
        displayed = null;
        ordered = true;
        // a name that is given twice has two places, and is found in the last
        for (String name : groups) shown.put(name, symbols.make(name));
        for (String name : statistics) shown.put(name, symbols.make(name));
        if (symbols.size() < groups.size() + statistics.size())
            throw lexer.malformed("two columns have the same name", lexer.offset(), lexer.offset());
    }

    private void sort() {
        List<Key> keys = new ArrayList<>();
        lexer.takeWord("by");
        do {
            Expression of = expressions.expression();
            boolean descending = lexer.takeWord("desc");
            if (!descending) lexer.takeWord("asc");
            keys.add(new Key(of, descending));
        } while (lexer.take(","));
        commands.add(new Command.Sort(List.copyOf(keys)));
        ordered = true;
    }

    private void limit() {
        Token number = lexer.next();
        if (number.kind() != Token.Kind.NUMBER || number.text().indexOf('.') >= 0) throw lexer.unexpected(number);
        double rows = Double.parseDouble(number.text());
        if (rows < 1 || rows > MOST_ROWS)
            throw lexer.malformed("the limit must be from 1 to " + MOST_ROWS, number.start(), number.end());
        orderByTime();
        commands.add(new Command.Limit((int) rows));
    }

    private void dedup() {
        List<Expression> by = new ArrayList<>();
        do by.add(expressions.expression());
        while (lexer.take(","));
        orderByTime();
        commands.add(new Command.Dedup(List.copyOf(by)));
        deduplicated = true;
    }

    /// Rows that nothing has ordered come newest first.
    private void orderByTime() {
        if (ordered) return;
        commands.add(new Command.Sort(List.of(new Key(new Expression.Field(place("@timestamp")), true))));
        ordered = true;
    }

    private void parse() {
        Expression of = lexer.regexAhead() || lexer.peek().kind() == Token.Kind.TEXT
                ? new Expression.Field(place("@message"))
                : expressions.field();
        if (lexer.regexAhead()) regex(of);
        else glob(of);
    }

    private void regex(Expression of) {
        int start = lexer.start();
        String written = lexer.regex();
        List<String> names = new ArrayList<>();
        Matcher groups = NAMED_GROUP.matcher(written);
        StringBuilder renamed = new StringBuilder();
        // Java's names of groups take neither _ nor @: their order tells them apart as well
        while (groups.find()) {
            groups.appendReplacement(renamed, "(?<g" + names.size() + "w>");
            names.add(groups.group(1));
        }
        groups.appendTail(renamed);
        if (names.isEmpty())
            throw lexer.malformed("the regular expression of parse has no named group", start, lexer.offset());
        Pattern pattern = expressions.pattern(renamed.toString(), start);
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) numbers.add(pattern.namedGroups().get("g" + i + "w"));
        if (lexer.takeWord("as")) names = names(names.size(), start);
        add(of, pattern, names, numbers);
    }

    private void glob(Expression of) {
        Token text = lexer.next();
        if (text.kind() != Token.Kind.TEXT) throw lexer.unexpected(text);
        StringBuilder regex = new StringBuilder();
        String[] parts = text.text().split("\\*", -1);
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) regex.append(i == parts.length - 1 && parts[i].isEmpty() ? "(.*)" : "(.*?)");
            regex.append(Pattern.quote(parts[i]));
        }
        if (parts.length == 1) throw lexer.malformed("the pattern of parse has no *", text.start(), text.end());
        if (!lexer.takeWord("as")) throw lexer.unexpected(lexer.peek());
        List<String> names = names(parts.length - 1, text.start());
        List<Integer> numbers = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) numbers.add(i);
        add(of, Pattern.compile(regex.toString(), Pattern.DOTALL), names, numbers);
    }

    private List<String> names(int count, int start) {
        List<String> names = new ArrayList<>();
        do names.add(name());
        while (lexer.take(","));
        if (names.size() != count)
            throw lexer.malformed("parse finds " + count + " values and names " + names.size(), start, lexer.offset());
        return names;
    }

    /// @param numbers of the groups
    private void add(Expression of, Pattern pattern, List<String> names, List<Integer> numbers) {
        int groups = pattern.matcher("").groupCount();
        List<Integer> places = new ArrayList<>(Collections.nCopies(groups, -1));
        for (int i = 0; i < names.size(); i++) {
            int place = symbols.make(names.get(i));
            places.set(numbers.get(i) - 1, place);
            shown.putIfAbsent(names.get(i), place);
        }
        commands.add(new Command.Parse(of, pattern, List.copyOf(places)));
    }
}
