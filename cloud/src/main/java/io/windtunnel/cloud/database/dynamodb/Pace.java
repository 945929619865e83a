package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.database.dynamodb.table.Physics;
import io.windtunnel.cloud.database.dynamodb.table.Quorum;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Answers item operations: at once, or after what storage takes where that is played; and measures them.
final class Pace {
    /// What an operation of one item takes at AWS, in milliseconds: a guess, "single-digit milliseconds" is documented.
    static final double READ = 2.5;

    static final double WRITE = 4;

    private static final double NANOS_PER_MILLI = 1e6;

    private final Time time;
    private final Physics physics;
    private final RandomGenerator random;

    Pace(Fabric fabric, Physics physics) {
        this.time = fabric.time();
        this.physics = physics;
        this.random = fabric.random().stream("dynamodb.latency");
    }

    /// Answers what `work` gives.
    ///
    /// @param millis what it takes at AWS, for one of the middle
    <T> CompletionStage<T> answer(String operation, LiveTable table, double millis, Supplier<T> work) {
        return answer(operation, table, millis, false, work);
    }

    /// Answers what `work` gives.
    ///
    /// @param agreed whether a strongly consistent global table asks another Region for it
    <T> CompletionStage<T> answer(String operation, LiveTable table, double millis, boolean agreed, Supplier<T> work) {
        long began = time.nanos();
        T answer;
        try {
            answer = work.get();
        } catch (AwsException refusal) {
            refused(operation, table, refusal);
            throw refusal;
        }
        Quorum quorum = table.quorum();
        Duration trip = agreed && quorum != null ? quorum.roundTrip() : Duration.ZERO;
        double multiplier = physics.latencyMultiplier();
        if (multiplier == 0 && trip.isZero()) {
            table.meters().answered(operation, time.nanos() - began);
            return CompletableFuture.completedStage(answer);
        }
        long own = multiplier == 0 ? 0 : (long) (millis * multiplier * spread() * NANOS_PER_MILLI);
        long nanos = own + trip.toNanos();
        CompletableFuture<T> later = new CompletableFuture<>();
        time.after(Duration.ofNanos(nanos), () -> {
            table.meters().answered(operation, time.nanos() - began);
            later.complete(answer);
        });
        return later;
    }

    /// Around 1, with a tail: a guess.
    private double spread() {
        return 0.7 - 0.3 * Math.log(1 - random.nextDouble());
    }

    static void refused(String operation, LiveTable table, AwsException refusal) {
        switch (refusal.code()) {
            case "ProvisionedThroughputExceededException", "ThrottlingException" ->
                table.meters().throttledRequest(operation);
            case "InternalServerError" -> table.meters().systemError(operation);
            case "ConditionalCheckFailedException",
                    "TransactionConflictException",
                    "ReplicatedWriteConflictException" -> {}
            default -> table.meters().userError();
        }
    }
}
