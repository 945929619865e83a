package io.windtunnel.cloud.operations.sts;

import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Identities;
import io.windtunnel.cloud.ports.Roles;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The face of STS.
public final class StsApi {
    private static final int ROLE_SESSION_SECONDS = 3600;
    private static final int USER_SESSION_SECONDS = 43_200;

    record CallerIdentity(String userId, String account, String arn) {}

    record AssumeRole(
            String roleArn,
            String roleSessionName,
            @Nullable Integer durationSeconds) {}

    record Credentials(String accessKeyId, String secretAccessKey, String sessionToken, Instant expiration) {}

    record AssumedRoleUser(String assumedRoleId, String arn) {}

    record AssumedRole(Credentials credentials, AssumedRoleUser assumedRoleUser) {}

    record GetSessionToken(@Nullable Integer durationSeconds) {}

    record SessionToken(Credentials credentials) {}

    record GetAccessKeyInfo(String accessKeyId) {}

    record AccessKeyAccount(String account) {}

    private final Directory directory;

    StsApi(Directory directory) {
        this.directory = directory;
    }

    /// A caller without a key of IAM's is its account's root.
    public CallerIdentity getCallerIdentity(Call call) {
        Optional<Identities.Identity> known = identities().of(call.accessKeyId());
        String account = call.scope().account().digits();
        return known.map(each -> new CallerIdentity(
                        each.userId(), each.account().digits(), each.arn().toString()))
                .orElseGet(() -> new CallerIdentity(account, account, "arn:aws:iam::" + account + ":root"));
    }

    public AssumedRole assumeRole(AssumeRole request) {
        if (!Arn.isArn(request.roleArn())) throw AwsException.validation(request.roleArn() + " is invalid");
        Arn role = Arn.parse(request.roleArn());
        if (!role.service().equals("iam") || !role.resource().startsWith("role/"))
            throw AwsException.validation(request.roleArn() + " is invalid");
        int seconds = Objects.requireNonNullElse(request.durationSeconds(), ROLE_SESSION_SECONDS);
        Identities.Session session = identities().assume(role, request.roleSessionName(), Duration.ofSeconds(seconds));
        return new AssumedRole(
                shown(session.credentials()),
                new AssumedRoleUser(session.id(), session.arn().toString()));
    }

    public SessionToken getSessionToken(Call call, GetSessionToken request) {
        int seconds = Objects.requireNonNullElse(request.durationSeconds(), USER_SESSION_SECONDS);
        return new SessionToken(
                shown(identities().session(call.scope().account(), call.accessKeyId(), Duration.ofSeconds(seconds))));
    }

    public AccessKeyAccount getAccessKeyInfo(Call call, GetAccessKeyInfo request) {
        return new AccessKeyAccount(identities()
                .of(request.accessKeyId())
                .map(each -> each.account().digits())
                .orElseGet(() -> call.scope().account().digits()));
    }

    private Identities identities() {
        return directory.require(Identities.class);
    }

    private static Credentials shown(Roles.Credentials credentials) {
        return new Credentials(
                credentials.accessKeyId(),
                credentials.secretAccessKey(),
                credentials.sessionToken(),
                credentials.expiration());
    }
}
