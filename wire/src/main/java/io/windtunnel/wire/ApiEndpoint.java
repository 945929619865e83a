package io.windtunnel.wire;

import io.windtunnel.kernel.random.Ids;
import io.windtunnel.kernel.time.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where AWS requests come in: finds the service, the operation and the protocol a request is for, decodes and checks
/// it, calls the service's face, and encodes what it answers. Every failure is an error in AWS's form.
///
/// Thread safety: [#handle] may be called from any thread.
public final class ApiEndpoint {
    private ApiEndpoint() {}

    public static Builder builder() {
        return new Builder();
    }

    /// Answers `request`. Never throws.
    public WireResponse handle(WireRequest request) {
        throw new UnsupportedOperationException(request.rawPath());
    }

    /// Collects what an endpoint needs. Ids and time must be given; signatures are not verified unless asked for.
    public static final class Builder {
        private final List<ApiFace> faces = new ArrayList<>();
        private @Nullable Ids ids;
        private @Nullable Time time;
        private Unhonoured unhonoured = Unhonoured.SILENT;
        private boolean verifySignatures;

        private Builder() {}

        /// Adds a service.
        public Builder face(ApiFace face) {
            faces.add(face);
            return this;
        }

        /// Whether a request whose signature is missing or wrong is refused.
        public Builder verifySignatures(boolean verify) {
            verifySignatures = verify;
            return this;
        }

        /// Where request ids are drawn from.
        public Builder ids(Ids source) {
            ids = source;
            return this;
        }

        public Builder time(Time source) {
            time = source;
            return this;
        }

        /// Who is told of members no record holds.
        public Builder unhonoured(Unhonoured listener) {
            unhonoured = listener;
            return this;
        }

        public ApiEndpoint build() {
            Objects.requireNonNull(ids, "ids");
            Objects.requireNonNull(time, "time");
            return new ApiEndpoint();
        }
    }
}
