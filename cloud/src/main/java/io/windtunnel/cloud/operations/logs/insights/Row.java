package io.windtunnel.cloud.operations.logs.insights;

import org.jspecify.annotations.Nullable;

/// The values of one row by the places of its fields.
sealed class Row permits EventRow {
    final @Nullable Object[] values;

    Row(@Nullable Object[] values) {
        this.values = values;
    }

    /// The value at a place; null when the field is not there.
    @Nullable
    Object get(int place) {
        return values[place];
    }

    void set(int place, @Nullable Object value) {
        values[place] = value;
    }

    /// A row that stays as it is when this one goes on to another event.
    Row kept() {
        return this;
    }
}
