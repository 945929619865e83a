package io.windtunnel.cloud.template;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/// How far a resource's operation has come.
public sealed interface Progress {
    /// Done: what `Ref` gives, and what `Fn::GetAtt` gives by attribute name (strings, numbers, booleans or lists).
    record Done(String physicalId, String ref, Map<String, Object> attributes) implements Progress {
        public Done(String physicalId, Map<String, Object> attributes) {
            this(physicalId, physicalId, attributes);
        }
    }

    /// Under way: the resource exists under `physicalId`; ask `next` after `again` of scenario time.
    record Pending(String physicalId, Duration again, Supplier<Progress> next) implements Progress {}

    /// Failed, with the reason the stack event will show. `physicalId` may be empty when nothing was created.
    record Failed(String physicalId, String reason) implements Progress {}
}
