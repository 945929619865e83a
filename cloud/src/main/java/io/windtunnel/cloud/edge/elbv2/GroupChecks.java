package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.GroupState.HealthCheck;
import io.windtunnel.cloud.edge.elbv2.Shapes.Matcher;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a target group may be, and its health check in full: what was asked for, else what was there, else
/// AWS's defaults, which the group's protocol and the check's own decide.
///
/// Sources: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html and
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
final class GroupChecks {
    private static final HealthCheck OF_REQUESTS = new HealthCheck("HTTP", "traffic-port", "/", 30, 5, 5, 2, "200");
    private static final HealthCheck OF_CONNECTIONS = new HealthCheck("TCP", "traffic-port", "", 30, 10, 5, 2, "");

    /// A check's settings as they were asked for.
    record Asked(
            @Nullable String protocol,
            @Nullable String port,
            @Nullable String path,
            @Nullable Integer intervalSeconds,
            @Nullable Integer timeoutSeconds,
            @Nullable Integer healthyThreshold,
            @Nullable Integer unhealthyThreshold,
            @Nullable Matcher matcher) {
        @Nullable
        String codes() {
            return matcher == null ? null : matcher.httpCode();
        }
    }

    private GroupChecks() {}

    static void requireProtocol(String targetType, String protocol, @Nullable String version) {
        FlowProtocols.requireBuilt("CreateTargetGroup", protocol);
        boolean network = FlowProtocols.GROUP.contains(protocol);
        if (!network && !protocol.equals("HTTP") && !protocol.equals("HTTPS"))
            throw Refusals.notBuilt("CreateTargetGroup", "the target group protocol " + protocol);
        if (targetType.equals("alb") && !protocol.equals("TCP"))
            throw Refusals.configuration("Target groups with target type 'alb' must use the TCP protocol");
        if (version != null && network)
            throw Refusals.configuration(
                    "Protocol versions are not supported for target groups with the " + protocol + " protocol");
        if (version != null && !version.equals("HTTP1"))
            throw Refusals.notBuilt("CreateTargetGroup", "the protocol version " + version);
    }

    /// @param before what the check was; null for a new group
    static HealthCheck check(Asked asked, String groupProtocol, String targetType, @Nullable HealthCheck before) {
        boolean network = FlowProtocols.GROUP.contains(groupProtocol);
        HealthCheck otherwise = before != null ? before : defaults(asked.protocol(), network, targetType);
        String protocol = asked.protocol() == null ? otherwise.protocol() : asked.protocol();
        boolean tcp = protocol.equals("TCP");
        if (before != null && tcp != before.protocol().equals("TCP")) otherwise = changedKind(before, protocol);
        HealthCheck check = new HealthCheck(
                protocol,
                orElse(asked.port(), otherwise.port()),
                orElse(asked.path(), otherwise.path()),
                orElse(asked.intervalSeconds(), otherwise.intervalSeconds()),
                orElse(asked.timeoutSeconds(), timeout(asked, otherwise, network && before == null)),
                orElse(asked.healthyThreshold(), otherwise.healthyThreshold()),
                orElse(asked.unhealthyThreshold(), otherwise.unhealthyThreshold()),
                orElse(asked.codes(), otherwise.matcher()));
        require(check, network, targetType);
        return check;
    }

    /// A new network load balancer's group with a short interval is given a timeout that fits in it.
    private static int timeout(Asked asked, HealthCheck otherwise, boolean fitting) {
        int interval = orElse(asked.intervalSeconds(), otherwise.intervalSeconds());
        return fitting ? Math.min(interval, otherwise.timeoutSeconds()) : otherwise.timeoutSeconds();
    }

    private static HealthCheck defaults(@Nullable String protocol, boolean network, String targetType) {
        if (!network) return OF_REQUESTS;
        String own = targetType.equals("alb") ? "HTTP" : "TCP";
        return switch (protocol == null ? own : protocol) {
            case "HTTP" -> new HealthCheck("HTTP", "traffic-port", "/", 30, 6, 5, 2, "200-399");
            case "HTTPS" -> new HealthCheck("HTTPS", "traffic-port", "/", 30, 10, 5, 2, "200-399");
            default -> OF_CONNECTIONS;
        };
    }

    /// What a check becomes that turns from connections to requests, or back: its times stay.
    private static HealthCheck changedKind(HealthCheck before, String protocol) {
        boolean tcp = protocol.equals("TCP");
        return new HealthCheck(
                protocol,
                before.port(),
                tcp ? "" : "/",
                before.intervalSeconds(),
                before.timeoutSeconds(),
                before.healthyThreshold(),
                before.unhealthyThreshold(),
                tcp ? "" : "200-399");
    }

    private static <T> T orElse(@Nullable T asked, T otherwise) {
        return asked == null ? otherwise : asked;
    }

    private static void require(HealthCheck check, boolean network, String targetType) {
        boolean tcp = check.protocol().equals("TCP");
        Set<String> allowed =
                network && !targetType.equals("alb") ? Set.of("HTTP", "HTTPS", "TCP") : Set.of("HTTP", "HTTPS");
        if (!allowed.contains(check.protocol()))
            throw Refusals.invalid("Health check protocol '" + check.protocol() + "' must be one of "
                    + allowed.stream().sorted().toList());
        if (!check.port().equals("traffic-port") && !isPort(check.port()))
            throw Refusals.invalid(
                    "Health check port '" + check.port() + "' must be 'traffic-port' or between 1 and 65535");
        if (network
                ? check.timeoutSeconds() > check.intervalSeconds()
                : check.timeoutSeconds() >= check.intervalSeconds())
            throw Refusals.invalid("Health check interval must be greater than the timeout.");
        if (tcp && !check.path().isEmpty())
            throw Refusals.configuration("Health check paths are not supported for TCP health checks");
        if (tcp && !check.matcher().isEmpty())
            throw Refusals.configuration("Health check matchers are not supported for TCP health checks");
        if (!tcp) requireRequest(check, network);
    }

    private static void requireRequest(HealthCheck check, boolean network) {
        if (!check.path().startsWith("/"))
            throw Refusals.invalid("Health check path '" + check.path() + "' must begin with a '/' character");
        String code = network ? "[2-5]\\d\\d" : "[2-4]\\d\\d";
        String range = code + "(-" + code + ")?";
        if (!check.matcher().matches(range + "(," + range + ")*"))
            throw Refusals.invalid("Health check matcher HTTP code '" + check.matcher() + "' must be within '200-"
                    + (network ? "599" : "499") + "' inclusive");
    }

    private static boolean isPort(String text) {
        return text.matches("\\d{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 65_535;
    }
}
