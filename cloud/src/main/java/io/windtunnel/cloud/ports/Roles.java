package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Arn;
import java.time.Instant;
import java.util.Optional;

/// IAM roles and instance profiles, as the services that assume them see them. IAM and STS offer it.
public interface Roles {
    /// Temporary credentials of a role's session.
    record Credentials(String accessKeyId, String secretAccessKey, String sessionToken, Instant expiration) {}

    /// The instance profile by its name, with the role in it.
    record Profile(Arn arn, String profileId, String roleName, Arn roleArn) {}

    Optional<Profile> profile(AccountId account, String profileNameOrArn);

    /// Credentials for the role's session, as the metadata service hands them to an instance.
    Credentials assume(Arn role, String sessionName);
}
