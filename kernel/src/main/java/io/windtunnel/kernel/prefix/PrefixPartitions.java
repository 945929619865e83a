package io.windtunnel.kernel.prefix;

import io.windtunnel.kernel.rate.TokenBucket;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// The partitions of an object store's keys, by ranges of them. Each takes so many writes and reads a second; one that
/// had to refuse some in every minute of five is split in the middle of the keys that were asked for lately. So a new
/// bucket is slow under a sudden load, and gets as fast as the load's keys allow.
///
/// AWS documents the rates of a partition and that it scales gradually; how soon and where it splits is guessed.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html
///
/// Thread safety: none; its owner locks. Time is passed in, in nanoseconds of [io.windtunnel.kernel.time.Time].
public final class PrefixPartitions {
    /// What one partition takes.
    public static final int WRITES_PER_SECOND = 3_500;

    public static final int READS_PER_SECOND = 5_500;

    private static final long WINDOW_NANOS = 60_000_000_000L;
    private static final int HOT_WINDOWS = 5;
    private static final int MOST_PARTITIONS = 1_000;

    /// How many of the latest keys tell where to split.
    private static final int REMEMBERED = 256;

    private final TreeMap<String, Partition> byFirst = new TreeMap<>();

    public PrefixPartitions(long nowNanos) {
        byFirst.put("", new Partition(nowNanos));
    }

    private static final class Partition {
        private final TokenBucket writes;
        private final TokenBucket reads;
        private final String[] latest = new String[REMEMBERED];
        private long count;
        private long windowStart;
        private boolean refused;
        private int hot;

        Partition(long nowNanos) {
            writes = new TokenBucket(WRITES_PER_SECOND, WRITES_PER_SECOND, nowNanos);
            reads = new TokenBucket(READS_PER_SECOND, READS_PER_SECOND, nowNanos);
            windowStart = nowNanos;
        }

        boolean take(String key, boolean write, long nowNanos) {
            if (nowNanos - windowStart >= WINDOW_NANOS) {
                boolean missed = nowNanos - windowStart >= 2 * WINDOW_NANOS;
                hot = refused && !missed ? hot + 1 : 0;
                refused = false;
                windowStart = nowNanos;
            }
            latest[(int) (count++ % REMEMBERED)] = key;
            boolean taken = (write ? writes : reads).take(1, nowNanos);
            refused |= !taken;
            return taken;
        }

        /// The key in the middle of the latest ones.
        String middle() {
            String[] sorted = Arrays.copyOf(latest, (int) Math.min(count, REMEMBERED));
            Arrays.sort(sorted);
            return sorted[sorted.length / 2];
        }
    }

    /// Whether a request for `key` is taken now; else it is to be told to slow down.
    public boolean admit(String key, boolean write, long nowNanos) {
        Map.Entry<String, Partition> entry = byFirst.floorEntry(key);
        Partition partition = entry.getValue();
        boolean taken = partition.take(key, write, nowNanos);
        if (partition.hot >= HOT_WINDOWS) split(entry.getKey(), partition, nowNanos);
        return taken;
    }

    private void split(String first, Partition partition, long nowNanos) {
        partition.hot = 0;
        String middle = partition.middle();
        if (middle.compareTo(first) > 0 && byFirst.size() < MOST_PARTITIONS)
            byFirst.put(middle, new Partition(nowNanos));
    }

    /// How many partitions there are.
    public int size() {
        return byFirst.size();
    }
}
