package io.windtunnel.cloud.operations.ssm;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.ports.Parameters;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// The parameters of every scope.
///
/// Thread safety: every method may be called from any thread.
final class ParameterStore implements Parameters {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.\\-/]+");
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_.\\-][a-zA-Z0-9_.\\-]{0,99}");

    /// How many labels one version may carry.
    private static final int MOST_LABELS = 10;

    private final CloudContext context;
    private final PublicParameters shared;

    ParameterStore(CloudContext context) {
        this.context = context;
        this.shared = new PublicParameters(context.directory());
    }

    /// What a client wants a parameter to be; null where it does not say.
    record Put(
            String name,
            String value,
            @Nullable String type,
            @Nullable String description,
            @Nullable String allowedPattern,
            @Nullable String tier,
            @Nullable String dataType,
            boolean overwrite,
            Map<String, String> tags) {}

    /// A parameter as it is answered: one version, and the selector that chose it.
    record Found(
            StoredParameter parameter,
            StoredParameter.Version version,
            @Nullable String selector) {}

    private Table<StoredParameter> table(Scope scope) {
        return context.fabric().storage().table(scope, "ssm.parameters", StoredParameter.class);
    }

    /// Writes a version and returns the parameter.
    ///
    /// @throws AwsException `ParameterAlreadyExists`, `ParameterPatternMismatchException`, `ValidationException`
    StoredParameter put(Scope scope, Put put, String by) {
        checkName(put.name());
        Table<StoredParameter> table = table(scope);
        StoredParameter written = table.update(put.name(), old -> next(old, put, scope, by));
        if (written == null) throw new IllegalStateException("nothing was written");
        return written;
    }

    private StoredParameter next(@Nullable StoredParameter old, Put put, Scope scope, String by) {
        if (old != null && !put.overwrite())
            throw new AwsException(
                    "ParameterAlreadyExists",
                    "The parameter already exists. To overwrite this value, set the overwrite option in the request "
                            + "to true.");
        if (old != null && !put.tags().isEmpty())
            throw AwsException.validation("Invalid request: tags and overwrite can't be used together. To create a "
                    + "parameter with tags, please remove overwrite flag. To update tags for an existing parameter, "
                    + "please use AddTagsToResource or RemoveTagsFromResource.");
        String type = put.type() != null
                ? put.type()
                : old == null ? null : old.latest().type();
        if (type == null) throw AwsException.validation("A parameter type is required when you create a parameter.");
        String tier = put.tier() != null ? put.tier() : old == null ? "Standard" : old.tier();
        if (tier.equals("Intelligent-Tiering"))
            tier = put.value().length() > StoredParameter.MOST_STANDARD ? "Advanced" : "Standard";
        checkValue(put, type, tier);
        Instant now = context.fabric().time().now();
        StoredParameter.Version version = new StoredParameter.Version(
                old == null ? 1 : old.latest().number() + 1,
                type,
                put.value(),
                put.description(),
                put.allowedPattern(),
                now,
                by,
                List.of());
        String dataType = put.dataType() == null ? "text" : put.dataType();
        StoredParameter base = old == null
                ? new StoredParameter(put.name(), dataType, tier, List.of(), put.tags())
                : new StoredParameter(put.name(), old.dataType(), tier, old.versions(), old.tags());
        return base.with(version);
    }

    private static void checkName(String name) {
        String bare = name.startsWith("/") ? name.substring(1) : name;
        String lower = bare.toLowerCase(java.util.Locale.ROOT);
        if (lower.startsWith("aws") || lower.startsWith("ssm"))
            throw name.startsWith("/aws")
                    ? new AwsException("AccessDeniedException", "No access to reserved parameter name: " + name + ".")
                    : AwsException.validation("Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If "
                            + "formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path "
                            + "can be formed as a mix of letters, numbers and the following 3 symbols .-_");
        if (!NAME.matcher(name).matches() || name.endsWith("/") || (name.contains("/") && !name.startsWith("/")))
            throw AwsException.validation("Parameter name must be a fully qualified name.");
        if (name.chars().filter(each -> each == '/').count() > 15)
            throw new AwsException(
                    "HierarchyLevelLimitExceededException", "A hierarchy can have a maximum of 15 levels.");
    }

    private static void checkValue(Put put, String type, String tier) {
        int most = tier.equals("Advanced") ? StoredParameter.MOST_ADVANCED : StoredParameter.MOST_STANDARD;
        if (put.value().length() > most)
            throw AwsException.validation(tier + " tier parameters support a maximum parameter value of " + most
                    + " characters."
                    + (most == StoredParameter.MOST_STANDARD
                            ? " To create a larger parameter value, upgrade the parameter to use the "
                                    + "advanced-parameter tier."
                            : ""));
        if (put.allowedPattern() == null) return;
        List<String> values = type.equals("StringList") ? List.of(put.value().split(",")) : List.of(put.value());
        try {
            for (String each : values)
                if (!each.matches(put.allowedPattern()))
                    throw new AwsException(
                            "ParameterPatternMismatchException",
                            "Parameter value, cannot be validated against allowedPattern: " + put.allowedPattern());
        } catch (PatternSyntaxException e) {
            throw new AwsException(
                    "InvalidAllowedPatternException",
                    "The request does not meet the regular expression requirement: " + put.allowedPattern());
        }
    }

    /// The version that `name` names; it may be an ARN and may end in `:version` or `:label`.
    Optional<Found> find(Scope scope, String name) {
        String plain = name.startsWith("arn:") ? fromArn(name) : name;
        int colon = plain.lastIndexOf(':');
        String selector = colon < 0 ? null : plain.substring(colon + 1);
        String bare = colon < 0 ? plain : plain.substring(0, colon);
        StoredParameter parameter = bare.startsWith(PublicParameters.ROOT)
                ? shared(scope, bare)
                : table(scope).get(bare);
        if (parameter == null) return Optional.empty();
        return Optional.of(new Found(
                parameter,
                parameter
                        .select(selector)
                        .orElseThrow(() -> new AwsException(
                                "ParameterVersionNotFound",
                                "Systems Manager could not find version " + selector + " of " + bare
                                        + ". Verify the version and try again.")),
                selector == null ? null : ":" + selector));
    }

    private static String fromArn(String arn) {
        String resource = arn.split(":", 6).length == 6 ? arn.split(":", 6)[5] : arn;
        String name = resource.startsWith("parameter") ? resource.substring("parameter".length()) : resource;
        return name.lastIndexOf('/') == 0 ? name.substring(1) : name;
    }

    private @Nullable StoredParameter shared(Scope scope, String name) {
        String value = shared.values(scope.region()).get(name);
        return value == null ? null : shared(name, value);
    }

    private StoredParameter shared(String name, String value) {
        String dataType = value.startsWith("ami-") ? "aws:ec2:image" : "text";
        return new StoredParameter(
                name,
                dataType,
                "Standard",
                List.of(new StoredParameter.Version(1, "String", value, null, null, Instant.EPOCH, "AWS", List.of())),
                Map.of());
    }

    @Override
    public Optional<String> value(Scope scope, String name) {
        try {
            return find(scope, name).map(found -> found.version().value());
        } catch (AwsException noVersion) {
            return Optional.empty();
        }
    }

    /// The parameter under its own name.
    ///
    /// @throws AwsException `ParameterNotFound`
    StoredParameter require(Scope scope, String name) {
        StoredParameter parameter = table(scope).get(name);
        if (parameter == null) throw notFound(name);
        return parameter;
    }

    static AwsException notFound(String name) {
        return new AwsException("ParameterNotFound", "Parameter " + name + " not found.");
    }

    /// The scope's own parameters in the order of their names.
    List<StoredParameter> all(Scope scope) {
        return new ArrayList<>(table(scope).values());
    }

    /// The parameters below a path, in the order of their names; public ones when the path is theirs.
    List<StoredParameter> below(Scope scope, String path, boolean recursive) {
        String prefix = path.endsWith("/") ? path : path + "/";
        Map<String, StoredParameter> all = new TreeMap<>();
        if (prefix.startsWith(PublicParameters.ROOT) || PublicParameters.ROOT.startsWith(prefix))
            shared.values(scope.region()).forEach((name, value) -> all.put(name, shared(name, value)));
        for (StoredParameter each : table(scope).values()) all.put(each.name(), each);
        return all.values().stream()
                .filter(each -> each.name().startsWith(prefix))
                .filter(each -> recursive || each.name().indexOf('/', prefix.length()) < 0)
                .filter(each -> !prefix.equals("/") || !each.name().startsWith(PublicParameters.ROOT))
                .toList();
    }

    boolean delete(Scope scope, String name) {
        return table(scope).remove(name) != null;
    }

    /// Moves labels to a version; returns those that are no labels.
    List<String> label(Scope scope, String name, @Nullable Long number, List<String> labels) {
        StoredParameter known = require(scope, name);
        long target = number == null ? known.latest().number() : number;
        if (known.versions().stream().noneMatch(each -> each.number() == target))
            throw new AwsException(
                    "ParameterVersionNotFound",
                    "Systems Manager could not find version " + target + " of " + name
                            + ". Verify the version and try again.");
        List<String> invalid = labels.stream()
                .filter(each -> !LABEL.matcher(each).matches() || each.startsWith("aws") || each.startsWith("ssm"))
                .toList();
        List<String> valid = new ArrayList<>(labels);
        valid.removeAll(invalid);
        table(scope).update(name, old -> old == null ? null : old.withVersions(moved(old, target, valid)));
        return invalid;
    }

    private static List<StoredParameter.Version> moved(StoredParameter old, long target, List<String> labels) {
        List<StoredParameter.Version> versions = new ArrayList<>();
        for (StoredParameter.Version each : old.versions()) {
            List<String> kept = new ArrayList<>(each.labels());
            kept.removeAll(labels);
            if (each.number() == target) kept.addAll(labels);
            if (kept.size() > MOST_LABELS)
                throw new AwsException(
                        "ParameterVersionLabelLimitExceeded",
                        "A parameter version can have maximum " + MOST_LABELS + " labels.");
            versions.add(each.labelled(List.copyOf(kept)));
        }
        return versions;
    }

    void tag(Scope scope, String name, Map<String, String> add, List<String> remove) {
        require(scope, name);
        table(scope).update(name, old -> {
            if (old == null) return null;
            Map<String, String> tags = new LinkedHashMap<>(old.tags());
            tags.putAll(add);
            remove.forEach(tags::remove);
            return old.withTags(tags);
        });
    }
}
