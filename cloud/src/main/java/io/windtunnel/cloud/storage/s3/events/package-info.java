/// What happens to objects, and who is told of it: queues, topics and functions by a bucket's notifications, and
/// EventBridge.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
@NullMarked
package io.windtunnel.cloud.storage.s3.events;

import org.jspecify.annotations.NullMarked;
