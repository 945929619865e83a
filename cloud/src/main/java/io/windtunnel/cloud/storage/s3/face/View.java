package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.cloud.storage.s3.object.ByteRange;
import io.windtunnel.cloud.storage.s3.object.Checksum;
import io.windtunnel.cloud.storage.s3.object.Content;
import io.windtunnel.cloud.storage.s3.object.StoredObject;
import io.windtunnel.cloud.storage.s3.settings.Refused;
import io.windtunnel.wire.AwsException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What of an object a request is to see: all of it, a range of bytes, or a part.
///
/// @param partial whether it is less than all, or said to be so: answered with status 206
/// @param parts how many parts there are, where a part was asked for; else null
/// @param checksum of what is seen; null where there is none
record View(
        ByteRange range,
        boolean partial,
        @Nullable Integer parts,
        @Nullable Checksum checksum) {
    static View of(StoredObject object, @Nullable String range, @Nullable Integer part) {
        if (range != null && part != null)
            throw Refused.request("Cannot specify both Range header and partNumber query parameter");
        if (part != null) return part(object, part);
        ByteRange asked = range == null ? null : ByteRange.of(range, object.size());
        if (asked == null) return whole(object, false);
        boolean all = asked.length() == object.size();
        return new View(asked, true, null, all ? object.checksum() : null);
    }

    private static View whole(StoredObject object, boolean partial) {
        return new View(new ByteRange(0, object.size()), partial, null, object.checksum());
    }

    private static View part(StoredObject object, int number) {
        if (number < 1 || number > 10_000)
            throw Refused.argument(
                    "Part number must be an integer between 1 and 10000, inclusive", "partNumber", number);
        if (object.etag().parts() == 0 && number == 1) return whole(object, object.size() > 0);
        List<Content.Segment> segments = object.content().blobs();
        if (object.etag().parts() < number)
            throw new AwsException("InvalidPartNumber", "The requested partnumber is not satisfiable")
                    .status(416)
                    .with("PartNumberRequested", number)
                    .with("ActualPartCount", Math.max(1, object.etag().parts()));
        long from = 0;
        for (Content.Segment each : segments.subList(0, number - 1)) from += each.bytes();
        Content.Segment segment = segments.get(number - 1);
        Checksum whole = object.checksum();
        Checksum own = whole == null || segment.checksum() == null
                ? null
                : new Checksum(whole.algorithm(), segment.checksum(), 0);
        return new View(
                new ByteRange(from, segment.bytes()), true, object.etag().parts(), own);
    }
}
