package io.windtunnel.kernel.identity;

/// Whose and where: one account in one Region, the ground on which nearly every AWS resource stands.
public record Scope(AccountId account, Region region) {
    /// The ARN of a resource of `service` in this scope.
    public Arn arn(String service, String resource) {
        return new Arn("aws", service, region.code(), account.digits(), resource);
    }

    @Override
    public String toString() {
        return account + "/" + region;
    }
}
