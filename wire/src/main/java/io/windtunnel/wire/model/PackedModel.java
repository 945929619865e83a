package io.windtunnel.wire.model;

import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.model.MemberShape.Location;
import io.windtunnel.wire.model.ModelBytes.Reader;
import io.windtunnel.wire.model.ModelBytes.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A model read from its packed resource: nothing when it is loaded, its bytes at the first operation asked for, and of
/// these only the operations and shapes that are used.
public final class PackedModel extends ServiceModel {
    private static final int ENTRY = 8;
    private static final int OPERATIONS = 0;
    private static final int SHAPES = 1;
    private static final int ERRORS = 2;

    private final Traits traits;
    private final Map<String, Operation> operations = new ConcurrentHashMap<>();
    private final Map<String, Shape> shapes = new ConcurrentHashMap<>();
    private volatile @Nullable Contents contents;

    PackedModel(Traits traits) {
        this.traits = traits;
    }

    @Override
    public Traits traits() {
        return traits;
    }

    @Override
    public Set<String> operations() {
        return contents().names(OPERATIONS);
    }

    @Override
    public Set<String> shapes() {
        return contents().names(SHAPES);
    }

    @Override
    public @Nullable Operation operation(String name) {
        Operation known = operations.get(name);
        if (known != null) return known;
        Reader reader = contents().find(OPERATIONS, name);
        if (reader == null) return null;
        operations.putIfAbsent(name, readOperation(reader, name));
        return operations.get(name);
    }

    @Override
    public Shape shape(String name) {
        Shape known = shapes.get(name);
        if (known != null) return known;
        Reader reader = contents().find(SHAPES, name);
        if (reader == null) throw new IllegalArgumentException("no shape " + name + " in the model of " + name());
        Shape read = readShape(reader, name);
        Shape first = shapes.putIfAbsent(name, read);
        return first == null ? read : first;
    }

    @Override
    public @Nullable Structure error(String code) {
        Reader reader = contents().find(ERRORS, code);
        return reader == null ? null : (Structure) shape(reader.text());
    }

    private Contents contents() {
        Contents known = contents;
        if (known == null) contents = known = new Contents(resource(traits.name() + ".model"));
        return known;
    }

    static byte[] resource(String name) {
        try (InputStream in = PackedModel.class.getResourceAsStream("/io/windtunnel/wire/models/" + name)) {
            if (in == null) throw new IllegalStateException("wire was built without the resource " + name);
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Operation readOperation(Reader in, String name) {
        String method = in.text();
        String uri = in.text();
        int status = in.number();
        Structure input = structureOrNull(in.textOrNull());
        Structure output = structureOrNull(in.textOrNull());
        return new Operation(
                name, method, uri, status, input, output, in.textOrNull(), in.textOrNull(), in.textOrNull(), texts(in));
    }

    private @Nullable Structure structureOrNull(@Nullable String shape) {
        return shape == null ? null : (Structure) shape(shape);
    }

    private static List<String> texts(Reader in) {
        int count = in.number();
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) texts.add(in.text());
        return List.copyOf(texts);
    }

    private Shape readShape(Reader in, String name) {
        int kind = in.number();
        return switch (kind) {
            case ModelPacker.STRUCTURE -> readStructure(in, name);
            case ModelPacker.LIST -> new ListShape(name, readMember(in), in.flag(), false, readConstraints(in));
            case ModelPacker.MAP ->
                new MapShape(name, readMember(in), readMember(in), in.flag(), false, readConstraints(in));
            default -> {
                Scalar.Kind scalar = Scalar.Kind.values()[kind - ModelPacker.SCALAR];
                yield new Scalar(name, scalar, readTimestampFormat(in), in.flag(), readConstraints(in));
            }
        };
    }

    private Structure readStructure(Reader in, String name) {
        int count = in.number();
        List<MemberShape> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) members.add(readMember(in));
        String payload = in.textOrNull();
        String namespace = in.textOrNull();
        String locationName = in.textOrNull();
        boolean union = in.flag();
        boolean eventStream = in.flag();
        Structure.ErrorTrait error = in.flag() ? new Structure.ErrorTrait(in.text(), in.number(), in.flag()) : null;
        return new Structure(
                name, members, new Structure.Traits(payload, namespace, locationName, union, eventStream, error));
    }

    private MemberShape readMember(Reader in) {
        String name = in.text();
        String target = in.text();
        if (!in.flag()) return new MemberShape(this, name, target, MemberShape.Traits.NONE);
        MemberShape.Traits traits = new MemberShape.Traits(
                Location.values()[in.number()],
                in.textOrNull(),
                in.textOrNull(),
                in.textOrNull(),
                readTimestampFormat(in),
                in.flag(),
                in.flag(),
                in.flag(),
                in.flag(),
                in.flag());
        return new MemberShape(this, name, target, traits);
    }

    private static @Nullable TimestampFormat readTimestampFormat(Reader in) {
        int number = in.number();
        return number == 0 ? null : TimestampFormat.values()[number - 1];
    }

    private static Constraints readConstraints(Reader in) {
        if (!in.flag()) return Constraints.NONE;
        BigDecimal min = decimalOrNull(in.textOrNull());
        BigDecimal max = decimalOrNull(in.textOrNull());
        String pattern = in.textOrNull();
        return new Constraints(
                min, max, pattern, pattern == null ? null : Constraints.whole(pattern), texts(in), in.flag());
    }

    private static @Nullable BigDecimal decimalOrNull(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }

    /// The bytes of a model and where its parts begin.
    private static final class Contents {
        private final ByteBuffer bytes;
        private final Texts texts;
        private final int[] starts = new int[3];
        private final int bodies;

        Contents(byte[] packed) {
            bytes = ByteBuffer.wrap(packed);
            texts = new Texts(bytes);
            starts[OPERATIONS] = texts.end();
            starts[SHAPES] = end(OPERATIONS);
            starts[ERRORS] = end(SHAPES);
            bodies = end(ERRORS);
        }

        private int end(int directory) {
            return starts[directory] + 4 + ENTRY * bytes.getInt(starts[directory]);
        }

        Set<String> names(int directory) {
            Set<String> names = new LinkedHashSet<>();
            int count = bytes.getInt(starts[directory]);
            for (int i = 0; i < count; i++) names.add(nameAt(directory, i));
            return names;
        }

        @Nullable
        Reader find(int directory, String name) {
            int low = 0;
            int high = bytes.getInt(starts[directory]) - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                int order = nameAt(directory, middle).compareTo(name);
                if (order < 0) low = middle + 1;
                else if (order > 0) high = middle - 1;
                else return new Reader(texts, bytes, bodies + bytes.getInt(entry(directory, middle) + 4));
            }
            return null;
        }

        private String nameAt(int directory, int position) {
            return texts.text(bytes.getInt(entry(directory, position)));
        }

        private int entry(int directory, int position) {
            return starts[directory] + 4 + ENTRY * position;
        }
    }
}
