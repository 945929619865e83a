package io.windtunnel.wire.s3;

import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.codec.Documents;
import io.windtunnel.wire.codec.Malformed;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// What the one who signed a form allows to be posted with it.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
public final class PostPolicy {
    /// Fields that no condition need name.
    private static final Set<String> FREE =
            Set.of("policy", "file", "x-amz-signature", "signature", "awsaccesskeyid", "x-amz-security-token");

    private final Instant expiration;
    private final List<Condition> conditions;
    private final long least;
    private final long most;

    /// A field's condition.
    ///
    /// @param prefix whether the field must begin with the value, rather than be it
    private record Condition(boolean prefix, String field, String value) {
        boolean holds(@Nullable String said) {
            if (said == null) return false;
            return prefix ? said.startsWith(value) : said.equals(value);
        }

        /// The condition as S3 tells it.
        String told() {
            return "[\"%s\", \"$%s\", \"%s\"]".formatted(prefix ? "starts-with" : "eq", field, value);
        }
    }

    private PostPolicy(Instant expiration, List<Condition> conditions, long least, long most) {
        this.expiration = expiration;
        this.conditions = conditions;
        this.least = least;
        this.most = most;
    }

    /// The policy that `base64` holds.
    public static PostPolicy of(String base64) {
        try {
            byte[] json = Base64.getMimeDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
            if (!(Documents.parse(json) instanceof Map<?, ?> policy)) throw invalid("Invalid JSON.");
            if (!(policy.get("expiration") instanceof String expiration)) throw invalid("Policy missing expiration.");
            if (!(policy.get("conditions") instanceof List<?> conditions)) throw invalid("Policy missing conditions.");
            return of(Instant.parse(expiration), conditions);
        } catch (DateTimeException e) {
            throw invalid("Invalid 'expiration' value.");
        } catch (Malformed | JacksonException | IllegalArgumentException e) {
            throw invalid("Invalid JSON.");
        }
    }

    private static PostPolicy of(Instant expiration, List<?> said) {
        List<Condition> conditions = new ArrayList<>();
        long least = 0;
        long most = Long.MAX_VALUE;
        for (Object each : said) {
            if (each instanceof Map<?, ?> exact) {
                exact.forEach((field, value) -> conditions.add(condition(false, field, value)));
                continue;
            }
            if (!(each instanceof List<?> parts) || parts.size() != 3 || !(parts.getFirst() instanceof String operator))
                throw invalid("Invalid Condition.");
            switch (operator.toLowerCase(Locale.ROOT)) {
                case "eq" -> conditions.add(condition(false, parts.get(1), parts.get(2)));
                case "starts-with" -> conditions.add(condition(true, parts.get(1), parts.get(2)));
                case "content-length-range" -> {
                    least = number(parts.get(1));
                    most = number(parts.get(2));
                }
                default -> throw invalid("Invalid Condition: unknown operation '%s'.".formatted(operator));
            }
        }
        return new PostPolicy(expiration, conditions, least, most);
    }

    private static Condition condition(boolean prefix, @Nullable Object field, @Nullable Object value) {
        String name = String.valueOf(field);
        return new Condition(
                prefix,
                (name.startsWith("$") ? name.substring(1) : name).toLowerCase(Locale.ROOT),
                String.valueOf(value));
    }

    private static long number(@Nullable Object value) {
        try {
            return Long.parseLong(String.valueOf(value));
        } catch (NumberFormatException e) {
            throw invalid("Invalid Content-Length Range.");
        }
    }

    /// Refuses a form that is late, breaks a condition, or has a field that no condition names.
    public void check(PostForm form, String bucket, Instant now) {
        if (expiration.isBefore(now)) throw denied("Policy expired.");
        Set<String> named = new HashSet<>();
        for (Condition condition : conditions) {
            named.add(condition.field);
            String said = condition.field.equals("bucket") ? bucket : form.field(condition.field);
            if (!condition.holds(said)) throw denied("Policy Condition failed: " + condition.told());
        }
        for (String field : form.fields().keySet())
            if (!FREE.contains(field) && !field.startsWith("x-ignore-") && !named.contains(field))
                throw denied("Extra input fields: " + field);
    }

    /// The fewest bytes the file may have.
    public long least() {
        return least;
    }

    /// The most bytes the file may have.
    public long most() {
        return most;
    }

    private static AwsException denied(String why) {
        return new AwsException("AccessDenied", "Invalid according to Policy: " + why).status(403);
    }

    private static AwsException invalid(String why) {
        return new AwsException("InvalidPolicyDocument", "Invalid Policy: " + why).status(400);
    }
}
