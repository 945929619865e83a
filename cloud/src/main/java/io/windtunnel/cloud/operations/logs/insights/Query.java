package io.windtunnel.cloud.operations.logs.insights;

import java.util.List;

/// A query that has been read.
///
/// @param commands in their order; after each [Command.Stats] the places are those of the next `symbols`
/// @param symbols the fields before the first `stats`, and after each
/// @param columns what is shown, in order: fields of the last symbols
/// @param ofEvents whether rows are events, which have a pointer
public record Query(List<Command> commands, List<Symbols> symbols, List<Column> columns, boolean ofEvents) {
    record Column(String name, int place) {}

    /// The query that `text` spells.
    ///
    /// @param nowMillis what `now()` is, in milliseconds since 1970
    /// @throws MalformedQuery when it is none
    /// @throws NotBuilt when it has a part that Windtunnel does not
    public static Query parse(String text, long nowMillis) {
        return new QueryParser(text, nowMillis).read();
    }

    /// A run of the query: at most `rows` rows come out.
    public Execution start(int rows) {
        return new Execution(this, rows);
    }
}
