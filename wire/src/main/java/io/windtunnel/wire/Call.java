package io.windtunnel.wire;

import io.windtunnel.kernel.identity.Scope;
import org.jspecify.annotations.Nullable;

/// Who calls an operation, and from where.
///
/// @param scope the caller's account and the Region the call is for
/// @param accessKeyId the access key the request was signed with, or an empty text when it was not signed
/// @param requestId the id this call's response carries
/// @param sourceAddress the caller's address, without a port
/// @param userAgent the caller's `User-Agent`, or an empty text
/// @param endpoint where the caller reached the API, such as `http://localhost:4566`; empty for a call of the cloud's
/// own
/// @param request the message the call came in, for those who look at its fields; null for a call of the cloud itself
public record Call(
        Scope scope,
        String accessKeyId,
        String requestId,
        String sourceAddress,
        String userAgent,
        String endpoint,
        @Nullable WireRequest request) {
    public Call(
            Scope scope,
            String accessKeyId,
            String requestId,
            String sourceAddress,
            String userAgent,
            String endpoint) {
        this(scope, accessKeyId, requestId, sourceAddress, userAgent, endpoint, null);
    }

    /// A call the cloud makes of itself, as CloudFormation does.
    public static Call internal(Scope scope) {
        return new Call(scope, "", "00000000-0000-0000-0000-000000000000", "127.0.0.1", "windtunnel", "");
    }
}
