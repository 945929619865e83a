package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.cloud.storage.s3.settings.Refused;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// How keys stand in lists: as they are, or percent-encoded for clients that ask, since XML cannot hold every character
/// a key can.
enum Encoding {
    PLAIN,
    URL;

    static Encoding of(@Nullable String asked) {
        if (asked == null || asked.isEmpty()) return PLAIN;
        if (asked.equals("url")) return URL;
        throw Refused.argument("Invalid Encoding Method specified in Request", "encoding-type", asked);
    }

    /// Its name in the response.
    @Nullable
    String told() {
        return this == URL ? "url" : null;
    }

    String text(String key) {
        if (this == PLAIN || isPlain(key)) return key;
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
    }

    /// The same for what may not be there.
    @Nullable
    String orNull(@Nullable String key) {
        return key == null ? null : text(key);
    }

    private static boolean isPlain(String key) {
        for (int i = 0; i < key.length(); i++) {
            char each = key.charAt(i);
            boolean plain = each >= 'a' && each <= 'z'
                    || each >= 'A' && each <= 'Z'
                    || each >= '0' && each <= '9'
                    || each == '/'
                    || each == '-'
                    || each == '.'
                    || each == '_';
            if (!plain) return false;
        }
        return true;
    }
}
