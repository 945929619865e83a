package io.windtunnel.cloud.database.dynamodb.item;

import io.windtunnel.wire.bind.ShapeCodec;
import io.windtunnel.wire.model.MapShape;
import io.windtunnel.wire.model.Shape;
import io.windtunnel.wire.model.Structure;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/// A value as an `AttributeValue` of the wire.
final class ValueCodec implements ShapeCodec<Value> {
    @Override
    public boolean fits(Shape shape) {
        return isAttributeValue(shape);
    }

    static boolean isAttributeValue(Shape shape) {
        return shape instanceof Structure structure && structure.position("NULL") >= 0 && structure.position("BS") >= 0;
    }

    static boolean isAttributeMap(Shape shape) {
        return shape instanceof MapShape map && isAttributeValue(map.value().target());
    }

    @Override
    public Value read(JsonParser in, Strays strays) {
        return new ValueReader(in, strays).value(0);
    }

    @Override
    public void write(JsonGenerator out, Value value) {
        ValueWriter.write(out, value);
    }
}
