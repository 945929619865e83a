package io.windtunnel.cloud.storage.s3.object;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// An entity tag: the MD5 of the bytes, or of the parts' MD5s with their count.
///
/// @param md5 sixteen bytes
/// @param parts of a multipart upload; 0 for an object that was put at once
@SuppressWarnings("ArrayRecordComponent") // compared by [#equals]
public record Etag(byte[] md5, int parts) {
    public static final Etag NONE = new Etag(new byte[16], 0);

    /// As responses carry it, in quotes.
    public String quoted() {
        return "\"" + bare() + "\"";
    }

    /// Without quotes.
    public String bare() {
        String hex = HexFormat.of().formatHex(md5);
        return parts == 0 ? hex : hex + "-" + parts;
    }

    /// The MD5 that a client names a part by, with or without quotes; null where it is none.
    public static byte @Nullable [] md5Of(String text) {
        String bare = unquoted(text);
        if (bare.length() != 32) return null;
        try {
            return HexFormat.of().parseHex(bare);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// Whether a condition's value, one or several with commas, or `*`, names this tag.
    public boolean isNamedBy(String condition) {
        if (condition.strip().equals("*")) return true;
        String own = bare();
        for (String each : condition.split(",", -1)) if (unquoted(each).equals(own)) return true;
        return false;
    }

    private static String unquoted(String text) {
        String bare = text.strip();
        if (bare.startsWith("W/")) bare = bare.substring(2);
        return bare.length() >= 2 && bare.startsWith("\"") && bare.endsWith("\"")
                ? bare.substring(1, bare.length() - 1)
                : bare;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Etag etag && parts == etag.parts && Arrays.equals(md5, etag.md5);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(md5) + parts;
    }

    @Override
    public String toString() {
        return quoted();
    }
}
