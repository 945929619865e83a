package io.windtunnel.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.wire.bind.Binder;
import io.windtunnel.wire.bind.Bound;
import io.windtunnel.wire.bind.BoundOperation;
import io.windtunnel.wire.codec.Decoding;
import io.windtunnel.wire.codec.TreeCodec;
import io.windtunnel.wire.codec.XmlReader;
import io.windtunnel.wire.codec.XmlWriter;
import io.windtunnel.wire.model.MapShape;
import io.windtunnel.wire.model.MemberShape;
import io.windtunnel.wire.model.MemberShape.Location;
import io.windtunnel.wire.model.Operation;
import io.windtunnel.wire.model.PackedModels;
import io.windtunnel.wire.model.Structure;
import io.windtunnel.wire.protocol.Incoming;
import io.windtunnel.wire.protocol.WireProtocol;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is written is read back the same: every structure of every packed model in JSON, CBOR and XML, and the request
/// of every operation in every protocol its service speaks.
class RoundTripTest {
    private static final long SEED = Long.getLong("seed", 20261124L);

    static Iterable<String> services() {
        return PackedModels.names();
    }

    @ParameterizedTest
    @MethodSource("services")
    void structures(String service) {
        ServiceModel model = ServiceModel.load(service);
        ShapeValues values = new ShapeValues(new RandomStreams(SEED).stream("structures of " + service));
        Binder binder = new Binder();
        for (String name : model.shapes()) {
            if (!(model.shape(name) instanceof Structure shape)) continue;
            Map<String, Object> value = values.structure(shape);
            Bound.OfStructure bound = binder.structure(shape);
            for (TreeCodec codec : new TreeCodec[] {TreeCodec.JSON, TreeCodec.CBOR}) {
                byte[] bytes = codec.write(out -> codec.write(out, bound, value));
                Object row = codec.read(bytes, bound, new Decoding());
                same(value, bound.build(row), "%s %s", service, shape);
            }
            if (shape.members().stream().allMatch(member -> member.traits().location() == Location.BODY)) {
                XmlWriter out = new XmlWriter();
                out.structure("Root", null, bound, value);
                Object row = XmlReader.read(out.toBytes(), bound, new Decoding());
                same(value, bound.build(row), "%s %s in XML", service, shape);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void requests(String service) {
        ServiceModel model = ServiceModel.load(service);
        ShapeValues values = new ShapeValues(new RandomStreams(SEED).stream("requests of " + service));
        RequestWriter writer = new RequestWriter(model);
        ApiFace face = ApiFace.dynamic(model, (call, operation, request) -> request);
        for (String name : model.operations()) {
            Operation operation = model.operation(name);
            BoundOperation bound = face.operation(name);
            Map<String, Object> input = operation.input() == null ? Map.of() : values.structure(operation.input());
            for (Protocol protocol : model.traits().protocols()) {
                WireRequest request = writer.write(protocol, operation, input);
                Incoming incoming = new Incoming(request, request.body());
                if (protocol == Protocol.REST_JSON_1 || protocol == Protocol.REST_XML)
                    assertThat(face.routes().match(incoming)).isSameAs(operation);
                if (bound.input() == null) continue;
                Decoding decoding = new Decoding();
                @Nullable Object[] row = WireProtocol.of(protocol).decode(incoming, bound, decoding);
                Map<?, ?> read = (Map<?, ?>) bound.input().build(row);
                withoutQueryMap(operation.input(), input);
                withoutQueryMap(operation.input(), read);
                same(input, read, "%s:%s in %s", service, name, protocol);
                assertThat(decoding.unhonoured())
                        .as("%s:%s in %s", service, name, protocol)
                        .isEmpty();
            }
        }
    }

    /// A map of the query string also holds the parameters that are bound on their own.
    private static void withoutQueryMap(Structure shape, Map<?, ?> value) {
        for (MemberShape member : shape.members())
            if (member.traits().location() == Location.QUERY_STRING && member.target() instanceof MapShape)
                value.remove(member.name());
    }

    private static void same(Object written, Object read, String what, Object... names) {
        assertThat(SmithyValues.comparable(read))
                .as(() -> what.formatted(names) + ", seed " + SEED)
                .isEqualTo(SmithyValues.comparable(written));
    }
}
