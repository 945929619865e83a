package io.windtunnel.cloud.compute.ec2.network;

import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.wire.AwsException;

/// How many parts a network may have, with EC2's refusals.
///
/// Sources: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html,
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
public enum NetworkLimit implements Quotas.Limit {
    ADDRESSES("ec2", "L-0263D0A3", "AddressLimitExceeded", "addresses"),
    VPCS("vpc", "L-F678F1CE", "VpcLimitExceeded", "VPCs"),
    SUBNETS_PER_VPC("vpc", "L-407747CB", "SubnetLimitExceeded", "subnets"),
    GROUPS("vpc", "L-E79EC296", "SecurityGroupLimitExceeded", "VPC security groups"),
    RULES_PER_GROUP("vpc", "L-0EA8095F", "RulesPerSecurityGroupLimitExceeded", "rules per security group"),
    GROUPS_PER_INTERFACE(
            "vpc", "L-2AFB9258", "SecurityGroupsPerInterfaceLimitExceeded", "security groups per interface"),
    INTERNET_GATEWAYS("vpc", "L-A4707A72", "InternetGatewayLimitExceeded", "internet gateways"),
    NAT_GATEWAYS_PER_ZONE("vpc", "L-FE5A380F", "NatGatewayLimitExceeded", "NAT gateways") {
        @Override
        public AwsException refusal(long most) {
            return new AwsException(
                    "NatGatewayLimitExceeded",
                    "Performing this operation would exceed the limit of " + most + " NAT gateways");
        }
    },
    INTERFACES("vpc", "L-DF5E4CA3", "NetworkInterfaceLimitExceeded", "network interfaces"),
    ROUTE_TABLES_PER_VPC("vpc", "L-589F43AA", "RouteTableLimitExceeded", "route tables"),
    ROUTES_PER_TABLE("vpc", "L-93826ACB", "RouteLimitExceeded", "routes"),
    GATEWAY_ENDPOINTS("vpc", "L-1B52E74A", "VpcEndpointLimitExceeded", "VPC endpoints"),
    INTERFACE_ENDPOINTS_PER_VPC("vpc", "L-29B6F2EB", "VpcEndpointLimitExceeded", "VPC endpoints");

    private final String serviceCode;
    private final String quotaCode;
    private final String error;
    private final String things;

    NetworkLimit(String serviceCode, String quotaCode, String error, String things) {
        this.serviceCode = serviceCode;
        this.quotaCode = quotaCode;
        this.error = error;
        this.things = things;
    }

    @Override
    public String serviceCode() {
        return serviceCode;
    }

    @Override
    public String quotaCode() {
        return quotaCode;
    }

    @Override
    public AwsException refusal(long most) {
        return new AwsException(error, "The maximum number of " + things + " has been reached.");
    }
}
