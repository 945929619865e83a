package io.windtunnel.rehearsal.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.rehearsal.steps.Ledger.Entry;
import io.windtunnel.rehearsal.steps.Ledger.Item;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What histories prove, on histories whose truth is known.
class AuditTest {
    private static Entry write(@Nullable String value, long begin, long end) {
        return new Entry(true, value, begin, end);
    }

    private static Entry read(@Nullable String value, long begin, long end) {
        return new Entry(false, value, begin, end);
    }

    @Test
    void what_was_written_over_is_not_gone() {
        List<Entry> history = List.of(write("a", 0, 1), write("b", 2, 3));

        assertThat(Audit.gone(history, "b")).isEmpty();
        assertThat(Audit.gone(history, "a")).containsExactly(history.get(1));
        assertThat(Audit.gone(history, null)).isEqualTo(history);
    }

    @Test
    void writes_at_the_same_time_may_end_in_either_order() {
        List<Entry> history = List.of(write("a", 0, 10), write("b", 5, 6));

        assertThat(Audit.gone(history, "a")).isEmpty();
        assertThat(Audit.gone(history, "b")).isEmpty();
    }

    @Test
    void what_nobody_acknowledged_cannot_be_lost_and_may_be_what_is_left() {
        List<Entry> history = List.of(write("a", 0, 1), write("b", 2, Ledger.UNKNOWN));

        assertThat(Audit.gone(history, "a")).isEmpty();
        assertThat(Audit.gone(history, "b")).isEmpty();
        assertThat(Audit.gone(history, null)).containsExactly(history.getFirst());
    }

    @Test
    void a_deletion_is_a_write_and_what_others_wrote_proves_nothing() {
        List<Entry> history = List.of(write("a", 0, 1), write(null, 2, 3));

        assertThat(Audit.gone(history, null)).isEmpty();
        assertThat(Audit.gone(history, "a")).containsExactly(history.get(1));
        assertThat(Audit.gone(history, "somebody else's")).isEmpty();
    }

    @Test
    void a_read_is_stale_when_a_later_write_was_acknowledged_before_it_began() {
        Entry first = write("a", 0, 1);
        Entry second = write("b", 2, 5);

        assertThat(Audit.stale(List.of(first, second, read("a", 3, 4)))).isZero();
        assertThat(Audit.stale(List.of(first, second, read("a", 6, 7)))).isEqualTo(1);
        assertThat(Audit.stale(List.of(first, second, read(null, 6, 7)))).isEqualTo(1);
        assertThat(Audit.stale(List.of(first, second, read("b", 6, 7)))).isZero();
        assertThat(Audit.stale(List.of(read(null, 0, 1)))).isZero();
    }

    @Test
    void histories_are_held_against_a_single_copy_item_by_item() {
        Map<Item, List<Entry>> ledger = Map.of(
                new Item("Accounts", "one"), List.of(write("a", 0, 1), read("a", 2, 3)),
                new Item("Accounts", "two"), List.of(write("a", 0, 1), read(null, 2, 3)),
                new Item("Written", "only"), List.of(write("a", 0, 1)));

        var histories = Audit.histories(ledger);

        assertThat(histories).hasSize(1);
        assertThat(histories.getFirst().target()).isEqualTo("Accounts");
        assertThat(histories.getFirst().items()).isEqualTo(2);
        assertThat(histories.getFirst().violated()).isEqualTo(1);
        assertThat(histories.getFirst().first())
                .startsWith("Accounts two, from 0.000 s")
                .endsWith(": read nothing");
    }
}
