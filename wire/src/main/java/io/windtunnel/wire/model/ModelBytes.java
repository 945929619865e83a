package io.windtunnel.wire.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The packed form of a model, written at build time by [ModelPacker] and read by [PackedModel]: a table of texts, then
/// operations and shapes sorted by name, each found by its offset without reading the others.
///
///     count of texts, end offset of each, their UTF-8 bytes
///     count of operations, (name, offset) of each; the same of shapes, and of error codes; the bodies
final class ModelBytes {
    private ModelBytes() {}

    /// Collects texts and numbers.
    static final class Writer {
        private final Map<String, Integer> texts;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Writer() {
            this(new LinkedHashMap<>());
        }

        private Writer(Map<String, Integer> texts) {
            this.texts = texts;
        }

        /// A writer of another part of the same model: it shares the table of texts.
        Writer part() {
            return new Writer(texts);
        }

        int position() {
            return bytes.size();
        }

        Writer number(int value) {
            int rest = value;
            for (; rest > 0x7f; rest >>>= 7) bytes.write(rest & 0x7f | 0x80);
            bytes.write(rest);
            return this;
        }

        Writer fixed(int value) {
            bytes.writeBytes(ByteBuffer.allocate(4).putInt(value).array());
            return this;
        }

        /// The text's number in the table, plus one; zero is no text.
        int reference(@Nullable String text) {
            if (text == null) return 0;
            texts.putIfAbsent(text, texts.size());
            return texts.get(text) + 1;
        }

        Writer text(@Nullable String text) {
            return number(reference(text));
        }

        Writer append(Writer part) {
            bytes.writeBytes(part.toByteArray());
            return this;
        }

        /// The table of texts, to stand before everything that refers to it.
        Writer table() {
            Writer table = new Writer();
            ByteArrayOutputStream encoded = new ByteArrayOutputStream();
            table.fixed(texts.size());
            for (String text : texts.keySet()) {
                encoded.writeBytes(text.getBytes(StandardCharsets.UTF_8));
                table.fixed(encoded.size());
            }
            table.bytes.writeBytes(encoded.toByteArray());
            return table;
        }

        byte[] toByteArray() {
            return bytes.toByteArray();
        }
    }

    /// Reads texts and numbers at a position of its own.
    static final class Reader {
        private final Texts texts;
        private final ByteBuffer bytes;
        private int position;

        Reader(Texts texts, ByteBuffer bytes, int position) {
            this.texts = texts;
            this.bytes = bytes;
            this.position = position;
        }

        int number() {
            int value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = bytes.get(position++);
                value |= (next & 0x7f) << shift;
                if (next >= 0) return value;
            }
        }

        @Nullable
        String textOrNull() {
            int reference = number();
            return reference == 0 ? null : texts.text(reference - 1);
        }

        String text() {
            return texts.text(number() - 1);
        }

        boolean flag() {
            return bytes.get(position++) != 0;
        }
    }

    /// The table of texts, each decoded when it is first read.
    static final class Texts {
        private final ByteBuffer bytes;
        private final @Nullable String[] decoded;

        Texts(ByteBuffer bytes) {
            this.bytes = bytes;
            this.decoded = new String[bytes.getInt(0)];
        }

        String text(int number) {
            String text = decoded[number]; // a race decodes the same text twice, which is harmless
            if (text == null) {
                int start = number == 0 ? 0 : bytes.getInt(4 * number);
                int length = bytes.getInt(4 + 4 * number) - start;
                text = new String(bytes.array(), 4 + 4 * decoded.length + start, length, StandardCharsets.UTF_8);
                decoded[number] = text;
            }
            return text;
        }

        /// Where the table ends.
        int end() {
            int count = decoded.length;
            return 4 + 4 * count + (count == 0 ? 0 : bytes.getInt(4 * count));
        }
    }
}
