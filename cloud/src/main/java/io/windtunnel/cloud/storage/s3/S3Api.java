package io.windtunnel.cloud.storage.s3;

import io.windtunnel.cloud.storage.s3.face.Domain;
import io.windtunnel.cloud.storage.s3.face.MultipartFace;
import io.windtunnel.cloud.storage.s3.web.Aim;
import io.windtunnel.cloud.storage.s3.web.CrossOrigin;
import io.windtunnel.cloud.storage.s3.web.Websites;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.HttpFace;
import io.windtunnel.wire.WireRequest;
import io.windtunnel.wire.WireResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// S3's face: its operations, and what it answers browsers.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html
public final class S3Api extends MultipartFace implements HttpFace {
    private final CrossOrigin crossOrigin;
    private final Websites websites;
    private final Requested requested;

    S3Api(Domain domain, Requested requested) {
        super(domain);
        this.crossOrigin = new CrossOrigin(domain.buckets());
        this.websites = new Websites(domain.buckets());
        this.requested = requested;
    }

    @Override
    public @Nullable CompletionStage<WireResponse> answerOther(Call call, WireRequest request) {
        if (request.method().equals("OPTIONS"))
            return CompletableFuture.completedStage(crossOrigin.preflight(request, call.requestId()));
        Aim aim = Aim.of(request);
        if (!aim.website()) return null;
        return CompletableFuture.completedStage(websites.answer(request, aim));
    }

    @Override
    public WireResponse complete(Call call, WireRequest request, String operation, WireResponse response) {
        crossOrigin.complete(request, response);
        requested.record(call, request, operation, response);
        return response;
    }
}
