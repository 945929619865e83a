package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.cloud.storage.s3.object.Claims;
import io.windtunnel.kernel.checksum.ChecksumAlgorithm;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.Headers;
import io.windtunnel.wire.Payload;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The sums of a request's document, held against the document.
final class Digests {
    private Digests() {}

    /// Refuses a document that is not what its header says. One that came in chunks was held against its own sums.
    static void check(Call call) {
        if (call.request() == null || !call.request().payload().isGathered()) return;
        Headers headers = call.request().headers();
        if (headers.first("x-amz-decoded-content-length") != null) return;
        @Nullable String[] sums = new @Nullable String[ChecksumAlgorithm.values().length];
        for (ChecksumAlgorithm each : ChecksumAlgorithm.values())
            sums[each.ordinal()] = headers.first("x-amz-checksum-" + each.name().toLowerCase(Locale.ROOT));
        Payload body = Payload.of(call.request().payload().bytes());
        Claims claims = Claims.of(headers.first("content-md5"), null, null, sums);
        claims.check(body);
    }
}
