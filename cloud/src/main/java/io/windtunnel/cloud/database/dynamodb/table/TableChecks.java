package io.windtunnel.cloud.database.dynamodb.table;

import io.windtunnel.cloud.database.dynamodb.form.TableShapes.AttributeDefinition;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.CreateTable;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.GlobalIndex;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.KeySchemaElement;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.LocalIndex;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.Projection;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.ProvisionedThroughput;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a table's description must be like, refused in AWS's words.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
public final class TableChecks {
    public static final String INVALID = "One or more parameter values were invalid: ";

    /// Provisioned units of one table or index. Source: as above.
    public static final long MOST_UNITS = 40_000;

    private static final int MOST_LOCAL = 5;
    private static final int MOST_GLOBAL = 20;
    private static final int MOST_PROJECTED = 100;
    private static final int LEAST_NAME = 3;
    private static final int MOST_NAME = 255;

    private TableChecks() {}

    public static AwsException invalid(String words) {
        return AwsException.validation(INVALID + words);
    }

    /// Refuses a new table that cannot be.
    ///
    /// @throws AwsException `ValidationException`
    public static void check(CreateTable request) {
        name("TableName", request.tableName());
        boolean onDemand = "PAY_PER_REQUEST".equals(request.billingMode());
        throughput(onDemand, request.provisionedThroughput());
        keys(request.keySchema(), request.attributeDefinitions());
        if (request.localSecondaryIndexes().size() > MOST_LOCAL)
            throw invalid("Number of LocalSecondaryIndexes exceeds per-table limit of " + MOST_LOCAL);
        if (request.globalSecondaryIndexes().size() > MOST_GLOBAL)
            throw invalid("GlobalSecondaryIndex count exceeds the per-table limit of " + MOST_GLOBAL);
        Set<String> names = new HashSet<>();
        for (LocalIndex each : request.localSecondaryIndexes()) {
            local(each, request);
            if (!names.add(each.indexName())) throw invalid("Duplicate index name: " + each.indexName());
        }
        for (GlobalIndex each : request.globalSecondaryIndexes()) {
            global(each, onDemand, request.attributeDefinitions());
            if (!names.add(each.indexName())) throw invalid("Duplicate index name: " + each.indexName());
        }
        used(request);
        projected(request);
    }

    static void name(String what, String name) {
        if (name.length() < LEAST_NAME || name.length() > MOST_NAME)
            throw AwsException.validation(what + " must be at least " + LEAST_NAME + " characters long and at most "
                    + MOST_NAME + " characters long");
        for (int i = 0; i < name.length(); i++) {
            char at = name.charAt(i);
            boolean fine = at >= 'a' && at <= 'z' || at >= 'A' && at <= 'Z' || at >= '0' && at <= '9';
            if (!fine && at != '_' && at != '.' && at != '-')
                throw AwsException.validation("1 validation error detected: Value '" + name
                        + "' at '" + Character.toLowerCase(what.charAt(0)) + what.substring(1)
                        + "' failed to satisfy constraint: Member must satisfy regular expression pattern: "
                        + "[a-zA-Z0-9_.-]+");
        }
    }

    public static void throughput(boolean onDemand, @Nullable ProvisionedThroughput wanted) {
        if (onDemand && wanted != null)
            throw invalid("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is "
                    + "PAY_PER_REQUEST");
        if (!onDemand && wanted == null)
            throw invalid("ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is "
                    + "PROVISIONED");
        if (wanted != null) units(wanted);
    }

    private static void units(ProvisionedThroughput wanted) {
        if (wanted.readCapacityUnits() > MOST_UNITS || wanted.writeCapacityUnits() > MOST_UNITS)
            throw new AwsException(
                    "LimitExceededException",
                    "Subscriber limit exceeded: Provisioned throughput cannot exceed " + MOST_UNITS
                            + " read or write capacity units for a table or index");
    }

    private static void keys(List<KeySchemaElement> keys, List<AttributeDefinition> defined) {
        Set<String> names = new LinkedHashSet<>();
        for (AttributeDefinition each : defined)
            if (!names.add(each.attributeName()))
                throw invalid("Duplicate AttributeName in AttributeDefinitions: " + each.attributeName());
        for (KeySchemaElement each : keys)
            if (!names.contains(each.attributeName()))
                throw invalid("Some index key attributes are not defined in AttributeDefinitions. Keys: " + names(keys)
                        + ", AttributeDefinitions: " + names);
        schema(keys);
    }

    private static void schema(List<KeySchemaElement> keys) {
        if (keys.isEmpty() || !keys.getFirst().keyType().equals("HASH"))
            throw AwsException.validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        if (keys.size() < 2) return;
        if (keys.get(0).attributeName().equals(keys.get(1).attributeName()))
            throw AwsException.validation(
                    "Both the Hash Key and the Range Key element in the KeySchema have the same name");
        if (!keys.get(1).keyType().equals("RANGE"))
            throw AwsException.validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
    }

    private static void local(LocalIndex index, CreateTable table) {
        name("IndexName", index.indexName());
        keys(index.keySchema(), table.attributeDefinitions());
        projection(index.projection());
        if (table.keySchema().size() < 2)
            throw invalid("Table KeySchema does not have a range key, which is required when specifying a "
                    + "LocalSecondaryIndex");
        if (index.keySchema().size() < 2)
            throw invalid("Index KeySchema does not have a range key for index: " + index.indexName());
        String own = index.keySchema().getFirst().attributeName();
        String tables = table.keySchema().getFirst().attributeName();
        if (!own.equals(tables))
            throw invalid("Index KeySchema does not have the same leading hash key as table KeySchema for index: "
                    + index.indexName() + ". index hash key: " + own + ", table hash key: " + tables);
    }

    /// Refuses a global index that cannot be.
    public static void global(GlobalIndex index, boolean onDemand, List<AttributeDefinition> defined) {
        name("IndexName", index.indexName());
        if (!onDemand && index.provisionedThroughput() == null)
            throw invalid("ProvisionedThroughput is not specified for index: " + index.indexName());
        if (onDemand && index.provisionedThroughput() != null)
            throw invalid("ProvisionedThroughput should not be specified for index: " + index.indexName()
                    + " when BillingMode is PAY_PER_REQUEST");
        if (index.provisionedThroughput() != null) units(index.provisionedThroughput());
        keys(index.keySchema(), defined);
        projection(index.projection());
    }

    private static void projection(Projection projection) {
        String type = projection.projectionType();
        if (type == null) throw invalid("Unknown ProjectionType: null");
        boolean named = !projection.names().isEmpty();
        if (named && !type.equals("INCLUDE"))
            throw invalid("ProjectionType is " + type + ", but NonKeyAttributes is specified");
        if (!named && type.equals("INCLUDE"))
            throw invalid("ProjectionType is " + type + ", but NonKeyAttributes is not specified");
        if (new HashSet<>(projection.names()).size() < projection.names().size())
            throw invalid("Duplicate attribute name in NonKeyAttributes: " + projection.names());
    }

    private static void used(CreateTable request) {
        List<List<KeySchemaElement>> all = new ArrayList<>();
        all.add(request.keySchema());
        request.localSecondaryIndexes().forEach(each -> all.add(each.keySchema()));
        request.globalSecondaryIndexes().forEach(each -> all.add(each.keySchema()));
        Set<String> used = new LinkedHashSet<>();
        all.forEach(keys -> used.addAll(names(keys)));
        List<String> defined = request.attributeDefinitions().stream()
                .map(AttributeDefinition::attributeName)
                .toList();
        if (used.size() >= defined.size()) return;
        if (all.size() == 1)
            throw invalid("Number of attributes in KeySchema does not exactly match number of attributes defined in "
                    + "AttributeDefinitions");
        throw unused(defined, used);
    }

    static AwsException unused(List<String> defined, Collection<String> used) {
        return invalid("Some AttributeDefinitions are not used. AttributeDefinitions: " + defined + ", keys used: "
                + new ArrayList<>(used));
    }

    private static void projected(CreateTable request) {
        int count = 0;
        for (LocalIndex each : request.localSecondaryIndexes())
            count += each.projection().names().size();
        for (GlobalIndex each : request.globalSecondaryIndexes())
            count += each.projection().names().size();
        if (count > MOST_PROJECTED)
            throw invalid("Number of projected attributes exceeds the per-table limit of " + MOST_PROJECTED);
    }

    private static List<String> names(List<KeySchemaElement> keys) {
        return keys.stream().map(KeySchemaElement::attributeName).toList();
    }
}
