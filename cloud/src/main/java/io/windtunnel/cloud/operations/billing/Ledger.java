package io.windtunnel.cloud.operations.billing;

import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Consumer;

/// Who used how much of what, by the hour. The running hour is gathered in lines, one for each resource
/// and usage type; the hours that have ended are cells in a table, and so is the running hour as it was
/// when it was last kept.
///
/// Thread safety: every method may be called from any thread; a meter's `add` takes no lock.
final class Ledger implements Usage {
    /// How many lines are kept apart, our choice; usage of resources beyond is gathered under [#OTHERS].
    static final int MOST_LINES = 100_000;

    /// How long usage is told by hour and resource: 14 days, as in Cost Explorer (user guide, hourly
    /// granularity).
    static final Duration HOURLY = Duration.ofDays(14);

    /// How long usage is kept at all: Cost Explorer's 13 months and the present one, in days.
    static final Duration KEPT = Duration.ofDays(14 * 31);

    static final String OTHERS = "(others) ";

    /// What cells older than [#HOURLY] are gathered under, by day.
    static final String OLDER = "(older than 14 days) ";

    private static final String TABLE = "billing.usage";

    /// What a line is of.
    record Of(Scope scope, String resource, Type type, String operation) {}

    /// Units an hour: what stands, and what went through in the last minute.
    record Pace(double standing, double passing) {}

    private final class Line implements Meter {
        private final Of of;
        private final DoubleAdder gathered = new DoubleAdder();
        private volatile boolean handedOut;
        private final Set<Standing> standing = new LinkedHashSet<>();
        private double hourQuantity;
        private double keptQuantity;
        private double minuteQuantity;
        private double passing;

        Line(Of of) {
            this.of = of;
        }

        @Override
        public void add(double quantity) {
            if (quantity > 0 && Double.isFinite(quantity)) gathered.add(quantity);
        }

        void drain() {
            double more = gathered.sumThenReset();
            hourQuantity += more;
            minuteQuantity += more;
        }

        void accrue(Instant until) {
            for (Standing each : standing) hourQuantity += each.accrue(until);
        }

        Cell cell() {
            return new Cell(of.resource, of.type, of.operation, hour, hourQuantity);
        }

        /// Whether nobody can add to it any more.
        boolean over() {
            return !handedOut && standing.isEmpty();
        }
    }

    /// Something paid for by the time; guarded by the ledger.
    private final class Standing implements Running {
        private final Line line;
        private final double anHour;
        private Instant accrued;

        Standing(Line line, double anHour, Instant since) {
            this.line = line;
            this.anHour = anHour;
            this.accrued = since;
        }

        double accrue(Instant until) {
            if (!until.isAfter(accrued)) return 0;
            double hours = Duration.between(accrued, until).toNanos() / 3.6e12;
            accrued = until;
            return hours * anHour;
        }

        @Override
        public void close() {
            synchronized (Ledger.this) {
                if (!line.standing.contains(this)) return;
                gather(line);
                line.standing.remove(this);
            }
        }
    }

    private final Time time;
    private final Storage storage;
    private final Consumer<Of> firstSeen;
    private final Instant since;
    private final Map<Of, Line> lines = new ConcurrentHashMap<>();
    private long hour;
    private Instant minute;

    /// @param firstSeen told of each new line, from within [#meter] and [#running]
    Ledger(Time time, Storage storage, Consumer<Of> firstSeen) {
        this.time = time;
        this.storage = storage;
        this.firstSeen = firstSeen;
        this.minute = time.now();
        this.hour = Cell.hour(minute);
        this.since = storage.scopes(TABLE).stream()
                .flatMap(scope -> table(scope).values().stream())
                .map(Cell::begin)
                .reduce(minute, (one, other) -> one.isBefore(other) ? one : other);
    }

    /// When counting began: when this cloud opened, or at the first hour that is kept of an earlier run.
    Instant since() {
        return since;
    }

    @Override
    public Meter meter(Scope scope, String resource, Type type) {
        Of of = of(scope, resource, type);
        Line known = lines.get(of);
        if (known != null && known.handedOut) return known;
        synchronized (this) {
            Line line = lines.computeIfAbsent(of, this::open);
            line.handedOut = true;
            return line;
        }
    }

    @Override
    public Running running(Scope scope, String resource, Type type, double quantity) {
        if (!(quantity >= 0) || Double.isInfinite(quantity))
            throw new IllegalArgumentException("not a quantity: " + quantity);
        Of of = of(scope, resource, type);
        synchronized (this) {
            Line line = lines.computeIfAbsent(of, this::open);
            gather(line);
            Standing standing = new Standing(line, quantity, time.now());
            line.standing.add(standing);
            return standing;
        }
    }

    private Of of(Scope scope, String resource, Type type) {
        Of of = new Of(scope, resource, type, PriceList.operation(type.usageType(), resource));
        if (lines.containsKey(of)) return of;
        firstSeen.accept(of);
        return lines.size() < MOST_LINES ? of : new Of(scope, OTHERS + of.operation, type, of.operation);
    }

    private Line open(Of of) {
        Line line = new Line(of);
        Cell kept = table(of.scope).get(line.cell().key());
        if (kept != null) line.hourQuantity = kept.quantity();
        line.keptQuantity = line.hourQuantity;
        return line;
    }

    private Table<Cell> table(Scope scope) {
        return storage.table(scope, TABLE, Cell.class);
    }

    /// The same for one line, while the hour is not over: thousands of resources may come and go in one.
    private void gather(Line line) {
        Instant now = time.now();
        if (hour < Cell.hour(now)) {
            gather();
            return;
        }
        line.drain();
        line.accrue(now);
    }

    /// Takes what the meters gathered and what the time has cost until now, ending the hours that are over.
    private void gather() {
        Instant now = time.now();
        lines.values().forEach(Line::drain);
        while (hour < Cell.hour(now)) {
            Instant end = Cell.begin(hour + 1);
            lines.values().forEach(line -> line.accrue(end));
            store();
            lines.values().removeIf(Line::over);
            hour++;
            for (Line line : lines.values()) {
                line.hourQuantity = 0;
                line.keptQuantity = 0;
            }
            if (hour == Cell.day(hour)) age();
        }
        lines.values().forEach(line -> line.accrue(now));
    }

    /// Puts the running hour into the table, as far as it has come.
    synchronized void keep() {
        gather();
        store();
    }

    private void store() {
        for (Line line : lines.values()) {
            if (line.hourQuantity == line.keptQuantity) continue;
            Cell cell = line.cell();
            table(line.of.scope).put(cell.key(), cell);
            line.keptQuantity = line.hourQuantity;
        }
    }

    /// To be called at the end of each minute.
    synchronized void minuteEnds() {
        gather();
        double hours = Duration.between(minute, time.now()).toNanos() / 3.6e12;
        if (hours <= 0) return;
        minute = time.now();
        for (Line line : lines.values()) {
            line.passing = line.minuteQuantity / hours;
            line.minuteQuantity = 0;
        }
    }

    /// Gathers what is older than two weeks by days, and forgets what is older than Cost Explorer tells.
    private void age() {
        long hourly = hour - HOURLY.toHours();
        for (Scope scope : storage.scopes(TABLE)) {
            Table<Cell> table = table(scope);
            for (Cell cell : List.copyOf(table.values())) {
                if (cell.hour() >= hourly) continue;
                boolean forgotten = cell.hour() < hour - KEPT.toHours();
                if (!forgotten && cell.resource().startsWith(OLDER)) continue;
                if (!forgotten) fold(table, cell);
                table.remove(cell.key());
            }
        }
    }

    private static void fold(Table<Cell> table, Cell cell) {
        long day = Cell.day(cell.hour());
        Cell empty = new Cell(OLDER + cell.operation(), cell.type(), cell.operation(), day, 0);
        table.update(empty.key(), known -> (known == null ? empty : known).plus(cell.quantity()));
    }

    /// Everything that is kept, the running hour until now included.
    synchronized List<Cell.In> cells() {
        gather();
        Map<Scope, Map<String, Cell>> all = new HashMap<>();
        for (Scope scope : storage.scopes(TABLE))
            for (Cell cell : table(scope).values())
                all.computeIfAbsent(scope, _ -> new HashMap<>()).put(cell.key(), cell);
        for (Line line : lines.values()) {
            if (line.hourQuantity == 0) continue;
            Cell cell = line.cell();
            all.computeIfAbsent(line.of.scope, _ -> new HashMap<>()).put(cell.key(), cell);
        }
        List<Cell.In> cells = new ArrayList<>();
        all.forEach((scope, ofScope) -> ofScope.values().forEach(cell -> cells.add(new Cell.In(scope, cell))));
        return cells;
    }

    /// How fast each line grows.
    synchronized Map<Of, Pace> paces() {
        Map<Of, Pace> paces = new LinkedHashMap<>();
        for (Line line : lines.values()) {
            double standing =
                    line.standing.stream().mapToDouble(each -> each.anHour).sum();
            if (standing > 0 || line.passing > 0) paces.put(line.of, new Pace(standing, line.passing));
        }
        return paces;
    }
}
