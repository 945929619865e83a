package io.windtunnel.kernel.balance;

import java.util.List;
import java.util.function.Function;

/// How a layer 4 load balancer chooses: by a hash of what the packets of one flow have in common, so that
/// all of them go the same way without anybody remembering it.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/introduction.html
public final class FlowHash {
    private FlowHash() {}

    /// The hash of a flow: protocol, addresses and ports of both ends, and for TCP the first sequence number.
    public static long of(
            String protocol, byte[] source, int sourcePort, byte[] destination, int destinationPort, long sequence) {
        long hash = mix(protocol.hashCode());
        hash = mix(hash ^ number(source));
        hash = mix(hash ^ number(destination));
        return mix(hash ^ ((long) sourcePort << 16 | destinationPort) ^ sequence);
    }

    /// The hash of an address alone, for flows that stay together by their source.
    public static long of(byte[] source) {
        return mix(number(source));
    }

    /// The number from 0 to below `bound` that a hash falls to.
    public static int index(long hash, int bound) {
        return (int) Math.unsignedMultiplyHigh(hash, bound);
    }

    /// The candidate a hash stays with: each has a rank of its own for every hash, and the highest wins.
    /// When one comes or goes, only the hashes that it wins change sides (rendezvous hashing, Thaler and
    /// Ravishankar 1998).
    public static <C> C stay(long hash, List<C> candidates, Function<C, String> key) {
        C best = candidates.getFirst();
        long highest = Long.MIN_VALUE;
        for (C candidate : candidates) {
            long rank = mix(hash ^ spread(key.apply(candidate)));
            if (rank < highest) continue;
            best = candidate;
            highest = rank;
        }
        return best;
    }

    private static long number(byte[] address) {
        long number = address.length;
        for (byte part : address) number = number * 257 + (part & 0xff);
        return number;
    }

    private static long spread(String key) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        return hash;
    }

    /// SplitMix64's finisher.
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
