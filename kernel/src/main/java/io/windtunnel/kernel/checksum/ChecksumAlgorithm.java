package io.windtunnel.kernel.checksum;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/// The checksums a client may give an object. Their names are AWS's.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
public enum ChecksumAlgorithm {
    CRC32(4),
    CRC32C(4),
    CRC64NVME(8),
    SHA1(20),
    SHA256(32);

    /// The polynomials of 32 bits, their bits reversed.
    private static final long CRC32_POLYNOMIAL = 0xedb88320L;

    private static final long CRC32C_POLYNOMIAL = 0x82f63b78L;

    private final int bytes;

    ChecksumAlgorithm(int bytes) {
        this.bytes = bytes;
    }

    /// How long its values are, in bytes.
    public int bytes() {
        return bytes;
    }

    /// Whether it is a cyclic redundancy check: then the value of a whole follows from those of its parts.
    public boolean isJoinable() {
        return switch (this) {
            case CRC32, CRC32C, CRC64NVME -> true;
            case SHA1, SHA256 -> false;
        };
    }

    /// Begins a body.
    public Running start() {
        return switch (this) {
            case CRC32 -> new OfChecksum(new CRC32(), bytes);
            case CRC32C -> new OfChecksum(new CRC32C(), bytes);
            case CRC64NVME -> new OfChecksum(new Crc64Nvme(), bytes);
            case SHA1 -> digest("SHA-1");
            case SHA256 -> digest("SHA-256");
        };
    }

    private static Running digest(String name) {
        try {
            return new OfDigest(MessageDigest.getInstance(name));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + name, e);
        }
    }

    /// The value of `bytes`.
    public byte[] of(byte[] bytes) {
        Running running = start();
        running.update(bytes, 0, bytes.length);
        return running.value();
    }

    /// The value of two bodies one after the other, from the value of each and the length of the second.
    ///
    /// @throws IllegalArgumentException when it is not joinable
    public byte[] join(byte[] first, byte[] second, long secondLength) {
        long polynomial = switch (this) {
            case CRC32 -> CRC32_POLYNOMIAL;
            case CRC32C -> CRC32C_POLYNOMIAL;
            case CRC64NVME -> Crc64Nvme.POLYNOMIAL;
            case SHA1, SHA256 -> throw new IllegalArgumentException(this + " of parts cannot be joined");
        };
        long joined = CrcZeros.append(polynomial, number(first), secondLength, 8 * bytes) ^ number(second);
        return text(joined, bytes);
    }

    private static long number(byte[] value) {
        long number = 0;
        for (byte next : value) number = number << 8 | next & 0xff;
        return number;
    }

    private static byte[] text(long number, int bytes) {
        byte[] all = ByteBuffer.allocate(8).putLong(number).array();
        return java.util.Arrays.copyOfRange(all, 8 - bytes, 8);
    }

    /// A value as headers carry it.
    public static String base64(byte[] value) {
        return Base64.getEncoder().encodeToString(value);
    }

    /// A body that is being summed.
    ///
    /// Thread safety: none.
    public sealed interface Running {
        void update(byte[] bytes, int offset, int length);

        /// The value of what there was, big end first. It is to be asked for once.
        byte[] value();
    }

    private record OfChecksum(Checksum checksum, int bytes) implements Running {
        @Override
        public void update(byte[] more, int offset, int length) {
            checksum.update(more, offset, length);
        }

        @Override
        public byte[] value() {
            return text(checksum.getValue(), bytes);
        }
    }

    private record OfDigest(MessageDigest digest) implements Running {
        @Override
        public void update(byte[] more, int offset, int length) {
            digest.update(more, offset, length);
        }

        @Override
        public byte[] value() {
            return digest.digest();
        }
    }
}
