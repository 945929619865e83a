package io.windtunnel.cloud.operations.fis;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What templates and experiments are made of, as the API writes it and as it is kept.
final class Parts {
    private Parts() {}

    /// `source` is `none` or `aws:cloudwatch:alarm`; `value` is the alarm's ARN.
    record StopCondition(String source, @Nullable String value) {}

    /// A filter of resources: what stands at `path` must be one of `values`.
    record Filter(String path, List<String> values) {}

    /// Which resources; `selectionMode` is `ALL`, `COUNT(n)` or `PERCENT(n)`.
    record Target(
            String resourceType,
            List<String> resourceArns,
            Map<String, String> resourceTags,
            List<Filter> filters,
            String selectionMode,
            Map<String, String> parameters) {}

    /// What is done: `targets` are target names by the action's own word for them, such as `Instances`.
    record Action(
            String actionId,
            @Nullable String description,
            Map<String, String> parameters,
            Map<String, String> targets,
            List<String> startAfter) {}

    /// `accountTargeting` is `single-account` or `multi-account`, `emptyTargetResolutionMode` `fail` or `skip`,
    /// `actionsMode` (of an experiment) `run-all` or `skip-all`.
    record Options(
            @Nullable String accountTargeting,
            @Nullable String emptyTargetResolutionMode,
            @Nullable String actionsMode) {
        static final String MULTI_ACCOUNT = "multi-account";
        static final String SKIP = "skip";
        static final String SKIP_ALL = "skip-all";

        /// Those of a template that says nothing.
        static final Options USUAL = new Options("single-account", "fail", null);

        Options over(@Nullable String mode) {
            return new Options(accountTargeting, mode == null ? emptyTargetResolutionMode : mode, actionsMode);
        }

        Options running(@Nullable String mode) {
            return new Options(accountTargeting, emptyTargetResolutionMode, mode == null ? "run-all" : mode);
        }

        boolean multiAccount() {
            return MULTI_ACCOUNT.equals(accountTargeting);
        }

        boolean skipsEmpty() {
            return SKIP.equals(emptyTargetResolutionMode);
        }

        boolean preview() {
            return SKIP_ALL.equals(actionsMode);
        }
    }

    /// An account whose resources a multi-account experiment may choose.
    record AccountConfiguration(
            String roleArn, String accountId, @Nullable String description) {}

    /// What of these tags is left without the keys, with the others over it.
    static Map<String, String> retagged(Map<String, String> tags, Map<String, String> more, List<String> fewer) {
        Map<String, String> changed = new java.util.TreeMap<>(tags);
        changed.putAll(more);
        fewer.forEach(changed::remove);
        return changed;
    }
}
