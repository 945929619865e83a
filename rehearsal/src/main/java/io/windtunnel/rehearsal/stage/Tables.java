package io.windtunnel.rehearsal.stage;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What people do to a design's tables by their logical ids, through DynamoDB's API.
final class Tables {
    private static final String API = "DynamoDB_20120810.";

    private final Deployment deployment;

    Tables(Deployment deployment) {
        this.deployment = deployment;
    }

    void delete(String table) {
        call("DeleteTable", request("TableName", name(table)));
    }

    /// Makes a backup; its name.
    String backUp(String table) {
        String name = name(table);
        int number = backups(name).size() + 1;
        call("CreateBackup", request("TableName", name).put("BackupName", "rehearsal-" + number));
        return "rehearsal-" + number;
    }

    /// Restores a table that is gone from the newest backup of it; the backup's name.
    String restore(String table) {
        String name = name(table);
        Optional<JsonNode> newest = StreamSupport.stream(backups(name).spliterator(), false)
                .max(Comparator.comparingDouble(
                        backup -> backup.path("BackupCreationDateTime").asDouble()));
        if (newest.isEmpty()) throw new RehearsalFailure("there is no backup of table " + table);
        String arn = newest.get().path("BackupArn").asString();
        call("RestoreTableFromBackup", request("TargetTableName", name).put("BackupArn", arn));
        return newest.get().path("BackupName").asString();
    }

    private JsonNode backups(String name) {
        return call("ListBackups", request("TableName", name).put("BackupType", "ALL"))
                .path("BackupSummaries");
    }

    private String name(String table) {
        return deployment
                .names()
                .find(table)
                .orElseThrow(() -> new RehearsalFailure("there is no table `" + table + "` in "
                        + deployment.design().name()))
                .id();
    }

    private static ObjectNode request(String member, String value) {
        return JsonMapper.shared().createObjectNode().put(member, value);
    }

    private JsonNode call(String operation, ObjectNode request) {
        return deployment.client().json("dynamodb", API + operation, request);
    }
}
