package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Rows;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The client tokens of transactions: within ten minutes the same request is done once.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
///
/// Thread safety: every method may be called from any thread.
final class Tokens {
    private static final Duration VALID = Duration.ofMinutes(10);

    private final Fabric fabric;
    private final Map<String, Boolean> underWay = new ConcurrentHashMap<>();

    Tokens(Fabric fabric) {
        this.fabric = fabric;
    }

    private Rows rows(Scope scope) {
        return fabric.storage().rows(scope, "dynamodb.tokens");
    }

    /// Does `work`, which is given the rows that must become durable with it; or nothing where the same was done
    /// before, which is told by `repeated`.
    ///
    /// @param request what is asked, for comparison
    /// @throws AwsException `IdempotentParameterMismatchException`, `TransactionInProgressException`
    <T> T once(
            Scope scope,
            @Nullable String token,
            Record request,
            Function<List<Rows.Write>, T> work,
            java.util.function.Supplier<T> repeated) {
        if (token == null) return work.apply(List.of());
        long now = fabric.time().now().toEpochMilli();
        byte[] key = token.getBytes(StandardCharsets.UTF_8);
        byte[] value = ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(now)
                .putInt(request.hashCode())
                .array();
        if (underWay.putIfAbsent(scope + token, true) != null)
            throw new AwsException(
                    "TransactionInProgressException",
                    "The transaction with the given request token is already in progress.");
        try {
            byte[] before = rows(scope).get(key);
            boolean valid = before != null && now - ByteBuffer.wrap(before).getLong() < VALID.toMillis();
            if (!valid) return work.apply(List.of(new Rows.Write(rows(scope), key, value)));
            if (ByteBuffer.wrap(before).getInt(Long.BYTES) != request.hashCode())
                throw new AwsException(
                        "IdempotentParameterMismatchException",
                        "DynamoDB rejected the request because you retried a request with a different payload but "
                                + "with an idempotent token that was already used.");
            return repeated.get();
        } finally {
            underWay.remove(scope + token);
        }
    }

    /// Forgets the tokens whose time is over.
    void trim() {
        long oldest = fabric.time().now().minus(VALID).toEpochMilli();
        for (Scope scope : fabric.storage().scopes("dynamodb.tokens")) {
            List<byte[]> old = new ArrayList<>();
            rows(scope).scan(null, null, false, (key, value) -> {
                if (ByteBuffer.wrap(value).getLong() < oldest) old.add(key);
                return true;
            });
            old.forEach(rows(scope)::remove);
        }
    }
}
