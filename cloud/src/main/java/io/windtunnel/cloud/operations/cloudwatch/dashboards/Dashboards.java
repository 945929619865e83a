package io.windtunnel.cloud.operations.cloudwatch.dashboards;

import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// Every account's dashboards. They have no Region: their table stands in us-east-1.
///
/// Thread safety: every method may be called from any thread.
public final class Dashboards {
    /// How many dashboards an account may have: 10,000, our choice; AWS has no limit.
    private static final int MOST_DASHBOARDS = 10_000;

    private final Fabric fabric;

    public Dashboards(Fabric fabric) {
        this.fabric = fabric;
    }

    private Table<Dashboard> table(AccountId account) {
        Scope scope = new Scope(account, Region.US_EAST_1);
        return fabric.storage().table(scope, "cloudwatch.dashboards", Dashboard.class);
    }

    static String arn(AccountId account, String name) {
        return "arn:aws:cloudwatch::" + account.digits() + ":dashboard/" + name;
    }

    void put(AccountId account, String name, String body) {
        Table<Dashboard> table = table(account);
        if (table.get(name) == null && table.size() >= MOST_DASHBOARDS)
            throw new AwsException("LimitExceeded", "The maximum number of dashboards is " + MOST_DASHBOARDS + ".");
        Instant now = fabric.time().now();
        table.put(name, new Dashboard(name, body, now));
    }

    /// @throws AwsException `DashboardNotFoundError`
    Dashboard require(AccountId account, String name) {
        Dashboard dashboard = table(account).get(name);
        if (dashboard == null)
            throw new AwsException("DashboardNotFoundError", "Dashboard " + name + " does not exist");
        return dashboard;
    }

    /// The dashboards after `name`, in the order of their names.
    List<Dashboard> after(AccountId account, String name, String prefix) {
        return table(account).values().stream()
                .filter(dashboard ->
                        dashboard.name().startsWith(prefix) && dashboard.name().compareTo(name) > 0)
                .toList();
    }

    /// Deletes all of them, or none when one does not exist.
    ///
    /// @throws AwsException `DashboardNotFoundError`
    void delete(AccountId account, Collection<String> names) {
        for (String name : names) require(account, name);
        for (String name : names) table(account).remove(name);
    }
}
