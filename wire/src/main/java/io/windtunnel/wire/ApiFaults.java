package io.windtunnel.wire;

import org.jspecify.annotations.Nullable;

/// Errors injected into calls of APIs. Asked for every call before it is decoded: it must be fast, above all while
/// nothing is injected.
///
/// Thread safety: may be called from any thread; must not block.
@FunctionalInterface
public interface ApiFaults {
    /// The refusal the call gets instead of its answer; null for none.
    ///
    /// @param service the model's name, such as `dynamodb`
    /// @param operation AWS's name, such as `PutItem`
    @Nullable
    AwsException strike(String service, String operation, Call call);

    /// No call fails for this reason.
    ApiFaults NONE = (_, _, _) -> null;
}
