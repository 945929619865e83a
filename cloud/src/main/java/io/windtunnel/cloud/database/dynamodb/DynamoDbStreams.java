package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.CloudService;
import io.windtunnel.cloud.database.dynamodb.stream.Streams;
import io.windtunnel.cloud.database.dynamodb.table.Tables;

/// DynamoDB Streams, a service of its own over the tables of [DynamoDb], which is opened before it.
public final class DynamoDbStreams implements CloudService {
    private final DynamoDbStreamsApi face;

    private DynamoDbStreams(CloudContext context) {
        face = new DynamoDbStreamsApi(
                context.directory().require(Tables.class), context.directory().require(Streams.class));
    }

    public static DynamoDbStreams open(CloudContext context) {
        return new DynamoDbStreams(context);
    }

    @Override
    public String name() {
        return "dynamodbstreams";
    }

    @Override
    public DynamoDbStreamsApi face() {
        return face;
    }

    @Override
    public void close() {}
}
