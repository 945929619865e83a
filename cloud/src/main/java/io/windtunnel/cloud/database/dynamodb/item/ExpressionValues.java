package io.windtunnel.cloud.database.dynamodb.item;

import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.bind.CodedBy;
import io.windtunnel.wire.bind.ShapeCodec;
import io.windtunnel.wire.model.Shape;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/// `ExpressionAttributeValues`: values by names such as `:v`, whose mistakes are told with those names.
@CodedBy(ExpressionValues.Codec.class)
public record ExpressionValues(Item values) {
    static final class Codec implements ShapeCodec<ExpressionValues> {
        @Override
        public boolean fits(Shape shape) {
            return ValueCodec.isAttributeMap(shape);
        }

        @Override
        public ExpressionValues read(JsonParser in, Strays strays) {
            ValueReader reader = new ValueReader(in, strays);
            try {
                return new ExpressionValues(reader.item(0));
            } catch (AwsException e) {
                throw AwsException.validation("ExpressionAttributeValues contains invalid value: %s for key %s"
                        .formatted(e.message(), reader.attribute()));
            }
        }

        @Override
        public void write(JsonGenerator out, ExpressionValues value) {
            ValueWriter.write(out, value.values());
        }
    }
}
