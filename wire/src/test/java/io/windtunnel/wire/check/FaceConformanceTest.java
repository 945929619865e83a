package io.windtunnel.wire.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.wire.ApiFace;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.Member;
import io.windtunnel.wire.ServiceModel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A face that does not fit its model is told, by record and component.
class FaceConformanceTest {
    record Tag(String key, String value) {}

    record Vpc(@Member("VpcId") String id, List<Tag> tags) {}

    record DescribeVpcsRequest(
            List<String> vpcIds, @Nullable Integer maxResults) {}

    record DescribeVpcsResult(List<Vpc> vpcs) {}

    public static final class Fitting {
        public DescribeVpcsResult describeVpcs(Call call, DescribeVpcsRequest request) {
            return new DescribeVpcsResult(List.of());
        }
    }

    record MisspeltTag(String key, String valeu) {}

    record MisspeltVpc(int vpcId, List<MisspeltTag> tags) {}

    record MisspeltResult(List<MisspeltVpc> vpcs) {}

    public static final class Misspelt {
        public MisspeltResult describeVpcs() {
            return new MisspeltResult(List.of());
        }

        public void describeVpcz() {}
    }

    @Test
    void passesAFaceThatFits() {
        assertThatCode(() -> FaceConformance.check(ApiFace.bind(ServiceModel.load("ec2"), new Fitting())))
                .doesNotThrowAnyException();
    }

    @Test
    void namesWhatDoesNotFit() {
        assertThatThrownBy(() -> FaceConformance.check(ApiFace.bind(ServiceModel.load("ec2"), new Misspelt())))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("MisspeltTag.valeu: Tag has no such member")
                .hasMessageContaining("MisspeltVpc.vpcId")
                .hasMessageContaining("describeVpcz: no operation of ec2 is called so");
    }
}
