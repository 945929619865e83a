package io.windtunnel.cloud.compute.ec2.common;

import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// EC2's operations on tags.
public interface TagApi {
    /// Where tags are kept, and what kind of resource an id names.
    interface Tagged {
        Tags tags();

        /// EC2's word for what the id names, such as `subnet`; null when there is no such resource.
        @Nullable
        String typeOf(String resourceId);
    }

    /// Runs work on the caller's resources, under their lock.
    <T> T tagged(Call call, java.util.function.Function<Tagged, T> work);

    record CreateTagsRequest(
            List<String> resources,
            List<Tag> tags,
            @Nullable Boolean dryRun) {}

    record DescribeTagsRequest(
            List<Filter> filters,
            @Nullable Integer maxResults,
            @Nullable String nextToken,
            @Nullable Boolean dryRun) {}

    record TagDescription(String resourceId, String resourceType, String key, String value) {}

    record DescribeTagsResult(
            List<TagDescription> tags, @Nullable String nextToken) {}

    Fields<TagDescription> TAG_FIELDS = new Fields<>(TagDescription::resourceId)
            .one("resource-id", TagDescription::resourceId)
            .one("resource-type", TagDescription::resourceType)
            .one("key", TagDescription::key)
            .one("value", TagDescription::value);

    private static String require(Tagged tagged, String id) {
        String type = tagged.typeOf(id);
        if (type == null) throw new AwsException("InvalidID", "The ID '" + id + "' is not valid");
        return type;
    }

    default void createTags(Call call, CreateTagsRequest request) {
        Refusals.dryRun(request.dryRun());
        Map<String, String> tags = Tag.map(request.tags());
        Tags.check(tags);
        tagged(call, tagged -> {
            request.resources().forEach(id -> require(tagged, id));
            for (String id : request.resources()) tagged.tags().add(id, require(tagged, id), tags);
            return true;
        });
    }

    default void deleteTags(Call call, CreateTagsRequest request) {
        Refusals.dryRun(request.dryRun());
        tagged(call, tagged -> {
            request.resources().forEach(id -> require(tagged, id));
            for (String id : request.resources()) tagged.tags().remove(id, request.tags());
            return true;
        });
    }

    default DescribeTagsResult describeTags(Call call, DescribeTagsRequest request) {
        Refusals.dryRun(request.dryRun());
        return tagged(call, tagged -> {
            List<TagDescription> all = tagged.tags().all().stream()
                    .flatMap(row -> row.tags().entrySet().stream()
                            .map(tag -> new TagDescription(
                                    row.resourceId(), row.resourceType(), tag.getKey(), tag.getValue())))
                    .toList();
            var page = Page.of(
                    TAG_FIELDS.select(all, request.filters(), tagged.tags()),
                    tag -> tag.resourceId() + " " + tag.key(),
                    request.maxResults(),
                    request.nextToken());
            return new DescribeTagsResult(page.items(), page.nextToken());
        });
    }
}
