package io.windtunnel.cloud.database.dynamodb;

import static io.windtunnel.cloud.database.dynamodb.TestCloud.item;
import static io.windtunnel.cloud.database.dynamodb.TestCloud.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.database.dynamodb.form.BackupShapes;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.kernel.random.RandomStreams;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackupsTest {
    private final TestCloud cloud = new TestCloud();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void restores_from_a_backup() {
        cloud.sorted("source");
        for (int i = 0; i < 300; i++) cloud.put("source", item("pk", "p" + i % 7, "sk", i));
        String arn = cloud.api
                .createBackup(cloud.call, new BackupShapes.CreateBackup("source", "first"))
                .backupDetails()
                .backupArn();
        List<Item> before = cloud.all("source", null, null, null);
        cloud.delete("source", item("pk", "p0", "sk", 0));
        cloud.put("source", item("pk", "new", "sk", 1));
        cloud.api.restoreTableFromBackup(
                cloud.call, new BackupShapes.RestoreFromBackup("target", arn, null, null, null, null, null));
        assertThat(cloud.all("target", null, null, null)).isEqualTo(before);
        assertThat(cloud.api
                        .listBackups(cloud.call, new BackupShapes.ListBackups("source", null, null, null, null, null))
                        .backupSummaries())
                .hasSize(1);
        cloud.api.deleteBackup(cloud.call, new BackupShapes.BackupArn(arn));
        assertThatThrownBy(() -> cloud.api.describeBackup(cloud.call, new BackupShapes.BackupArn(arn)))
                .hasMessage("Backup not found: " + arn);
    }

    private List<BackupShapes.BackupSummary> backups(String type) {
        return cloud.api
                .listBackups(cloud.call, new BackupShapes.ListBackups("source", null, null, null, null, type))
                .backupSummaries();
    }

    @Test
    void a_recoverable_table_that_is_deleted_can_be_restored_by_its_name() {
        cloud.plain("source");
        cloud.api.updateContinuousBackups(
                cloud.call, new BackupShapes.UpdateContinuous("source", new BackupShapes.RecoverySpecification(true)));
        for (int i = 0; i < 30; i++) cloud.put("source", item("id", "k" + i, "n", i));
        List<Item> before = cloud.all("source", null, null, null);

        cloud.api.deleteTable(cloud.call, new TableShapes.TableName("source"));

        assertThat(backups("USER")).isEmpty();
        assertThat(backups("ALL")).isEqualTo(backups("SYSTEM")).hasSize(1);
        BackupShapes.BackupSummary last = backups("SYSTEM").getFirst();
        assertThat(last.backupName()).isEqualTo("source$DeletedTableBackup");
        assertThat(last.backupExpiryDateTime())
                .isEqualTo(last.backupCreationDateTime().plus(Duration.ofDays(35)));
        cloud.api.restoreTableFromBackup(
                cloud.call,
                new BackupShapes.RestoreFromBackup("source", last.backupArn(), null, null, null, null, null));
        assertThat(cloud.all("source", null, null, null)).isEqualTo(before);
        cloud.pass(Duration.ofDays(36));
        assertThat(backups("ALL")).isEmpty();
    }

    /// A table changed by chance, restored to moments of which a model was kept.
    @Test
    void restores_to_any_moment() {
        cloud.plain("source");
        cloud.put("source", item("id", "old", "n", 0));
        cloud.api.updateContinuousBackups(
                cloud.call, new BackupShapes.UpdateContinuous("source", new BackupShapes.RecoverySpecification(true)));
        RandomGenerator random = new RandomStreams(11).stream("test");
        TreeMap<String, Item> model = new TreeMap<>();
        model.put("old", item("id", "old", "n", 0));
        List<Instant> moments = new ArrayList<>();
        List<Set<Item>> states = new ArrayList<>();
        for (int step = 0; step < 500; step++) {
            if (step % 100 == 50) {
                moments.add(cloud.time.now());
                states.add(new HashSet<>(model.values()));
            }
            cloud.pass(Duration.ofSeconds(7));
            String id = random.nextInt(10) == 0 ? "old" : "k" + random.nextInt(40);
            if (random.nextInt(3) == 0) {
                cloud.delete("source", item("id", id));
                model.remove(id);
            } else {
                Item whole = item("id", id).with("n", number(step));
                cloud.put("source", whole);
                model.put(id, whole);
            }
        }
        cloud.pass(Duration.ofMinutes(6));
        for (int i = 0; i < moments.size(); i++) {
            String target = "target" + i;
            cloud.api.restoreTableToPointInTime(
                    cloud.call,
                    new BackupShapes.RestoreToPointInTime(
                            null, "source", target, null, moments.get(i), null, null, null, null, null));
            assertThat(new HashSet<>(cloud.all(target, null, null, null))).isEqualTo(states.get(i));
        }
        assertThatThrownBy(() -> cloud.api.restoreTableToPointInTime(
                        cloud.call,
                        new BackupShapes.RestoreToPointInTime(
                                null, "source", "late", null, cloud.time.now(), null, null, null, null, null)))
                .hasMessageContaining("RestoreDateTime must be between");
    }

    @Test
    void deletes_what_has_expired() {
        cloud.plain("sessions");
        cloud.api.updateTimeToLive(
                cloud.call, new TableShapes.UpdateTtl("sessions", new TableShapes.TtlSpecification(true, "until")));
        long now = cloud.time.now().getEpochSecond();
        cloud.put("sessions", item("id", "gone", "until", now + 30));
        cloud.put("sessions", item("id", "stays", "until", now + 3_600));
        cloud.put("sessions", item("id", "never"));
        cloud.put("sessions", item("id", "ancient", "until", 12));
        cloud.pass(Duration.ofSeconds(61));
        assertThat(cloud.all("sessions", null, null, null))
                .extracting(each -> each.get("id"))
                .containsExactlyInAnyOrder(TestCloud.text("stays"), TestCloud.text("never"), TestCloud.text("ancient"));
        assertThatThrownBy(() -> cloud.api.updateTimeToLive(
                        cloud.call,
                        new TableShapes.UpdateTtl("sessions", new TableShapes.TtlSpecification(true, "until"))))
                .hasMessage("TimeToLive is already enabled");
    }
}
