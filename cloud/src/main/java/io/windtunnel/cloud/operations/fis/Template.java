package io.windtunnel.cloud.operations.fis;

import io.windtunnel.cloud.operations.fis.Parts.AccountConfiguration;
import io.windtunnel.cloud.operations.fis.Parts.Action;
import io.windtunnel.cloud.operations.fis.Parts.Options;
import io.windtunnel.cloud.operations.fis.Parts.StopCondition;
import io.windtunnel.cloud.operations.fis.Parts.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What an experiment does. `accounts` are the target accounts by their ids.
record Template(
        String id,
        String arn,
        Design design,
        Map<String, String> tags,
        Map<String, AccountConfiguration> accounts,
        Instant created,
        Instant updated) {
    /// What create and update set.
    record Design(
            String description,
            List<StopCondition> stopConditions,
            Map<String, Target> targets,
            Map<String, Action> actions,
            String roleArn,
            Options options) {}

    Template with(Design changed, Instant now) {
        return new Template(id, arn, changed, tags, accounts, created, now);
    }

    Template withTags(Map<String, String> more, List<String> fewer) {
        return new Template(id, arn, design, Parts.retagged(tags, more, fewer), accounts, created, updated);
    }

    Template withAccount(AccountConfiguration account) {
        Map<String, AccountConfiguration> changed = new TreeMap<>(accounts);
        changed.put(account.accountId(), account);
        return new Template(id, arn, design, tags, changed, created, updated);
    }

    Template withoutAccount(String accountId) {
        Map<String, AccountConfiguration> changed = new TreeMap<>(accounts);
        changed.remove(accountId);
        return new Template(id, arn, design, tags, changed, created, updated);
    }
}
