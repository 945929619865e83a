package io.windtunnel.cloud.operations.logs.insights;

/// A step of a running query: takes rows and hands others on.
interface Stage {
    /// Takes a row, which may be used for another event as soon as this returns.
    void accept(Row row);

    /// No row follows.
    void end();
}
