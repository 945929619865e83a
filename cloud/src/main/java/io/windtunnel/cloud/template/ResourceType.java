package io.windtunnel.cloud.template;

import io.windtunnel.kernel.identity.Scope;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A CloudFormation resource type, told by the service that owns it. `P` is a record that holds only the properties the
/// service honours, bound by name (`CidrBlock` -> `cidrBlock`, as in the wire's records); a property no component holds
/// is reported to the user by name.
///
/// Its methods call the service's API face as a client would, return at once, and never wait: what takes time is
/// [Progress.Pending].
public interface ResourceType<P extends Record> {
    /// The type's name, such as `AWS::EC2::VPC`.
    String name();

    Class<P> properties();

    /// The properties (template spelling) whose change needs a new resource, as AWS's reference says.
    Set<String> replacedBy();

    /// Creates the resource.
    Progress create(Request<P> request);

    /// Changes the resource in place from `before` to the request's properties.
    Progress update(Request<P> request, P before);

    /// Deletes the resource; one that is already gone is done.
    Progress delete(Request<P> request);

    /// What is asked: `physicalId` is null while creating. `tags` are those CloudFormation itself adds
    /// (`aws:cloudformation:stack-name`, `...:stack-id`, `...:logical-id`) with the stack's own.
    /// `updatePolicy` is the resource's `UpdatePolicy`, resolved as its properties are (an Auto Scaling
    /// group's rolling update), and empty where there is none.
    record Request<P extends Record>(
            Scope scope,
            String stackName,
            String stackId,
            String logicalId,
            @Nullable String physicalId,
            P properties,
            Map<String, String> tags,
            Map<String, Object> updatePolicy) {
        /// A request of a resource without an update policy.
        public Request(
                Scope scope,
                String stackName,
                String stackId,
                String logicalId,
                @Nullable String physicalId,
                P properties,
                Map<String, String> tags) {
            this(scope, stackName, stackId, logicalId, physicalId, properties, tags, Map.of());
        }

        /// The physical id of a resource that has one.
        public String id() {
            if (physicalId == null) throw new IllegalStateException(logicalId + " has no physical id yet");
            return physicalId;
        }

        /// A name for a resource that the template gives none: `stack-logical-RANDOM`, at most `limit` characters.
        public String generatedName(String randomSuffix, int limit) {
            String suffix = "-" + randomSuffix;
            String stem = stackName + "-" + logicalId;
            return stem.substring(0, Math.min(stem.length(), limit - suffix.length())) + suffix;
        }
    }
}
