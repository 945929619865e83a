/// Copies of objects in other buckets, in the same Region or another: [Replicator] makes them, a while after the write,
/// over the links between Regions, so that a cut link or a pause delays them and nothing is lost.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html
@NullMarked
package io.windtunnel.cloud.storage.s3.replication;

import org.jspecify.annotations.NullMarked;
