package io.windtunnel.fabric.net;

/// An address on AWS's side, such as `10.0.1.23` of a VPC.
///
/// @param realm the network the address is unique in: a VPC id, or [#INTERNET]
/// @param ip the address as written
public record NamedAddress(String realm, String ip) {
    /// The realm of what stands outside of AWS, and of public addresses.
    public static final String INTERNET = "internet";

    @Override
    public String toString() {
        return ip + " of " + realm;
    }
}
