package io.windtunnel.wire;

/// Told of what a client asked for and Windtunnel does not honour, once per operation and member.
public interface Unhonoured {
    /// @param memberPath the member's path from the request down, such as `LaunchTemplateData.Placement.Tenancy`
    void report(String service, String operation, String memberPath);

    /// Tells no one.
    Unhonoured SILENT = (service, operation, memberPath) -> {};
}
