package io.windtunnel.rehearsal.plan;

/// A quota that an account is given before its design is deployed, as if AWS had granted a request for it.
///
/// @param service Service Quotas' code of the service, such as `ec2`
/// @param code the quota's code, such as `L-1216C47A`
/// @param value in the quota's own unit, 0 or more
public record QuotaPlan(String service, String code, double value) {
    public QuotaPlan {
        if (!(value >= 0) || Double.isInfinite(value)) throw new IllegalArgumentException("a number from 0 up");
    }

    /// The quota `name` as AWS's ARNs end: `ec2/L-1216C47A`.
    public static QuotaPlan of(String name, double value) {
        if (!name.matches("[a-z0-9-]+/L-[0-9A-F]{8}"))
            throw new IllegalArgumentException("a service's code and a quota's, such as `ec2/L-1216C47A`");
        int slash = name.indexOf('/');
        return new QuotaPlan(name.substring(0, slash), name.substring(slash + 1), value);
    }
}
