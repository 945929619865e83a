/// S3: buckets, objects and what hangs on them, for every account and Region of the cloud.
///
/// [S3Api] is the face, put together in `face`; `bucket` owns buckets and their contents, `object` is what an object
/// is,
/// `settings` what a bucket is told; `events` tells of what happened, `lifecycle` and `replication` act by themselves,
/// `web` answers browsers. [S3] is the service running, [BucketType] and [BucketPolicyType] its resource types.
///
/// Honoured: versions, delete markers, multipart uploads, conditional reads and writes, ranges, checksums, tags, object
/// lock, lists with every delimiter, copies, encryption headers (nothing is encrypted), lifecycle, notifications,
/// websites, CORS, replication, access logs. Kept and told, but not judged by: policies, access control lists, public
/// access blocks (beyond refusing public ones), request payment, acceleration. Refused by name: inventory, analytics,
/// metrics and tiering configurations, S3 Select, directory buckets, access points.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html
@NullMarked
package io.windtunnel.cloud.storage.s3;

import org.jspecify.annotations.NullMarked;
