package io.windtunnel.wire;

import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.wire.bind.Bound;
import io.windtunnel.wire.codec.Decoding;
import io.windtunnel.wire.codec.Form;
import io.windtunnel.wire.codec.Malformed;
import io.windtunnel.wire.protocol.Incoming;
import io.windtunnel.wire.protocol.QueryProtocol;
import io.windtunnel.wire.protocol.RestProtocol;
import io.windtunnel.wire.protocol.RpcProtocol;
import io.windtunnel.wire.protocol.WireProtocol;
import io.windtunnel.wire.s3.PostForm;
import io.windtunnel.wire.s3.PostPolicy;
import io.windtunnel.wire.s3.S3Errors;
import io.windtunnel.wire.s3.S3Host;
import io.windtunnel.wire.sign.Proof;
import io.windtunnel.wire.sign.S3Times;
import io.windtunnel.wire.sign.Secrets;
import io.windtunnel.wire.sign.Signature;
import io.windtunnel.wire.sign.SignatureCheck;
import io.windtunnel.wire.validation.Validator;
import io.windtunnel.wire.validation.Violation;
import io.windtunnel.wire.validation.Words;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// Where AWS requests come in: finds the service, the operation and the protocol a request is for, decodes and checks
/// it, calls the service's face, and encodes what it answers. Every failure is an error in AWS's form.
///
/// Thread safety: [#handle] may be called from any thread.
public final class ApiEndpoint {
    private static final System.Logger LOG = System.getLogger(ApiEndpoint.class.getName());
    private static final int REGIONS_REMEMBERED = 100;
    private static final int S3_ID_LENGTH = 16;
    private static final String POST_OBJECT = "PostObject";
    private static final int NOT_MODIFIED = 304;

    private final Router router;
    private final Ids ids;
    private final Time time;
    private final Unhonoured unhonoured;
    private final Accounts accounts;
    private final ApiFaults faults;
    private final @Nullable SignatureCheck signatures;
    private final ConcurrentMap<String, Region> regions = new ConcurrentHashMap<>();

    private ApiEndpoint(Builder builder) {
        router = new Router(builder.faces);
        ids = Objects.requireNonNull(builder.ids, "ids");
        time = Objects.requireNonNull(builder.time, "time");
        unhonoured = builder.unhonoured;
        accounts = builder.accounts;
        faults = builder.faults;
        signatures = builder.secrets == null ? null : new SignatureCheck(builder.secrets);
    }

    public static Builder builder() {
        return new Builder();
    }

    /// Answers `request`, waiting for what answers later. Never throws.
    public WireResponse handle(WireRequest request) {
        return answer(request).toCompletableFuture().join();
    }

    /// Answers `request`: at once, or where the operation answers later, when it does. Neither throws nor
    /// completes with a failure. The operation is called by the calling thread and may block it for as long
    /// as a durable write takes.
    public CompletionStage<WireResponse> answer(WireRequest request) {
        Exchange exchange = new Exchange(request, ids.uuid());
        try {
            CompletionStage<WireResponse> answer = answer(exchange);
            HttpFace http = exchange.http();
            return http == null ? answer : answer.thenApply(response -> complete(http, exchange, response));
        } catch (Throwable failure) { // whatever it is, the client must be told
            WireResponse response = refuse(exchange, failure);
            HttpFace http = exchange.http();
            return CompletableFuture.completedStage(http == null ? response : complete(http, exchange, response));
        }
    }

    private CompletionStage<WireResponse> answer(Exchange exchange) throws Throwable {
        if (!Bodies.mayStream(exchange.request)) exchange.request = Bodies.gathered(exchange.request);
        WireRequest request = exchange.request;
        Incoming incoming = new Incoming(request, Bodies::open);
        Signature signature = signature(request, incoming);
        Router.Route route = router.route(incoming, signature);
        exchange.route = route;
        exchange.path = incoming.path();
        if (route.isObjects())
            exchange.id =
                    exchange.id.replace("-", "").substring(0, S3_ID_LENGTH).toUpperCase(Locale.ROOT);
        if (route.isObjects()) return answerObjects(exchange, incoming, signature);
        if (signatures != null) signatures.verify(request, signature, time.now());
        exchange.call = call(request, signature, exchange.id);
        return answer(incoming, exchange, route, exchange.call);
    }

    /// S3 takes unsigned requests too, refuses presigned ones that are over, and bodies that need not be in memory.
    private CompletionStage<WireResponse> answerObjects(
            Exchange exchange, Incoming incoming, @Nullable Signature signature) throws Throwable {
        WireRequest request = exchange.request;
        Router.Route route = Objects.requireNonNull(exchange.route);
        if (route.operation() != null && route.operation().name().equals(POST_OBJECT))
            return answerForm(exchange, incoming, route);
        exchange.call = call(request, signature, exchange.id);
        S3Times.checkPresigned(signature, incoming.query(), time.now());
        Proof proof = signatures == null || signature == null
                ? Proof.NONE
                : signatures.verify(request, signature, time.now());
        HttpFace http = exchange.http();
        if (route.operation() == null && http != null) {
            CompletionStage<WireResponse> answer = http.answerOther(exchange.call, request);
            if (answer != null)
                return answer.exceptionally(failure -> refuse(exchange, failure))
                        .thenApply(response -> RestProtocol.named(response, exchange.id));
        }
        Payload body = Bodies.ofObject(request, proof);
        incoming.payload(body);
        incoming.headers(Bodies.ofObject(request.headers(), body));
        return answer(incoming, exchange, route, exchange.call);
    }

    /// A form is signed by its policy; its fields stand for a header, its file for the body.
    private CompletionStage<WireResponse> answerForm(Exchange exchange, Incoming incoming, Router.Route route)
            throws Throwable {
        WireRequest request = exchange.request;
        exchange.call = call(request, null, exchange.id);
        PostForm form = PostForm.open(
                request.headers().first("content-type", ""),
                new ClientInput(request.payload().open()));
        Signature signature = form.field("policy") == null ? null : Signature.ofForm(form);
        exchange.call = call(request, signature, exchange.id);
        if (signatures != null) signatures.verifyForm(form, signature);
        String said = form.field("policy");
        InputStream file = form.file();
        if (said != null) {
            PostPolicy policy = PostPolicy.of(said);
            policy.check(form, Form.decoded(incoming.labels().getOrDefault("Bucket", "")), time.now());
            file = form.file(policy);
        }
        incoming.payload(Payload.of(file, -1));
        incoming.headers(form.headers());
        return answer(incoming, exchange, route, exchange.call);
    }

    private WireResponse complete(HttpFace http, Exchange exchange, WireResponse response) {
        Router.Route route = exchange.route;
        Call call = exchange.call;
        if (route == null || call == null) return response;
        String operation = route.operation() == null ? "" : route.operation().name();
        try {
            return http.complete(call, exchange.request, operation, response);
        } catch (RuntimeException bug) {
            return refuse(exchange, bug);
        }
    }

    /// A request that is being answered.
    private static final class Exchange {
        WireRequest request;
        String id;
        String path = "";
        Router.@Nullable Route route;

        @Nullable
        Call call;

        Exchange(WireRequest request, String id) {
            this.request = request;
            this.id = id;
        }

        @Nullable
        HttpFace http() {
            return route == null || route.face() == null ? null : route.face().http();
        }
    }

    private WireResponse refuse(Exchange exchange, Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        return switch (cause) {
            case AwsException refusal -> refuse(refusal, exchange);
            case Payload.BrokenOff _ -> refuse(Payload.incomplete(), exchange);
            case Malformed malformed
            when exchange.route != null && exchange.route.isObjects() -> refuse(S3Errors.of(malformed), exchange);
            case Malformed malformed -> {
                WireProtocol.Refusal refusal =
                        protocol(exchange.route, exchange.request).malformed();
                String message = Objects.requireNonNullElse(malformed.getMessage(), "");
                yield refuse(new AwsException(refusal.code(), message).status(refusal.status()), exchange);
            }
            default -> bug(cause, exchange);
        };
    }

    private static WireResponse bug(Throwable bug, Exchange exchange) {
        if (bug instanceof VirtualMachineError error && !(bug instanceof StackOverflowError)) throw error;
        LOG.log(System.Logger.Level.ERROR, "request %s to %s failed".formatted(exchange.id, exchange.route), bug);
        boolean objects = exchange.route != null && exchange.route.isObjects();
        String code = objects ? "InternalError" : "InternalFailure";
        return refuse(new AwsException(code, "Windtunnel failed to answer: " + bug).status(500), exchange);
    }

    /// What the request says of its signature. What is unreadable counts only where signatures are verified.
    private @Nullable Signature signature(WireRequest request, Incoming incoming) {
        try {
            return Signature.read(request.headers(), incoming.query());
        } catch (AwsException e) {
            if (signatures != null) throw e;
            return null;
        }
    }

    private Call call(WireRequest request, @Nullable Signature signature, String requestId) {
        String key = signature == null ? "" : signature.accessKeyId();
        AccountId account = AccountId.isAccountId(key) ? new AccountId(key) : accounts.of(key);
        Region region = signature == null || signature.isOld()
                ? S3Host.region(request.headers()).map(this::region).orElse(Region.US_EAST_1)
                : region(signature.region());
        String userAgent = request.headers().first("user-agent", "");
        String host = request.headers().first("host", "");
        String endpoint = host.isEmpty() ? "" : (request.secure() ? "https://" : "http://") + host;
        return new Call(
                new Scope(account, region), key, requestId, request.sourceAddress(), userAgent, endpoint, request);
    }

    /// The Region of a credential scope, or the default where it names none.
    private Region region(String code) {
        Region known = regions.get(code);
        if (known != null) return known;
        if (!Region.isRegionCode(code)) return Region.US_EAST_1;
        Region region = new Region(code);
        if (regions.size() < REGIONS_REMEMBERED) regions.put(code, region);
        return region;
    }

    private CompletionStage<WireResponse> answer(Incoming incoming, Exchange exchange, Router.Route route, Call call)
            throws Throwable {
        ApiFace face = route.face();
        if (route.service() == null) throw unknown(route);
        if (face == null) throw AwsException.notBuilt(route.service().name(), route.asked(), "the service");
        if (route.operation() == null) throw unknown(route);
        ApiFace.Handler handler = face.handler(route.operation());
        if (handler == null) throw AwsException.notBuilt(face.model().name(), route.asked(), "");
        AwsException injected =
                faults.strike(face.model().name(), route.operation().name(), call);
        if (injected != null) throw injected;
        Decoding decoding = new Decoding();
        @Nullable Object[] row = route.protocol().decode(incoming, handler.operation, decoding);
        report(face, handler, decoding);
        Bound.OfStructure input = handler.operation.input();
        Object argument = null;
        if (input != null) {
            validate(route, input, row);
            argument = input.build(row);
        }
        Object result = handler.call(call, argument);
        if (!(result instanceof CompletionStage<?> later))
            return CompletableFuture.completedStage(
                    route.protocol().success(face.model(), handler.operation, result, exchange.id));
        return later.handle((value, failure) -> {
            try {
                if (failure != null) return refuse(exchange, failure);
                return route.protocol().success(face.model(), handler.operation, value, exchange.id);
            } catch (RuntimeException unwritable) {
                return refuse(exchange, unwritable);
            }
        });
    }

    private static AwsException unknown(Router.Route route) {
        if (route.isObjects())
            return new AwsException("MethodNotAllowed", "The specified method is not allowed against this resource.")
                    .status(405);
        WireProtocol.Refusal refusal = route.protocol().unknownOperation();
        String message = route.service() == null
                ? "No service here answers %s".formatted(route.asked())
                : "The action %s is not valid for this web service.".formatted(route.asked());
        return new AwsException(refusal.code(), message).status(refusal.status());
    }

    private void report(ApiFace face, ApiFace.Handler handler, Decoding decoding) {
        for (String path : decoding.unhonoured())
            if (handler.isFirst(path))
                unhonoured.report(
                        face.model().name(), handler.operation.operation().name(), path);
    }

    private static void validate(Router.Route route, Bound.OfStructure input, @Nullable Object[] row) {
        List<Violation> violations = Validator.check(input.shape(), row);
        if (violations.isEmpty()) return;
        if (route.isObjects()) throw S3Errors.of(violations.getFirst());
        if (route.protocol() != QueryProtocol.EC2) throw AwsException.validation(Words.detected(violations));
        Violation first = violations.getFirst();
        String code = first.kind() == Violation.Kind.REQUIRED ? "MissingParameter" : "InvalidParameterValue";
        throw new AwsException(code, Words.ec2(first));
    }

    private static WireResponse refuse(AwsException refusal, Exchange exchange) {
        Router.Route route = exchange.route;
        WireProtocol protocol = protocol(route, exchange.request);
        ApiFace face = route == null ? null : route.face();
        ServiceModel.Traits service = route == null || route.service() == null ? NO_SERVICE : route.service();
        if (service.bareErrors()
                && !exchange.path.isEmpty()
                && !refusal.members().containsKey("Resource")) refusal.with("Resource", Form.decoded(exchange.path));
        WireResponse response = protocol.failure(service, Failures.of(refusal, protocol, face), exchange.id);
        refusal.fields().forEach(response.headers()::add);
        boolean bare = exchange.request.method().equals("HEAD") || response.status() == NOT_MODIFIED;
        return bare && service.bareErrors()
                ? new WireResponse(response.status(), response.headers(), Payload.EMPTY)
                : response;
    }

    private static final ServiceModel.Traits NO_SERVICE =
            new ServiceModel.Traits("aws", "", "", "", "", java.util.Set.of(), "", "", false, false);

    /// The protocol a request is refused in: its own, or where that is not known what it looks like.
    private static WireProtocol protocol(Router.@Nullable Route route, WireRequest request) {
        if (route != null) return route.protocol();
        String type = request.headers().first("content-type", "");
        if (type.startsWith("application/x-www-form-urlencoded")) return QueryProtocol.QUERY;
        return type.startsWith("application/cbor") ? RpcProtocol.CBOR : RpcProtocol.JSON_1_0;
    }

    /// Collects what an endpoint needs. Ids and time must be given; signatures are not verified unless asked for.
    public static final class Builder {
        private final List<ApiFace> faces = new ArrayList<>();
        private @Nullable Ids ids;
        private @Nullable Time time;
        private Unhonoured unhonoured = Unhonoured.SILENT;
        private @Nullable Secrets secrets;
        private Accounts accounts = Accounts.NONE;
        private ApiFaults faults = ApiFaults.NONE;

        private Builder() {}

        /// Adds a service.
        public Builder face(ApiFace face) {
            faces.add(face);
            return this;
        }

        /// Whose the keys are that do not name an account by themselves.
        public Builder accounts(Accounts known) {
            accounts = known;
            return this;
        }

        /// What injects errors into calls.
        public Builder faults(ApiFaults injected) {
            faults = injected;
            return this;
        }

        /// Refuses requests whose signature is missing or wrong, by the secrets of access keys.
        public Builder verifySignatures(Secrets known) {
            secrets = known;
            return this;
        }

        /// Where request ids are drawn from.
        public Builder ids(Ids source) {
            ids = source;
            return this;
        }

        /// The time signatures are compared with.
        public Builder time(Time source) {
            time = source;
            return this;
        }

        /// Who is told of members no record holds.
        public Builder unhonoured(Unhonoured listener) {
            unhonoured = listener;
            return this;
        }

        public ApiEndpoint build() {
            return new ApiEndpoint(this);
        }
    }
}
