package io.windtunnel.fabric.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClockWorkTest {
    @Test
    void timersFallDueOnVirtualThreadsAtTheScenariosSpeed() throws Exception {
        try (Threads threads = new Threads();
                ClockWork clock = ClockWork.wall(1000, threads)) {
            CompletableFuture<Thread> ran = new CompletableFuture<>();
            long begin = clock.time().nanos();
            clock.time().after(Duration.ofSeconds(30), () -> ran.complete(Thread.currentThread()));
            assertThat(ran.get(10, TimeUnit.SECONDS).isVirtual()).isTrue();
            assertThat(clock.time().nanos() - begin)
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(30).toNanos());
        }
    }

    @Test
    void aTaskThatBlocksDoesNotHoldTheClockUp() throws Exception {
        try (Threads threads = new Threads();
                ClockWork clock = ClockWork.wall(1000, threads)) {
            CountDownLatch later = new CountDownLatch(1);
            CompletableFuture<Boolean> sawLater = new CompletableFuture<>();
            clock.time().after(Duration.ofSeconds(1), () -> {
                try {
                    sawLater.complete(later.await(10, TimeUnit.SECONDS));
                } catch (InterruptedException interrupted) {
                    sawLater.completeExceptionally(interrupted);
                }
            });
            clock.time().after(Duration.ofSeconds(2), later::countDown);
            assertThat(sawLater.get(15, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closedThreadsInterruptWhatRunsAndRefuseMore() throws Exception {
        Threads threads = new Threads();
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        threads.run(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException expected) {
                interrupted.complete(true);
            }
        });
        begun.await();
        threads.close();
        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> threads.run(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }
}
