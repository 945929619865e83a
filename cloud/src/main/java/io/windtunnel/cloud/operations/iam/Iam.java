package io.windtunnel.cloud.operations.iam;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.CloudService;
import io.windtunnel.cloud.ports.AccessKeys;
import io.windtunnel.cloud.ports.FaultTargets;
import io.windtunnel.cloud.ports.Identities;
import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.cloud.ports.Roles;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.wire.Unhonoured;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// IAM, running: offers [Roles], [Identities] and [AccessKeys], and the resource types of IAM.
public final class Iam implements CloudService {
    private final IamApi face;

    private Iam(IamApi face) {
        this.face = face;
    }

    public static Iam open(CloudContext context) {
        Map<AccountId, IamBook> books = new ConcurrentHashMap<>();
        Quotas quotas = Quotas.of(context.directory());
        Function<AccountId, IamBook> book =
                account -> books.computeIfAbsent(account, each -> new IamBook(context.fabric(), each, quotas));
        Sessions sessions = new Sessions(context.fabric(), book);
        context.directory().offer(Roles.class, sessions);
        context.directory().offer(Identities.class, sessions);
        context.directory().offer(AccessKeys.class, sessions);
        context.directory()
                .offer(FaultTargets.class, "iam", FaultTargets.of("role", scope -> roles(book.apply(scope.account()))));
        IamApi face = new IamApi(
                book,
                sessions,
                (operation, words) -> context.directory()
                        .find(Unhonoured.class)
                        .ifPresent(listener -> listener.report("iam", operation, words)));
        IamResources.add(context.resourceTypes(), face, context.fabric().ids());
        return new Iam(face);
    }

    /// The account's roles, for fault injections.
    private static List<FaultTargets.Resource> roles(IamBook book) {
        return book.principals(Principal.Kind.ROLE).values().stream()
                .map(role -> new FaultTargets.Resource(Arn.parse(role.arn()), role.tags(), role))
                .toList();
    }

    @Override
    public String name() {
        return "iam";
    }

    @Override
    public IamApi face() {
        return face;
    }

    @Override
    public void close() {}
}
