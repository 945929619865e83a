package io.windtunnel.rehearsal.standin;

import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.rehearsal.plan.Step;
import io.windtunnel.rehearsal.plan.TextTemplate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// The services as a stand-in's program meets them: by its own account, over the links from where it stands.
///
/// Thread safety: every method may be called from any thread; none blocks.
public interface Services {
    /// The status when every step was done.
    int DONE = 200;

    /// The lowest status that stands for a failure.
    int FAILED = 400;

    /// Who calls.
    ///
    /// @param scope the account, and the Region whose services are called unless a step says otherwise
    record Caller(Scope scope, Place place) {}

    /// A message that was received.
    record Message(String id, String receiptHandle, String body) {}

    /// Takes the steps one after the other, until one fails.
    ///
    /// @return [#DONE]; another status below 400 when a read found nothing and says so; or what the failed
    ///     step stands for
    CompletionStage<Integer> take(Caller caller, List<Step> steps, TextTemplate.Values values);

    /// Receives up to `atMost` messages, waiting up to `wait` for the first.
    ///
    /// @param queue its logical id
    /// @return the messages; fails when the queue cannot be reached
    CompletionStage<List<Message>> receive(Caller caller, String queue, int atMost, Duration wait);

    /// Deletes messages that were received; ends when that was tried.
    CompletionStage<?> delete(Caller caller, String queue, List<Message> messages);
}
