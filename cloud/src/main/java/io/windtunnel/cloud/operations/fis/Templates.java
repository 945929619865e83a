package io.windtunnel.cloud.operations.fis;

import io.windtunnel.cloud.operations.fis.Parts.AccountConfiguration;
import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The templates of every scope, and what client tokens have made.
///
/// Thread safety: every method may be called from any thread.
final class Templates {
    /// How many target accounts a template may have (default quota).
    private static final int MOST_ACCOUNTS = 40;

    /// How many client tokens are remembered: our choice.
    private static final int MOST_TOKENS = 10_000;

    /// What a client token has made, and the hash of the request.
    record Token(String id, int request) {}

    private final Fabric fabric;
    private final Quotas quotas;

    Templates(Fabric fabric, Quotas quotas) {
        this.fabric = fabric;
        this.quotas = quotas;
    }

    private Table<Template> table(Scope scope) {
        return fabric.storage().table(scope, "fis.templates", Template.class);
    }

    private Table<Token> tokens(Scope scope) {
        return fabric.storage().table(scope, "fis.tokens", Token.class);
    }

    /// The id of what the same request has made before; null when it is new.
    ///
    /// @throws io.windtunnel.wire.AwsException `ConflictException` when the token was used for another request
    @Nullable
    String made(Scope scope, String kind, String token, Object request) {
        Token known = tokens(scope).get(kind + " " + token);
        if (known == null) return null;
        if (known.request() == request.hashCode()) return known.id();
        throw Refusals.conflict("The client token " + token + " was used with different parameters.");
    }

    void remember(Scope scope, String kind, String token, Object request, String id) {
        Table<Token> tokens = tokens(scope);
        if (tokens.size() < MOST_TOKENS) tokens.put(kind + " " + token, new Token(id, request.hashCode()));
    }

    Template create(Scope scope, Template.Design design, Map<String, String> tags) {
        Table<Template> table = table(scope);
        quotas.require(scope, FisLimit.TEMPLATES, table.size() + 1);
        String id = "EXT" + fabric.ids().lower(15);
        Instant now = fabric.time().now();
        String arn = scope.arn("fis", "experiment-template/" + id).toString();
        Template template = new Template(id, arn, design, tags, Map.of(), now, now);
        table.put(id, template);
        return template;
    }

    /// @throws io.windtunnel.wire.AwsException `ResourceNotFoundException`
    Template require(Scope scope, String id) {
        Template template = table(scope).get(id);
        if (template == null) throw Refusals.noTemplate(id);
        return template;
    }

    Template update(Scope scope, String id, UnaryOperator<Template> change) {
        Template updated = table(scope).update(id, old -> old == null ? null : change.apply(old));
        if (updated == null) throw Refusals.noTemplate(id);
        return updated;
    }

    Template update(Scope scope, String id, Template.Design design) {
        Instant now = fabric.time().now();
        return update(scope, id, (Template old) -> old.with(design, now));
    }

    Template delete(Scope scope, String id) {
        Template gone = table(scope).remove(id);
        if (gone == null) throw Refusals.noTemplate(id);
        return gone;
    }

    List<Template> all(Scope scope) {
        return List.copyOf(table(scope).values());
    }

    AccountConfiguration addAccount(Scope scope, String id, AccountConfiguration account) {
        Template template = require(scope, id);
        if (template.accounts().containsKey(account.accountId()))
            throw Refusals.conflict("Target account configuration for account " + account.accountId()
                    + " already exists in experiment template " + id + ".");
        if (!template.design().options().multiAccount())
            throw Refusals.invalid(
                    "Target account configurations are supported only for multi-account experiment templates.");
        if (template.accounts().size() >= MOST_ACCOUNTS)
            throw Refusals.quota(
                    "The maximum number of target account configurations (" + MOST_ACCOUNTS + ") has been reached.");
        update(scope, id, (Template old) -> old.withAccount(account));
        return account;
    }

    AccountConfiguration account(Scope scope, String id, String accountId) {
        AccountConfiguration account = require(scope, id).accounts().get(accountId);
        if (account == null) throw noAccount(accountId);
        return account;
    }

    static io.windtunnel.wire.AwsException noAccount(String accountId) {
        return Refusals.notFound("Target account configuration for account " + accountId + " not found.");
    }
}
