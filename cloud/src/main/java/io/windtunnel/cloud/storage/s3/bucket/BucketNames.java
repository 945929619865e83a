package io.windtunnel.cloud.storage.s3.bucket;

import io.windtunnel.wire.AwsException;
import java.util.List;

/// What a bucket may be called.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
public final class BucketNames {
    private static final int FEWEST = 3;
    private static final int MOST = 63;

    private static final List<String> PREFIXES = List.of("xn--", "sthree-");
    private static final List<String> SUFFIXES = List.of("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3");

    private BucketNames() {}

    public static void check(String name) {
        if (!isValid(name))
            throw new AwsException("InvalidBucketName", "The specified bucket is not valid.")
                    .status(400)
                    .with("BucketName", name);
    }

    static boolean isValid(String name) {
        if (name.length() < FEWEST || name.length() > MOST) return false;
        for (int i = 0; i < name.length(); i++) if (!isAllowed(name.charAt(i))) return false;
        if (!isWordCharacter(name.charAt(0)) || !isWordCharacter(name.charAt(name.length() - 1))) return false;
        if (name.contains("..") || isAddress(name)) return false;
        return PREFIXES.stream().noneMatch(name::startsWith)
                && SUFFIXES.stream().noneMatch(name::endsWith);
    }

    private static boolean isAllowed(char each) {
        return isWordCharacter(each) || each == '-' || each == '.';
    }

    private static boolean isWordCharacter(char each) {
        return each >= 'a' && each <= 'z' || each >= '0' && each <= '9';
    }

    private static boolean isAddress(String name) {
        String[] parts = name.split("\\.", -1);
        if (parts.length != 4) return false;
        for (String part : parts) {
            if (part.isEmpty() || part.length() > 3) return false;
            for (int i = 0; i < part.length(); i++) if (part.charAt(i) < '0' || part.charAt(i) > '9') return false;
        }
        return true;
    }
}
