package io.windtunnel.cloud.database.dynamodb.item;

import tools.jackson.core.JsonGenerator;

/// Writes values straight to a message.
final class ValueWriter {
    private ValueWriter() {}

    static void write(JsonGenerator out, Item item) {
        out.writeStartObject();
        for (int i = 0; i < item.count(); i++) {
            out.writeName(item.name(i));
            write(out, item.value(i));
        }
        out.writeEndObject();
    }

    static void write(JsonGenerator out, Value value) {
        out.writeStartObject();
        switch (value) {
            case Value.Text text -> out.writeStringProperty("S", text.text());
            case Value.Number number -> out.writeStringProperty("N", number.text());
            case Value.Binary binary -> {
                out.writeName("B");
                out.writeBinary(binary.bytes());
            }
            case Value.Bool bool -> out.writeBooleanProperty("BOOL", bool.value());
            case Value.Null _ -> out.writeBooleanProperty("NULL", true);
            case Value.TextSet set -> {
                out.writeArrayPropertyStart("SS");
                for (String element : set.elements()) out.writeString(element);
                out.writeEndArray();
            }
            case Value.NumberSet set -> {
                out.writeArrayPropertyStart("NS");
                for (Value.Number element : set.elements()) out.writeString(element.text());
                out.writeEndArray();
            }
            case Value.BinarySet set -> {
                out.writeArrayPropertyStart("BS");
                for (Value.Binary element : set.elements()) out.writeBinary(element.bytes());
                out.writeEndArray();
            }
            case Value.ListValue list -> {
                out.writeArrayPropertyStart("L");
                for (Value element : list.elements()) write(out, element);
                out.writeEndArray();
            }
            case Value.MapValue map -> {
                out.writeName("M");
                write(out, map.attributes());
            }
        }
        out.writeEndObject();
    }
}
