package io.windtunnel.cloud;

import io.windtunnel.cloud.compute.applicationautoscaling.ApplicationAutoScaling;
import io.windtunnel.cloud.compute.autoscaling.AutoScaling;
import io.windtunnel.cloud.compute.ec2.Ec2;
import io.windtunnel.cloud.database.dynamodb.DynamoDb;
import io.windtunnel.cloud.database.dynamodb.DynamoDbStreams;
import io.windtunnel.cloud.edge.acm.Acm;
import io.windtunnel.cloud.edge.elbv2.Elbv2;
import io.windtunnel.cloud.messaging.events.Events;
import io.windtunnel.cloud.messaging.scheduler.Scheduler;
import io.windtunnel.cloud.messaging.sns.Sns;
import io.windtunnel.cloud.messaging.sqs.Sqs;
import io.windtunnel.cloud.operations.billing.Billing;
import io.windtunnel.cloud.operations.cloudformation.CloudFormation;
import io.windtunnel.cloud.operations.cloudwatch.CloudWatch;
import io.windtunnel.cloud.operations.fis.Fis;
import io.windtunnel.cloud.operations.iam.Iam;
import io.windtunnel.cloud.operations.logs.Logs;
import io.windtunnel.cloud.operations.servicequotas.ServiceQuotas;
import io.windtunnel.cloud.operations.ssm.Ssm;
import io.windtunnel.cloud.operations.sts.Sts;
import io.windtunnel.cloud.storage.s3.S3;
import java.util.List;
import java.util.function.Function;

/// Every service of the cloud, in the order of assembly. Adding a service is adding its line here.
final class Services {
    static final List<Function<CloudContext, ? extends CloudService>> ALL = List.of(
            Iam::open,
            Sts::open,
            Ssm::open,
            ServiceQuotas::open,
            Billing::open,
            CloudFormation::open,
            Ec2::open,
            CloudWatch::open,
            Logs::open,
            Sqs::open,
            Sns::open,
            Events::open,
            Scheduler::open,
            Acm::open,
            Elbv2::open,
            AutoScaling::open,
            ApplicationAutoScaling::open,
            DynamoDb::open,
            DynamoDbStreams::open,
            S3::open,
            Fis::open);

    private Services() {}
}
