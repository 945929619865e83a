package io.windtunnel.cloud.compute.ec2.instances;

import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.wire.AwsException;

/// The instance families whose running on-demand instances share a quota of vCPUs: EC2's "instance
/// buckets".
///
/// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html
public enum VcpuLimit implements Quotas.Limit {
    STANDARD("L-1216C47A"),
    F("L-74FC7D96"),
    G_AND_VT("L-DB2E81BA"),
    P("L-417A185B"),
    X("L-7295265B"),
    INF("L-1945791B"),
    HIGH_MEMORY("L-43DA4232"),
    HPC("L-F7808C92"),
    DL("L-6E869C2A"),
    TRN("L-2C3B7624");

    private final String quotaCode;

    VcpuLimit(String quotaCode) {
        this.quotaCode = quotaCode;
    }

    /// The bucket of an instance type, by the letters its name begins with: `m5.large` is standard,
    /// `g5.xlarge` is not.
    static VcpuLimit of(String instanceType) {
        if (instanceType.startsWith("u-") || instanceType.startsWith("u7")) return HIGH_MEMORY;
        int letters = 0;
        while (letters < instanceType.length() && Character.isLetter(instanceType.charAt(letters))) letters++;
        return switch (instanceType.substring(0, letters)) {
            case "f" -> F;
            case "g", "gr", "vt" -> G_AND_VT;
            case "p" -> P;
            case "x" -> X;
            case "inf" -> INF;
            case "hpc" -> HPC;
            case "dl" -> DL;
            case "trn" -> TRN;
            default -> STANDARD;
        };
    }

    @Override
    public String serviceCode() {
        return "ec2";
    }

    @Override
    public String quotaCode() {
        return quotaCode;
    }

    @Override
    public AwsException refusal(long most) {
        return new AwsException(
                "VcpuLimitExceeded",
                "You have requested more vCPU capacity than your current vCPU limit of " + most
                        + " allows for the instance bucket that the specified instance type belongs to. Please visit"
                        + " http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.");
    }
}
