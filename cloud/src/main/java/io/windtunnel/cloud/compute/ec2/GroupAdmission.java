package io.windtunnel.cloud.compute.ec2;

import io.windtunnel.cloud.compute.ec2.instances.Estate;
import io.windtunnel.cloud.compute.ec2.network.NetworkInterface;
import io.windtunnel.cloud.compute.ec2.network.Networks;
import io.windtunnel.fabric.net.Admission;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.NamedAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// Holds connections against the security groups of both ends. Hosts that are no network interface of a
/// VPC (clients outside, the metadata service) have no groups. A connection of an interface to itself
/// never leaves it.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
///
/// Thread safety: may be called from any thread; takes no lock.
final class GroupAdmission implements Admission {
    private record Member(Networks networks, NetworkInterface plug) {
        String outerIp() {
            String publicIp = plug.publicIp();
            return publicIp == null ? plug.privateIp() : publicIp;
        }

        boolean sends(String protocol, String ip, int port) {
            return networks.groups().allow(protocol, plug, plug.privateIp(), null, ip, port);
        }

        boolean receives(String protocol, String ip, int port) {
            return networks.groups().allow(protocol, null, ip, plug, plug.privateIp(), port);
        }
    }

    private final Estates estates;

    GroupAdmission(Estates estates) {
        this.estates = estates;
    }

    @Override
    public boolean admits(Host from, @Nullable InetAddress client, Host to, int port) {
        return admits("tcp", from, client, to, port);
    }

    @Override
    public boolean admitsDatagrams(Host from, @Nullable InetAddress client, Host to, int port) {
        return admits("udp", from, client, to, port);
    }

    private boolean admits(String protocol, Host from, @Nullable InetAddress client, Host to, int port) {
        Member target = member(to);
        if (target == null && !to.realm().equals(NamedAddress.INTERNET)) return true;
        Member relay = member(from);
        Member sender = client == null || guards(relay) ? relay : null;
        if (sender == null) return target == null || target.receives(protocol, outside(from, client), port);
        if (target == null) return sender.sends(protocol, to.ip(), port);
        if (!from.realm().equals(to.realm()))
            return sender.sends(protocol, target.outerIp(), port) && target.receives(protocol, sender.outerIp(), port);
        if (client != null && !sender.sends(protocol, to.ip(), port)) return false;
        if (client != null && target.receives(protocol, outside(from, client), port)) return true;
        return from.ip().equals(to.ip())
                || target.networks.groups().allow(protocol, sender.plug, from.ip(), target.plug, to.ip(), port);
    }

    /// Whether it is a network load balancer's node with security groups: then a target may name them in
    /// its rules even where it sees the clients' own addresses.
    ///
    /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
    private static boolean guards(@Nullable Member relay) {
        return relay != null
                && relay.plug.type().equals(NetworkInterface.UNGUARDED)
                && !relay.plug.groupIds().isEmpty();
    }

    /// The address rules see. VPCs here speak IPv4 only: a client that came by IPv6 has the address of its
    /// relay.
    private static String outside(Host from, @Nullable InetAddress client) {
        return client instanceof Inet4Address ? client.getHostAddress() : from.ip();
    }

    private @Nullable Member member(Host host) {
        if (host.realm().equals(NamedAddress.INTERNET)) return null;
        Networks networks = estates.ofVpc(host.realm()).map(Estate::networks).orElse(null);
        if (networks == null) return null;
        return networks.interfaces()
                .at(host.realm(), host.ip())
                .map(plug -> new Member(networks, plug))
                .orElse(null);
    }
}
