package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.form.StreamShapes;
import io.windtunnel.cloud.database.dynamodb.form.StreamShapes.DescribeStream;
import io.windtunnel.cloud.database.dynamodb.form.StreamShapes.GetRecords;
import io.windtunnel.cloud.database.dynamodb.form.StreamShapes.GetShardIterator;
import io.windtunnel.cloud.database.dynamodb.form.StreamShapes.SequenceNumberRange;
import io.windtunnel.cloud.database.dynamodb.stream.StoredShards.Shard;
import io.windtunnel.cloud.database.dynamodb.stream.Streams;
import io.windtunnel.cloud.database.dynamodb.stream.TableStream;
import io.windtunnel.cloud.database.dynamodb.table.Tables;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The face of DynamoDB Streams.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB_Streams.html
public final class DynamoDbStreamsApi {
    private static final int MOST_LISTED = 100;
    private static final int MOST_RECORDS = 1_000;

    private final Tables tables;
    private final Streams streams;

    DynamoDbStreamsApi(Tables tables, Streams streams) {
        this.tables = tables;
        this.streams = streams;
    }

    public StreamShapes.Streams listStreams(Call call, StreamShapes.ListStreams request) {
        tables.names(call.scope()); // opens what a recovered storage has
        int limit = request.limit() == null ? MOST_LISTED : request.limit();
        List<StreamShapes.Stream> listed = new ArrayList<>();
        for (Streams.Known each : streams.of(call.scope())) {
            if (request.tableName() != null && !each.tableName().equals(request.tableName())) continue;
            String from = request.exclusiveStartStreamArn();
            if (from != null && each.stored().arn().compareTo(from) <= 0) continue;
            if (listed.size() == limit)
                return new StreamShapes.Streams(listed, listed.getLast().streamArn());
            listed.add(new StreamShapes.Stream(
                    each.stored().arn(), each.tableName(), each.stored().label()));
        }
        return new StreamShapes.Streams(listed, null);
    }

    public StreamShapes.Described describeStream(Call call, DescribeStream request) {
        Streams.Known known = require(call, request.streamArn());
        int limit = request.limit() == null ? MOST_LISTED : request.limit();
        List<StreamShapes.Shard> told = new ArrayList<>();
        String last = null;
        boolean begun = request.exclusiveStartShardId() == null;
        List<Shard> shards = known.stream().shards();
        for (Shard each : shards) {
            if (!begun) {
                begun = each.id().equals(request.exclusiveStartShardId());
                continue;
            }
            if (told.size() == limit) {
                last = told.getLast().shardId();
                break;
            }
            told.add(told(each, shards));
        }
        return new StreamShapes.Described(new StreamShapes.StreamDescription(
                known.stored().arn(),
                known.stored().label(),
                known.stored().enabled() ? "ENABLED" : "DISABLED",
                known.stored().view(),
                known.stored().created(),
                known.tableName(),
                known.keys(),
                told,
                last));
    }

    private static StreamShapes.Shard told(Shard shard, List<Shard> all) {
        String parent = null;
        for (Shard each : all) if (each.number() == shard.parent()) parent = each.id();
        String end = shard.open() ? null : TableStream.text(Math.max(shard.from(), shard.until()));
        return new StreamShapes.Shard(shard.id(), new SequenceNumberRange(TableStream.text(shard.from()), end), parent);
    }

    public StreamShapes.ShardIterator getShardIterator(Call call, GetShardIterator request) {
        Streams.Known known = require(call, request.streamArn());
        Shard shard = known.stream()
                .shard(request.shardId())
                .orElseThrow(() -> new AwsException(
                        "ResourceNotFoundException",
                        "Requested resource not found: Shard does not exist: " + request.shardId()));
        String type = request.shardIteratorType();
        boolean numbered = type.equals("AT_SEQUENCE_NUMBER") || type.equals("AFTER_SEQUENCE_NUMBER");
        if (numbered != (request.sequenceNumber() != null))
            throw AwsException.validation(
                    numbered
                            ? "SequenceNumber must be specified when ShardIteratorType is " + type
                            : "SequenceNumber must not be specified when ShardIteratorType is " + type);
        long number = switch (type) {
            case "TRIM_HORIZON" -> known.stream().oldest(shard);
            case "LATEST" -> shard.open() ? known.stream().latest() : shard.until() + 1;
            case "AT_SEQUENCE_NUMBER" -> numbered(known, shard, request.sequenceNumber());
            default -> numbered(known, shard, request.sequenceNumber()) + 1;
        };
        return new StreamShapes.ShardIterator(iterator(known, shard.id(), number));
    }

    private static long numbered(Streams.Known known, Shard shard, @Nullable String text) {
        Long number = text == null ? null : TableStream.number(text);
        if (number == null) throw AwsException.validation("Invalid SequenceNumber: " + text);
        if (number < known.stream().oldest(shard) && number < known.stream().latest() && number != shard.from())
            throw new AwsException(
                    "TrimmedDataAccessException",
                    "The operation attempted to read past the oldest stream record in a shard.");
        return number;
    }

    private String iterator(Streams.Known known, String shard, long number) {
        return new ShardPosition(
                        known.stored().arn(), shard, number, tables.now().toEpochMilli())
                .text();
    }

    public StreamShapes.Records getRecords(Call call, GetRecords request) {
        ShardPosition position = ShardPosition.parse(request.shardIterator(), tables.now());
        Streams.Known known = require(call, position.arn());
        int limit = request.limit() == null ? MOST_RECORDS : Math.min(request.limit(), MOST_RECORDS);
        TableStream.Page page = known.stream().read(position.shard(), position.number(), limit);
        List<StreamShapes.Record> records = new ArrayList<>();
        for (TableStream.Numbered each : page.records()) records.add(StreamRecords.of(known, each));
        tables.find(known.scope(), known.tableName())
                .ifPresent(table -> table.meters().streamRead(records.size()));
        return new StreamShapes.Records(records, page.ended() ? null : iterator(known, position.shard(), page.next()));
    }

    private Streams.Known require(Call call, String arn) {
        tables.names(call.scope());
        Optional<Streams.Known> known = streams.find(arn);
        return known.orElseThrow(() -> new AwsException(
                "ResourceNotFoundException", "Requested resource not found: Stream: " + arn + " not found"));
    }
}
