package io.windtunnel.cloud.storage.s3.settings;

import java.util.Map;

/// Settings that are a text or a few: each kept as a record of its own.
public final class Texts {
    private Texts() {}

    /// A policy, as JSON.
    public record Policy(String json) {}

    /// `BucketOwnerEnforced`, `BucketOwnerPreferred` or `ObjectWriter`.
    public record Ownership(String objectOwnership) {
        public static final Ownership USUAL = new Ownership("BucketOwnerEnforced");

        /// Whether access control lists count for nothing.
        public boolean isEnforced() {
            return objectOwnership.equals("BucketOwnerEnforced");
        }

        public void check() {
            switch (objectOwnership) {
                case "BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter" -> {}
                default -> throw Refused.malformed();
            }
        }
    }

    public record Tags(Map<String, String> tags) {}

    /// `Requester` or `BucketOwner`.
    public record Payment(String payer) {}

    /// `Enabled` or `Suspended`.
    public record Acceleration(String status) {}
}
