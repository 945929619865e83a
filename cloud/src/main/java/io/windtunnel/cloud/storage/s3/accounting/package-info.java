/// What is counted of buckets: what they hold, for CloudWatch and the bill ([StorageReport]), and who asked what of
/// them, as objects in another bucket ([AccessLogs]).
@NullMarked
package io.windtunnel.cloud.storage.s3.accounting;

import org.jspecify.annotations.NullMarked;
