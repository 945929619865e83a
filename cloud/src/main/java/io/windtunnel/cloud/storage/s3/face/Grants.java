package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.cloud.storage.s3.bucket.Bucket;
import io.windtunnel.cloud.storage.s3.object.Acl;
import io.windtunnel.cloud.storage.s3.settings.PublicAccess;
import io.windtunnel.cloud.storage.s3.settings.Refused;
import io.windtunnel.wire.AwsException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Access control lists, as requests give them and as responses tell them.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
final class Grants {
    private static final int MOST_GRANTS = 100;
    private static final Set<String> PERMISSIONS = Set.of("FULL_CONTROL", "READ", "WRITE", "READ_ACP", "WRITE_ACP");
    private static final String FULL_CONTROL = "FULL_CONTROL";
    private static final String EXEC = "6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c";

    private Grants() {}

    /// An account's canonical user id.
    static String canonicalId(String account) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(account.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static ListShapes.Owner owner(String account) {
        return new ListShapes.Owner(canonicalId(account));
    }

    /// What is told of a list; without one the owner has everything.
    static List<Acl.Grant> told(@Nullable Acl acl, String owner) {
        return acl == null ? List.of(full(owner)) : acl.grants();
    }

    private static Acl.Grant full(String account) {
        return new Acl.Grant(Acl.Grantee.user(canonicalId(account)), FULL_CONTROL);
    }

    static boolean isSaid(Granting request) {
        return request.acl() != null || hasGrants(request);
    }

    private static boolean hasGrants(Granting request) {
        return request.grantFullControl() != null
                || request.grantRead() != null
                || request.grantReadAcp() != null
                || request.grantWrite() != null
                || request.grantWriteAcp() != null;
    }

    /// The list an object is to have; null for its owner's alone.
    ///
    /// @throws AwsException `AccessControlListNotSupported` where the bucket's owner has everything by itself
    static @Nullable Acl ofObject(Bucket bucket, Granting request, String owner) {
        if (!isSaid(request)) return null;
        if (bucket.settings().ownership().get().isEnforced()) {
            if (!"bucket-owner-full-control".equals(request.acl())) throw notSupported();
            return null;
        }
        return allowed(bucket, of(request, owner, bucket.owner()));
    }

    static AwsException notSupported() {
        return new AwsException("AccessControlListNotSupported", "The bucket does not allow ACLs").status(400);
    }

    /// The list `request` says.
    static Acl of(Granting request, String owner, String bucketOwner) {
        if (request.acl() != null && hasGrants(request))
            throw Refused.request("Specifying both Canned ACLs and Header Grants is not allowed");
        if (request.acl() != null) return canned(request.acl(), owner, bucketOwner);
        List<Acl.Grant> grants = new ArrayList<>();
        add(grants, request.grantFullControl(), FULL_CONTROL);
        add(grants, request.grantRead(), "READ");
        add(grants, request.grantReadAcp(), "READ_ACP");
        add(grants, request.grantWrite(), "WRITE");
        add(grants, request.grantWriteAcp(), "WRITE_ACP");
        return checked(new Acl(owner, grants));
    }

    private static Acl canned(String name, String owner, String bucketOwner) {
        List<Acl.Grant> grants = new ArrayList<>();
        grants.add(full(owner));
        switch (name) {
            case "private" -> {}
            case "public-read" -> grants.add(group(Acl.EVERYBODY, "READ"));
            case "public-read-write" -> {
                grants.add(group(Acl.EVERYBODY, "READ"));
                grants.add(group(Acl.EVERYBODY, "WRITE"));
            }
            case "authenticated-read" -> grants.add(group(Acl.AUTHENTICATED, "READ"));
            case "aws-exec-read" -> grants.add(new Acl.Grant(Acl.Grantee.user(EXEC), "READ"));
            case "bucket-owner-read" -> {
                if (!owner.equals(bucketOwner))
                    grants.add(new Acl.Grant(Acl.Grantee.user(canonicalId(bucketOwner)), "READ"));
            }
            case "bucket-owner-full-control" -> {
                if (!owner.equals(bucketOwner)) grants.add(full(bucketOwner));
            }
            case "log-delivery-write" -> {
                grants.add(group(Acl.LOG_DELIVERY, "WRITE"));
                grants.add(group(Acl.LOG_DELIVERY, "READ_ACP"));
            }
            default -> throw Refused.argument("", "x-amz-acl", name);
        }
        return new Acl(owner, grants);
    }

    private static Acl.Grant group(String uri, String permission) {
        return new Acl.Grant(Acl.Grantee.group(uri), permission);
    }

    /// Reads a header: `id="...", uri="..."`.
    private static void add(List<Acl.Grant> grants, @Nullable String header, String permission) {
        if (header == null) return;
        for (String each : header.split(",", -1)) {
            int equals = each.indexOf('=');
            if (equals < 0) throw Refused.argument("Argument format not recognized");
            String kind = each.substring(0, equals).strip();
            String value = each.substring(equals + 1).strip().replace("\"", "");
            Acl.Grantee grantee = switch (kind) {
                case "id" -> Acl.Grantee.user(value);
                case "uri" -> Acl.Grantee.group(value);
                case "emailAddress" -> new Acl.Grantee("AmazonCustomerByEmail", null, null, value);
                default -> throw Refused.argument("Argument format not recognized");
            };
            grants.add(new Acl.Grant(grantee, permission));
        }
    }

    /// Holds a list to S3's rules.
    static Acl checked(Acl acl) {
        if (acl.grants().size() > MOST_GRANTS) throw malformed();
        for (Acl.Grant grant : acl.grants()) {
            if (!PERMISSIONS.contains(grant.permission())) throw malformed();
            String uri = grant.grantee().uri();
            if (uri != null
                    && !uri.equals(Acl.EVERYBODY)
                    && !uri.equals(Acl.AUTHENTICATED)
                    && !uri.equals(Acl.LOG_DELIVERY)) throw Refused.argument("Invalid group uri", "uri", uri);
            if (grant.grantee().emailAddress() != null)
                throw new AwsException(
                                "UnresolvableGrantByEmailAddress",
                                "The email address you provided does not match any account on record.")
                        .status(400);
        }
        return acl;
    }

    private static AwsException malformed() {
        return new AwsException(
                        "MalformedACLError",
                        "The XML you provided was not well-formed or did not validate against our published schema")
                .status(400);
    }

    /// Refuses a public list where the bucket blocks those.
    static Acl allowed(Bucket bucket, Acl acl) {
        PublicAccess block = bucket.settings().publicAccess().set();
        if (block != null && Boolean.TRUE.equals(block.blockPublicAcls()) && acl.isPublic())
            throw Refused.denied("Access Denied");
        return acl;
    }
}
