package io.windtunnel.fabric.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static final NamedAddress ONE = new NamedAddress("internet", "52.0.0.1");
    private static final NamedAddress TWO = new NamedAddress("internet", "52.0.0.2");
    private static final NamedAddress THREE = new NamedAddress("internet", "52.0.0.3");

    @Test
    void answersRotate() {
        Names names = new Names();
        names.put("Site.elb.localhost", () -> List.of(ONE, TWO, THREE));
        assertThat(names.resolve("site.elb.localhost")).containsExactly(ONE, TWO, THREE);
        assertThat(names.resolve("SITE.elb.localhost.")).containsExactly(TWO, THREE, ONE);
        assertThat(names.resolve("site.elb.localhost")).containsExactly(THREE, ONE, TWO);
        assertThat(names.resolve("site.elb.localhost")).containsExactly(ONE, TWO, THREE);
    }

    @Test
    void anUnknownNameHasNoAddress() {
        Names names = new Names();
        names.put("a", () -> List.of(ONE));
        names.remove("A");
        assertThat(names.resolve("a")).isEmpty();
    }
}
