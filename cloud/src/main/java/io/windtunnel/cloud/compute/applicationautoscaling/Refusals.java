package io.windtunnel.cloud.compute.applicationautoscaling;

import io.windtunnel.wire.AwsException;

/// Application Auto Scaling's refusals, in AWS's words where they were observed.
final class Refusals {
    private Refusals() {}

    static AwsException unsupported() {
        return AwsException.validation("Unsupported service namespace, resource type or scalable dimension");
    }

    static AwsException nobodyScales(String namespace) {
        return AwsException.validation("Windtunnel has nothing to scale in the service namespace " + namespace
                + ": no service of this cloud offers it.");
    }

    /// What hangs on a target and is not there: `what` is `scaling policy` or `scheduled action`.
    static AwsException notFound(String what, Target.Key key, String name) {
        return new AwsException(
                "ObjectNotFoundException",
                "No " + what + " found for service namespace: " + key.namespace() + ", resource ID: " + key.resourceId()
                        + ", scalable dimension: " + key.dimension() + ", name: " + name);
    }

    static AwsException noResource(String arn) {
        return new AwsException("ResourceNotFoundException", "Could not find any scalable target with ARN: " + arn)
                .with("ResourceName", arn);
    }

    static AwsException badToken() {
        return new AwsException("InvalidNextTokenException", "The token is invalid.");
    }
}
