package io.windtunnel.kernel.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LruCacheTest {
    @Test
    void doesWhatALinkedMapInOrderOfAccessDoes() {
        for (int seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int capacity = 1 + random.nextInt(40);
            LruCache cache = new LruCache(capacity);
            Map<Long, Integer> model = new LinkedHashMap<>(16, 0.75f, true);
            for (int i = 0; i < 5_000; i++) {
                long key = random.nextInt(60) * 0x100000001L;
                Integer expected = model.get(key);
                int slot = cache.get(key);
                assertThat(slot)
                        .as("seed %d, step %d", seed, i)
                        .isEqualTo(expected == null ? LruCache.ABSENT : expected);
                if (slot != LruCache.ABSENT) continue;
                if (model.size() == capacity)
                    model.remove(model.keySet().iterator().next());
                model.put(key, cache.put(key));
                assertThat(cache.size()).isEqualTo(model.size());
            }
        }
    }

    @Test
    void refusesAKeyThatIsThere() {
        LruCache cache = new LruCache(2);
        cache.put(7);
        assertThatThrownBy(() -> cache.put(7)).hasMessage("key 7 is there already");
        assertThatThrownBy(() -> new LruCache(0)).hasMessage("capacity 0");
    }

    /// Che, Tung and Wang, Hierarchical Web caching systems (2002): a key stays as long as the characteristic time.
    @ParameterizedTest
    @CsvSource({"0.8, 100", "0.8, 1000", "0.8, 4000", "1.0, 100", "1.0, 1000", "1.0, 4000"})
    void hitsAsOftenAsChesApproximationSays(double exponent, int capacity) {
        int keys = 20_000;
        double[] popularity = new double[keys];
        for (int i = 0; i < keys; i++) popularity[i] = Math.pow(i + 1, -exponent);
        double sum = Arrays.stream(popularity).sum();
        double[] upTo = new double[keys];
        double total = 0;
        for (int i = 0; i < keys; i++) {
            popularity[i] /= sum;
            upTo[i] = total += popularity[i];
        }
        LruCache cache = new LruCache(capacity);
        SplittableRandom random = new SplittableRandom(1);
        int warm = 10 * capacity + 50_000;
        int asked = 1_000_000;
        int hits = 0;
        for (int i = 0; i < warm + asked; i++) {
            int found = Arrays.binarySearch(upTo, random.nextDouble());
            long key = Math.min(keys - 1, found < 0 ? -found - 1 : found);
            if (cache.get(key) == LruCache.ABSENT) cache.put(key);
            else if (i >= warm) hits++;
        }
        assertThat((double) hits / asked).isCloseTo(che(popularity, capacity), within(0.005));
    }

    private static double che(double[] popularity, int capacity) {
        double low = 0;
        double high = 1;
        while (occupied(popularity, high) < capacity) high *= 2;
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            if (occupied(popularity, middle) < capacity) low = middle;
            else high = middle;
        }
        double time = high;
        return Arrays.stream(popularity).map(p -> p * -Math.expm1(-p * time)).sum();
    }

    private static double occupied(double[] popularity, double time) {
        return Arrays.stream(popularity).map(p -> -Math.expm1(-p * time)).sum();
    }
}
