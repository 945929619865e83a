package io.windtunnel.fabric.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LinksTest {
    private static final Place A = Place.in(Region.US_EAST_1.zone("a"));
    private static final Place B = Place.in(Region.US_EAST_1.zone("b"));
    private static final Place EAST = Place.in(Region.US_EAST_1);
    private static final Place WEST = Place.in(new Region("us-west-2"));
    private static final LinkQuality SLOW = LinkQuality.latency(Duration.ofMillis(80));

    private final Links links = new Links();

    @Test
    void isPerfectUnlessSaidOtherwise() {
        assertThat(links.between(A, B).plain()).isTrue();
        assertThat(links.link(A, B).plain()).isTrue();
        assertThat(links.link(A, B)).isSameAs(links.link(A, B));
    }

    @Test
    void takesTheProfileByDistance() {
        LinkQuality[] by = new LinkQuality[4];
        for (int i = 0; i < 4; i++) by[i] = LinkQuality.latency(Duration.ofMillis(i + 1));
        links.profile(new LinkProfile(by[0], by[1], by[2], by[3]));
        assertThat(links.between(A, A)).isEqualTo(by[0]);
        assertThat(links.between(A, B)).isEqualTo(by[1]);
        assertThat(links.between(A, EAST)).isEqualTo(by[1]);
        assertThat(links.between(A, WEST)).isEqualTo(by[2]);
        assertThat(links.between(Place.INTERNET, A)).isEqualTo(by[3]);
        assertThat(links.between(Place.INTERNET, Place.INTERNET)).isEqualTo(by[3]);
    }

    @Test
    void darkensEveryLinkOfAPlaceAndNoOther() {
        Link held = links.link(A, B);
        Fault dark = links.darken(A);
        assertThat(held.quality().cut()).isTrue();
        assertThat(held.plain()).isFalse();
        assertThat(links.between(A, A).cut()).isTrue();
        assertThat(links.between(Place.INTERNET, A).cut()).isTrue();
        assertThat(links.between(B, Place.INTERNET).cut()).isFalse();
        dark.lift();
        assertThat(held.plain()).isTrue();
    }

    @Test
    void aRegionStandsForItsZones() {
        try (Fault _ = links.cut(EAST, WEST)) {
            assertThat(links.between(A, WEST).cut()).isTrue();
            assertThat(links.between(WEST, B).cut()).isTrue();
            assertThat(links.between(A, B).cut()).isFalse();
        }
        assertThat(links.between(A, WEST).cut()).isFalse();
    }

    @Test
    void theWorstOfOverlappingFaultsCounts() {
        Fault cut = links.cut(A, B);
        Fault slow = links.impair(A, B, SLOW);
        Fault lossy = links.impair(B, new LinkQuality(Duration.ofMillis(5), Duration.ZERO, 0.1, 1000, false));
        assertThat(links.between(A, B))
                .isEqualTo(new LinkQuality(Duration.ofMillis(80), Duration.ZERO, 0.1, 1000, true));
        cut.lift();
        cut.lift();
        assertThat(links.between(B, A))
                .isEqualTo(new LinkQuality(Duration.ofMillis(80), Duration.ZERO, 0.1, 1000, false));
        lossy.lift();
        assertThat(links.between(A, B)).isEqualTo(SLOW);
        slow.lift();
        assertThat(links.between(A, B).plain()).isTrue();
    }

    @Test
    void anIsolatedPlaceKeepsTheLinksInsideIt() {
        Fault fault = links.isolate(EAST);
        assertThat(links.between(A, WEST).cut()).isTrue();
        assertThat(links.between(Place.INTERNET, B).cut()).isTrue();
        assertThat(links.between(EAST, WEST).cut()).isTrue();
        assertThat(links.between(A, B).cut()).isFalse();
        assertThat(links.between(A, EAST).cut()).isFalse();
        assertThat(links.between(WEST, Place.INTERNET).cut()).isFalse();
        fault.lift();
        assertThat(links.between(A, WEST).cut()).isFalse();
    }

    @Test
    void aFenceCutsWhatIsBeyondItAndNothingInASegment() {
        Standpoint web = new Standpoint(A, "vpc-1", "subnet-web");
        Standpoint data = new Standpoint(A, "vpc-1", "subnet-data");
        Standpoint far = new Standpoint(B, "vpc-1", "subnet-far");
        Standpoint stranger = new Standpoint(A, "vpc-2", "subnet-other");
        Standpoint outside = Standpoint.at(Place.INTERNET);
        Standpoint region = Standpoint.at(EAST);
        record Row(Beyond beyond, List<Standpoint> cut, List<Standpoint> open) {}
        for (Row row : List.of(
                new Row(Beyond.EVERYTHING, List.of(data, far, stranger, outside, region), List.of(web)),
                new Row(Beyond.OTHER_ZONES, List.of(far), List.of(web, data, stranger, outside, region)),
                new Row(Beyond.OTHER_NETWORKS, List.of(stranger, outside, region), List.of(web, data, far)))) {
            Fault fault = links.fence(Set.of("subnet-web"), row.beyond());
            for (Standpoint each : row.cut()) {
                assertThat(links.link(web, each).quality().cut()).isTrue();
                assertThat(links.link(each, web).quality().cut()).isTrue();
            }
            for (Standpoint each : row.open())
                assertThat(links.link(web, each).plain()).isTrue();
            assertThat(links.link(data, far).plain()).isTrue();
            assertThat(links.between(A, B).plain()).isTrue();
            fault.lift();
            for (Standpoint each : row.cut())
                assertThat(links.link(web, each).plain()).isTrue();
        }
    }

    @Test
    void tellsWhenTheBoardChanges() {
        AtomicInteger changes = new AtomicInteger();
        Runnable listener = changes::incrementAndGet;
        links.onChange(listener);
        Fault fault = links.darken(A);
        fault.lift();
        fault.lift();
        assertThat(changes).hasValue(2);
        links.forget(listener);
        links.darken(A);
        assertThat(changes).hasValue(2);
    }
}
