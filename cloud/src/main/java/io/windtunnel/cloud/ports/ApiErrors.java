package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import java.util.Set;

/// Errors that are injected into calls of AWS's APIs, as AWS FIS injects them. The cloud offers it; every call over the
/// wire is held against what was injected.
///
/// Source: https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html
///
/// Thread safety: every method may be called from any thread.
@FunctionalInterface
public interface ApiErrors {
    /// What the call fails of; each service says it in its own words.
    enum Kind {
        INTERNAL_ERROR,
        THROTTLING,
        UNAVAILABLE
    }

    /// What is injected, and into which calls of an account in a Region.
    ///
    /// @param service the API's name in the list of models, such as `ec2`
    /// @param operations AWS's names; empty for every operation
    /// @param percent of the calls, 1 to 100
    /// @param roles the IAM roles whose calls are meant; empty for every caller
    record Injection(Scope scope, String service, Set<String> operations, int percent, Set<Arn> roles, Kind kind) {}

    /// Injects errors until the result is closed.
    Injected inject(Injection injection);

    /// Errors being injected; closing twice does nothing.
    interface Injected extends AutoCloseable {
        @Override
        void close();
    }
}
