/// A virtual network as EC2 keeps it: VPCs, subnets and their addresses, route tables, gateways, Elastic IPs, network
/// interfaces, security groups, endpoints.
///
/// Honoured: which address is whose, what overlaps, what depends on what. Not honoured, and told to the user: security
/// group rules ([SecurityGroups#allow] decides, and the fabric's network does not ask it yet) and VPC endpoints. Route
/// tables and gateways are kept, checked and described, but every host of a VPC reaches the others and the internet
/// whatever the routes say; network ACLs can only be described; IPv6, peering and transit gateways are not built.
///
/// Built from https://docs.aws.amazon.com/vpc/latest/userguide/ and
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/
@NullMarked
package io.windtunnel.cloud.compute.ec2.network;

import org.jspecify.annotations.NullMarked;
