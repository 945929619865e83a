package io.windtunnel.wire;

import io.windtunnel.wire.bind.Binder;
import io.windtunnel.wire.bind.BindingException;
import io.windtunnel.wire.bind.Bound;
import io.windtunnel.wire.bind.BoundOperation;
import io.windtunnel.wire.model.Operation;
import io.windtunnel.wire.model.Structure;
import io.windtunnel.wire.protocol.RestRoutes;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A service's face, bound to its model: which method answers which operation, and how its records are read and
/// written. Each operation is bound when it is first called.
///
/// Thread safety: every method may be called from any thread.
public final class ApiFace {
    private final ServiceModel model;
    private final Object face;
    private final Binder binder = new Binder();
    private final Map<String, Method> methods = new HashMap<>();
    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
    private volatile @Nullable RestRoutes routes;

    private ApiFace(ServiceModel model, Object face) {
        this.model = model;
        this.face = face;
        for (Method method : face.getClass().getMethods())
            if (!Modifier.isStatic(method.getModifiers()) && !method.isSynthetic() && takesRequest(method))
                methods.put(method.getName(), method);
    }

    /// Whether a method can be an operation's: it takes nothing but a [Call] and a record. (A face put together from
    /// interfaces also has the methods by which they reach its domain.)
    private static boolean takesRequest(Method method) {
        for (Class<?> type : method.getParameterTypes())
            if (type == WireRequest.class || type != Call.class && !type.isRecord() && type != Object.class)
                return false;
        return true;
    }

    /// Binds the public methods of `face` that are named as the model's operations with a lower-case first
    /// letter. Each takes the [Call], the request's record, both or neither, and returns the response's
    /// record, a [CompletionStage] of it where the answer may have to be waited for, or nothing.
    public static ApiFace bind(ServiceModel model, Object face) {
        return new ApiFace(model, face);
    }

    /// Binds every operation of `model` to `face`.
    public static ApiFace dynamic(ServiceModel model, DynamicFace face) {
        return new ApiFace(model, face);
    }

    public ServiceModel model() {
        return model;
    }

    /// The operations the face has a method for.
    public Set<String> operations() {
        Set<String> built = new TreeSet<>();
        for (String operation : model.operations())
            if (face instanceof DynamicFace || methods.containsKey(methodName(operation))) built.add(operation);
        return built;
    }

    /// The operation called `name` with its records, or null where the face has no method for it.
    ///
    /// @throws BindingException when its method or records do not fit the model
    public @Nullable BoundOperation operation(String name) {
        Operation operation = model.operation(name);
        Handler handler = operation == null ? null : handler(operation);
        return handler == null ? null : handler.operation;
    }

    /// The names of the face's public methods, as Java knows them.
    public Set<String> methodNames() {
        return Set.copyOf(methods.keySet());
    }

    /// What answers `operation`, or null where the face has no method for it.
    @Nullable
    Handler handler(Operation operation) {
        Handler known = handlers.get(operation.name());
        if (known != null) return known;
        Handler bound = face instanceof DynamicFace dynamic ? dynamic(dynamic, operation) : method(operation);
        if (bound == null) return null;
        Handler first = handlers.putIfAbsent(operation.name(), bound);
        return first == null ? bound : first;
    }

    /// The face where it answers more than operations, or null.
    @Nullable
    HttpFace http() {
        return face instanceof HttpFace http ? http : null;
    }

    Binder binder() {
        return binder;
    }

    /// The path templates of a REST service.
    RestRoutes routes() {
        RestRoutes known = routes;
        if (known == null) routes = known = RestRoutes.of(model);
        return known;
    }

    private static String methodName(String operation) {
        return Character.toLowerCase(operation.charAt(0)) + operation.substring(1);
    }

    private Handler dynamic(DynamicFace dynamic, Operation operation) {
        Structure input = operation.input();
        Structure output = operation.output();
        BoundOperation bound = new BoundOperation(
                operation,
                input == null ? null : binder.structure(input),
                output == null ? null : binder.structure(output));
        @SuppressWarnings("unchecked")
        Invocation invocation = (call, request) ->
                dynamic.call(call, operation.name(), request == null ? Map.of() : (Map<String, Object>) request);
        return new Handler(bound, invocation);
    }

    private @Nullable Handler method(Operation operation) {
        Method method = methods.get(methodName(operation.name()));
        if (method == null) return null;
        Class<?>[] parameters = method.getParameterTypes();
        int request = -1;
        int call = -1;
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i] == Call.class) call = i;
            else request = i;
        }
        boolean takesBoth = request >= 0 && call >= 0;
        if (parameters.length > 2 || parameters.length == 2 && !takesBoth)
            throw new BindingException("%s takes more than a Call and a request".formatted(method));
        return new Handler(bind(operation, method, request), invocation(method, request, call));
    }

    private BoundOperation bind(Operation operation, Method method, int request) {
        Structure input = operation.input();
        Structure output = operation.output();
        if (request >= 0 && input == null)
            throw new BindingException("%s takes a request, and %s has none".formatted(method, operation));
        Bound.OfStructure boundInput = input == null
                ? null
                : request < 0 ? binder.nothing(input) : binder.structure(input, method.getParameterTypes()[request]);
        Class<?> answer = answer(method);
        boolean answers = answer != void.class;
        if (answers && output == null)
            throw new BindingException("%s answers, and %s has no response".formatted(method, operation));
        Bound.OfStructure boundOutput =
                output == null ? null : answers ? binder.structure(output, answer) : binder.nothing(output);
        return new BoundOperation(operation, boundInput, boundOutput);
    }

    /// The record a method answers with, now or later; `void` where it answers nothing.
    private static Class<?> answer(Method method) {
        if (!CompletionStage.class.isAssignableFrom(method.getReturnType())) return method.getReturnType();
        Type later = ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0];
        return later == Void.class ? void.class : (Class<?>) later;
    }

    private Invocation invocation(Method method, int request, int call) {
        try {
            MethodHandle handle = MethodHandles.privateLookupIn(face.getClass(), MethodHandles.lookup())
                    .unreflect(method)
                    .bindTo(face);
            MethodType type = MethodType.methodType(
                    method.getReturnType(),
                    call >= 0 ? Call.class : Object.class,
                    request >= 0 ? method.getParameterTypes()[request] : Object.class);
            int[] order = request < 0 && call < 0 ? new int[0] : request < 0 ? new int[] {0} : new int[] {1};
            if (request >= 0 && call >= 0) order = call < request ? new int[] {0, 1} : new int[] {1, 0};
            MethodHandle uniform = MethodHandles.permuteArguments(handle, type, order)
                    .asType(MethodType.methodType(Object.class, Call.class, Object.class));
            return (caller, argument) -> (Object) uniform.invokeExact(caller, argument);
        } catch (IllegalAccessException e) {
            throw new BindingException("%s cannot be opened: %s".formatted(method, e));
        }
    }

    @Override
    public String toString() {
        return model.name() + " by " + face.getClass().getSimpleName();
    }

    /// One operation and what answers it.
    static final class Handler {
        final BoundOperation operation;
        private final Invocation invocation;
        private final Set<String> reported = ConcurrentHashMap.newKeySet();

        Handler(BoundOperation operation, Invocation invocation) {
            this.operation = operation;
            this.invocation = invocation;
        }

        @Nullable
        Object call(Call call, @Nullable Object request) throws Throwable {
            return invocation.call(call, request);
        }

        /// Whether the member at `path` has not been reported before; false too once many have been.
        boolean isFirst(String path) {
            return reported.size() < REPORTED_LIMIT && reported.add(path);
        }
    }

    /// How many members not honoured are reported of one operation, whatever names clients make up.
    private static final int REPORTED_LIMIT = 1_000;

    private interface Invocation {
        @Nullable
        Object call(Call call, @Nullable Object request) throws Throwable;
    }
}
