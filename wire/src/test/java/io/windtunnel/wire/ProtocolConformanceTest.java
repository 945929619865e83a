package io.windtunnel.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.kernel.random.Ids;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.bind.BoundOperation;
import io.windtunnel.wire.model.Structure;
import io.windtunnel.wire.protocol.Incoming;
import io.windtunnel.wire.protocol.WireProtocol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.smithy.model.Model;
import software.amazon.smithy.model.knowledge.TopDownIndex;
import software.amazon.smithy.model.shapes.OperationShape;
import software.amazon.smithy.model.shapes.ServiceShape;
import software.amazon.smithy.model.shapes.ShapeId;
import software.amazon.smithy.protocoltests.traits.AppliesTo;
import software.amazon.smithy.protocoltests.traits.HttpMalformedRequestTestCase;
import software.amazon.smithy.protocoltests.traits.HttpMalformedRequestTestsTrait;
import software.amazon.smithy.protocoltests.traits.HttpRequestTestCase;
import software.amazon.smithy.protocoltests.traits.HttpRequestTestsTrait;
import software.amazon.smithy.protocoltests.traits.HttpResponseTestCase;
import software.amazon.smithy.protocoltests.traits.HttpResponseTestsTrait;

/// Smithy's protocol conformance cases, in the server's direction: requests are decoded into the parameters they stand
/// for, parameters are encoded into the responses they must become, malformed requests are refused.
class ProtocolConformanceTest {
    private static final Map<String, Protocol> PROTOCOLS = Map.of(
            "aws.protocols#awsJson1_0", Protocol.AWS_JSON_1_0,
            "aws.protocols#awsJson1_1", Protocol.AWS_JSON_1_1,
            "aws.protocols#awsQuery", Protocol.AWS_QUERY,
            "aws.protocols#ec2Query", Protocol.EC2_QUERY,
            "aws.protocols#restJson1", Protocol.REST_JSON_1,
            "aws.protocols#restXml", Protocol.REST_XML,
            "smithy.protocols#rpcv2Cbor", Protocol.RPC_V2_CBOR);
    private static final String REQUEST_ID = "foo-id";

    private static final Model MODEL =
            Model.assembler().discoverModels().assemble().unwrap();

    private static List<Suite> suites() {
        List<Suite> suites = new ArrayList<>();
        for (ServiceShape service : MODEL.getServiceShapes())
            PROTOCOLS.forEach((trait, protocol) -> {
                if (service.hasTrait(trait)) suites.add(new Suite(service, trait, protocol));
            });
        suites.sort((one, other) -> one.name().compareTo(other.name()));
        return suites;
    }

    @TestFactory
    Stream<DynamicNode> decodesRequests() {
        return cases((suite, cases) ->
                suite.requests().forEach(test -> cases.put(test.getId(), () -> suite.decode(test))));
    }

    @TestFactory
    Stream<DynamicNode> encodesResponses() {
        return cases((suite, cases) -> suite.operations()
                .forEach(operation -> suite.responses(operation)
                        .forEach(test -> cases.put(test.getId(), () -> suite.encode(operation, test)))));
    }

    @TestFactory
    Stream<DynamicNode> encodesErrors() {
        return cases((suite, cases) -> suite.errors()
                .forEach(error -> suite.responses(MODEL.expectShape(error))
                        .forEach(test -> cases.put(test.getId(), () -> suite.encodeError(error, test)))));
    }

    @TestFactory
    Stream<DynamicNode> refusesMalformedRequests() {
        return cases((suite, cases) ->
                suite.malformed().forEach(test -> cases.put(test.getId(), () -> suite.refuse(test))));
    }

    private static Stream<DynamicNode> cases(BiConsumer<Suite, Map<String, Case>> collect) {
        return suites().stream().map(suite -> {
            Map<String, Case> cases = new TreeMap<>();
            collect.accept(suite, cases);
            cases.keySet().removeAll(ExcludedCases.REASONS.keySet());
            return DynamicContainer.dynamicContainer(
                    suite.name(),
                    cases.entrySet().stream()
                            .map(test ->
                                    DynamicTest.dynamicTest(test.getKey(), () -> run(test.getKey(), test.getValue()))));
        });
    }

    /// Reports name dynamic tests by number, so a failure says its case itself.
    private static void run(String id, Case test) throws Exception {
        try {
            test.run();
        } catch (AssertionError e) {
            throw new AssertionError(id + ": " + e.getMessage(), e);
        }
    }

    /// A case that no longer exists, or is named twice, has no place in the table of exclusions.
    @Test
    void everyExcludedCaseExists() {
        Set<String> known = new HashSet<>();
        for (Suite suite : suites()) {
            suite.requests().forEach(test -> known.add(test.getId()));
            suite.malformed().forEach(test -> known.add(test.getId()));
            for (OperationShape operation : suite.operations())
                suite.responses(operation).forEach(test -> known.add(test.getId()));
            for (ShapeId error : suite.errors())
                suite.responses(MODEL.expectShape(error)).forEach(test -> known.add(test.getId()));
        }
        assertThat(known).containsAll(ExcludedCases.REASONS.keySet());
    }

    private interface Case {
        void run() throws Exception;
    }

    /// The cases of one service in one protocol.
    private record Suite(ServiceShape service, String trait, Protocol protocol) {
        String name() {
            return service.getId().getName() + " " + protocol;
        }

        List<OperationShape> operations() {
            return List.copyOf(TopDownIndex.of(MODEL).getContainedOperations(service));
        }

        Set<ShapeId> errors() {
            Set<ShapeId> errors = new HashSet<>();
            operations().forEach(operation -> errors.addAll(operation.getErrors(service)));
            return errors;
        }

        List<HttpRequestTestCase> requests() {
            return operations().stream()
                    .flatMap(operation -> operation.getTrait(HttpRequestTestsTrait.class).stream())
                    .flatMap(tests -> tests.getTestCasesFor(AppliesTo.SERVER).stream())
                    .filter(test -> test.getProtocol().toString().equals(trait))
                    .toList();
        }

        List<HttpResponseTestCase> responses(software.amazon.smithy.model.shapes.Shape shape) {
            return shape.getTrait(HttpResponseTestsTrait.class).stream()
                    .flatMap(tests -> tests.getTestCasesFor(AppliesTo.SERVER).stream())
                    .filter(test -> test.getProtocol().toString().equals(trait))
                    .toList();
        }

        List<HttpMalformedRequestTestCase> malformed() {
            return operations().stream()
                    .flatMap(operation -> operation.getTrait(HttpMalformedRequestTestsTrait.class).stream())
                    .flatMap(tests -> tests.getTestCases().stream())
                    .filter(test -> test.getProtocol().toString().equals(trait))
                    .toList();
        }

        private OperationShape operationOf(HttpRequestTestCase wanted) {
            return operations().stream()
                    .filter(operation -> operation.getTrait(HttpRequestTestsTrait.class).stream()
                            .anyMatch(tests -> tests.getTestCases().contains(wanted)))
                    .findFirst()
                    .orElseThrow();
        }

        private static ApiEndpoint endpoint(ApiFace face) {
            return ApiEndpoint.builder()
                    .face(face)
                    .ids(new Ids(new RandomStreams(1).stream("ids")))
                    .time(new VirtualTime(Instant.EPOCH))
                    .build();
        }

        void decode(HttpRequestTestCase test) {
            OperationShape operation = operationOf(test);
            SmithyModel model = new SmithyModel(MODEL, service, protocol);
            List<Object> received = new ArrayList<>();
            ApiFace face = ApiFace.dynamic(model, (call, name, request) -> {
                received.add(name);
                received.add(SmithyValues.comparable(request));
                return Map.of();
            });
            Headers headers = new Headers();
            test.getHeaders().forEach(headers::add);
            if (headers.first("host") == null)
                headers.add("Host", test.getResolvedHost().or(test::getHost).orElse("example.com"));
            byte[] body = SmithyBodies.bytes(
                    test.getBody().orElse(""), test.getBodyMediaType().orElse(null));
            // Cases of awsJson sometimes leave out the header that every request carries.
            boolean json = protocol == Protocol.AWS_JSON_1_0 || protocol == Protocol.AWS_JSON_1_1;
            if (json && headers.first("x-amz-target") == null)
                headers.add(
                        "X-Amz-Target",
                        service.getId().getName() + "." + operation.getId().getName());
            WireRequest request = new WireRequest(
                    test.getMethod(), test.getUri(), String.join("&", test.getQueryParams()), headers, body, "", false);
            WireResponse response = endpoint(face).handle(request);
            Structure input = model.operation(operation.getId().getName()).input();
            Object expected = input == null ? Map.of() : SmithyValues.of(test.getParams(), input);
            assertThat(received)
                    .as("%s", new String(response.body()))
                    .containsExactly(operation.getId().getName(), SmithyValues.comparable(expected));
        }

        void encode(OperationShape operation, HttpResponseTestCase test) throws Exception {
            SmithyModel model = new SmithyModel(MODEL, service, protocol);
            ApiFace face = ApiFace.dynamic(model, (call, name, request) -> Map.of());
            BoundOperation bound = face.operation(operation.getId().getName());
            Structure output = bound.operation().output();
            Object result = output == null ? null : SmithyValues.of(test.getParams(), output);
            compare(test, WireProtocol.of(protocol).success(model, bound, result, REQUEST_ID));
        }

        @SuppressWarnings("unchecked")
        void encodeError(ShapeId error, HttpResponseTestCase test) throws Exception {
            SmithyModel model = new SmithyModel(MODEL, service, protocol);
            ApiFace face = ApiFace.dynamic(model, (call, name, request) -> Map.of());
            Map<String, Object> members =
                    (Map<String, Object>) SmithyValues.of(test.getParams(), model.error(error.getName()));
            Object message = members.getOrDefault("message", members.get("Message"));
            AwsException refusal = new AwsException(error.getName(), message == null ? "" : message.toString());
            members.forEach((name, value) -> {
                if (!name.equalsIgnoreCase("message")) refusal.with(name, value);
            });
            WireProtocol codec = WireProtocol.of(protocol);
            compare(test, codec.failure(model.traits(), Failures.of(refusal, codec, face), REQUEST_ID));
        }

        private static void compare(HttpResponseTestCase test, WireResponse response) throws Exception {
            assertThat(response.status()).isEqualTo(test.getCode());
            test.getHeaders().forEach((name, value) -> {
                if (!name.equalsIgnoreCase("content-length")) // the server's to add
                assertThat(String.join(", ", response.headers().all(name)))
                            .as(name)
                            .isEqualTo(value);
            });
            test.getForbidHeaders()
                    .forEach(name ->
                            assertThat(response.headers().first(name)).as(name).isNull());
            test.getRequireHeaders().forEach(name -> {
                if (!name.equalsIgnoreCase("content-length"))
                    assertThat(response.headers().first(name)).as(name).isNotNull();
            });
            if (test.getBody().isEmpty()) return;
            String mediaType = test.getBodyMediaType().orElse(null);
            Object expected =
                    SmithyBodies.meaning(SmithyBodies.bytes(test.getBody().get(), mediaType), mediaType);
            assertThat(SmithyBodies.withoutEnvelope(SmithyBodies.meaning(response.body(), mediaType)))
                    .as("%s", new String(response.body()))
                    .isEqualTo(SmithyBodies.withoutEnvelope(expected));
        }

        void refuse(HttpMalformedRequestTestCase test) {
            SmithyModel model = new SmithyModel(MODEL, service, protocol);
            ApiFace face = ApiFace.dynamic(model, (call, name, request) -> Map.of());
            var sent = test.getRequest();
            Headers headers = new Headers();
            sent.getHeaders().forEach(headers::add);
            byte[] body = SmithyBodies.bytes(
                    sent.getBody().orElse(""), sent.getBodyMediaType().orElse(null));
            String uri = sent.getUri().orElse("/");
            int question = uri.indexOf('?');
            List<String> query = new ArrayList<>(sent.getQueryParams());
            if (question >= 0) query.add(uri.substring(question + 1));
            WireRequest request = new WireRequest(
                    sent.getMethod(),
                    question < 0 ? uri : uri.substring(0, question),
                    String.join("&", query),
                    headers,
                    body,
                    "",
                    false);
            WireResponse response = endpoint(face).handle(request);
            var expected = test.getResponse();
            assertThat(response.status()).as("%s", new String(response.body())).isEqualTo(expected.getCode());
            expected.getHeaders()
                    .forEach((name, value) ->
                            assertThat(response.headers().first(name)).as(name).isEqualTo(value));
            expected.getBody()
                    .ifPresent(said -> said.getContents()
                            .ifPresent(contents -> assertThat(smithyWords(model, face, request))
                                    .isEqualTo(message(contents))));
        }

        private static @Nullable Object message(String contents) {
            return ((Map<?, ?>) io.windtunnel.wire.codec.Documents.parse(contents.getBytes())).get("message");
        }

        /// What Smithy's own servers would say of a request that breaks a constraint.
        private String smithyWords(SmithyModel model, ApiFace face, WireRequest request) {
            Incoming incoming = new Incoming(request, request.body());
            var operation = face.routes().match(incoming);
            BoundOperation bound = face.operation(operation.name());
            var row = WireProtocol.of(protocol).decode(incoming, bound, new io.windtunnel.wire.codec.Decoding());
            return SmithyWords.detected(
                    io.windtunnel.wire.validation.Validator.check(bound.input().shape(), row));
        }
    }
}
