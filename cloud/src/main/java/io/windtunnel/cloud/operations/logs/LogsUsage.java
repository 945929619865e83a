package io.windtunnel.cloud.operations.logs;

import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.cloud.ports.Usage.Charge;

/// The lines of CloudWatch Logs on the bill.
///
/// Source: https://aws.amazon.com/cloudwatch/pricing/
final class LogsUsage {
    static final String SERVICE = "AmazonCloudWatch";

    /// A month of the price list, in hours.
    static final double HOURS_PER_MONTH = 730;

    static final Usage.Type STORAGE = new Usage.Type(SERVICE, "TimedStorage-ByteHrs", "GB-Mo", Charge.IDLE);
    static final Usage.Type SCAN = new Usage.Type(SERVICE, "DataScanned-Bytes", "GB", Charge.USE);
    private static final Usage.Type INGESTION = new Usage.Type(SERVICE, "DataProcessing-Bytes", "GB", Charge.USE);
    private static final Usage.Type INFREQUENT = new Usage.Type(SERVICE, "DataProcessingIA-Bytes", "GB", Charge.USE);

    private LogsUsage() {}

    static Usage.Type ingestion(LogGroup group) {
        return group.infrequent() ? INFREQUENT : INGESTION;
    }
}
