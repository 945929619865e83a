package io.windtunnel.cloud.operations.logs;

/// What `@ptr` says: which event of which group.
///
/// @param position of its batch in the group's log
record Pointer(String groupId, String groupName, long position, int index) {
    String text() {
        return Page.token(groupId + ":" + position + ":" + index + ":" + groupName);
    }

    /// @throws io.windtunnel.wire.AwsException `InvalidParameterException` when the text is no pointer
    static Pointer parse(String text) {
        String[] parts = Page.text(text).split(":", 4);
        if (parts.length < 4 || !parts[1].matches("\\d{1,18}") || !parts[2].matches("\\d{1,9}"))
            throw Refusals.invalid("Invalid log record pointer.");
        return new Pointer(parts[0], parts[3], Long.parseLong(parts[1]), Integer.parseInt(parts[2]));
    }
}
