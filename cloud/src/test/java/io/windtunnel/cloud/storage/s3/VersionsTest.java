package io.windtunnel.cloud.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.storage.s3.S3Fixture.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Versions, delete markers, locks and tags.
class VersionsTest {
    private final S3Fixture s3 = new S3Fixture();

    @BeforeEach
    void open() {
        s3.put("/box", "");
    }

    @AfterEach
    void close() {
        s3.close();
    }

    private void versioning(String status) {
        assertThat(s3.put(
                                "/box?versioning",
                                "<VersioningConfiguration><Status>" + status + "</Status></VersioningConfiguration>")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aDeleteMarkerHidesWhatIsStillThere() {
        versioning("Enabled");
        String one = s3.put("/box/k", "one").header("x-amz-version-id");
        String two = s3.put("/box/k", "two!").header("x-amz-version-id");
        assertThat(one).hasSize(32).isNotEqualTo(two);
        Answer deleted = s3.delete("/box/k");
        String marker = deleted.header("x-amz-version-id");
        assertThat(deleted.header("x-amz-delete-marker")).isEqualTo("true");
        Answer gone = s3.get("/box/k");
        assertThat(gone.outcome()).isEqualTo("404 NoSuchKey");
        assertThat(gone.header("x-amz-delete-marker")).isEqualTo("true");
        assertThat(s3.get("/box/k?versionId=" + marker).outcome()).isEqualTo("405 MethodNotAllowed");
        assertThat(s3.get("/box/k?versionId=" + one).text()).isEqualTo("one");
        assertThat(s3.get("/box").elements("Key")).isEmpty();
        Answer versions = s3.get("/box?versions");
        assertThat(versions.elements("VersionId")).isEqualTo(two + "," + one + "," + marker);
        assertThat(versions.elements("IsLatest")).isEqualTo("false,false,true");
        assertThat(s3.delete("/box/k?versionId=" + marker).header("x-amz-delete-marker"))
                .isEqualTo("true");
        assertThat(s3.get("/box/k").text()).isEqualTo("two!");
        s3.delete("/box/k?versionId=" + two);
        assertThat(s3.get("/box/k").text()).isEqualTo("one");
        assertThat(s3.get("/box/k?versionId=" + two).outcome()).isEqualTo("404 NoSuchVersion");
        assertThat(s3.get("/box/k?versionId=nonsense").outcome()).isEqualTo("400 InvalidArgument");
        s3.delete("/box/k?versionId=" + one);
        assertThat(s3.delete("/box").status()).isEqualTo(204);
    }

    @Test
    void whileSuspendedThereIsOneNullVersion() {
        s3.put("/box/k", "before");
        versioning("Enabled");
        s3.put("/box/k", "kept");
        assertThat(s3.get("/box/k?versionId=null").text()).isEqualTo("before");
        versioning("Suspended");
        assertThat(s3.put("/box/k", "null one").header("x-amz-version-id")).isEqualTo("null");
        assertThat(s3.get("/box?versions").elements("Size")).isEqualTo("8,4");
        s3.put("/box/k", "null two");
        assertThat(s3.get("/box?versions").elements("Size")).isEqualTo("8,4");
        assertThat(s3.delete("/box/k").header("x-amz-version-id")).isEqualTo("null");
        assertThat(s3.get("/box?versions").elements("Size")).isEqualTo("4");
        assertThat(s3.get("/box?versions").elements("IsLatest")).isEqualTo("false,true");
        versioning("Enabled");
        s3.put("/box/k", "last");
        versioning("Suspended");
        s3.put("/box/k", "null three");
        assertThat(s3.get("/box?versions").elements("Size")).isEqualTo("10,4,4");
        assertThat(s3.get("/box?versions").elements("VersionId")).startsWith("null,");
    }

    @Test
    void aLockedVersionStays() {
        s3.put("/safe", "", "x-amz-bucket-object-lock-enabled", "true");
        assertThat(s3.get("/safe?versioning").element("Status")).isEqualTo("Enabled");
        s3.put(
                "/safe?object-lock",
                "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention>"
                        + "<Mode>GOVERNANCE</Mode><Days>1</Days></DefaultRetention></Rule></ObjectLockConfiguration>");
        String id = s3.put("/safe/k", "x").header("x-amz-version-id");
        assertThat(s3.get("/safe/k").header("x-amz-object-lock-mode")).isEqualTo("GOVERNANCE");
        String version = "/safe/k?versionId=" + id;
        assertThat(s3.delete(version).outcome()).isEqualTo("403 AccessDenied");
        assertThat(s3.delete("/safe/k").status()).as("a marker may hide it").isEqualTo(204);
        s3.put("/safe/k?legal-hold&versionId=" + id, "<LegalHold><Status>ON</Status></LegalHold>");
        assertThat(s3.delete(version, "x-amz-bypass-governance-retention", "true")
                        .outcome())
                .isEqualTo("403 AccessDenied");
        s3.put("/safe/k?legal-hold&versionId=" + id, "<LegalHold><Status>OFF</Status></LegalHold>");
        String longer = "<Retention><Mode>COMPLIANCE</Mode><RetainUntilDate>2026-01-05T00:00:00Z</RetainUntilDate>"
                + "</Retention>";
        assertThat(s3.put("/safe/k?retention&versionId=" + id, longer).status()).isEqualTo(200);
        String shorter = longer.replace("01-05", "01-03");
        assertThat(s3.put("/safe/k?retention&versionId=" + id, shorter, "x-amz-bypass-governance-retention", "true")
                        .outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(s3.delete(version, "x-amz-bypass-governance-retention", "true")
                        .outcome())
                .isEqualTo("403 AccessDenied");
        s3.time.advance(Duration.ofDays(5));
        assertThat(s3.delete(version).status()).isEqualTo(204);
        assertThat(s3.put("/box/k", "x", "x-amz-object-lock-legal-hold", "ON").outcome())
                .isEqualTo("400 InvalidRequest");
        assertThat(s3.put(
                                "/safe?versioning",
                                "<VersioningConfiguration><Status>Suspended</Status>" + "</VersioningConfiguration>")
                        .outcome())
                .isEqualTo("409 InvalidBucketState");
    }

    @Test
    void tagsHangOnAVersion() {
        versioning("Enabled");
        String one = s3.put("/box/k", "1", "x-amz-tagging", "a=1").header("x-amz-version-id");
        s3.put("/box/k", "2");
        String tags = "<Tagging><TagSet><Tag><Key>b</Key><Value>2</Value></Tag></TagSet></Tagging>";
        assertThat(s3.put("/box/k?tagging", tags).status()).isEqualTo(200);
        assertThat(s3.get("/box/k?tagging").elements("Key")).isEqualTo("b");
        assertThat(s3.get("/box/k?tagging&versionId=" + one).elements("Key")).isEqualTo("a");
        assertThat(s3.delete("/box/k?tagging").status()).isEqualTo(204);
        assertThat(s3.get("/box/k?tagging").elements("Key")).isEmpty();
        assertThat(s3.get("/box/k").text()).isEqualTo("2");
        StringBuilder many = new StringBuilder("<Tagging><TagSet>");
        for (int i = 0; i < 11; i++) many.append("<Tag><Key>").append(i).append("</Key><Value/></Tag>");
        assertThat(s3.put("/box/k?tagging", many + "</TagSet></Tagging>").outcome())
                .isEqualTo("400 BadRequest");
    }

    @Test
    void attributesAreTold() {
        s3.put("/box/k", "hello");
        Answer told = s3.get("/box/k?attributes", "x-amz-object-attributes", "ETag,Checksum,ObjectSize,StorageClass");
        assertThat(told.element("ETag")).isEqualTo("5d41402abc4b2a76b9719d911017c592");
        assertThat(told.element("ObjectSize")).isEqualTo("5");
        assertThat(told.element("ChecksumCRC64NVME")).isEqualTo("M3eFcAZSQlc=");
        assertThat(told.element("StorageClass")).isEqualTo("STANDARD");
    }
}
