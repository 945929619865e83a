package io.windtunnel.kernel.identity;

/// An Amazon Resource Name: `arn:partition:service:region:account:resource`. Region and account are empty for the
/// resources that have none (an S3 bucket, an IAM role's Region).
///
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
public record Arn(String partition, String service, String region, String account, String resource) {
    /// The ARN that `text` spells.
    ///
    /// @throws IllegalArgumentException when `text` is not an ARN of six parts
    public static Arn parse(String text) {
        String[] parts = text.split(":", 6);
        if (parts.length < 6 || !parts[0].equals("arn") || parts[2].isEmpty())
            throw new IllegalArgumentException("not an ARN: " + text);
        return new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]);
    }

    /// Whether `text` has the form of an ARN.
    public static boolean isArn(String text) {
        return text.startsWith("arn:") && text.split(":", 6).length == 6;
    }

    /// The scope this ARN names.
    ///
    /// @throws IllegalArgumentException when the ARN names no account or no Region
    public Scope scope() {
        return new Scope(new AccountId(account), new Region(region));
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
    }
}
