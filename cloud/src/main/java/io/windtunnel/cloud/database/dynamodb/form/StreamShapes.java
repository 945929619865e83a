package io.windtunnel.cloud.database.dynamodb.form;

import io.windtunnel.cloud.database.dynamodb.form.TableShapes.KeySchemaElement;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Requests and answers of DynamoDB Streams.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB_Streams.html
public final class StreamShapes {
    private StreamShapes() {}

    public record ListStreams(
            @Nullable String tableName,
            @Nullable Integer limit,
            @Nullable String exclusiveStartStreamArn) {}

    public record Stream(String streamArn, String tableName, String streamLabel) {}

    public record Streams(List<Stream> streams, @Nullable String lastEvaluatedStreamArn) {}

    public record DescribeStream(
            String streamArn,
            @Nullable Integer limit,
            @Nullable String exclusiveStartShardId) {}

    public record SequenceNumberRange(
            String startingSequenceNumber, @Nullable String endingSequenceNumber) {}

    public record Shard(
            String shardId,
            SequenceNumberRange sequenceNumberRange,
            @Nullable String parentShardId) {}

    public record StreamDescription(
            String streamArn,
            String streamLabel,
            String streamStatus,
            String streamViewType,
            Instant creationRequestDateTime,
            String tableName,
            List<KeySchemaElement> keySchema,
            List<Shard> shards,
            @Nullable String lastEvaluatedShardId) {}

    public record Described(StreamDescription streamDescription) {}

    public record GetShardIterator(
            String streamArn,
            String shardId,
            String shardIteratorType,
            @Nullable String sequenceNumber) {}

    public record ShardIterator(String shardIterator) {}

    public record GetRecords(String shardIterator, @Nullable Integer limit) {}

    public record Identity(String principalId, String type) {}

    public record StreamRecord(
            Instant approximateCreationDateTime,
            Item keys,
            @Nullable Item newImage,
            @Nullable Item oldImage,
            String sequenceNumber,
            long sizeBytes,
            String streamViewType) {}

    public record Record(
            String eventID,
            String eventName,
            String eventVersion,
            String eventSource,
            String awsRegion,
            StreamRecord dynamodb,
            @Nullable Identity userIdentity) {}

    public record Records(List<Record> records, @Nullable String nextShardIterator) {}
}
