package io.windtunnel.cloud.storage.s3.settings;

import io.windtunnel.wire.Headers;
import io.windtunnel.wire.Member;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which pages of other origins a browser may let read or write a bucket.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html
public record Cors(@Member("CORSRules") List<Rule> rules) {
    private static final Set<String> METHODS = Set.of("GET", "PUT", "HEAD", "POST", "DELETE");

    /// The most rules of a bucket.
    private static final int MOST_RULES = 100;

    public record Rule(
            @Member("ID") @Nullable String id,
            List<String> allowedHeaders,
            List<String> allowedMethods,
            List<String> allowedOrigins,
            List<String> exposeHeaders,
            @Nullable Integer maxAgeSeconds) {
        boolean allows(String origin, String method) {
            return allowedMethods.contains(method)
                    && allowedOrigins.stream().anyMatch(pattern -> matches(pattern, origin));
        }

        boolean allowsHeaders(List<String> names) {
            return names.stream()
                    .allMatch(name -> allowedHeaders.stream()
                            .anyMatch(pattern -> matches(pattern.toLowerCase(Locale.ROOT), name)));
        }
    }

    public void check() {
        if (rules.isEmpty() || rules.size() > MOST_RULES) throw Refused.malformed();
        for (Rule rule : rules) {
            if (rule.allowedMethods().isEmpty() || rule.allowedOrigins().isEmpty()) throw Refused.malformed();
            for (String method : rule.allowedMethods())
                if (!METHODS.contains(method))
                    throw Refused.request(
                            "Found unsupported HTTP method in CORS config. Unsupported method is " + method);
            rule.allowedOrigins().forEach(origin -> oneWildcard("AllowedOrigin", origin));
            rule.allowedHeaders().forEach(header -> oneWildcard("AllowedHeader", header));
            for (String header : rule.exposeHeaders())
                if (header.contains("*"))
                    throw Refused.request("ExposeHeader \"" + header + "\" contains wildcard. We currently do not "
                            + "support wildcard for ExposeHeader.");
        }
    }

    private static void oneWildcard(String what, String pattern) {
        if (pattern.indexOf('*') != pattern.lastIndexOf('*'))
            throw Refused.request(what + " \"" + pattern + "\" can not have more than one wildcard.");
    }

    /// The first rule that allows it, or null.
    ///
    /// @param headers the names a preflight asks for, in lower case; empty for an actual request
    public @Nullable Rule find(String origin, String method, List<String> headers) {
        for (Rule rule : rules) if (rule.allows(origin, method) && rule.allowsHeaders(headers)) return rule;
        return null;
    }

    /// Adds what a browser must be told of `rule`.
    ///
    /// @param asked the value of a preflight's `Access-Control-Request-Headers`, or null for an actual request
    public static void answer(Headers into, Rule rule, String origin, boolean preflight, @Nullable String asked) {
        boolean everybody = rule.allowedOrigins().contains("*");
        into.add("Access-Control-Allow-Origin", everybody ? "*" : origin);
        into.add("Access-Control-Allow-Methods", String.join(", ", rule.allowedMethods()));
        if (preflight && asked != null) into.add("Access-Control-Allow-Headers", asked.toLowerCase(Locale.ROOT));
        if (!rule.exposeHeaders().isEmpty())
            into.add("Access-Control-Expose-Headers", String.join(", ", rule.exposeHeaders()));
        if (preflight && rule.maxAgeSeconds() != null)
            into.add("Access-Control-Max-Age", rule.maxAgeSeconds().toString());
        if (!everybody) into.add("Access-Control-Allow-Credentials", "true");
        into.add("Vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method");
    }

    /// Whether `text` is as `pattern`, whose one `*` stands for anything.
    private static boolean matches(String pattern, String text) {
        int star = pattern.indexOf('*');
        if (star < 0) return pattern.equals(text);
        return text.length() >= pattern.length() - 1
                && text.startsWith(pattern.substring(0, star))
                && text.endsWith(pattern.substring(star + 1));
    }
}
