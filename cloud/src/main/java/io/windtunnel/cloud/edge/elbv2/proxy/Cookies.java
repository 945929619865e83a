package io.windtunnel.cloud.edge.elbv2.proxy;

import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.windtunnel.kernel.balance.Weights;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sessions that stick: which pool and target a client's cookies name, and which cookies it is given.
///
/// A cookie holds the time it was given and a digest of what it names; a client can read neither out of it, and what it
/// makes up names nothing.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html
final class Cookies {
    static final String BY_BALANCER = "AWSALB";
    static final String BY_BALANCER_CORS = "AWSALBCORS";
    static final String BY_APPLICATION = "AWSALBAPP-0";
    static final String GROUP = "AWSALBTG";
    static final String GROUP_CORS = "AWSALBTGCORS";

    private static final int DIGEST_BYTES = 16;

    private Cookies() {}

    /// The choice of pool and target for one request, and the cookies that go with it.
    static final class Set {
        private final Node node;
        private final boolean secure;
        private final HttpHeaders request;
        private final @Nullable Pool pool;
        private final int groupSeconds;
        private @Nullable Backend target;

        private Set(Node node, boolean secure, HttpHeaders request, @Nullable Pool pool, int groupSeconds) {
            this.node = node;
            this.secure = secure;
            this.request = request;
            this.pool = pool;
            this.groupSeconds = groupSeconds;
        }

        @Nullable
        Pool pool() {
            return pool;
        }

        /// The target: the one the client sticks to, or the next by the pool's algorithm; null when there is none.
        @Nullable
        Backend target(long nowNanos) {
            if (pool == null) return null;
            Backend stuck = switch (pool.settings().stickiness()) {
                case PoolSettings.Stickiness.None _ -> null;
                case PoolSettings.Stickiness.ByBalancer by -> stuck(pool, BY_BALANCER, by.duration());
                case PoolSettings.Stickiness.ByApplication by -> stuck(pool, BY_APPLICATION, by.duration());
            };
            target = stuck == null ? pool.choose(nowNanos) : stuck;
            return target;
        }

        private @Nullable Backend stuck(Pool from, String cookie, Duration duration) {
            String token = cookie(request, cookie);
            Instant now = node.time().now();
            if (token != null)
                for (Backend candidate : from.routable().targets())
                    if (names(token, from.settings().group() + candidate.key(), duration, now)) return candidate;
            node.meters().notSticky();
            return null;
        }

        /// Gives the response its cookies.
        void addTo(HttpHeaders response) {
            Pool from = pool;
            Backend to = target;
            if (from == null || to == null) return;
            Instant now = node.time().now();
            String group = from.settings().group();
            switch (from.settings().stickiness()) {
                case PoolSettings.Stickiness.None _ -> {}
                case PoolSettings.Stickiness.ByBalancer by ->
                    add(response, BY_BALANCER, token(group + to.key(), now), now.plus(by.duration()));
                case PoolSettings.Stickiness.ByApplication by -> {
                    if (sets(response, by.cookie()))
                        add(response, BY_APPLICATION, token(group + to.key(), now), now.plus(by.duration()));
                }
            }
            if (groupSeconds > 0) add(response, GROUP, token(group, now), now.plusSeconds(groupSeconds));
        }

        private void add(HttpHeaders response, String name, String token, Instant until) {
            String rest = "=" + token + "; Expires=" + DateFormatter.format(Date.from(until)) + "; Path=/";
            response.add(Text.SET_COOKIE, name + rest);
            String cors = switch (name) {
                case BY_BALANCER -> BY_BALANCER_CORS;
                case GROUP -> GROUP_CORS;
                default -> "";
            };
            if (!cors.isEmpty())
                response.add(Text.SET_COOKIE, cors + rest + "; SameSite=None" + (secure ? "; Secure" : ""));
        }
    }

    /// Chooses the pool of a forward action for a request.
    static Set of(Routes.Forward forward, HttpHeaders request, Node node, boolean secure) {
        List<Pool> pools = forward.pools();
        Pool only = pools.size() == 1 && forward.weights().total() > 0 ? pools.getFirst() : null;
        if (only != null) return new Set(node, secure, request, only, forward.stickySeconds());
        Pool pool = forward.stickySeconds() > 0 ? stuckPool(forward, request, node) : null;
        if (pool == null) pool = weighed(forward, node);
        return new Set(node, secure, request, pool, forward.stickySeconds());
    }

    private static @Nullable Pool stuckPool(Routes.Forward forward, HttpHeaders request, Node node) {
        String token = cookie(request, GROUP);
        if (token == null) return null;
        Duration duration = Duration.ofSeconds(forward.stickySeconds());
        for (Pool pool : forward.pools())
            if (names(token, pool.settings().group(), duration, node.time().now())) return pool;
        return null;
    }

    private static @Nullable Pool weighed(Routes.Forward forward, Node node) {
        Weights weights = forward.weights();
        if (weights.total() == 0) return null;
        int index = weights.index(node.draw(weights.total()));
        return index < 0 ? null : forward.pools().get(index);
    }

    private static boolean sets(HttpHeaders response, String cookie) {
        for (String set : response.getAll(HttpHeaderNames.SET_COOKIE)) if (set.startsWith(cookie + "=")) return true;
        return false;
    }

    private static @Nullable String cookie(HttpHeaders request, String name) {
        for (String header : request.getAll(HttpHeaderNames.COOKIE))
            for (String pair : header.split(";")) {
                String trimmed = pair.strip();
                if (trimmed.startsWith(name + "=")) return trimmed.substring(name.length() + 1);
            }
        return null;
    }

    static String token(String named, Instant now) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES + DIGEST_BYTES)
                .putLong(now.getEpochSecond())
                .put(digest(named), 0, DIGEST_BYTES)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static boolean names(String token, String named, Duration duration, Instant now) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException notOurs) {
            return false;
        }
        if (bytes.length != Long.BYTES + DIGEST_BYTES) return false;
        long given = ByteBuffer.wrap(bytes).getLong();
        long age = now.getEpochSecond() - given;
        return age >= 0
                && age <= duration.toSeconds()
                && java.util.Arrays.equals(bytes, Long.BYTES, bytes.length, digest(named), 0, DIGEST_BYTES);
    }

    private static byte[] digest(String named) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(named.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
