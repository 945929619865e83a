package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Scope;
import java.util.Optional;

/// Systems Manager parameters, the public AMI aliases included. SSM offers it; CloudFormation's
/// `AWS::SSM::Parameter::Value<...>` parameters, `{{resolve:ssm:...}}` and EC2's `resolve:ssm:` image ids ask it.
@FunctionalInterface
public interface Parameters {
    /// The value of `name`, which may carry `:version` or `:label`; a list's values are joined by commas.
    Optional<String> value(Scope scope, String name);
}
