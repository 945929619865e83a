package io.windtunnel.wire;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// A face that is more than its API's operations: it answers browsers too (a website, a preflight), or completes
/// responses (with the fields of CORS, with an entry in an access log). A face implements it beside its operations.
public interface HttpFace {
    /// Answers a request that none of the operations is for; null where it is not for this face either.
    @Nullable
    CompletionStage<WireResponse> answerOther(Call call, WireRequest request);

    /// The response to be sent, after the operation has answered or refused.
    ///
    /// @param operation the operation's name, or empty where the request is for none
    /// @param response a response that may be returned as it is; its fields may be added to
    WireResponse complete(Call call, WireRequest request, String operation, WireResponse response);
}
