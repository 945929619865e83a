package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.Page;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.Query;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.Scan;
import io.windtunnel.cloud.database.dynamodb.table.LiveIndex;
import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.database.dynamodb.table.TableKeys;
import io.windtunnel.cloud.database.dynamodb.table.TableReader.Range;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Items of a partition key, or all of them, page by page.
final class PageRequests {
    private final Ground ground;
    private final Paging paging;

    PageRequests(Ground ground) {
        this.ground = ground;
        this.paging = new Paging(ground);
    }

    CompletionStage<Page> query(Call call, Query request) {
        LiveTable table = ground.tables().serving(call.scope(), request.tableName());
        return ground.pace().answer("Query", table, Pace.READ, Boolean.TRUE.equals(request.consistentRead()), () -> {
            LiveIndex index = index(table, request.indexName());
            boolean consistent = consistent(index, request.consistentRead());
            TableKeys schema = index == null ? table.keys() : index.keys();
            Language.Read read = Legacy.read(request, schema.schema());
            if (read.keys() == null)
                throw AwsException.validation(
                        "Either the KeyConditions or KeyConditionExpression parameter must be specified in the "
                                + "request.");
            Selection selection = Selection.of(index, request.select(), read.paths());
            boolean descending = Boolean.FALSE.equals(request.scanIndexForward());
            byte[] least = schema.row(read.keys().hash(), read.keys().from());
            byte[] most = schema.row(read.keys().hash(), read.keys().to());
            byte[] from = least;
            byte[] to = most;
            if (request.exclusiveStartKey() != null) {
                byte[] start =
                        PageKey.of(table, index, request.exclusiveStartKey().key());
                if (Arrays.compareUnsigned(start, least) < 0 || Arrays.compareUnsigned(start, most) >= 0)
                    throw AwsException.validation(
                            "The provided starting key is outside query boundaries based on provided conditions");
                if (descending) to = start;
                else from = PageKey.after(start);
            }
            Range range = new Range(table, index, from, to, descending, consistent);
            return paging.read(
                    "Query",
                    new Paging.Order(range, request.limit(), read.filter(), selection),
                    new Consumption(request.returnConsumedCapacity(), false));
        });
    }

    CompletionStage<Page> scan(Call call, Scan request) {
        LiveTable table = ground.tables().serving(call.scope(), request.tableName());
        return ground.pace().answer("Scan", table, Pace.READ, Boolean.TRUE.equals(request.consistentRead()), () -> {
            LiveIndex index = index(table, request.indexName());
            boolean consistent = consistent(index, request.consistentRead());
            Language.Read read = Legacy.read(request);
            Selection selection = Selection.of(index, request.select(), read.paths());
            Segment segment = Segment.of(request.segment(), request.totalSegments());
            byte[] from = segment.from();
            byte[] to = segment.to();
            if (request.exclusiveStartKey() != null) {
                byte[] start =
                        PageKey.of(table, index, request.exclusiveStartKey().key());
                boolean before = from != null && Arrays.compareUnsigned(start, from) < 0;
                if (before || to != null && Arrays.compareUnsigned(start, to) >= 0)
                    throw AwsException.validation("The provided starting key is invalid: Invalid ExclusiveStartKey. "
                            + "Please use ExclusiveStartKey with correct Segment. TotalSegments: "
                            + request.totalSegments() + " Segment: " + request.segment());
                from = PageKey.after(start);
            }
            Range range = new Range(table, index, from, to, false, consistent);
            return paging.read(
                    "Scan",
                    new Paging.Order(range, request.limit(), read.filter(), selection),
                    new Consumption(request.returnConsumedCapacity(), false));
        });
    }

    /// @throws AwsException `ValidationException`
    static @Nullable LiveIndex index(LiveTable table, @Nullable String name) {
        if (name == null) return null;
        LiveIndex index = table.index(name);
        if (index == null) throw AwsException.validation("The table does not have the specified index: " + name);
        if (index.stored().backfilling())
            throw AwsException.validation("Cannot read from backfilling global secondary index: " + name);
        return index;
    }

    static boolean consistent(@Nullable LiveIndex index, @Nullable Boolean wanted) {
        boolean consistent = Boolean.TRUE.equals(wanted);
        if (consistent && index != null && !index.stored().local())
            throw AwsException.validation("Consistent reads are not supported on global secondary indexes");
        return consistent;
    }

    /// A part of the hashes, for parallel scans.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Segment(byte @Nullable [] from, byte @Nullable [] to) {
        static Segment of(@Nullable Integer segment, @Nullable Integer total) {
            if (segment == null && total == null) return new Segment(null, null);
            if (total == null)
                throw AwsException.validation("The TotalSegments parameter is required but was not present in the "
                        + "request when Segment parameter is present");
            if (segment == null)
                throw AwsException.validation("The Segment parameter is required but was not present in the request "
                        + "when parameter TotalSegments is present");
            if (segment >= total)
                throw AwsException.validation("The Segment parameter is zero-based and must be less than parameter "
                        + "TotalSegments: Segment: " + segment + " is not less than TotalSegments: " + total);
            long width = Long.divideUnsigned(-1L, total);
            return new Segment(
                    segment == 0 ? null : bytes(segment * width),
                    segment + 1 == total ? null : bytes((segment + 1) * width));
        }

        private static byte[] bytes(long hash) {
            return ByteBuffer.allocate(Long.BYTES).putLong(hash).array();
        }
    }
}
