package io.windtunnel.cloud.compute.program;

import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Machine;
import io.windtunnel.cloud.ports.MachineMetadata;
import io.windtunnel.cloud.ports.Roles;
import io.windtunnel.fabric.http.Fields;
import io.windtunnel.fabric.http.Request;
import io.windtunnel.fabric.http.Response;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.kernel.time.Time;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The instance metadata service of one machine, versions 1 and 2.
///
/// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
///
/// Thread safety: every method may be called from any thread.
final class MetadataService {
    /// Its address on every machine.
    static final String ADDRESS = "169.254.169.254";

    static final int PORT = 80;

    private static final String TOKEN = "X-aws-ec2-metadata-token";
    private static final String TOKEN_LIFE = "X-aws-ec2-metadata-token-ttl-seconds";

    /// Credentials that have less left than this are replaced: AWS gives new ones at least five minutes before.
    private static final Duration RENEWAL = Duration.ofMinutes(5);

    private static final MachineMetadata.View UNKNOWN = new MachineMetadata.View(
            true, false, false, 1, List.of(), List.of(), null, null, null, null, null, null, null, null, null, 0);

    private final Machine machine;
    private final Directory directory;
    private final Time time;
    private final MetadataTokens tokens;
    private final Instant started;
    private Roles.@Nullable Credentials credentials;

    MetadataService(Machine machine, Directory directory, Time time, Ids ids) {
        this.machine = machine;
        this.directory = directory;
        this.time = time;
        this.tokens = new MetadataTokens(ids);
        this.started = time.now();
    }

    Response handle(Request request) {
        MachineMetadata.View view = directory
                .find(MachineMetadata.class)
                .flatMap(metadata -> metadata.find(machine.scope(), machine.instanceId()))
                .orElse(UNKNOWN);
        if (!view.enabled()) return error(403, "Forbidden");
        String path = request.path().replaceAll("/+", "/");
        if (path.equals("/latest/api/token")) return token(request);
        if (!request.method().equals("GET") && !request.method().equals("HEAD"))
            return error(405, "Method Not Allowed");
        String token = request.fields().first(TOKEN);
        if (token == null && view.tokensRequired()) return error(401, "Unauthorized");
        if (token != null && tokens.secondsLeft(token, time.now()) == 0) return error(401, "Unauthorized");
        return tree(path, token, view);
    }

    private Response token(Request request) {
        if (!request.method().equals("PUT")) return error(405, "Method Not Allowed");
        if (request.fields().first("X-Forwarded-For") != null) return error(403, "Forbidden");
        String life = request.fields().first(TOKEN_LIFE);
        String token = life == null ? "" : tokens.issue(life.strip(), time.now());
        if (token.isEmpty()) return error(400, "Bad Request");
        return text(token, token);
    }

    private Response tree(String path, @Nullable String token, MachineMetadata.View view) {
        if (path.equals("/")) return text("1.0\n2021-07-15\n2024-04-11\nlatest", token);
        String[] steps = path.substring(1).split("/", 2);
        if (!steps[0].matches("latest|1\\.0|\\d{4}-\\d{2}-\\d{2}")) return error(404, "Not Found");
        String below = steps.length < 2 ? "" : URLDecoder.decode(steps[1].replace("+", "%2B"), StandardCharsets.UTF_8);
        if (below.isEmpty()) return text("dynamic\nmeta-data\nuser-data", token);
        Roles roles = directory.find(Roles.class).orElse(null);
        String named = machine.instanceProfile();
        Roles.Profile profile = roles == null || named == null
                ? null
                : roles.profile(machine.scope().account(), named).orElse(null);
        String found = MetadataTree.of(
                        machine,
                        view,
                        profile,
                        () -> credentials(
                                java.util.Objects.requireNonNull(roles), java.util.Objects.requireNonNull(profile)),
                        started)
                .at(below);
        return found == null ? error(404, "Not Found") : text(found, token);
    }

    private synchronized Roles.Credentials credentials(Roles roles, Roles.Profile profile) {
        Roles.Credentials held = credentials;
        if (held == null || held.expiration().isBefore(time.now().plus(RENEWAL))) {
            held = roles.assume(profile.roleArn(), machine.instanceId());
            credentials = held;
        }
        return held;
    }

    private Response text(String text, @Nullable String token) {
        Fields fields = Fields.of("Content-Type", "text/plain", "Server", "EC2ws");
        if (token != null) fields.add(TOKEN_LIFE, Long.toString(tokens.secondsLeft(token, time.now())));
        return new Response(200, fields, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Response error(int status, String words) {
        String html = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n<html><head><title>" + status + " - " + words
                + "</title></head><body><h1>" + status + " - " + words + "</h1></body></html>\n";
        return Response.of(status, "text/html", html);
    }
}
