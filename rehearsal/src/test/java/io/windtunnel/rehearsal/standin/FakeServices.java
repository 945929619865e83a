package io.windtunnel.rehearsal.standin;

import io.windtunnel.rehearsal.plan.Step;
import io.windtunnel.rehearsal.plan.TextTemplate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Services that answer when a test says so.
final class FakeServices implements Services {
    final List<CompletableFuture<Integer>> taken = new ArrayList<>();
    final List<String> values = new ArrayList<>();
    final Deque<List<Message>> batches = new ArrayDeque<>();
    final List<Message> deleted = new ArrayList<>();
    int receives;

    @Override
    public CompletionStage<Integer> take(Caller caller, List<Step> steps, TextTemplate.Values given) {
        values.add(steps.getFirst().operation().templates().findFirst().orElseThrow() + " id=" + given.of("id"));
        CompletableFuture<Integer> end = new CompletableFuture<>();
        taken.add(end);
        return end;
    }

    @Override
    public CompletionStage<List<Message>> receive(Caller caller, String queue, int atMost, Duration wait) {
        receives++;
        List<Message> batch = batches.poll();
        return batch == null ? new CompletableFuture<>() : CompletableFuture.completedFuture(batch);
    }

    @Override
    public CompletionStage<?> delete(Caller caller, String queue, List<Message> messages) {
        deleted.addAll(messages);
        return CompletableFuture.completedFuture(null);
    }
}
