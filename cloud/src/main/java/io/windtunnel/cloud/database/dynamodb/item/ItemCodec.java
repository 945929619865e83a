package io.windtunnel.cloud.database.dynamodb.item;

import io.windtunnel.wire.bind.ShapeCodec;
import io.windtunnel.wire.model.Shape;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/// An item as a map of `AttributeValue`s of the wire.
final class ItemCodec implements ShapeCodec<Item> {
    @Override
    public boolean fits(Shape shape) {
        return ValueCodec.isAttributeMap(shape);
    }

    @Override
    public Item read(JsonParser in, Strays strays) {
        return new ValueReader(in, strays).item(0);
    }

    @Override
    public void write(JsonGenerator out, Item item) {
        ValueWriter.write(out, item);
    }
}
