/// Buckets' lifecycle rules at work: [Decision] says what is due for a key, [LifecycleRun] does it at midnight UTC.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
@NullMarked
package io.windtunnel.cloud.storage.s3.lifecycle;

import org.jspecify.annotations.NullMarked;
