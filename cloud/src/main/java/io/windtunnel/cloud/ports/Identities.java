package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Arn;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who an access key belongs to, and sessions. IAM offers it; STS is its face.
///
/// Thread safety: every method may be called from any thread.
public interface Identities {
    /// The one behind a key: `userId` is what GetCallerIdentity tells, such as `AIDA...` or `AROA...:session`.
    record Identity(AccountId account, Arn arn, String userId) {
        /// Whether it is a session of the role.
        public boolean under(Arn role) {
            String session = arn.resource();
            String name = role.resource().substring(role.resource().lastIndexOf('/') + 1);
            return account.digits().equals(role.account()) && session.startsWith("assumed-role/" + name + "/");
        }
    }

    /// A role's session: its credentials, its ARN (`arn:aws:sts::...:assumed-role/Role/session`) and its id.
    record Session(Roles.Credentials credentials, Arn arn, String id) {}

    /// Empty for keys IAM has not given out.
    Optional<Identity> of(String accessKeyId);

    /// Begins a session of a role.
    ///
    /// @throws io.windtunnel.wire.AwsException `AccessDenied` when there is no such role
    Session assume(Arn role, String sessionName, Duration length);

    /// Begins a session of a user or of an account (`accessKeyId` is null or not IAM's).
    Roles.Credentials session(AccountId account, @Nullable String accessKeyId, Duration length);
}
