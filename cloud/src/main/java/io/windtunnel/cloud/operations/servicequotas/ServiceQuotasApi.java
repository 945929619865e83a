package io.windtunnel.cloud.operations.servicequotas;

import io.windtunnel.cloud.operations.servicequotas.Holding.Increase;
import io.windtunnel.cloud.ports.CloudServices;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Identities;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Service Quotas' face. Clients see the quotas of those services that this cloud has.
///
/// Source: https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/
public final class ServiceQuotasApi {
    /// The largest page, and the page where a client does not say (API reference, `MaxResults`).
    private static final int PAGE = 100;

    private static final String ACCOUNT = "ACCOUNT";
    private static final String RESOURCE = "RESOURCE";

    private final Holdings holdings;
    private final Fabric fabric;
    private final Directory directory;

    ServiceQuotasApi(Holdings holdings, Fabric fabric, Directory directory) {
        this.holdings = holdings;
        this.fabric = fabric;
        this.directory = directory;
    }

    private boolean here(Quota.Service service) {
        return directory
                .find(CloudServices.class)
                .map(services -> services.has(service.api()))
                .orElse(true);
    }

    private Quota.Service service(String code) {
        return QuotaTable.service(code).filter(this::here).orElseThrow(Refusals::noService);
    }

    private Quota quota(String serviceCode, String quotaCode) {
        service(serviceCode);
        return QuotaTable.find(serviceCode, quotaCode).orElseThrow(Refusals::noQuota);
    }

    /// The quota of that code as it is kept in the scope's Region: one for all Regions is kept in
    /// us-east-1.
    private Quota quota(Scope scope, String serviceCode, String quotaCode) {
        Quota quota = quota(serviceCode, quotaCode);
        if (!visible(scope, quota)) throw Refusals.noQuota();
        return quota;
    }

    private static boolean visible(Scope scope, Quota quota) {
        return !quota.global() || scope.region().equals(Region.US_EAST_1);
    }

    public Shapes.Services listServices(Shapes.ListServices request) {
        List<Shapes.Service> all = QuotaTable.services().stream()
                .filter(this::here)
                .sorted(Comparator.comparing(Quota.Service::code))
                .map(service -> new Shapes.Service(service.code(), service.name()))
                .toList();
        var page = page(all, request.nextToken(), request.maxResults());
        return new Shapes.Services(page.next(), page.items());
    }

    public Shapes.ServiceQuotas listServiceQuotas(Call call, Shapes.ListServiceQuotas request) {
        List<Quota> all = RESOURCE.equals(request.quotaAppliedAtLevel())
                ? List.of()
                : QuotaTable.of(service(request.serviceCode())).stream()
                        .filter(quota -> visible(call.scope(), quota))
                        .filter(quota ->
                                request.quotaCode() == null || quota.code().equals(request.quotaCode()))
                        .toList();
        var page = page(all, request.nextToken(), request.maxResults());
        return new Shapes.ServiceQuotas(
                page.next(),
                page.items().stream().map(quota -> applied(call.scope(), quota)).toList());
    }

    public Shapes.ServiceQuotas listAWSDefaultServiceQuotas(Call call, Shapes.ListDefaults request) {
        List<Quota> all = QuotaTable.of(service(request.serviceCode())).stream()
                .filter(quota -> visible(call.scope(), quota))
                .toList();
        var page = page(all, request.nextToken(), request.maxResults());
        return new Shapes.ServiceQuotas(
                page.next(),
                page.items().stream()
                        .map(quota -> standard(call.scope(), quota))
                        .toList());
    }

    public Shapes.OneQuota getServiceQuota(Call call, Shapes.GetServiceQuota request) {
        return new Shapes.OneQuota(
                applied(call.scope(), quota(call.scope(), request.serviceCode(), request.quotaCode())));
    }

    public Shapes.OneQuota getAWSDefaultServiceQuota(Call call, Shapes.GetServiceQuota request) {
        return new Shapes.OneQuota(
                standard(call.scope(), quota(call.scope(), request.serviceCode(), request.quotaCode())));
    }

    private Shapes.ServiceQuota applied(Scope scope, Quota quota) {
        return shape(scope, quota, scope.account().digits(), holdings.value(scope, quota), ACCOUNT);
    }

    private Shapes.ServiceQuota standard(Scope scope, Quota quota) {
        return shape(scope, quota, "", quota.standard(), null);
    }

    private static Shapes.ServiceQuota shape(
            Scope scope, Quota quota, String account, double value, @Nullable String level) {
        return new Shapes.ServiceQuota(
                quota.service().code(),
                quota.service().name(),
                arn(scope.region(), account, quota),
                quota.code(),
                quota.name(),
                value,
                "None",
                quota.adjustable(),
                quota.global(),
                level);
    }

    /// `arn:aws:servicequotas:us-east-1:111122223333:ec2/L-1216C47A`; a default's has no account.
    private static String arn(Region region, String account, Quota quota) {
        return "arn:aws:servicequotas:" + region.code() + ":" + account + ":" + quota.key();
    }

    public Shapes.OneRequest requestServiceQuotaIncrease(Call call, Shapes.RequestIncrease request) {
        Quota quota = quota(call.scope(), request.serviceCode(), request.quotaCode());
        Increase asked = holdings.ask(call.scope(), quota, request.desiredValue(), requester(call));
        return new Shapes.OneRequest(shape(call.scope(), quota, asked));
    }

    private String requester(Call call) {
        String caller = directory
                .find(Identities.class)
                .flatMap(identities -> identities.of(call.accessKeyId()))
                .map(identity -> identity.arn().toString())
                .orElse("arn:aws:iam::" + call.scope().account().digits() + ":root");
        return "{\"accountId\":\"%s\",\"callerArn\":\"%s\"}"
                .formatted(call.scope().account().digits(), caller);
    }

    private Shapes.Requested shape(Scope scope, Quota quota, Increase increase) {
        Instant now = fabric.time().now();
        Holding.Status status = increase.status(now);
        return new Shapes.Requested(
                increase.id(),
                status == Holding.Status.PENDING ? null : increase.caseId(),
                quota.service().code(),
                quota.service().name(),
                quota.code(),
                quota.name(),
                increase.desired(),
                status.name(),
                increase.asked(),
                increase.changed(now),
                increase.requester(),
                arn(scope.region(), scope.account().digits(), quota),
                quota.global(),
                "None",
                ACCOUNT);
    }

    public Shapes.OneRequest getRequestedServiceQuotaChange(Call call, Shapes.GetRequest request) {
        return requests(call.scope(), null, null).stream()
                .filter(requested -> requested.id().equals(request.requestId()))
                .findFirst()
                .map(Shapes.OneRequest::new)
                .orElseThrow(() -> Refusals.noRequest(request.requestId()));
    }

    public Shapes.History listRequestedServiceQuotaChangeHistory(Call call, Shapes.ListHistory request) {
        if (request.serviceCode() != null) service(request.serviceCode());
        List<Shapes.Requested> all =
                chosen(call.scope(), request.serviceCode(), request.status(), request.quotaRequestedAtLevel());
        var page = page(all, request.nextToken(), request.maxResults());
        return new Shapes.History(page.next(), page.items());
    }

    public Shapes.History listRequestedServiceQuotaChangeHistoryByQuota(Call call, Shapes.ListHistoryByQuota request) {
        quota(call.scope(), request.serviceCode(), request.quotaCode());
        List<Shapes.Requested> all =
                chosen(call.scope(), request.serviceCode(), request.status(), request.quotaRequestedAtLevel()).stream()
                        .filter(requested -> requested.quotaCode().equals(request.quotaCode()))
                        .toList();
        var page = page(all, request.nextToken(), request.maxResults());
        return new Shapes.History(page.next(), page.items());
    }

    private List<Shapes.Requested> chosen(
            Scope scope, @Nullable String serviceCode, @Nullable String status, @Nullable String level) {
        return RESOURCE.equals(level) ? List.of() : requests(scope, serviceCode, status);
    }

    /// The scope's requests, the latest first.
    private List<Shapes.Requested> requests(Scope scope, @Nullable String serviceCode, @Nullable String status) {
        List<Shapes.Requested> found = new ArrayList<>();
        for (Holding holding : holdings.changed(scope)) {
            String[] codes = holding.quotaKey().split("/", 2);
            if (serviceCode != null && !serviceCode.equals(codes[0])) continue;
            QuotaTable.find(codes[0], codes[1])
                    .ifPresent(quota -> holding.remembered(fabric.time().now())
                            .forEach(increase -> found.add(shape(scope, quota, increase))));
        }
        return found.stream()
                .filter(requested -> status == null || requested.status().equals(status))
                .sorted(Comparator.comparing(Shapes.Requested::created).reversed())
                .toList();
    }

    public Shapes.Tags listTagsForResource(Call call, Shapes.ListTags request) {
        return new Shapes.Tags(
                holdings.of(call.scope(), tagged(call.scope(), request.resourceArn())).tags().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(tag -> new Shapes.Tag(tag.getKey(), tag.getValue()))
                        .toList());
    }

    public Shapes.Done tagResource(Call call, Shapes.TagResource request) {
        Map<String, String> tags = new LinkedHashMap<>();
        request.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        holdings.tag(call.scope(), tagged(call.scope(), request.resourceArn()), tags, List.of());
        return new Shapes.Done();
    }

    public Shapes.Done untagResource(Call call, Shapes.UntagResource request) {
        holdings.tag(call.scope(), tagged(call.scope(), request.resourceArn()), Map.of(), request.tagKeys());
        return new Shapes.Done();
    }

    private Quota tagged(Scope scope, String arn) {
        String start = "arn:aws:servicequotas:" + scope.region().code() + ":"
                + scope.account().digits() + ":";
        String[] codes = arn.startsWith(start) ? arn.substring(start.length()).split("/", 2) : new String[0];
        if (codes.length < 2) throw Refusals.noResource(arn);
        return QuotaTable.find(codes[0], codes[1])
                .filter(quota -> here(quota.service()) && visible(scope, quota))
                .orElseThrow(() -> Refusals.noResource(arn));
    }

    private record Page<T>(List<T> items, @Nullable String next) {}

    /// @throws AwsException `InvalidPaginationTokenException`
    private static <T> Page<T> page(List<T> all, @Nullable String token, @Nullable Integer most) {
        int from = 0;
        if (token != null) {
            if (!token.matches("\\d{1,6}")) throw Refusals.badToken();
            from = Integer.parseInt(token);
            if (from > all.size()) throw Refusals.badToken();
        }
        int to = Math.min(all.size(), from + Math.min(PAGE, Objects.requireNonNullElse(most, PAGE)));
        return new Page<>(all.subList(from, to), to < all.size() ? Integer.toString(to) : null);
    }
}
