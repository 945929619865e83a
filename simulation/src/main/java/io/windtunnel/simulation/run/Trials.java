package io.windtunnel.simulation.run;

import io.windtunnel.fabric.run.Threads;
import io.windtunnel.rehearsal.plan.RehearsalPlan;
import io.windtunnel.rehearsal.stage.RehearsalFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Plays trials on several processors, each in a world of its own: what comes of one does not depend on the others, nor
/// on how many there are at a time.
///
/// Thread safety: belongs to the thread that made it.
final class Trials implements AutoCloseable {
    /// One trial to play.
    ///
    /// @param most requests that are played one by one
    record Task(
            RehearsalPlan plan,
            int design,
            long seed,
            Setting setting,
            double most,
            @Nullable Appendable trace) {
        Task(RehearsalPlan plan, int design, long seed, double most) {
            this(plan, design, seed, Setting.drawn(plan, seed), most, null);
        }

        Played play() {
            return new Trial(plan, design, seed, setting, most, trace).play();
        }
    }

    private final Threads threads = new Threads();
    private final ExecutorService workers;

    Trials(int processors) {
        this.workers = threads.workers("simulation", processors);
    }

    /// What came of each, in the order of the tasks.
    ///
    /// @throws RehearsalFailure when one cannot be played
    List<Played> play(List<Task> tasks) {
        List<Future<Played>> under = new ArrayList<>();
        for (Task task : tasks) under.add(workers.submit(task::play));
        List<Played> all = new ArrayList<>();
        for (int i = 0; i < under.size(); i++) all.add(await(under.get(i), tasks.get(i)));
        return all;
    }

    private static Played await(Future<Played> future, Task task) {
        try {
            return future.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new RehearsalFailure("interrupted");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RehearsalFailure failure) throw failure;
            throw new IllegalStateException(
                    "the trial of " + task.plan.designs().get(task.design).name() + " with seed " + task.seed
                            + " failed: " + failed.getCause() + "; play it again with --seed " + task.seed,
                    failed.getCause());
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        threads.close();
    }
}
