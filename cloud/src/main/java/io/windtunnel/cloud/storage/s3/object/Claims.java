package io.windtunnel.cloud.storage.s3.object;

import io.windtunnel.kernel.checksum.ChecksumAlgorithm;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Payload;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a client says of the body it sends: its MD5, and one checksum, before the body or behind it.
///
/// @param contentMd5 as `Content-MD5` has it
/// @param algorithm null where the client leaves it to S3
/// @param value as the header has it; null where it comes behind the body, or not at all
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Claims(byte @Nullable [] contentMd5, @Nullable ChecksumAlgorithm algorithm, byte @Nullable [] value) {
    public static final Claims NONE = new Claims(null, null, null);

    /// The algorithm S3 uses where a client names none.
    public static final ChecksumAlgorithm USUAL = ChecksumAlgorithm.CRC64NVME;

    private static final int MD5_BYTES = 16;

    /// @param named what `x-amz-sdk-checksum-algorithm` names
    /// @param trailer what `x-amz-trailer` names
    /// @param sums the values of the `x-amz-checksum-` headers, in the order of [ChecksumAlgorithm]
    public static Claims of(
            @Nullable String contentMd5, @Nullable String named, @Nullable String trailer, @Nullable String[] sums) {
        ChecksumAlgorithm algorithm = null;
        byte[] value = null;
        for (ChecksumAlgorithm each : ChecksumAlgorithm.values()) {
            String sum = sums[each.ordinal()];
            if (sum == null) continue;
            if (algorithm != null)
                throw invalid("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
            algorithm = each;
            value = decoded(sum);
            if (value == null || value.length != each.bytes())
                throw invalid("Value for " + header(each) + " header is invalid.");
        }
        if (algorithm == null && trailer != null) algorithm = ofHeader(trailer);
        if (algorithm == null && named != null) algorithm = named(named);
        return new Claims(md5(contentMd5), algorithm, value);
    }

    private static byte @Nullable [] md5(@Nullable String text) {
        if (text == null) return null;
        byte[] md5 = decoded(text);
        if (md5 == null || md5.length != MD5_BYTES)
            throw new AwsException("InvalidDigest", "The Content-MD5 you specified was invalid.")
                    .with("Content-MD5", text);
        return md5;
    }

    private static byte @Nullable [] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// The algorithm called `name`.
    public static ChecksumAlgorithm named(String name) {
        for (ChecksumAlgorithm each : ChecksumAlgorithm.values())
            if (each.name().equalsIgnoreCase(name)) return each;
        throw invalid("Checksum algorithm provided is unsupported. Please try again with any of the valid types: "
                + "[CRC32, CRC32C, CRC64NVME, SHA1, SHA256]");
    }

    private static @Nullable ChecksumAlgorithm ofHeader(String header) {
        for (ChecksumAlgorithm each : ChecksumAlgorithm.values())
            if (header.strip().equalsIgnoreCase(header(each))) return each;
        return null;
    }

    private static String header(ChecksumAlgorithm algorithm) {
        return "x-amz-checksum-" + algorithm.name().toLowerCase(Locale.ROOT);
    }

    private static AwsException invalid(String message) {
        return new AwsException("InvalidRequest", message).status(400);
    }

    /// Refuses a body in memory that is not what the client said.
    public void check(Payload body) {
        ChecksumAlgorithm summed = algorithm == null ? USUAL : algorithm;
        if (contentMd5 == null && algorithm == null) return;
        check(body, SummedInput.md5().digest(body.bytes()), summed, summed.of(body.bytes()));
    }

    /// Refuses a body that is not what the client said.
    ///
    /// @param body read to its end
    void check(Payload body, byte[] md5, ChecksumAlgorithm summed, byte[] sum) {
        if (contentMd5 != null && !Arrays.equals(contentMd5, md5))
            throw new AwsException("BadDigest", "The Content-MD5 you specified did not match what we received.")
                    .with("ExpectedDigest", Base64.getEncoder().encodeToString(contentMd5))
                    .with("CalculatedDigest", Base64.getEncoder().encodeToString(md5));
        if (algorithm != summed) return;
        byte[] said = said(body);
        if (said == null) return;
        if (!Arrays.equals(said, sum)) throw mismatch(summed);
    }

    /// What the client says, before its body or behind it; null where it says nothing.
    ///
    /// @param body read to its end
    public byte @Nullable [] said(Payload body) {
        if (value != null || algorithm == null) return value;
        String trailer = body.trailer(header(algorithm));
        if (trailer == null) return null;
        byte[] said = decoded(trailer);
        if (said == null || said.length != algorithm.bytes())
            throw invalid("Value for " + header(algorithm) + " trailing header is invalid.");
        return said;
    }

    public static AwsException mismatch(ChecksumAlgorithm algorithm) {
        return new AwsException(
                "BadDigest", "The " + algorithm + " you specified did not match the calculated checksum.");
    }
}
