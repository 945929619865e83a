/// S3's operations, as a chain of classes of which each adds those about one thing: [BucketFace], [SettingsFace],
/// [ListFace], [VersionFace], [ObjectFace], [DeleteFace], [CopyFace], [MultipartFace]; and their requests and
/// responses, of which the
/// records `...Shapes` hold what is honoured.
///
/// [Requests] reads what many requests have in common, [Answers] writes what many responses have; [Domain] is what they
/// all call.
@NullMarked
package io.windtunnel.cloud.storage.s3.face;

import org.jspecify.annotations.NullMarked;
