package io.windtunnel.cloud.operations.logs;

/// A stream of a group.
///
/// @param id marks its batches in the group's log
/// @param created milliseconds since 1970
record LogStream(String group, String name, long id, long created) {
    /// Its place in the table: neither name can have a colon.
    static String key(String group, String name) {
        return group + ":" + name;
    }
}
