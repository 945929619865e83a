package io.windtunnel.cloud.storage.s3.settings;

import io.windtunnel.wire.AwsException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tags of objects and buckets, and their rules.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
public record Tagging(List<Tag> tagSet) {
    public static final int MOST_OF_OBJECT = 10;
    public static final int MOST_OF_BUCKET = 50;

    private static final int MOST_KEY = 128;
    private static final int MOST_VALUE = 256;

    public record Tag(String key, String value) {}

    public static Tagging of(Map<String, String> tags) {
        List<Tag> all = new ArrayList<>(tags.size());
        tags.forEach((key, value) -> all.add(new Tag(key, value)));
        return new Tagging(all);
    }

    /// The tags, held to the rules.
    ///
    /// @param most how many there may be
    public static Map<String, String> checked(List<Tag> tags, int most) {
        for (Tag tag : tags) {
            if (tag.key().startsWith("aws:")) throw refused("System tags cannot be added/updated by requester");
        }
        return checkedOf(tags, most);
    }

    /// The same for tags of which some may be AWS's own, as CloudFormation gives them.
    public static Map<String, String> checkedOf(List<Tag> tags, int most) {
        Map<String, String> all = new LinkedHashMap<>();
        for (Tag tag : tags) {
            check(tag);
            if (all.put(tag.key(), tag.value()) != null)
                throw refused("Cannot provide multiple Tags with the same key").with("TagKey", tag.key());
        }
        if (tags.size() > most)
            throw new AwsException(
                            "BadRequest",
                            (most == MOST_OF_OBJECT ? "Object" : "Bucket") + " tags cannot be greater than " + most)
                    .status(400);
        return all;
    }

    private static void check(Tag tag) {
        if (tag.key().isEmpty() || tag.key().length() > MOST_KEY || !isClean(tag.key()))
            throw refused("The TagKey you have provided is invalid").with("TagKey", tag.key());
        if (tag.value().length() > MOST_VALUE || !isClean(tag.value()))
            throw refused("The TagValue you have provided is invalid")
                    .with("TagKey", tag.key())
                    .with("TagValue", tag.value());
    }

    private static final Set<Character> MARKS = Set.of('+', '-', '=', '.', '_', ':', '/', '@', ' ');

    private static boolean isClean(String text) {
        return text.codePoints()
                .allMatch(each -> Character.isLetterOrDigit(each)
                        || Character.isSpaceChar(each)
                        || each < 128 && MARKS.contains((char) each));
    }

    private static AwsException refused(String message) {
        return new AwsException("InvalidTag", message).status(400);
    }

    /// The tags of a header: `key=value&key=value`, percent-encoded.
    public static Map<String, String> ofHeader(@Nullable String header) {
        if (header == null || header.isEmpty()) return Map.of();
        List<Tag> tags = new ArrayList<>();
        for (String pair : header.split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = decoded(equals < 0 ? pair : pair.substring(0, equals), header);
            tags.add(new Tag(key, equals < 0 ? "" : decoded(pair.substring(equals + 1), header)));
        }
        return checked(tags, MOST_OF_OBJECT);
    }

    private static String decoded(String text, String header) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refused.argument(
                    "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without "
                            + "tag name duplicates.",
                    "x-amz-tagging",
                    header);
        }
    }
}
