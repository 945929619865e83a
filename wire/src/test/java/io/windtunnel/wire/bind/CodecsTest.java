package io.windtunnel.wire.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.codec.Decoding;
import io.windtunnel.wire.codec.Malformed;
import io.windtunnel.wire.codec.TreeCodec;
import io.windtunnel.wire.codec.XmlWriter;
import io.windtunnel.wire.model.MapShape;
import io.windtunnel.wire.model.Shape;
import io.windtunnel.wire.model.Structure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A type with a codec of its own stands wherever its shape does: in records, lists and maps, in JSON and in CBOR.
class CodecsTest {
    /// Holds the string of an AttributeValue and nothing else.
    @CodedBy(WordCodec.class)
    record Word(String text) {}

    static final class WordCodec implements ShapeCodec<Word> {
        @Override
        public boolean fits(Shape shape) {
            return shape instanceof Structure structure && structure.position("S") >= 0;
        }

        @Override
        public Word read(JsonParser in, Strays strays) {
            if (in.currentToken() != JsonToken.START_OBJECT) throw new Malformed("no word");
            String text = "";
            for (String name; (name = in.nextName()) != null; ) {
                in.nextToken();
                if (name.equals("S")) text = in.getString();
                else strays.unknown(name);
            }
            return new Word(text);
        }

        @Override
        public void write(JsonGenerator out, Word value) {
            out.writeStartObject();
            out.writeStringProperty("S", value.text());
            out.writeEndObject();
        }
    }

    @CodedBy(WordsCodec.class)
    record Words(Map<String, String> texts) {}

    static final class WordsCodec implements ShapeCodec<Words> {
        @Override
        public boolean fits(Shape shape) {
            return shape instanceof MapShape;
        }

        @Override
        public Words read(JsonParser in, Strays strays) {
            throw new Malformed("not read here");
        }

        @Override
        public void write(JsonGenerator out, Words value) {
            out.writeStartObject();
            value.texts().forEach(out::writeStringProperty);
            out.writeEndObject();
        }
    }

    record Put(String tableName, Map<String, Word> item) {}

    record Condition(
            List<Word> attributeValueList, @Nullable String comparisonOperator) {}

    record Update(@Nullable Word value) {}

    record Misplaced(Word tableName) {}

    private final ServiceModel model = ServiceModel.load("dynamodb");
    private final Binder binder = new Binder();

    @Test
    void isReadAndWrittenInMapsAndLists() {
        Bound.OfStructure put = binder.structure(structure("PutItemInput"), Put.class);
        Bound.OfStructure condition = binder.structure(structure("Condition"), Condition.class);
        Put item = new Put("t", Map.of("a", new Word("b")));
        Condition oneOf = new Condition(List.of(new Word("c"), new Word("d")), "IN");
        for (TreeCodec codec : List.of(TreeCodec.JSON, TreeCodec.CBOR)) {
            assertThat(roundTrip(codec, put, item)).isEqualTo(item);
            assertThat(roundTrip(codec, condition, oneOf)).isEqualTo(oneOf);
        }
    }

    @Test
    void reportsWhatNoModelHasByItsWholePath() {
        Bound.OfStructure update = binder.structure(structure("AttributeValueUpdate"), Update.class);
        Decoding decoding = new Decoding();
        Object row = read(update, "{\"Value\": {\"S\": \"a\", \"X\": \"b\"}}", decoding);
        assertThat(update.build(row)).isEqualTo(new Update(new Word("a")));
        assertThat(decoding.unhonoured()).containsExactly("Value.X");
        assertThat(update.build(read(update, "{}", new Decoding()))).isEqualTo(new Update(null));
    }

    @Test
    void stillRefusesWhatIsNoMessage() {
        Bound.OfStructure update = binder.structure(structure("AttributeValueUpdate"), Update.class);
        assertThatThrownBy(() -> read(update, "{\"Value\": 1}", new Decoding())).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> read(update, "{\"Value\": {\"S\"", new Decoding()))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void isRefusedWhereItDoesNotFit() {
        assertThatThrownBy(() -> binder.structure(structure("PutItemInput"), Misplaced.class))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("Misplaced.tableName");
        Bound.OfStructure put = binder.structure(structure("PutItemInput"), Put.class);
        assertThatThrownBy(() -> new XmlWriter().structure("P", null, put, new Put("t", Map.of("a", new Word("b")))))
                .isInstanceOf(BindingException.class);
    }

    /// The members of an error are bound by the model alone, and may still hold such a type.
    @Test
    void isWrittenAsAMemberOfAnError() {
        Bound.OfStructure failed = binder.structure(structure("ConditionalCheckFailedException"));
        Map<String, Object> members = Map.of("Item", new Words(Map.of("a", "b")));
        byte[] bytes = TreeCodec.JSON.write(out -> TreeCodec.JSON.write(out, failed, members));
        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("{\"Item\":{\"a\":\"b\"}}");
    }

    private Structure structure(String name) {
        return (Structure) model.shape(name);
    }

    private static @Nullable Object[] read(Bound.OfStructure bound, String json, Decoding decoding) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return (@Nullable Object[]) TreeCodec.JSON.read(bytes, bound, decoding);
    }

    private static Object roundTrip(TreeCodec codec, Bound.OfStructure bound, Object value) {
        byte[] bytes = codec.write(out -> codec.write(out, bound, value));
        return bound.build(codec.read(bytes, bound, new Decoding()));
    }
}
