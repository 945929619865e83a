/// What an object is: its version, its traits, its bytes, how it stands in a row, and what S3 checks of it.
///
/// [StoredObject] is one version of a key, [RowCodec] its form in a row, [Content] where its bytes are, [Intake] how a
/// body becomes content with its sums, [Preconditions] and [ByteRange] what a request may ask of it, [Acl], [Lock] and
/// [Encryption] what hangs on it.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingObjects.html
@NullMarked
package io.windtunnel.cloud.storage.s3.object;

import org.jspecify.annotations.NullMarked;
