package io.windtunnel.cloud.ports;

import java.util.Optional;

/// What a table holds, told to the inside of the cloud: no capacity is used, no fault is in the way. DynamoDB offers it
/// at its tables' ARNs, for accounts of what was lost.
///
/// Thread safety: may be called from any thread.
@FunctionalInterface
public interface TableContents {
    /// The item of a key; empty when there is none.
    ///
    /// @param key as the API writes it in JSON: `{"id":{"S":"7"}}`
    /// @return the item, written likewise
    /// @throws IllegalArgumentException when it is no key of this table
    Optional<String> item(String key);
}
