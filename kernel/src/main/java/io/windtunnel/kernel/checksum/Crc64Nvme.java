package io.windtunnel.kernel.checksum;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/// The cyclic redundancy check of 64 bits of the NVM Express specification, by sixteen tables: a table for each byte of
/// two words, so that two words are taken at a step.
///
/// Source: https://nvmexpress.org/specifications/ (NVM Command Set, 64b Guard Protection Information)
public final class Crc64Nvme implements Checksum {
    /// The polynomial, its bits reversed.
    static final long POLYNOMIAL = 0x9a6c9329ac4bc9b5L;

    private static final int WORD = 8;
    private static final int STEP = 2 * WORD;
    private static final long[][] TABLES = tables();
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private long state = -1L;

    private static long[][] tables() {
        long[][] tables = new long[STEP][256];
        for (int i = 0; i < 256; i++) {
            long rest = i;
            for (int bit = 0; bit < 8; bit++) rest = (rest & 1) == 0 ? rest >>> 1 : rest >>> 1 ^ POLYNOMIAL;
            tables[0][i] = rest;
        }
        for (int i = 0; i < 256; i++)
            for (int table = 1; table < STEP; table++) {
                long before = tables[table - 1][i];
                tables[table][i] = before >>> 8 ^ tables[0][(int) before & 0xff];
            }
        return tables;
    }

    @Override
    public void update(int next) {
        state = state >>> 8 ^ TABLES[0][(int) (state ^ next) & 0xff];
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        long crc = state;
        int at = offset;
        int end = offset + length;
        for (; end - at >= STEP; at += STEP) {
            long first = crc ^ (long) WORDS.get(bytes, at);
            crc = word(first, WORD) ^ word((long) WORDS.get(bytes, at + WORD), 0);
        }
        for (; at < end; at++) crc = crc >>> 8 ^ TABLES[0][(int) (crc ^ bytes[at]) & 0xff];
        state = crc;
    }

    /// What a word comes to that stands `behind` bytes before the end of the step.
    private static long word(long word, int behind) {
        return TABLES[behind + 7][(int) word & 0xff]
                ^ TABLES[behind + 6][(int) (word >>> 8) & 0xff]
                ^ TABLES[behind + 5][(int) (word >>> 16) & 0xff]
                ^ TABLES[behind + 4][(int) (word >>> 24) & 0xff]
                ^ TABLES[behind + 3][(int) (word >>> 32) & 0xff]
                ^ TABLES[behind + 2][(int) (word >>> 40) & 0xff]
                ^ TABLES[behind + 1][(int) (word >>> 48) & 0xff]
                ^ TABLES[behind][(int) (word >>> 56)];
    }

    @Override
    public long getValue() {
        return ~state;
    }

    @Override
    public void reset() {
        state = -1L;
    }
}
