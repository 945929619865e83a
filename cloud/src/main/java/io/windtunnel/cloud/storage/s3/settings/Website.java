package io.windtunnel.cloud.storage.s3.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a bucket answers as a website.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html
public record Website(
        @Nullable RedirectAll redirectAllRequestsTo,
        @Nullable Index indexDocument,
        @Nullable ErrorPage errorDocument,
        List<RoutingRule> routingRules) {
    private static final int MOST_RULES = 50;

    public record RedirectAll(String hostName, @Nullable String protocol) {}

    public record Index(String suffix) {}

    public record ErrorPage(String key) {}

    public record Condition(
            @Nullable String httpErrorCodeReturnedEquals,
            @Nullable String keyPrefixEquals) {
        boolean holds(String key, int error) {
            if (keyPrefixEquals != null && !key.startsWith(keyPrefixEquals)) return false;
            return httpErrorCodeReturnedEquals == null || httpErrorCodeReturnedEquals.equals(Integer.toString(error));
        }
    }

    public record Redirect(
            @Nullable String hostName,
            @Nullable String httpRedirectCode,
            @Nullable String protocol,
            @Nullable String replaceKeyPrefixWith,
            @Nullable String replaceKeyWith) {}

    public record RoutingRule(@Nullable Condition condition, Redirect redirect) {
        /// The key that `key` becomes.
        public String rewritten(String key) {
            if (redirect.replaceKeyWith() != null) return redirect.replaceKeyWith();
            if (redirect.replaceKeyPrefixWith() == null) return key;
            String prefix = condition == null || condition.keyPrefixEquals() == null ? "" : condition.keyPrefixEquals();
            return redirect.replaceKeyPrefixWith() + key.substring(Math.min(prefix.length(), key.length()));
        }
    }

    /// The first rule for `key`, or null.
    ///
    /// @param error the status the key has led to; 0 before it was looked for
    public @Nullable RoutingRule rule(String key, int error) {
        for (RoutingRule rule : routingRules) {
            Condition condition = rule.condition();
            boolean ofError = condition != null && condition.httpErrorCodeReturnedEquals() != null;
            if (ofError != (error != 0)) continue;
            if (condition == null || condition.holds(key, error)) return rule;
        }
        return null;
    }

    public void check() {
        if (redirectAllRequestsTo != null) {
            if (indexDocument != null || errorDocument != null || !routingRules.isEmpty()) throw Refused.malformed();
            protocol(redirectAllRequestsTo.protocol());
            return;
        }
        if (indexDocument == null)
            throw Refused.argument(
                    "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty",
                    "IndexDocument",
                    "null");
        if (indexDocument.suffix().isEmpty() || indexDocument.suffix().contains("/"))
            throw Refused.argument(
                    "The IndexDocument Suffix is not well formed", "IndexDocument", indexDocument.suffix());
        if (errorDocument != null && errorDocument.key().isEmpty())
            throw Refused.argument("The ErrorDocument Key is not well formed", "ErrorDocument", "");
        if (routingRules.size() > MOST_RULES)
            throw Refused.request(
                    routingRules.size() + " routing rules provided, the number of routing rules in a website "
                            + "configuration is limited to 50.");
        for (RoutingRule rule : routingRules) {
            protocol(rule.redirect().protocol());
            if (rule.redirect().replaceKeyWith() != null && rule.redirect().replaceKeyPrefixWith() != null)
                throw Refused.request("You can only define ReplaceKeyPrefix or ReplaceKey but not both.");
        }
    }

    private static void protocol(@Nullable String protocol) {
        if (protocol != null && !protocol.equals("http") && !protocol.equals("https"))
            throw Refused.request("Invalid protocol, protocol can be http or https. If not defined the protocol will "
                    + "be selected automatically.");
    }
}
