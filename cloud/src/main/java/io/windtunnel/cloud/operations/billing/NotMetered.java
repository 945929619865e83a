package io.windtunnel.cloud.operations.billing;

import java.util.List;

/// What AWS charges for, of the services that are here, and nobody counts: told with every bill.
final class NotMetered {
    static final List<String> WORDS = List.of(
            "data transfer between zones (DataTransfer-Regional-Bytes) and to other Regions",
            "bytes through NAT gateways (NatGateway-Bytes): packets do not pass them here",
            "EBS: data volumes, snapshots and the snapshots behind images, IOPS and throughput beyond a volume's own",
            "what a machine sent to the internet after the last look, a minute before it went",
            "surplus credits of burstable instances in unlimited mode",
            "CloudWatch: custom metrics of PutMetricData, API requests",
            "Systems Manager: advanced parameters",
            "Cost Explorer: its own requests, at $0.01 each",
            "free tiers, discounts, Savings Plans, reservations, support and taxes");

    private NotMetered() {}
}
