package io.windtunnel.cloud.operations.cloudformation;

import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.wire.AwsException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The resource types that are CloudFormation's own.
///
/// Source:
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cloudformation-waitcondition.html
final class BuiltInTypes {
    /// `AWS::CDK::Metadata`: what the CDK writes into every template; CloudFormation takes it and does nothing.
    record CdkMetadata(@Nullable String analytics) {}

    record WaitCondition(
            @Nullable String handle,
            @Nullable Integer count,
            @Nullable Integer timeout) {}

    record Nothing() {}

    private BuiltInTypes() {}

    static void add(ResourceTypes types, Ids ids) {
        types.add(simple("AWS::CDK::Metadata", CdkMetadata.class, Set.of(), ids));
        types.add(simple("AWS::CloudFormation::WaitConditionHandle", Nothing.class, Set.of(), ids));
        types.add(new ResourceType<WaitCondition>() {
            @Override
            public String name() {
                return "AWS::CloudFormation::WaitCondition";
            }

            @Override
            public Class<WaitCondition> properties() {
                return WaitCondition.class;
            }

            @Override
            public Set<String> replacedBy() {
                return Set.of();
            }

            @Override
            public Progress create(Request<WaitCondition> request) {
                if (request.properties().handle() != null)
                    throw AwsException.validation("Windtunnel has not built this yet: a wait condition's Handle; a "
                            + "CreationPolicy with SignalResource works");
                return made(request.stackId(), request.logicalId());
            }

            @Override
            public Progress update(Request<WaitCondition> request, WaitCondition before) {
                throw AwsException.validation(
                        "Update to resource type AWS::CloudFormation::WaitCondition is not supported.");
            }

            @Override
            public Progress delete(Request<WaitCondition> request) {
                return made(request.stackId(), request.logicalId());
            }
        });
    }

    private static Progress made(String stackId, String logicalId) {
        return new Progress.Done(stackId + "/" + logicalId, Map.of("Data", "{}"));
    }

    /// A type whose resources are nothing but an id.
    private static <P extends Record> ResourceType<P> simple(
            String name, Class<P> properties, Set<String> replacedBy, Ids ids) {
        return new ResourceType<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Class<P> properties() {
                return properties;
            }

            @Override
            public Set<String> replacedBy() {
                return replacedBy;
            }

            @Override
            public Progress create(Request<P> request) {
                return new Progress.Done(ids.uuid(), Map.of());
            }

            @Override
            public Progress update(Request<P> request, P before) {
                return new Progress.Done(request.id(), Map.of());
            }

            @Override
            public Progress delete(Request<P> request) {
                return new Progress.Done(request.id(), Map.of());
            }
        };
    }
}
