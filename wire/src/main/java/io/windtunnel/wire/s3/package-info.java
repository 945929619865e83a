/// What S3 asks of the wire and no other service does: buckets in the host's name, forms that a browser posts.
///
/// - `S3Host`: the bucket, Region and kind of endpoint that a host names.
/// - `PostForm`: a `multipart/form-data` body read as a stream, up to its file. `PostFile`: that file.
/// - `PostPolicy`: the policy a form carries, and whether the form meets it.
@NullMarked
package io.windtunnel.wire.s3;

import org.jspecify.annotations.NullMarked;
