/// Buckets and what is in them.
///
/// [Buckets] owns the names, which are the same for all accounts and Regions; [Bucket] is one with its settings;
/// [BucketContents] owns its objects and their versions, [Uploads] its multipart uploads; [KeyWalk] reads keys in order
/// and skips what a delimiter folds together.
///
/// The newest version of a key stands in one set of rows under the key's own bytes, so that reading it is one lookup
/// and
/// a list of objects a scan that no older version slows; older versions stand in another, newest first.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingBucket.html
@NullMarked
package io.windtunnel.cloud.storage.s3.bucket;

import org.jspecify.annotations.NullMarked;
