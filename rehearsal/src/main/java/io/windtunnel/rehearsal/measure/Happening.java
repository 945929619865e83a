package io.windtunnel.rehearsal.measure;

/// One event of a design's timeline. `kind` and `words` are the cloud's journal's (see `cloud.ports.Journal`); events
/// from before the wind have negative times.
public record Happening(long atNanos, String kind, String subject, String words) {}
