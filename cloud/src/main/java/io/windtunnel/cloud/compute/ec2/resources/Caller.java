package io.windtunnel.cloud.compute.ec2.resources;

import io.windtunnel.cloud.compute.ec2.common.Tag;
import io.windtunnel.cloud.compute.ec2.common.TagApi;
import io.windtunnel.cloud.compute.ec2.common.TagSpecification;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType.Request;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How resource types call the face: as CloudFormation on behalf of the stack's owner.
final class Caller {
    private Caller() {}

    static Call call(Request<?> request) {
        return Call.internal(request.scope());
    }

    /// The template's tags and the stack's own, without those only AWS may set.
    static List<TagSpecification> tags(String type, Request<?> request, List<Tag> own) {
        Map<String, String> tags = new TreeMap<>(request.tags());
        tags.putAll(Tag.map(own));
        tags.keySet().removeIf(key -> key.startsWith("aws:"));
        return tags.isEmpty() ? List.of() : List.of(new TagSpecification(type, Tag.list(tags)));
    }

    /// Adds CloudFormation's own tags.
    static void sign(TagApi face, Request<?> request, String id, String type) {
        Map<String, String> tags = new TreeMap<>(request.tags());
        tags.keySet().removeIf(key -> !key.startsWith("aws:"));
        face.tagged(call(request), tagged -> {
            tagged.tags().add(id, type, tags);
            return true;
        });
    }

    /// Replaces what the template says of tags.
    static void retag(TagApi face, Request<?> request, String id, String type, List<Tag> before, List<Tag> after) {
        face.tagged(call(request), tagged -> {
            List<Tag> keys =
                    before.stream().map(tag -> new Tag(tag.key(), null)).toList();
            if (!keys.isEmpty()) tagged.tags().remove(id, keys);
            tagged.tags().add(id, type, Tag.map(after));
            return true;
        });
    }

    /// Deletes; what is gone already is done.
    static void unlessGone(Runnable deletion) {
        try {
            deletion.run();
        } catch (AwsException refusal) {
            String code = refusal.code();
            if (!code.contains("NotFound") && !code.endsWith("NotAttached")) throw refusal;
        }
    }

    static Progress deleted(Request<?> request) {
        return new Progress.Done(request.id(), Map.of());
    }
}
