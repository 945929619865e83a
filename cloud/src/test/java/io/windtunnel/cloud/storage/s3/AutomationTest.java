package io.windtunnel.cloud.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.ports.ObjectStore;
import io.windtunnel.cloud.ports.Replication;
import io.windtunnel.fabric.net.Fault;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What buckets do by themselves.
class AutomationTest {
    private static final String ON = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";

    private final S3Fixture s3 = new S3Fixture();

    @BeforeEach
    void open() {
        s3.put("/box", "");
    }

    @AfterEach
    void close() {
        s3.close();
    }

    private String rules(String rules) {
        return s3.put(
                        "/box?lifecycle",
                        "<LifecycleConfiguration>"
                                + rules.replace("[", "<Rule>").replace("]", "</Rule>") + "</LifecycleConfiguration>")
                .outcome();
    }

    private static String rule(String filter, String action) {
        return "[<ID>r</ID><Filter>" + filter + "</Filter><Status>Enabled</Status>" + action + "]";
    }

    private void days(int days) {
        s3.time.advance(Duration.ofDays(days));
        s3.service.lifecycle().run();
    }

    @Test
    void objectsExpireAtTheMidnightAfter() {
        s3.put("/box/keep", "x");
        assertThat(rules(rule("<Prefix>tmp/</Prefix>", "<Expiration><Days>1</Days></Expiration>")))
                .isEqualTo("200");
        String told = "expiry-date=\"Sat, 03 Jan 2026 00:00:00 GMT\", rule-id=\"r\"";
        assertThat(s3.put("/box/tmp/k", "x").header("x-amz-expiration")).isEqualTo(told);
        assertThat(s3.get("/box/keep").header("x-amz-expiration")).isEmpty();
        days(1);
        assertThat(s3.get("/box/tmp/k").status()).isEqualTo(200);
        s3.time.advance(Duration.ofHours(14));
        s3.service.lifecycle().run();
        assertThat(s3.get("/box/tmp/k").status()).isEqualTo(404);
        assertThat(s3.get("/box/keep").status()).isEqualTo(200);
    }

    @Test
    void olderVersionsGoButForTheNewestOfThem() {
        s3.put("/box?versioning", ON);
        for (int i = 1; i <= 4; i++) s3.put("/box/k", "x".repeat(i));
        rules(rule(
                "",
                "<NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays><NewerNoncurrentVersions>1"
                        + "</NewerNoncurrentVersions></NoncurrentVersionExpiration>"));
        days(3);
        assertThat(s3.get("/box?versions").elements("Size")).isEqualTo("4,3");
        rules(rule("", "<Expiration><Days>1</Days></Expiration>"));
        days(1);
        assertThat(s3.get("/box/k").status()).isEqualTo(404);
        assertThat(s3.get("/box?versions").elements("IsLatest")).isEqualTo("false,false,true");
        rules(rule(
                "",
                "<Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>"
                        + "<NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays>"
                        + "</NoncurrentVersionExpiration>"));
        days(2);
        days(1);
        assertThat(s3.delete("/box").status()).isEqualTo(204);
    }

    @Test
    void objectsMoveDownwardsAndUploadsAreAborted() {
        s3.put("/box/big", "x".repeat(200_000));
        s3.put("/box/small", "x");
        String id = s3.ask("POST", "/box/k?uploads", "").element("UploadId");
        rules(rule(
                "<Prefix></Prefix>",
                "<Transition><Days>30</Days><StorageClass>STANDARD_IA</StorageClass></Transition>"
                        + "<Transition><Days>60</Days><StorageClass>GLACIER</StorageClass></Transition>"
                        + "<AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation>"
                        + "</AbortIncompleteMultipartUpload>"));
        days(31);
        assertThat(s3.get("/box/big").header("x-amz-storage-class")).isEqualTo("STANDARD_IA");
        assertThat(s3.get("/box/small").header("x-amz-storage-class")).isEmpty();
        assertThat(s3.get("/box/k?uploadId=" + id).outcome()).isEqualTo("404 NoSuchUpload");
        days(30);
        assertThat(s3.get("/box/big").outcome()).isEqualTo("403 InvalidObjectState");
    }

    @Test
    void rulesThatCannotBeAreRefused() {
        assertThat(rules("")).isEqualTo("400 MalformedXML");
        assertThat(rules(rule("", ""))).isEqualTo("400 InvalidRequest");
        assertThat(rules(rule("", "<Expiration><Days>0</Days></Expiration>"))).isEqualTo("400 InvalidArgument");
        assertThat(rules(rule("", "<Transition><Days>1</Days><StorageClass>STANDARD_IA</StorageClass></Transition>")))
                .isEqualTo("400 InvalidArgument");
        String twice = rule("", "<Expiration><Days>1</Days></Expiration>");
        assertThat(rules(twice + twice)).isEqualTo("400 InvalidArgument");
        assertThat(s3.get("/box?lifecycle").outcome()).isEqualTo("404 NoSuchLifecycleConfiguration");
    }

    private void replicate(String extra) {
        s3.put("/box?versioning", ON);
        s3.as("000000000000", "eu-west-1");
        s3.put(
                "/copy",
                "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint>"
                        + "</CreateBucketConfiguration>");
        s3.put("/copy?versioning", ON);
        s3.as("000000000000", "us-east-1");
        assertThat(s3.put(
                                "/box?replication",
                                "<ReplicationConfiguration><Role>arn:aws:iam::000000000000:role/r</Role><Rule>" + extra
                                        + "<Status>Enabled</Status><Destination><Bucket>arn:aws:s3:::copy</Bucket>"
                                        + "</Destination></Rule></ReplicationConfiguration>")
                        .outcome())
                .isEqualTo("200");
    }

    private S3Fixture.Answer copy(String target) {
        s3.as("000000000000", "eu-west-1");
        S3Fixture.Answer answer = s3.get(target);
        s3.as("000000000000", "us-east-1");
        return answer;
    }

    private void pass() {
        s3.time.advance(Duration.ofSeconds(11));
        s3.service.replicator().drain();
    }

    @Test
    void aReplicaHasTheSameVersionAWhileLater() {
        replicate("<Prefix></Prefix>");
        String big = "x".repeat(50_000);
        String id = s3.put("/box/k", big, "x-amz-meta-a", "1").header("x-amz-version-id");
        assertThat(s3.get("/box/k").header("x-amz-replication-status")).isEqualTo("PENDING");
        assertThat(copy("/copy/k").status()).isEqualTo(404);
        pass();
        assertThat(s3.get("/box/k").header("x-amz-replication-status")).isEqualTo("COMPLETED");
        S3Fixture.Answer replica = copy("/copy/k?versionId=" + id);
        assertThat(replica.text()).isEqualTo(big);
        assertThat(replica.header("x-amz-meta-a")).isEqualTo("1");
        assertThat(replica.header("x-amz-replication-status")).isEqualTo("REPLICA");
        s3.delete("/box/k");
        pass();
        assertThat(copy("/copy/k").status())
                .as("rules of the first kind replicate markers")
                .isEqualTo(404);
        s3.delete("/box/k?versionId=" + id);
        pass();
        assertThat(copy("/copy/k?versionId=" + id).status())
                .as("a version's end is not replicated")
                .isEqualTo(200);
    }

    @Test
    void aPauseTowardsARegionHoldsBackOnlyWhatGoesThere() {
        replicate("<Priority>1</Priority><Filter><Prefix>a</Prefix></Filter><DeleteMarkerReplication>"
                + "<Status>Disabled</Status></DeleteMarkerReplication>");
        Replication replication = s3.directory
                .at(Replication.class, Arn.parse("arn:aws:s3:::box"))
                .orElseThrow();
        Replication.Pause elsewhere = replication.pause(new Region("ap-south-1"));
        Replication.Pause there = replication.pause(new Region("eu-west-1"));
        s3.put("/box/a1", "1");
        pass();
        assertThat(copy("/copy/a1").status()).isEqualTo(404);
        there.close();
        pass();
        assertThat(copy("/copy/a1").status()).isEqualTo(200);
        elsewhere.close();
    }

    @Test
    void aCutAndAPauseDelayAndLoseNothing() {
        replicate("<Priority>1</Priority><Filter><Prefix>a</Prefix></Filter><DeleteMarkerReplication>"
                + "<Status>Disabled</Status></DeleteMarkerReplication>");
        Fault cut = s3.fabric.links().cut(Place.in(Region.US_EAST_1), Place.in(new Region("eu-west-1")));
        s3.put("/box/a1", "1");
        s3.put("/box/b", "1");
        pass();
        assertThat(copy("/copy/a1").status()).isEqualTo(404);
        Replication.Pause pause = s3.directory
                .at(Replication.class, Arn.parse("arn:aws:s3:::box"))
                .orElseThrow()
                .pause();
        cut.lift();
        pass();
        assertThat(copy("/copy/a1").status()).isEqualTo(404);
        pause.close();
        pass();
        assertThat(copy("/copy/a1").status()).isEqualTo(200);
        assertThat(copy("/copy/b").status()).isEqualTo(404);
        assertThat(s3.get("/box/b").header("x-amz-replication-status")).isEmpty();
        s3.delete("/box/a1");
        pass();
        assertThat(copy("/copy/a1").status()).isEqualTo(200);
    }

    @Test
    void requestsAreLoggedIntoAnotherBucket() {
        s3.put("/logs", "");
        s3.put(
                "/box?logging",
                "<BucketLoggingStatus><LoggingEnabled><TargetBucket>logs</TargetBucket><TargetPrefix>box/"
                        + "</TargetPrefix></LoggingEnabled></BucketLoggingStatus>");
        s3.put("/box/k", "hello");
        s3.get("/box/none");
        s3.service.logs().deliver();
        String key = s3.get("/logs").elements("Key");
        assertThat(key).matches("box/2026-01-01-10-30-00-[0-9A-F]{16}");
        assertThat(s3.get("/logs/" + key).text())
                .contains(" REST.PUT.OBJECT k \"PUT /box/k HTTP/1.1\" 200 - ")
                .contains(" REST.GET.OBJECT none \"GET /box/none HTTP/1.1\" 404 NoSuchKey ")
                .contains("000000000000 box [01/Jan/2026:10:30:00 +0000] 192.0.2.1 arn:aws:iam::000000000000:root ");
        assertThat(s3.put(
                                "/box?logging",
                                "<BucketLoggingStatus><LoggingEnabled><TargetBucket>no</TargetBucket><TargetPrefix/>"
                                        + "</LoggingEnabled></BucketLoggingStatus>")
                        .outcome())
                .isEqualTo("400 InvalidTargetBucketForLogging");
    }

    @Test
    void neighboursUseABucketByItsArn() throws IOException {
        ObjectStore store = s3.directory
                .at(ObjectStore.class, Arn.parse("arn:aws:s3:::box"))
                .orElseThrow();
        store.put("a/1", "text/x", Map.of("m", "n"), new ByteArrayInputStream(new byte[100_000]));
        store.put("a/2", "text/x", Map.of(), new ByteArrayInputStream(new byte[1]));
        assertThat(store.list("a/", "", 10))
                .containsExactly(new ObjectStore.Listed("a/1", 100_000), new ObjectStore.Listed("a/2", 1));
        assertThat(store.open("none")).isNull();
        try (InputStream in = store.open("a/1")) {
            assertThat(in).isNotNull();
            assertThat(in.readAllBytes()).hasSize(100_000);
        }
        assertThat(s3.get("/box/a/1").header("x-amz-meta-m")).isEqualTo("n");
        assertThat(s3.directory.at(ObjectStore.class, Arn.parse("arn:aws:s3:::none")))
                .isEmpty();
    }
}
