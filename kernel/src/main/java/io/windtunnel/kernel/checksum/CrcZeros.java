package io.windtunnel.kernel.checksum;

/// What a cyclic redundancy check becomes when zeros follow: a linear map of its bits, which for a number of zeros is
/// put together from the maps for powers of two.
final class CrcZeros {
    private CrcZeros() {}

    /// `crc` after `zeros` bytes of zero, without the ones it begins and ends with.
    ///
    /// @param polynomial its bits reversed
    /// @param width how many bits it has
    static long append(long polynomial, long crc, long zeros, int width) {
        long[] power = new long[width]; // the map for one bit of zero: where each bit of the check goes
        power[0] = polynomial;
        for (int bit = 1; bit < width; bit++) power[bit] = 1L << bit - 1;
        for (int i = 0; i < 3; i++) power = squared(power); // for eight bits
        long appended = crc;
        for (long rest = zeros; rest > 0; rest >>>= 1) {
            if ((rest & 1) != 0) appended = apply(power, appended);
            if (rest > 1) power = squared(power);
        }
        return appended;
    }

    private static long[] squared(long[] map) {
        long[] square = new long[map.length];
        for (int bit = 0; bit < map.length; bit++) square[bit] = apply(map, map[bit]);
        return square;
    }

    private static long apply(long[] map, long bits) {
        long applied = 0;
        for (long rest = bits; rest != 0; rest &= rest - 1) applied ^= map[Long.numberOfTrailingZeros(rest)];
        return applied;
    }
}
