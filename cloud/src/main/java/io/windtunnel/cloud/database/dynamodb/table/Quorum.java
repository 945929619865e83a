package io.windtunnel.cloud.database.dynamodb.table;

import java.time.Duration;
import java.util.function.Supplier;

/// What a replica of a global table with multi-Region strong consistency asks the other Regions.
///
/// Thread safety: every method may be called from any thread.
public interface Quorum {
    /// Makes a change that at least one other Region has too when this returns.
    ///
    /// @param here makes the change of this Region's replica, which knows the last acknowledged one by then
    /// @throws io.windtunnel.wire.AwsException `ReplicatedWriteConflictException` while another Region changes the
    ///     item; `InternalServerError` when no other Region is in reach; what `here` throws
    WritePlan write(RowKey key, Supplier<WritePlan> here);

    /// Learns the last acknowledged change of an item.
    ///
    /// @throws io.windtunnel.wire.AwsException `InternalServerError` when no other Region is in reach
    void settle(RowKey key);

    /// Learns the last acknowledged change of every item.
    ///
    /// @throws io.windtunnel.wire.AwsException `InternalServerError` when no other Region is in reach
    void settle();

    /// How long the nearest other Region takes to answer.
    Duration roundTrip();
}
