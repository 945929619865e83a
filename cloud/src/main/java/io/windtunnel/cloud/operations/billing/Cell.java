package io.windtunnel.cloud.operations.billing;

import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.kernel.identity.Scope;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/// What a resource used of a usage type in one hour: a row of the ledger.
///
/// @param operation AWS's name of what was done, or empty
/// @param hour hours since 1970, UTC; the first of its day where days are all that is left
/// @param quantity in the type's unit
record Cell(String resource, Usage.Type type, String operation, long hour, double quantity) {
    /// Whose a cell is.
    record In(Scope scope, Cell cell) {}

    static long hour(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), 3600);
    }

    static Instant begin(long hour) {
        return Instant.ofEpochSecond(hour * 3600);
    }

    /// The first hour of an hour's day.
    static long day(long hour) {
        return hour - Math.floorMod(hour, 24);
    }

    Instant begin() {
        return begin(hour);
    }

    YearMonth month() {
        return YearMonth.from(begin().atOffset(ZoneOffset.UTC));
    }

    Cell plus(double more) {
        return new Cell(resource, type, operation, hour, quantity + more);
    }

    String key() {
        return hour + "|" + type.usageType() + "|" + type.service() + "|" + resource;
    }
}
