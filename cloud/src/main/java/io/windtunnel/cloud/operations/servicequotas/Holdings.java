package io.windtunnel.cloud.operations.servicequotas;

import io.windtunnel.cloud.operations.servicequotas.Holding.Increase;
import io.windtunnel.cloud.ports.QuotaGrants;
import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What every account holds of every quota.
///
/// Thread safety: every method may be called from any thread.
final class Holdings implements Quotas, QuotaGrants {
    /// How many tags a quota may carry.
    /// Source: https://docs.aws.amazon.com/servicequotas/latest/userguide/sq-tagging.html
    static final int MOST_TAGS = 50;

    private final Fabric fabric;

    Holdings(Fabric fabric) {
        this.fabric = fabric;
    }

    private Table<Holding> table(Scope scope) {
        return fabric.storage().table(scope, "servicequotas.holdings", Holding.class);
    }

    private static Scope home(Scope scope, Quota quota) {
        return quota.global() ? new Scope(scope.account(), Region.US_EAST_1) : scope;
    }

    private Instant now() {
        return fabric.time().now();
    }

    Holding of(Scope scope, Quota quota) {
        Holding holding = table(home(scope, quota)).get(quota.key());
        return holding == null ? Holding.of(quota) : holding;
    }

    private Holding change(Scope scope, Quota quota, UnaryOperator<Holding> change) {
        Holding changed = table(home(scope, quota))
                .update(quota.key(), old -> change.apply(old == null ? Holding.of(quota) : old));
        return Objects.requireNonNull(changed);
    }

    /// What a scope has changed, by key.
    Collection<Holding> changed(Scope scope) {
        return table(scope).values();
    }

    double value(Scope scope, Quota quota) {
        return of(scope, quota).value(now());
    }

    @Override
    public double value(Scope scope, String serviceCode, String quotaCode) {
        return value(scope, require(serviceCode, quotaCode));
    }

    @Override
    public void grant(Scope scope, String serviceCode, String quotaCode, double value) {
        change(scope, require(serviceCode, quotaCode), holding -> holding.give(value, now()));
    }

    private static Quota require(String serviceCode, String quotaCode) {
        return QuotaTable.find(serviceCode, quotaCode)
                .orElseThrow(() -> new IllegalArgumentException("no quota " + serviceCode + "/" + quotaCode));
    }

    /// Asks for a higher value; `requester` is who asks, as JSON.
    ///
    /// @throws AwsException `IllegalArgumentException`, `ResourceAlreadyExistsException`
    Increase ask(Scope scope, Quota quota, double desired, String requester) {
        if (!quota.adjustable())
            throw Refusals.illegal("The request failed because the specified quota is not adjustable.");
        String id = fabric.ids().hex(32) + fabric.ids().lower(8);
        String caseId =
                Long.toString(1_000_000_000L + Long.parseLong(fabric.ids().hex(8), 16));
        Increase asked = new Increase(id, caseId, desired, now(), requester);
        change(scope, quota, holding -> {
            Optional<Increase> open = holding.open(asked.asked());
            if (open.isPresent()) throw Refusals.alreadyOpen();
            if (desired <= holding.value(asked.asked()))
                throw Refusals.illegal("You must provide a quota value greater than the current quota value");
            return holding.ask(asked);
        });
        return asked;
    }

    /// Changes a quota's tags.
    ///
    /// @throws AwsException `TooManyTagsException`
    void tag(Scope scope, Quota quota, Map<String, String> added, List<String> removed) {
        change(scope, quota, holding -> {
            Holding changed = holding.tagged(added, removed);
            if (changed.tags().size() > MOST_TAGS) throw Refusals.tooManyTags();
            return changed;
        });
    }
}
