package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Shapes.Tag;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Tags of every kind of resource here.
final class Tagging {
    /// Tags per resource. Source:
    /// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-tags.html
    static final int MOST_TAGS = 50;

    /// The key of the tag that says where on this computer a network load balancer's listener is served,
    /// by zone.
    static final String SERVED_AT = "windtunnel:served-at";

    private final Ledger ledger;

    Tagging(Ledger ledger) {
        this.ledger = ledger;
    }

    /// The tags of a new resource.
    static Map<String, String> of(List<Tag> tags) {
        Set<String> keys = new HashSet<>();
        for (Tag tag : tags)
            if (!keys.add(tag.key()))
                throw new AwsException("DuplicateTagKeys", "Tag key '" + tag.key() + "' was specified more than once");
        return added(Map.of(), tags);
    }

    private static Map<String, String> added(Map<String, String> old, List<Tag> tags) {
        Map<String, String> next = new LinkedHashMap<>(old);
        for (Tag tag : tags) next.put(tag.key(), tag.value() == null ? "" : tag.value());
        if (next.keySet().stream().filter(key -> !key.startsWith("aws:")).count() > MOST_TAGS)
            throw new AwsException("TooManyTags", "A maximum of 50 tags can be specified");
        return Map.copyOf(next);
    }

    static List<Tag> list(Map<String, String> tags) {
        return tags.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new Tag(entry.getKey(), entry.getValue()))
                .toList();
    }

    void add(Scope scope, List<String> arns, List<Tag> tags) {
        of(tags);
        for (String arn : arns) added(tagsOf(scope, arn), tags);
        for (String arn : arns) change(scope, arn, old -> added(old, tags));
    }

    void remove(Scope scope, List<String> arns, Collection<String> keys) {
        for (String arn : arns) tagsOf(scope, arn);
        for (String arn : arns)
            change(scope, arn, old -> {
                Map<String, String> next = new LinkedHashMap<>(old);
                next.keySet().removeAll(keys);
                return Map.copyOf(next);
            });
    }

    /// The tags of resources. A network load balancer's listener has one that nobody gave it: where it is
    /// served.
    Answers.Tags describe(Scope scope, List<String> arns, Fleet fleet) {
        return new Answers.Tags(arns.stream()
                .map(arn -> {
                    List<Tag> tags = new ArrayList<>(list(tagsOf(scope, arn)));
                    ListenerState listener = ledger.listeners(scope).get(arn);
                    if (listener != null)
                        fleet.servedAt(listener.balancerArn(), listener.port())
                                .ifPresent(at -> tags.add(new Tag(SERVED_AT, at)));
                    return new Shapes.TagDescription(arn, tags);
                })
                .toList());
    }

    private static String kind(String arn) {
        String[] parts = arn.split(":", 6);
        int slash = parts.length < 6 ? -1 : parts[5].indexOf('/');
        return slash < 0 ? "" : parts[5].substring(0, slash);
    }

    private Map<String, String> tagsOf(Scope scope, String arn) {
        return switch (kind(arn)) {
            case "loadbalancer" -> ledger.balancer(scope, arn).tags();
            case "targetgroup" -> ledger.group(scope, arn).tags();
            case "listener" -> ledger.listener(scope, arn).tags();
            case "listener-rule" -> ledger.rule(scope, arn).tags();
            default -> throw Refusals.invalid("'" + arn + "' is not a valid ARN");
        };
    }

    private void change(Scope scope, String arn, UnaryOperator<Map<String, String>> change) {
        switch (kind(arn)) {
            case "loadbalancer" ->
                Ledger.change(
                        ledger.balancers(scope),
                        arn,
                        old -> old.withTags(change.apply(old.tags())),
                        Refusals::noBalancer);
            case "targetgroup" ->
                Ledger.change(
                        ledger.groups(scope), arn, old -> old.withTags(change.apply(old.tags())), Refusals::noGroup);
            case "listener" ->
                Ledger.change(
                        ledger.listeners(scope),
                        arn,
                        old -> old.withTags(change.apply(old.tags())),
                        Refusals::noListener);
            default ->
                Ledger.change(
                        ledger.rules(scope), arn, old -> old.withTags(change.apply(old.tags())), Refusals::noRule);
        }
    }
}
