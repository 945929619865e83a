package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.form.TableShapes.AttributeDefinition;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.KeySchemaElement;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.ProvisionedThroughput;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.Tag;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// SAM's `AWS::Serverless::SimpleTable`: a table with one key attribute.
///
/// Source:
/// https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-simpletable.html
final class SimpleTableType implements ResourceType<SimpleTableType.Properties> {
    private final TableType tables;

    record PrimaryKey(String name, String type) {}

    record Properties(
            @Nullable String tableName,
            @Nullable PrimaryKey primaryKey,
            @Nullable ProvisionedThroughput provisionedThroughput,
            TableType.@Nullable Sse sSESpecification,
            Map<String, String> tags) {
        TableType.Properties plain() {
            String key = primaryKey == null ? "id" : primaryKey.name();
            String type = primaryKey == null ? "String" : primaryKey.type();
            String letter = switch (type) {
                case "String" -> "S";
                case "Number" -> "N";
                case "Binary" -> "B";
                default ->
                    throw AwsException.validation(
                            "Invalid 'PrimaryKey' : type " + type + " must be one of String, Number and Binary");
            };
            List<Tag> all = new ArrayList<>();
            tags.forEach((name, value) -> all.add(new Tag(name, value)));
            return new TableType.Properties(
                    tableName,
                    List.of(new AttributeDefinition(key, letter)),
                    List.of(new KeySchemaElement(key, "HASH")),
                    provisionedThroughput == null ? "PAY_PER_REQUEST" : "PROVISIONED",
                    provisionedThroughput,
                    null,
                    List.of(),
                    List.of(),
                    null,
                    sSESpecification,
                    null,
                    null,
                    null,
                    null,
                    all);
        }
    }

    SimpleTableType(TableType tables) {
        this.tables = tables;
    }

    @Override
    public String name() {
        return "AWS::Serverless::SimpleTable";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of("TableName", "PrimaryKey");
    }

    private static Request<TableType.Properties> plain(Request<Properties> request) {
        return new Request<>(
                request.scope(),
                request.stackName(),
                request.stackId(),
                request.logicalId(),
                request.physicalId(),
                request.properties().plain(),
                request.tags());
    }

    @Override
    public Progress create(Request<Properties> request) {
        try {
            return tables.create(plain(request));
        } catch (AwsException refusal) {
            return new Progress.Failed("", refusal.message());
        }
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        return tables.update(plain(request), before.plain());
    }

    @Override
    public Progress delete(Request<Properties> request) {
        return tables.delete(plain(request));
    }
}
