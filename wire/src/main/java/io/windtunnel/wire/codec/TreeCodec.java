package io.windtunnel.wire.codec;

import io.windtunnel.wire.bind.BindingException;
import io.windtunnel.wire.bind.Bound;
import io.windtunnel.wire.bind.Codecs;
import io.windtunnel.wire.bind.ShapeCodec;
import io.windtunnel.wire.model.MemberShape;
import io.windtunnel.wire.model.Scalar;
import io.windtunnel.wire.model.TimestampFormat;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORGenerator;
import tools.jackson.dataformat.cbor.CBORParser;

/// JSON and CBOR, which differ only in how they write timestamps, blobs and what is not a number.
///
/// Thread safety: immutable.
public final class TreeCodec {
    private static final int CBOR_EPOCH_TAG = 1;

    /// JSON with the members' own names, as in awsJson.
    public static final TreeCodec JSON = new TreeCodec(
            JsonFactory.builder()
                    .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                    .build(),
            false,
            false);
    /// JSON with the names the model gives for the wire, as in restJson.
    public static final TreeCodec REST_JSON = new TreeCodec(JSON.factory, true, false);
    /// CBOR with the members' own names, as in rpcv2Cbor.
    public static final TreeCodec CBOR = new TreeCodec(
            CBORFactory.builder()
                    .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                    .build(),
            false,
            true);

    private final TokenStreamFactory factory;
    private final boolean wireNames;
    private final boolean cbor;

    private TreeCodec(TokenStreamFactory factory, boolean wireNames, boolean cbor) {
        this.factory = factory;
        this.wireNames = wireNames;
        this.cbor = cbor;
    }

    /// The value that `bytes` hold, as `bound`'s shape says; null when it is the null value.
    ///
    /// @throws Malformed when they do not hold exactly one such value
    public @Nullable Object read(byte[] bytes, Bound bound, Decoding decoding) {
        try (JsonParser in = factory.createParser(ObjectReadContext.empty(), bytes)) {
            if (in.nextToken() == JsonToken.VALUE_NULL) return null;
            Object value = read(in, MemberShape.Traits.NONE, bound, decoding);
            if (in.nextToken() != null) throw new Malformed("There is more than one value");
            return value;
        } catch (JacksonException e) {
            throw new Malformed("The body cannot be read: " + Scalars.excerpt(e.getOriginalMessage()));
        } catch (NumberFormatException e) {
            throw new Malformed("The body holds a number that cannot be read");
        }
    }

    /// The bytes of what `content` writes.
    public byte[] write(Consumer<JsonGenerator> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = factory.createGenerator(ObjectWriteContext.empty(), bytes)) {
            content.accept(out);
        }
        return bytes.toByteArray();
    }

    // ---- reading

    private Object read(JsonParser in, MemberShape.Traits traits, Bound bound, Decoding decoding) {
        return switch (bound) {
            case Bound.OfStructure structure -> readStructure(in, structure, decoding);
            case Bound.OfList list -> readList(in, list, decoding);
            case Bound.OfMap map -> readMap(in, map, decoding);
            case Bound.OfScalar scalar -> readScalar(in, traits, scalar.shape());
            case Bound.OfCoded coded -> coded.codec().read(in, decoding::unhonoured);
        };
    }

    private @Nullable Object[] readStructure(JsonParser in, Bound.OfStructure bound, Decoding decoding) {
        expect(in, JsonToken.START_OBJECT, "a structure");
        @Nullable Object[] row = bound.emptyRow();
        for (String name; (name = in.nextName()) != null; ) {
            JsonToken token = in.nextToken();
            int position =
                    wireNames ? bound.shape().wirePosition(name) : bound.shape().position(name);
            if (position < 0) {
                if (!name.equals("__type")) decoding.unknown(bound.shape(), name);
                in.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                Bound member = decoding.sent(bound, position, row);
                if (member == null) {
                    in.skipChildren();
                    continue;
                }
                MemberShape shape = bound.shape().members().get(position);
                decoding.enter(shape.name());
                row[position] = read(in, shape.traits(), member, decoding);
                decoding.leave();
            }
        }
        if (in.currentToken() != JsonToken.END_OBJECT) throw unexpected(in, "the end of a structure");
        Decoding.checkUnion(bound.shape(), row);
        return row;
    }

    private List<@Nullable Object> readList(JsonParser in, Bound.OfList bound, Decoding decoding) {
        expect(in, JsonToken.START_ARRAY, "a list");
        List<@Nullable Object> list = new ArrayList<>();
        decoding.enter();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() == JsonToken.VALUE_NULL && bound.shape().sparse()) list.add(null);
            else list.add(read(in, bound.shape().member().traits(), bound.element(), decoding));
        }
        decoding.leave();
        return list;
    }

    private Map<String, @Nullable Object> readMap(JsonParser in, Bound.OfMap bound, Decoding decoding) {
        expect(in, JsonToken.START_OBJECT, "a map");
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        decoding.enter();
        for (String key; (key = in.nextName()) != null; ) {
            if (in.nextToken() == JsonToken.VALUE_NULL) {
                if (bound.shape().sparse()) map.put(key, null);
                else if (!cbor) throw unexpected(in, "a value in a map");
            } else {
                map.put(key, read(in, bound.shape().value().traits(), bound.value(), decoding));
            }
        }
        decoding.leave();
        if (in.currentToken() != JsonToken.END_OBJECT) throw unexpected(in, "the end of a map");
        return map;
    }

    private Object readScalar(JsonParser in, MemberShape.Traits traits, Scalar scalar) {
        return switch (scalar.kind()) {
            case STRING -> text(in);
            case BOOLEAN -> bool(in);
            case BYTE -> (byte) whole(in, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SHORT -> (short) whole(in, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> (int) whole(in, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LONG -> whole(in, Long.MIN_VALUE, Long.MAX_VALUE);
            case BIG_INTEGER -> Scalars.wholeNumber(decimal(in));
            case FLOAT -> (float) real(in);
            case DOUBLE -> real(in);
            case BIG_DECIMAL -> decimal(in);
            case TIMESTAMP -> moment(in, Scalars.timestampFormat(scalar, traits.timestampFormat(), epoch()));
            case BLOB -> blob(in);
            case DOCUMENT -> {
                Object document = Documents.read(in);
                if (document == null) throw unexpected(in, "a document");
                yield document;
            }
        };
    }

    private static TimestampFormat epoch() {
        return TimestampFormat.EPOCH_SECONDS;
    }

    private static String text(JsonParser in) {
        expect(in, JsonToken.VALUE_STRING, "a string");
        return in.getString();
    }

    private static boolean bool(JsonParser in) {
        if (in.currentToken() == JsonToken.VALUE_TRUE) return true;
        expect(in, JsonToken.VALUE_FALSE, "a boolean");
        return false;
    }

    private static long whole(JsonParser in, long least, long greatest) {
        if (in.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
            BigInteger value = Scalars.wholeNumber(decimal(in));
            if (value.bitLength() < Long.SIZE) return inRange(value.longValue(), least, greatest);
            throw new Malformed("A number is out of range");
        }
        expect(in, JsonToken.VALUE_NUMBER_INT, "a whole number");
        return inRange(in.getLongValue(), least, greatest);
    }

    private static long inRange(long value, long least, long greatest) {
        if (value < least || value > greatest) throw new Malformed("%d is out of range".formatted(value));
        return value;
    }

    private static BigDecimal decimal(JsonParser in) {
        if (in.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) expect(in, JsonToken.VALUE_NUMBER_INT, "a number");
        if (in.isNaN()) throw unexpected(in, "a number");
        return Scalars.bounded(in.getDecimalValue());
    }

    private double real(JsonParser in) {
        if (in.currentToken() == JsonToken.VALUE_STRING && !cbor) {
            String text = in.getString();
            if (text.equals("NaN") || text.endsWith("Infinity")) return Scalars.real(text);
            throw unexpected(in, "a number");
        }
        if (in.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) expect(in, JsonToken.VALUE_NUMBER_INT, "a number");
        return in.getDoubleValue();
    }

    private Instant moment(JsonParser in, TimestampFormat format) {
        if (in instanceof CBORParser tagged) {
            if (tagged.getCurrentTag() != CBOR_EPOCH_TAG) throw unexpected(in, "a timestamp");
            return Timestamps.ofEpochSeconds(decimal(in));
        }
        if (format == TimestampFormat.EPOCH_SECONDS) return Timestamps.ofEpochSeconds(decimal(in));
        return Timestamps.parse(text(in), format);
    }

    private byte[] blob(JsonParser in) {
        if (!cbor) return Scalars.blob(text(in));
        expect(in, JsonToken.VALUE_EMBEDDED_OBJECT, "a blob");
        return in.getBinaryValue();
    }

    private static void expect(JsonParser in, JsonToken token, String what) {
        if (in.currentToken() != token) throw unexpected(in, what);
    }

    private static Malformed unexpected(JsonParser in, String what) {
        return new Malformed("Expected %s and found %s".formatted(what, in.currentToken()));
    }

    // ---- writing

    /// Writes `value` as `bound`'s shape says.
    public void write(JsonGenerator out, Bound bound, Object value) {
        write(out, MemberShape.Traits.NONE, bound, value);
    }

    /// Writes the members of `row` that stand in the body, without the structure's own start and end.
    public void writeMembers(JsonGenerator out, Bound.OfStructure bound, @Nullable Object[] row) {
        List<MemberShape> members = bound.shape().members();
        for (int i = 0; i < row.length; i++) {
            Object value = row[i];
            Bound member = bound.member(i);
            if (value == null || member == null) continue;
            MemberShape shape = members.get(i);
            if (wireNames && XmlWriter.isOutside(shape.traits().location())) continue;
            out.writeName(wireNames ? shape.locationName() : shape.name());
            write(out, shape.traits(), member, value);
        }
    }

    private void write(JsonGenerator out, MemberShape.Traits traits, Bound bound, Object value) {
        switch (bound) {
            case Bound.OfStructure structure -> {
                out.writeStartObject();
                writeMembers(out, structure, structure.take(value));
                out.writeEndObject();
            }
            case Bound.OfList list -> {
                out.writeStartArray();
                for (Object element : (Iterable<?>) value) {
                    if (element == null) out.writeNull();
                    else write(out, list.shape().member().traits(), list.element(), element);
                }
                out.writeEndArray();
            }
            case Bound.OfMap map -> writeMap(out, map, value);
            case Bound.OfScalar scalar -> writeScalar(out, traits, scalar.shape(), value);
            case Bound.OfCoded coded -> coded.codec().write(out, value);
        }
    }

    /// A map, or a type that writes one itself: the members of an error are bound by the model alone.
    private void writeMap(JsonGenerator out, Bound.OfMap bound, Object value) {
        if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            map.forEach((key, held) -> {
                out.writeName(Documents.wellFormed((String) key));
                if (held == null) out.writeNull();
                else write(out, bound.shape().value().traits(), bound.value(), held);
            });
            out.writeEndObject();
            return;
        }
        ShapeCodec<Object> own = Codecs.of(value.getClass());
        if (own == null) throw new BindingException(bound.shape().name() + " is no " + value.getClass());
        own.write(out, value);
    }

    private void writeScalar(JsonGenerator out, MemberShape.Traits traits, Scalar scalar, Object value) {
        switch (value) {
            case Instant moment -> writeMoment(out, traits, scalar, moment);
            case Float real when !cbor && !Float.isFinite(real) -> out.writeString(real.toString());
            case Double real when !cbor && !Double.isFinite(real) -> out.writeString(real.toString());
            default -> Documents.write(out, value);
        }
    }

    private void writeMoment(JsonGenerator out, MemberShape.Traits traits, Scalar scalar, Instant moment) {
        TimestampFormat format = Scalars.timestampFormat(scalar, traits.timestampFormat(), epoch());
        if (out instanceof CBORGenerator tagged) {
            tagged.writeTag(CBOR_EPOCH_TAG);
            if (moment.getNano() == 0) out.writeNumber(moment.getEpochSecond());
            else out.writeNumber(Timestamps.epochSeconds(moment).doubleValue());
        } else if (format == TimestampFormat.EPOCH_SECONDS) {
            out.writeNumber(Timestamps.epochSeconds(moment));
        } else {
            out.writeString(Timestamps.format(moment, format));
        }
    }

    /// Text in UTF-8, for messages that are built by hand.
    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
