package io.windtunnel.wire.protocol;

import io.windtunnel.wire.bind.Bound;
import io.windtunnel.wire.codec.Documents;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An error on its way to a client, completed from the service's model.
///
/// @param shape the name of the error's shape, or its code where the model has none
/// @param code its code in the query protocols
/// @param sender whether the client is at fault
/// @param bound the error's shape bound to maps, where the model has one
/// @param members what is said besides the message
public record Failure(
        String shape,
        String code,
        int status,
        boolean sender,
        String message,
        Bound.@Nullable OfStructure bound,
        Map<String, Object> members) {
    public Failure {
        message = Documents.wellFormed(message);
    }

    /// The row of the error's shape, its message included.
    @Nullable
    Object[] row() {
        if (bound == null) return new Object[0];
        @Nullable Object[] row = bound.take(members);
        int position = messagePosition();
        if (position >= 0 && row[position] == null && !message.isEmpty()) row[position] = message;
        return row;
    }

    /// The position of the error's message among its members, or -1.
    int messagePosition() {
        if (bound == null) return -1;
        int lower = bound.shape().position("message");
        return lower >= 0 ? lower : bound.shape().position("Message");
    }
}
