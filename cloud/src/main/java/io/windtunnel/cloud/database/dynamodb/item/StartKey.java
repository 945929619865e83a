package io.windtunnel.cloud.database.dynamodb.item;

import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.bind.CodedBy;
import io.windtunnel.wire.bind.ShapeCodec;
import io.windtunnel.wire.model.Shape;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/// An `ExclusiveStartKey`: an item whose mistakes are told as a starting key's.
@CodedBy(StartKey.Codec.class)
public record StartKey(Item key) {
    static final String INVALID = "The provided starting key is invalid: ";

    static final class Codec implements ShapeCodec<StartKey> {
        @Override
        public boolean fits(Shape shape) {
            return ValueCodec.isAttributeMap(shape);
        }

        @Override
        public StartKey read(JsonParser in, Strays strays) {
            try {
                return new StartKey(new ValueReader(in, strays).item(0));
            } catch (AwsException e) {
                throw AwsException.validation(INVALID + e.message());
            }
        }

        @Override
        public void write(JsonGenerator out, StartKey value) {
            ValueWriter.write(out, value.key());
        }
    }
}
