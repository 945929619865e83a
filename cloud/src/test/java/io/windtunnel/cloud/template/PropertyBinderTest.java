package io.windtunnel.cloud.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.wire.Member;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullMarked
class PropertyBinderTest {
    record Disk(String deviceName, @Nullable Integer size) {}

    record Thing(
            String cidrBlock,
            @Nullable Integer port,
            @Nullable Boolean open,
            @Nullable Double weight,
            @Member("DNSName") @Nullable String dnsName,
            @Nullable Disk root,
            List<Disk> disks,
            List<String> zones,
            Map<String, String> labels,
            @Nullable Object document) {}

    private static PropertyBinder.Bound<Thing> bind(Map<String, ?> tree) {
        return PropertyBinder.bind(Thing.class, tree, "MyThing");
    }

    @Test
    void takes_texts_numbers_and_booleans_for_each_other() {
        Thing thing = bind(Map.of(
                        "CidrBlock", 10, "Port", "80", "Open", "true", "Weight", "0.5", "Zones", List.of("a", 1, true)))
                .properties();
        assertThat(thing.cidrBlock()).isEqualTo("10");
        assertThat(thing.port()).isEqualTo(80);
        assertThat(thing.open()).isTrue();
        assertThat(thing.weight()).isEqualTo(0.5);
        assertThat(thing.zones()).containsExactly("a", "1", "true");
    }

    @Test
    void binds_nested_records_lists_maps_and_documents() {
        Map<String, Object> document = Map.of("Version", "2012-10-17");
        Thing thing = bind(Map.of(
                        "CidrBlock",
                        "10.0.0.0/16",
                        "DNSName",
                        "x",
                        "Root",
                        Map.of("DeviceName", "/dev/xvda", "Size", "8"),
                        "Disks",
                        List.of(Map.of("DeviceName", "/dev/xvdb")),
                        "Labels",
                        Map.of("a", 1),
                        "Document",
                        document))
                .properties();
        assertThat(thing.dnsName()).isEqualTo("x");
        assertThat(thing.root()).isEqualTo(new Disk("/dev/xvda", 8));
        assertThat(thing.disks()).containsExactly(new Disk("/dev/xvdb", null));
        assertThat(thing.labels()).containsExactly(Map.entry("a", "1"));
        assertThat(thing.document()).isEqualTo(document);
    }

    @Test
    void leaves_absent_lists_empty_and_absent_nullables_null() {
        Thing thing = bind(Map.of("CidrBlock", "x")).properties();
        assertThat(thing.disks()).isEmpty();
        assertThat(thing.labels()).isEmpty();
        assertThat(thing.port()).isNull();
        assertThat(thing.root()).isNull();
    }

    @Test
    void tells_what_no_component_holds_by_its_path_once() {
        assertThat(bind(Map.of(
                                "CidrBlock",
                                "x",
                                "Disks",
                                List.of(Map.of("DeviceName", "a", "Iops", 3), Map.of("DeviceName", "b", "Iops", 3))))
                        .unhonoured())
                .containsExactly("Properties.Disks.Iops");
        assertThat(bind(Map.of("CidrBlock", "x", "Nonsense", 1)).unhonoured()).containsExactly("Properties.Nonsense");
    }

    @Test
    void refuses_what_is_missing_or_of_the_wrong_type_in_cloudformations_words() {
        assertThatThrownBy(() -> bind(Map.of("Port", "eighty", "Zones", "a")))
                .hasMessage("Properties validation failed for resource MyThing with message:\n"
                        + "[#: required key [CidrBlock] not found, "
                        + "#/Port: expected type: Integer, found: String, "
                        + "#/Zones: expected type: JSONArray, found: String]");
        assertThatThrownBy(() -> bind(Map.of("CidrBlock", "x", "Disks", List.of(Map.of("Size", 1)))))
                .hasMessageContaining("#/Disks/0: required key [DeviceName] not found");
        assertThatThrownBy(() -> bind(Map.of("CidrBlock", List.of("x"))))
                .hasMessageContaining("#/CidrBlock: expected type: String, found: JSONArray");
    }
}
