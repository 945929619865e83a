package io.windtunnel.cloud.operations.fis;

import io.windtunnel.cloud.operations.fis.ActionKind.Parameter;
import io.windtunnel.cloud.ports.ApiErrors;
import io.windtunnel.cloud.ports.CloudServices;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.ServiceModel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Errors of AWS's APIs: for the calls made under a role, as AWS has them, or for all calls of the account, as only
/// Windtunnel has them.
///
/// Source: https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html
final class ApiInjections {
    private final Directory directory;

    ApiInjections(Directory directory) {
        this.directory = directory;
    }

    void addTo(ActionCatalog catalog) {
        add(catalog, "internal-error", "internal errors", ApiErrors.Kind.INTERNAL_ERROR);
        add(catalog, "throttle-error", "throttling errors", ApiErrors.Kind.THROTTLING);
        add(catalog, "unavailable-error", "errors of an unavailable service", ApiErrors.Kind.UNAVAILABLE);
    }

    private void add(ActionCatalog catalog, String name, String what, ApiErrors.Kind kind) {
        Parameter service = new Parameter("service", "The API, such as ec2", true, this::wrong);
        catalog.add(new ActionKind(
                "aws:fis:inject-api-" + name,
                "Injects " + what + " into calls made under a role",
                "Roles",
                "aws:iam:role",
                List.of(Parameters.DURATION, service, Parameters.percentage(true), Parameters.OPERATIONS),
                work -> begin(work, kind)));
        Parameter operations = new Parameter(
                "operations", "The API's operations, with commas between; all without it", false, _ -> null);
        catalog.add(new ActionKind(
                "windtunnel:api-" + name,
                "Injects " + what + " into the account's calls",
                null,
                null,
                List.of(Parameters.OWN_DURATION, service, Parameters.percentage(false), operations),
                work -> begin(work, kind)));
    }

    private @Nullable String wrong(String service) {
        boolean here = directory
                .find(CloudServices.class)
                .map(services -> services.has(service))
                .orElse(true);
        return here ? null : "must be a service of this cloud";
    }

    private Injection.InForce begin(Injection.Work work, ApiErrors.Kind kind) {
        ApiErrors port = directory.require(ApiErrors.class);
        String service = work.parameter("service");
        Set<String> operations = work.several("operations");
        for (String operation : operations)
            if (ServiceModel.load(service).operation(operation) == null)
                throw Refusals.invalid("API " + service + " has no operation " + operation + ".");
        Set<Scope> scopes = new LinkedHashSet<>();
        for (Arn role : work.targets())
            scopes.add(new Scope(new AccountId(role.account()), work.scope().region()));
        if (scopes.isEmpty()) scopes.add(work.scope());
        List<ApiErrors.Injected> begun = new ArrayList<>();
        for (Scope scope : scopes)
            begun.add(port.inject(new ApiErrors.Injection(
                    scope, service, operations, work.percent(), Set.copyOf(work.targets()), kind)));
        return _ -> begun.forEach(ApiErrors.Injected::close);
    }
}
