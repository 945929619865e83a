/// Checksums of bytes that come in pieces, as S3 computes and compares them.
///
/// - `ChecksumAlgorithm`: the five there are, each begun anew for a body, and joined where AWS joins them.
/// - `Crc64Nvme`: the one the JDK lacks.
@NullMarked
package io.windtunnel.kernel.checksum;

import org.jspecify.annotations.NullMarked;
