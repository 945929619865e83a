package io.windtunnel.cloud.operations.fis;

import io.windtunnel.cloud.operations.fis.Parts.AccountConfiguration;
import io.windtunnel.cloud.operations.fis.Parts.Action;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The face of Fault Injection Service.
///
/// Source: https://docs.aws.amazon.com/fis/latest/APIReference/API_Operations.html
public final class FisApi {
    private final ActionCatalog catalog;
    private final Templates templates;
    private final Experiments experiments;
    private final TemplateRules rules;

    FisApi(TemplateRules rules, ActionCatalog catalog, Templates templates, Experiments experiments) {
        this.catalog = catalog;
        this.templates = templates;
        this.experiments = experiments;
        this.rules = rules;
    }

    public Shapes.OneTemplate createExperimentTemplate(Call call, Shapes.CreateTemplate request) {
        Scope scope = call.scope();
        String known = templates.made(scope, "template", request.clientToken(), request);
        if (known != null) return shown(templates.require(scope, known));
        Shapes.TemplateOptions said = request.experimentOptions();
        Parts.Options usual = Parts.Options.USUAL;
        Parts.Options options = said == null
                ? usual
                : new Parts.Options(
                        Objects.requireNonNullElse(said.accountTargeting(), usual.accountTargeting()),
                        Objects.requireNonNullElse(said.emptyTargetResolutionMode(), usual.emptyTargetResolutionMode()),
                        null);
        Template.Design design = new Template.Design(
                request.description(),
                request.stopConditions(),
                request.targets(),
                request.actions(),
                request.roleArn(),
                options);
        rules.check(call.scope(), design);
        Template made = templates.create(scope, design, request.tags());
        templates.remember(scope, "template", request.clientToken(), request, made.id());
        return shown(made);
    }

    private static Shapes.OneTemplate shown(Template template) {
        return new Shapes.OneTemplate(Shapes.TemplateDescription.of(template));
    }

    public Shapes.OneTemplate getExperimentTemplate(Call call, Shapes.ById request) {
        return shown(templates.require(call.scope(), request.id()));
    }

    public Shapes.OneTemplate updateExperimentTemplate(Call call, Shapes.UpdateTemplate request) {
        Template.Design old = templates.require(call.scope(), request.id()).design();
        Shapes.ChangedOptions options = request.experimentOptions();
        Template.Design design = new Template.Design(
                Objects.requireNonNullElse(request.description(), old.description()),
                Objects.requireNonNullElse(request.stopConditions(), old.stopConditions()),
                Objects.requireNonNullElse(request.targets(), old.targets()),
                request.actions() == null ? old.actions() : actions(request.actions()),
                Objects.requireNonNullElse(request.roleArn(), old.roleArn()),
                old.options().over(options == null ? null : options.emptyTargetResolutionMode()));
        rules.check(call.scope(), design);
        return shown(templates.update(call.scope(), request.id(), design));
    }

    private static Map<String, Action> actions(Map<String, Shapes.ChangedAction> changed) {
        Map<String, Action> actions = new LinkedHashMap<>();
        changed.forEach((name, action) -> {
            if (action.actionId() == null) throw Refusals.invalid("Action \"" + name + "\" must have an action id.");
            actions.put(
                    name,
                    new Action(
                            action.actionId(),
                            action.description(),
                            action.parameters(),
                            action.targets(),
                            action.startAfter()));
        });
        return actions;
    }

    public Shapes.OneTemplate deleteExperimentTemplate(Call call, Shapes.ById request) {
        return shown(templates.delete(call.scope(), request.id()));
    }

    public Shapes.Templates listExperimentTemplates(Call call, Shapes.Listing request) {
        var page = Page.of(templates.all(call.scope()), request.nextToken(), request.maxResults());
        return new Shapes.Templates(
                page.items().stream()
                        .map(each -> new Shapes.TemplateSummary(
                                each.id(),
                                each.arn(),
                                each.design().description(),
                                each.created(),
                                each.updated(),
                                each.tags()))
                        .toList(),
                page.next());
    }

    public Shapes.OneExperiment startExperiment(Call call, Shapes.StartExperiment request) {
        Scope scope = call.scope();
        String known = templates.made(scope, "experiment", request.clientToken(), request);
        if (known != null) return shown(experiments.require(scope, known));
        Template template = templates.require(scope, request.experimentTemplateId());
        Parts.Options own = template.design().options();
        if (own.multiAccount() && template.accounts().isEmpty())
            throw Refusals.invalid("Experiment template " + template.id()
                    + " has no target account configurations, which a multi-account experiment needs.");
        Shapes.StartOptions options = request.experimentOptions();
        Experiment begun = experiments.start(
                scope, template, own.running(options == null ? null : options.actionsMode()), request.tags());
        templates.remember(scope, "experiment", request.clientToken(), request, begun.id());
        return shown(begun);
    }

    private static Shapes.OneExperiment shown(Experiment experiment) {
        return new Shapes.OneExperiment(Views.of(experiment));
    }

    public Shapes.OneExperiment stopExperiment(Call call, Shapes.ById request) {
        return shown(experiments.stop(call.scope(), request.id()));
    }

    public Shapes.OneExperiment getExperiment(Call call, Shapes.ById request) {
        return shown(experiments.require(call.scope(), request.id()));
    }

    public Shapes.ExperimentPage listExperiments(Call call, Shapes.ListExperiments request) {
        String template = request.experimentTemplateId();
        List<Experiment> all = experiments.all(call.scope()).stream()
                .filter(each -> template == null || each.templateId().equals(template))
                .toList();
        var page = Page.of(all, request.nextToken(), request.maxResults());
        return new Shapes.ExperimentPage(
                page.items().stream().map(Views::summary).toList(), page.next());
    }

    public Shapes.ResolvedTargets listExperimentResolvedTargets(Call call, Shapes.ListResolvedTargets request) {
        String target = request.targetName();
        List<Experiment.Resolved> all = experiments.require(call.scope(), request.experimentId()).resolved().stream()
                .filter(each -> target == null || each.target().equals(target))
                .toList();
        var page = Page.of(all, request.nextToken(), request.maxResults());
        return new Shapes.ResolvedTargets(
                page.items().stream()
                        .map(each -> new Shapes.ResolvedTarget(
                                each.resourceType(), each.target(), Map.of("arn", each.arn())))
                        .toList(),
                page.next());
    }

    public Shapes.Actions listActions(Call call, Shapes.Listing request) {
        var page = Page.of(List.copyOf(catalog.all()), request.nextToken(), request.maxResults());
        return new Shapes.Actions(
                page.items().stream()
                        .map(kind -> new Shapes.ActionSummary(
                                kind.id(), arn(call.scope(), kind), kind.description(), kind.shownTargets(), Map.of()))
                        .toList(),
                page.next());
    }

    private static String arn(Scope scope, ActionKind kind) {
        return scope.arn("fis", "action/" + kind.id()).toString();
    }

    public Shapes.OneAction getAction(Call call, Shapes.ById request) {
        ActionKind kind = catalog.find(request.id());
        if (kind == null) throw Refusals.notFound("Action " + request.id() + " not found.");
        return new Shapes.OneAction(new Shapes.ActionDescription(
                kind.id(),
                arn(call.scope(), kind),
                kind.description(),
                kind.shownParameters(),
                kind.shownTargets(),
                Map.of()));
    }

    public Shapes.ResourceTypes listTargetResourceTypes(Shapes.Listing request) {
        var page = Page.of(List.copyOf(catalog.targets()), request.nextToken(), request.maxResults());
        return new Shapes.ResourceTypes(
                page.items().stream()
                        .map(kind -> new Shapes.ResourceTypeSummary(kind.resourceType(), kind.description()))
                        .toList(),
                page.next());
    }

    public Shapes.OneResourceType getTargetResourceType(Shapes.GetResourceType request) {
        ActionCatalog.TargetKind kind = catalog.target(request.resourceType());
        if (kind == null) throw Refusals.notFound("Target resource type " + request.resourceType() + " not found.");
        return new Shapes.OneResourceType(
                new Shapes.ResourceType(kind.resourceType(), kind.description(), catalog.shown(kind)));
    }

    public Shapes.OneAccount createTargetAccountConfiguration(Call call, Shapes.PutAccount request) {
        AccountConfiguration account =
                new AccountConfiguration(request.roleArn(), request.accountId(), request.description());
        String id = request.experimentTemplateId();
        String token = request.clientToken();
        if (token != null && templates.made(call.scope(), "account", token, request) != null)
            return new Shapes.OneAccount(templates.account(call.scope(), id, request.accountId()));
        AccountConfiguration made = templates.addAccount(call.scope(), id, account);
        if (token != null) templates.remember(call.scope(), "account", token, request, id);
        return new Shapes.OneAccount(made);
    }

    public Shapes.OneAccount getTargetAccountConfiguration(Call call, Shapes.AccountOfTemplate request) {
        return new Shapes.OneAccount(
                templates.account(call.scope(), request.experimentTemplateId(), request.accountId()));
    }

    public Shapes.OneAccount updateTargetAccountConfiguration(Call call, Shapes.ChangeAccount request) {
        String id = request.experimentTemplateId();
        AccountConfiguration old = templates.account(call.scope(), id, request.accountId());
        String words = request.description() == null ? old.description() : request.description();
        AccountConfiguration changed = new AccountConfiguration(
                Objects.requireNonNullElse(request.roleArn(), old.roleArn()), old.accountId(), words);
        templates.update(call.scope(), id, (Template template) -> template.withAccount(changed));
        return new Shapes.OneAccount(changed);
    }

    public Shapes.OneAccount deleteTargetAccountConfiguration(Call call, Shapes.AccountOfTemplate request) {
        String id = request.experimentTemplateId();
        AccountConfiguration gone = templates.account(call.scope(), id, request.accountId());
        templates.update(call.scope(), id, (Template template) -> template.withoutAccount(request.accountId()));
        return new Shapes.OneAccount(gone);
    }

    public Shapes.AccountPage listTargetAccountConfigurations(Call call, Shapes.ListAccounts request) {
        Template template = templates.require(call.scope(), request.experimentTemplateId());
        return accounts(List.copyOf(template.accounts().values()), request.nextToken(), request.maxResults());
    }

    public Shapes.OneAccount getExperimentTargetAccountConfiguration(Call call, Shapes.AccountOfExperiment request) {
        return experiments.require(call.scope(), request.experimentId()).accounts().stream()
                .filter(account -> account.accountId().equals(request.accountId()))
                .findFirst()
                .map(Shapes.OneAccount::new)
                .orElseThrow(() -> Templates.noAccount(request.accountId()));
    }

    public Shapes.AccountPage listExperimentTargetAccountConfigurations(
            Call call, Shapes.ListExperimentAccounts request) {
        List<AccountConfiguration> all =
                experiments.require(call.scope(), request.experimentId()).accounts();
        return accounts(all, request.nextToken(), null);
    }

    private static Shapes.AccountPage accounts(
            List<AccountConfiguration> all, @Nullable String token, @Nullable Integer most) {
        var page = Page.of(all, token, most);
        return new Shapes.AccountPage(page.items(), page.next());
    }

    public Shapes.OneLever getSafetyLever(Call call, Shapes.ById request) {
        requireLever(request.id());
        return shown(call.scope(), experiments.lever(call.scope()));
    }

    public Shapes.OneLever updateSafetyLeverState(Call call, Shapes.PullLever request) {
        requireLever(request.id());
        return shown(
                call.scope(),
                experiments.pull(
                        call.scope(), request.state().status(), request.state().reason()));
    }

    private static void requireLever(String id) {
        if (!id.equals(SafetyLever.ID)) throw Refusals.notFound("Safety lever " + id + " not found.");
    }

    private static Shapes.OneLever shown(Scope scope, SafetyLever lever) {
        String arn = scope.arn("fis", "safety-lever/" + SafetyLever.ID).toString();
        return new Shapes.OneLever(
                new Shapes.Lever(SafetyLever.ID, arn, new Shapes.LeverState(lever.status(), lever.reason())));
    }

    public Shapes.Done tagResource(Call call, Shapes.TagResource request) {
        tag(call.scope(), request.resourceArn(), request.tags(), List.of());
        return new Shapes.Done();
    }

    public Shapes.Done untagResource(Call call, Shapes.UntagResource request) {
        tag(call.scope(), request.resourceArn(), Map.of(), request.tagKeys());
        return new Shapes.Done();
    }

    private void tag(Scope scope, String arn, Map<String, String> more, List<String> fewer) {
        String[] resource = resource(arn);
        if (resource[0].equals("experiment")) experiments.tag(scope, resource[1], more, fewer);
        else templates.update(scope, resource[1], (Template old) -> old.withTags(more, fewer));
    }

    public Shapes.Tags listTagsForResource(Call call, Shapes.ListTags request) {
        String[] resource = resource(request.resourceArn());
        return new Shapes.Tags(
                resource[0].equals("experiment")
                        ? experiments.require(call.scope(), resource[1]).tags()
                        : templates.require(call.scope(), resource[1]).tags());
    }

    /// The kind and the id of a resource that has tags.
    private static String[] resource(String arn) {
        String[] parts = Arn.isArn(arn) ? Arn.parse(arn).resource().split("/", 2) : new String[0];
        boolean known = parts.length == 2
                && List.of("experiment", "experiment-template").contains(parts[0]);
        if (!known) throw Refusals.notFound("Resource " + arn + " not found.");
        return parts;
    }

    /// A page of a list; its token is the position of what follows.
    private record Page<T>(List<T> items, @Nullable String next) {
        private static final int MOST = 100;

        static <T> Page<T> of(List<T> all, @Nullable String token, @Nullable Integer most) {
            int from = 0;
            if (token != null) {
                boolean number = token.length() < 7 && token.chars().allMatch(Character::isDigit);
                if (!number || Integer.parseInt(token) > all.size())
                    throw AwsException.validation("The next token is not valid.");
                from = Integer.parseInt(token);
            }
            int to = Math.min(all.size(), from + Objects.requireNonNullElse(most, MOST));
            return new Page<>(new ArrayList<>(all.subList(from, to)), to < all.size() ? Integer.toString(to) : null);
        }
    }
}
