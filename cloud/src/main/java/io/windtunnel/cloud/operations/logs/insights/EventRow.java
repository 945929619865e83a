package io.windtunnel.cloud.operations.logs.insights;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A row of an event, used for one event after the other: its fields are found when they are first asked
/// for.
final class EventRow extends Row {
    private static final Object UNKNOWN = new Object();

    private final Symbols symbols;
    private final JsonFields json;
    private final Object[] blank;
    private @Nullable LogEvent event;
    private boolean jsonRead;

    EventRow(Symbols symbols) {
        super(new Object[symbols.size()]);
        this.symbols = symbols;
        this.json = new JsonFields(symbols.names());
        this.blank = new Object[symbols.size()];
        Arrays.fill(blank, UNKNOWN);
    }

    /// Goes on to another event.
    void show(LogEvent next) {
        event = next;
        jsonRead = false;
        System.arraycopy(blank, 0, values, 0, blank.length);
    }

    @Override
    @Nullable
    Object get(int place) {
        Object value = values[place];
        return value == UNKNOWN ? load(place) : value;
    }

    private @Nullable Object load(int place) {
        LogEvent from = event;
        if (from == null) throw new IllegalStateException("there is no event");
        Object value = switch (symbols.names().get(place)) {
            case "@message" -> from.message();
            case "@timestamp" -> new Moment(from.timestamp());
            case "@ingestionTime" -> new Moment(from.ingestionTime());
            case "@logStream" -> from.logStream();
            case "@log" -> from.log();
            case "@ptr" -> from.pointer();
            default -> discovered(from, place);
        };
        values[place] = value;
        return value;
    }

    private @Nullable Object discovered(LogEvent from, int place) {
        if (!jsonRead) {
            jsonRead = true;
            List<@Nullable Object> found = json.read(from.message());
            for (int i = 0; i < found.size(); i++) if (json.reads(i) && values[i] == UNKNOWN) values[i] = found.get(i);
        }
        Object value = values[place];
        return value == UNKNOWN ? null : value;
    }

    @Override
    Row kept() {
        @Nullable Object[] copy = new Object[values.length];
        for (int i = 0; i < copy.length; i++) copy[i] = get(i);
        return new Row(copy);
    }
}
