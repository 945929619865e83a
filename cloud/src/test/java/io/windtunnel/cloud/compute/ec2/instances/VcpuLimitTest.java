package io.windtunnel.cloud.compute.ec2.instances;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html
class VcpuLimitTest {
    @ParameterizedTest
    @CsvSource({
        "m5.large, STANDARD",
        "c7gn.xlarge, STANDARD",
        "t3.micro, STANDARD",
        "i4i.large, STANDARD",
        "im4gn.large, STANDARD",
        "z1d.large, STANDARD",
        "f1.2xlarge, F",
        "g5.xlarge, G_AND_VT",
        "gr6.4xlarge, G_AND_VT",
        "vt1.3xlarge, G_AND_VT",
        "p4d.24xlarge, P",
        "x2idn.16xlarge, X",
        "inf2.xlarge, INF",
        "u-6tb1.metal, HIGH_MEMORY",
        "u7i-12tb.224xlarge, HIGH_MEMORY",
        "hpc7g.4xlarge, HPC",
        "dl1.24xlarge, DL",
        "trn1.2xlarge, TRN",
    })
    void a_type_counts_in_its_familys_bucket(String type, VcpuLimit limit) {
        assertThat(VcpuLimit.of(type)).isEqualTo(limit);
    }
}
