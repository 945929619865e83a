package io.windtunnel.cloud.operations.ssm;

import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// The face of Systems Manager: Parameter Store.
///
/// Source: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Operations.html
public final class SsmApi {
    /// The largest pages of GetParametersByPath, DescribeParameters and GetParameterHistory.
    private static final int PATH_PAGE = 10;

    private static final int PAGE = 50;

    private final ParameterStore store;

    SsmApi(ParameterStore store) {
        this.store = store;
    }

    public Shapes.PutAnswer putParameter(Call call, Shapes.PutParameter request) {
        ParameterStore.Put put = new ParameterStore.Put(
                request.name(),
                request.value(),
                request.type(),
                request.description(),
                request.allowedPattern(),
                request.tier(),
                request.dataType(),
                Boolean.TRUE.equals(request.overwrite()),
                tags(request.tags()));
        StoredParameter written =
                store.put(call.scope(), put, "arn:aws:iam::" + call.scope().account() + ":root");
        return new Shapes.PutAnswer(written.latest().number(), written.tier());
    }

    public Shapes.ParameterAnswer getParameter(Call call, Shapes.GetParameter request) {
        return new Shapes.ParameterAnswer(store.find(call.scope(), request.name())
                .map(found -> shown(call.scope(), found, request.withDecryption()))
                .orElseThrow(() -> ParameterStore.notFound(request.name())));
    }

    public Shapes.ParametersAnswer getParameters(Call call, Shapes.GetParameters request) {
        List<Shapes.Parameter> found = new ArrayList<>();
        List<String> invalid = new ArrayList<>();
        for (String name : request.names()) {
            try {
                store.find(call.scope(), name)
                        .ifPresentOrElse(
                                each -> found.add(shown(call.scope(), each, request.withDecryption())),
                                () -> invalid.add(name));
            } catch (AwsException noVersion) {
                invalid.add(name);
            }
        }
        return new Shapes.ParametersAnswer(found, invalid);
    }

    public Shapes.ParametersPage getParametersByPath(Call call, Shapes.GetParametersByPath request) {
        if (!request.path().startsWith("/"))
            throw AwsException.validation("The parameter doesn't meet the parameter name requirements. The parameter "
                    + "name must begin with a forward slash \"/\".");
        List<StoredParameter> all =
                store.below(call.scope(), request.path(), Boolean.TRUE.equals(request.recursive())).stream()
                        .filter(each -> matches(each, request.parameterFilters()))
                        .toList();
        int from = position(request.nextToken());
        int to = Math.min(all.size(), from + size(request.maxResults(), PATH_PAGE));
        return new Shapes.ParametersPage(
                all.subList(Math.min(from, to), to).stream()
                        .map(each -> shown(
                                call.scope(),
                                new ParameterStore.Found(each, each.latest(), null),
                                request.withDecryption()))
                        .toList(),
                token(to, all.size()));
    }

    public Shapes.Nothing deleteParameter(Call call, Shapes.DeleteParameter request) {
        if (!store.delete(call.scope(), request.name())) throw ParameterStore.notFound(request.name());
        return new Shapes.Nothing();
    }

    public Shapes.DeletedParameters deleteParameters(Call call, Shapes.DeleteParameters request) {
        List<String> deleted = new ArrayList<>();
        List<String> invalid = new ArrayList<>();
        for (String name : request.names()) (store.delete(call.scope(), name) ? deleted : invalid).add(name);
        return new Shapes.DeletedParameters(deleted, invalid);
    }

    public Shapes.DescriptionsPage describeParameters(Call call, Shapes.DescribeParameters request) {
        List<StoredParameter> all = store.all(call.scope()).stream()
                .filter(each -> matches(each, request.parameterFilters()))
                .toList();
        int from = position(request.nextToken());
        int to = Math.min(all.size(), from + size(request.maxResults(), PAGE));
        return new Shapes.DescriptionsPage(
                all.subList(Math.min(from, to), to).stream()
                        .map(each -> described(call.scope(), each))
                        .toList(),
                token(to, all.size()));
    }

    private static Shapes.Description described(Scope scope, StoredParameter each) {
        StoredParameter.Version latest = each.latest();
        return new Shapes.Description(
                each.name(),
                arn(scope, each.name()),
                latest.type(),
                latest.modified(),
                latest.modifiedBy(),
                latest.description(),
                latest.allowedPattern(),
                latest.number(),
                each.tier(),
                each.dataType());
    }

    public Shapes.HistoryPage getParameterHistory(Call call, Shapes.GetParameterHistory request) {
        StoredParameter parameter = store.require(call.scope(), request.name());
        List<StoredParameter.Version> all = parameter.versions();
        int from = position(request.nextToken());
        int to = Math.min(all.size(), from + size(request.maxResults(), PAGE));
        return new Shapes.HistoryPage(
                all.subList(Math.min(from, to), to).stream()
                        .map(each -> new Shapes.HistoryEntry(
                                parameter.name(),
                                each.type(),
                                each.modified(),
                                each.modifiedBy(),
                                each.description(),
                                value(each, request.withDecryption()),
                                each.allowedPattern(),
                                each.number(),
                                each.labels(),
                                parameter.tier(),
                                parameter.dataType()))
                        .toList(),
                token(to, all.size()));
    }

    public Shapes.Labelled labelParameterVersion(Call call, Shapes.LabelParameterVersion request) {
        List<String> invalid = store.label(call.scope(), request.name(), request.parameterVersion(), request.labels());
        Long version = request.parameterVersion();
        return new Shapes.Labelled(
                invalid,
                version == null
                        ? store.require(call.scope(), request.name()).latest().number()
                        : version);
    }

    public Shapes.Nothing addTagsToResource(Call call, Shapes.AddTagsToResource request) {
        refuseOthers(request.resourceType(), "AddTagsToResource");
        store.tag(call.scope(), request.resourceId(), tags(request.tags()), List.of());
        return new Shapes.Nothing();
    }

    public Shapes.Nothing removeTagsFromResource(Call call, Shapes.RemoveTagsFromResource request) {
        refuseOthers(request.resourceType(), "RemoveTagsFromResource");
        store.tag(call.scope(), request.resourceId(), Map.of(), request.tagKeys());
        return new Shapes.Nothing();
    }

    public Shapes.TagList listTagsForResource(Call call, Shapes.ListTagsForResource request) {
        refuseOthers(request.resourceType(), "ListTagsForResource");
        return new Shapes.TagList(store.require(call.scope(), request.resourceId()).tags().entrySet().stream()
                .map(each -> new Shapes.Tag(each.getKey(), each.getValue()))
                .toList());
    }

    private static void refuseOthers(String resourceType, String operation) {
        if (!resourceType.equals("Parameter")) throw AwsException.notBuilt("ssm", operation, resourceType);
    }

    private static boolean matches(StoredParameter parameter, List<Shapes.Filter> filters) {
        return filters.stream().allMatch(filter -> matches(parameter, filter));
    }

    private static boolean matches(StoredParameter parameter, Shapes.Filter filter) {
        String option = filter.option() == null ? "Equals" : filter.option();
        BiPredicate<String, String> test = switch (option) {
            case "Equals", "OneLevel", "Recursive" -> String::equals;
            case "BeginsWith" -> String::startsWith;
            case "Contains" -> String::contains;
            default -> throw new AwsException("InvalidFilterOption", "Invalid filter option: " + option);
        };
        String subject = switch (filter.key()) {
            case "Name" -> parameter.name();
            case "Type" -> parameter.latest().type();
            case "Tier" -> parameter.tier();
            case "DataType" -> parameter.dataType();
            case "Label" -> String.join(",", parameter.latest().labels());
            case "Path" -> null;
            default -> {
                if (filter.key().startsWith("tag:"))
                    yield parameter.tags().getOrDefault(filter.key().substring(4), "\0");
                throw new AwsException("InvalidFilterKey", "The filter key is not valid: " + filter.key());
            }
        };
        if (subject != null) return filter.values().isEmpty() ? !subject.equals("\0") : any(filter, subject, test);
        return filter.values().stream().anyMatch(path -> {
            String prefix = path.endsWith("/") ? path : path + "/";
            return parameter.name().startsWith(prefix)
                    && (option.equals("Recursive") || parameter.name().indexOf('/', prefix.length()) < 0);
        });
    }

    private static boolean any(Shapes.Filter filter, String subject, BiPredicate<String, String> test) {
        return filter.values().stream().anyMatch(value -> test.test(subject, value));
    }

    private static Shapes.Parameter shown(Scope scope, ParameterStore.Found found, @Nullable Boolean decrypt) {
        StoredParameter.Version version = found.version();
        return new Shapes.Parameter(
                found.parameter().name(),
                version.type(),
                value(version, decrypt),
                version.number(),
                found.selector(),
                version.modified(),
                arn(scope, found.parameter().name()),
                found.parameter().dataType());
    }

    /// A secure value that is not to be decrypted is answered as a text that says nothing.
    private static String value(StoredParameter.Version version, @Nullable Boolean decrypt) {
        if (!version.type().equals("SecureString") || Boolean.TRUE.equals(decrypt)) return version.value();
        byte[] sealed = ("windtunnel:" + version.value().hashCode()).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(sealed);
    }

    private static String arn(Scope scope, String name) {
        String resource = name.startsWith("/") ? "parameter" + name : "parameter/" + name;
        boolean shared = name.startsWith(PublicParameters.ROOT);
        return "arn:aws:ssm:" + scope.region() + ":" + (shared ? "" : scope.account()) + ":" + resource;
    }

    private static int size(@Nullable Integer asked, int most) {
        return asked == null ? most : Math.min(asked, most);
    }

    private static int position(@Nullable String token) {
        if (token == null) return 0;
        try {
            return Integer.parseUnsignedInt(token);
        } catch (NumberFormatException e) {
            throw new AwsException("InvalidNextToken", "The specified token is not valid.");
        }
    }

    private static @Nullable String token(int to, int size) {
        return to < size ? Integer.toString(to) : null;
    }

    private static Map<String, String> tags(List<Shapes.Tag> given) {
        Map<String, String> tags = new LinkedHashMap<>();
        given.forEach(each -> tags.put(each.key(), each.value()));
        return tags;
    }
}
