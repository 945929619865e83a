package io.windtunnel.cloud.operations.servicequotas;

/// A quota as AWS has it.
///
/// @param service its service
/// @param standard AWS's default for a new account
/// @param initial what an account of this cloud begins with
/// @param adjustable whether an increase may be requested
/// @param global whether it is the account's in all Regions together; such a quota is kept in us-east-1
/// @param enforced whether this cloud refuses what goes beyond it
record Quota(
        Service service,
        String code,
        String name,
        double standard,
        double initial,
        boolean adjustable,
        boolean global,
        boolean enforced) {
    /// A service with quotas: its code and name at Service Quotas, and the API of this cloud it belongs to.
    record Service(String code, String name, String api) {}

    /// The key of its row.
    String key() {
        return service.code() + "/" + code;
    }
}
