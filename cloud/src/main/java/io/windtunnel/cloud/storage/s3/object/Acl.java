package io.windtunnel.cloud.storage.s3.object;

import io.windtunnel.wire.Member;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An access control list: who may do what, besides the policies. Kept and told; this cloud lets everybody in.
///
/// @param owner the owner's account, twelve digits
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
public record Acl(String owner, List<Grant> grants) {
    public static final String EVERYBODY = "http://acs.amazonaws.com/groups/global/AllUsers";
    public static final String AUTHENTICATED = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";
    public static final String LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery";

    /// One who is granted something.
    public record Grantee(
            String type,
            @Member("ID") @Nullable String id,
            @Member("URI") @Nullable String uri,
            @Nullable String emailAddress) {
        public static Grantee user(String canonicalId) {
            return new Grantee("CanonicalUser", canonicalId, null, null);
        }

        public static Grantee group(String uri) {
            return new Grantee("Group", null, uri, null);
        }
    }

    public record Grant(Grantee grantee, String permission) {}

    /// Whether it grants anything to everybody or to everybody with an account at AWS.
    public boolean isPublic() {
        return grants.stream()
                .map(grant -> grant.grantee().uri())
                .anyMatch(uri -> EVERYBODY.equals(uri) || AUTHENTICATED.equals(uri));
    }
}
