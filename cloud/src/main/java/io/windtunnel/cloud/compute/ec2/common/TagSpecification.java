package io.windtunnel.cloud.compute.ec2.common;

import io.windtunnel.wire.AwsException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The tags to put on resources of one type while they are created.
public record TagSpecification(@Nullable String resourceType, List<Tag> tags) {
    /// The tags for `type`, checked as a client's tags are.
    ///
    /// @throws AwsException when a specification names another type, which this request does not create
    public static Map<String, String> forOnly(List<TagSpecification> specifications, String type) {
        for (TagSpecification specification : specifications)
            if (!type.equals(specification.resourceType))
                throw Refusals.invalidValue("'" + specification.resourceType
                        + "' is not a valid taggable resource type for this operation.");
        return forType(specifications, type);
    }

    /// The tags for `type`, checked as a client's tags are; those for other types are passed over.
    public static Map<String, String> forType(List<TagSpecification> specifications, String type) {
        Map<String, String> tags = new TreeMap<>();
        for (TagSpecification specification : specifications)
            if (type.equals(specification.resourceType)) tags.putAll(Tag.map(specification.tags));
        Tags.check(tags);
        return tags;
    }
}
