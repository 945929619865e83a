package io.windtunnel.wire;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A face for every operation of a service, whose requests and responses are maps: for tests, and for services that
/// are written without records.
@FunctionalInterface
public interface DynamicFace {
    /// @param request each member sent, by its name in the model
    /// @return the members of the response, or null for none
    @Nullable
    Map<String, Object> call(Call call, String operation, Map<String, Object> request);
}
