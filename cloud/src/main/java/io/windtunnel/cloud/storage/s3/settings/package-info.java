/// What a bucket is told to do: its settings as the API has them, what S3 refuses of them, and what they decide.
///
/// The records are bound to the API's model and kept as they are. Each has its own rules beside it: [Cors],
/// [Lifecycle],
/// [Website], [Notifications], [Replication], [Logging] and the small ones.
@NullMarked
package io.windtunnel.cloud.storage.s3.settings;

import org.jspecify.annotations.NullMarked;
