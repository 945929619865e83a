package io.windtunnel.cloud.storage.s3.template;

import io.windtunnel.cloud.storage.s3.settings.Website;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `WebsiteConfiguration`.
public record WebsiteProperties(
        @Nullable String indexDocument,
        @Nullable String errorDocument,
        Website.@Nullable RedirectAll redirectAllRequestsTo,
        List<Rule> routingRules) {
    public record Rule(Website.Redirect redirectRule, Website.@Nullable Condition routingRuleCondition) {}

    public Website website() {
        return new Website(
                redirectAllRequestsTo,
                indexDocument == null ? null : new Website.Index(indexDocument),
                errorDocument == null ? null : new Website.ErrorPage(errorDocument),
                routingRules.stream()
                        .map(each -> new Website.RoutingRule(each.routingRuleCondition(), each.redirectRule()))
                        .toList());
    }
}
