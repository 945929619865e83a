package io.windtunnel.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.sts.StsClient;

/// The conformance scenarios with the AWS SDK for Java v2. The same scenarios, by the same names, are
/// told to boto3 and to the AWS CLI in `scenarios/` (see [ScriptedClientsTest]).
class JavaSdkTest {
    private static final String ACCOUNT = "777788889999";
    private static final String IMAGE_ALIAS = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

    private static CloudUnderTest cloud;

    @BeforeAll
    static void start() {
        cloud = CloudUnderTest.start();
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    private static <B extends AwsClientBuilder<B, C>, C> C client(AwsClientBuilder<B, C> builder) {
        return builder.endpointOverride(URI.create(cloud.endpoint()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCOUNT, "test")))
                .build();
    }

    private static String refused(String code, ThrowingCallable call) {
        AwsServiceException refusal = catchThrowableOfType(AwsServiceException.class, call);
        assertThat(refusal).as("was not refused").isNotNull();
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
        assertThat(refusal.requestId()).isNotBlank();
        return refusal.awsErrorDetails().errorMessage();
    }

    private static void until(BooleanSupplier condition) {
        cloud.until(condition, Duration.ofSeconds(60));
    }

    @Test
    void identity() {
        try (StsClient sts = client(StsClient.builder().httpClient(UrlConnectionHttpClient.create()))) {
            assertThat(sts.getCallerIdentity().account()).isEqualTo(ACCOUNT);
        }
    }

    @Test
    void parameters() {
        try (SsmClient ssm = client(SsmClient.builder().httpClient(UrlConnectionHttpClient.create()))) {
            ssm.putParameter(put -> put.name("/sdk/a").value("1").type(ParameterType.STRING));
            refused(
                    "ParameterAlreadyExists",
                    () -> ssm.putParameter(put -> put.name("/sdk/a").value("2").type(ParameterType.STRING)));
            assertThat(ssm.putParameter(put -> put.name("/sdk/a")
                                    .value("2")
                                    .type(ParameterType.STRING)
                                    .overwrite(true))
                            .version())
                    .isEqualTo(2);
            assertThat(ssm.getParameter(get -> get.name("/sdk/a")).parameter().value())
                    .isEqualTo("2");
            refused("ParameterNotFound", () -> ssm.getParameter(get -> get.name("/sdk/none")));
            assertThat(image(ssm)).startsWith("ami-");
        }
    }

    private static String image(SsmClient ssm) {
        return ssm.getParameter(get -> get.name(IMAGE_ALIAS)).parameter().value();
    }

    @Test
    void roles() {
        String trust = """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},\
                "Action":"sts:AssumeRole"}]}""";
        try (IamClient iam = client(IamClient.builder().httpClient(UrlConnectionHttpClient.create()))) {
            String arn = iam.createRole(role -> role.roleName("sdk-web").assumeRolePolicyDocument(trust))
                    .role()
                    .arn();
            assertThat(arn).isEqualTo("arn:aws:iam::" + ACCOUNT + ":role/sdk-web");
            refused(
                    "EntityAlreadyExists",
                    () -> iam.createRole(role -> role.roleName("sdk-web").assumeRolePolicyDocument(trust)));
            iam.createInstanceProfile(profile -> profile.instanceProfileName("sdk-web"));
            iam.addRoleToInstanceProfile(
                    add -> add.instanceProfileName("sdk-web").roleName("sdk-web"));
            refused("DeleteConflict", () -> iam.deleteRole(role -> role.roleName("sdk-web")));
            refused("NoSuchEntity", () -> iam.getRole(role -> role.roleName("sdk-none")));
        }
    }

    @Test
    void network() {
        try (Ec2Client ec2 = client(Ec2Client.builder().httpClient(UrlConnectionHttpClient.create()))) {
            String vpc = ec2.createVpc(create -> create.cidrBlock("10.20.0.0/16"))
                    .vpc()
                    .vpcId();
            assertThat(ec2.createSubnet(create -> create.vpcId(vpc).cidrBlock("10.20.0.0/24"))
                            .subnet()
                            .availableIpAddressCount())
                    .isEqualTo(251);
            refused(
                    "InvalidSubnet.Conflict",
                    () -> ec2.createSubnet(create -> create.vpcId(vpc).cidrBlock("10.20.0.0/24")));
            assertThat(refused(
                            "InvalidVpcID.NotFound",
                            () -> ec2.describeVpcs(describe -> describe.vpcIds("vpc-00000000000000000"))))
                    .isEqualTo("The vpc ID 'vpc-00000000000000000' does not exist");
            refused("DependencyViolation", () -> ec2.deleteVpc(delete -> delete.vpcId(vpc)));
        }
    }

    @Test
    void metrics() {
        try (CloudWatchClient cloudWatch =
                client(CloudWatchClient.builder().httpClient(UrlConnectionHttpClient.create()))) {
            Instant now = cloud.now();
            cloudWatch.putMetricData(put -> put.namespace("Sdk")
                    .metricData(List.of(1.0, 2.0, 6.0).stream()
                            .map(value -> MetricDatum.builder()
                                    .metricName("Requests")
                                    .timestamp(now)
                                    .unit(StandardUnit.COUNT)
                                    .value(value)
                                    .build())
                            .toList()));
            List<Datapoint> points = cloudWatch
                    .getMetricStatistics(get -> get.namespace("Sdk")
                            .metricName("Requests")
                            .startTime(now.minusSeconds(300))
                            .endTime(now.plusSeconds(300))
                            .period(300)
                            .statistics(Statistic.SUM, Statistic.MAXIMUM))
                    .datapoints();
            assertThat(points.stream().mapToDouble(Datapoint::sum).sum()).isEqualTo(9);
            assertThat(cloudWatch.listMetrics(list -> list.namespace("Sdk")).metrics())
                    .hasSize(1);
        }
    }

    private static List<Subnet> defaultSubnets(Ec2Client ec2) {
        return ec2.describeSubnets(describe -> describe.filters(
                        Filter.builder().name("default-for-az").values("true").build()))
                .subnets()
                .subList(0, 2);
    }

    @Test
    void balancer() {
        try (Ec2Client ec2 = client(Ec2Client.builder().httpClient(UrlConnectionHttpClient.create()));
                ElasticLoadBalancingV2Client elb =
                        client(ElasticLoadBalancingV2Client.builder().httpClient(UrlConnectionHttpClient.create()))) {
            List<Subnet> subnets = defaultSubnets(ec2);
            List<String> ids = subnets.stream().map(Subnet::subnetId).toList();
            String balancer = elb.createLoadBalancer(
                            create -> create.name("sdk-site").subnets(ids))
                    .loadBalancers()
                    .getFirst()
                    .loadBalancerArn();
            refused(
                    "ValidationError",
                    () -> elb.createLoadBalancer(
                            create -> create.name("sdk-one").subnets(ids.getFirst())));
            TargetGroup group = elb.createTargetGroup(create -> create.name("sdk-web")
                            .protocol("HTTP")
                            .port(80)
                            .vpcId(subnets.getFirst().vpcId()))
                    .targetGroups()
                    .getFirst();
            assertThat(group.healthCheckIntervalSeconds()).isEqualTo(30);
            elb.createListener(create -> create.loadBalancerArn(balancer)
                    .protocol("HTTP")
                    .port(80)
                    .defaultActions(Action.builder()
                            .type(ActionTypeEnum.FORWARD)
                            .targetGroupArn(group.targetGroupArn())
                            .build()));
            refused(
                    "ResourceInUse",
                    () -> elb.deleteTargetGroup(delete -> delete.targetGroupArn(group.targetGroupArn())));
            refused("LoadBalancerNotFound", () -> elb.describeLoadBalancers(describe -> describe.names("sdk-none")));
            elb.deleteLoadBalancer(delete -> delete.loadBalancerArn(balancer));
            elb.deleteTargetGroup(delete -> delete.targetGroupArn(group.targetGroupArn()));
        }
    }

    @Test
    void stacks() {
        String template = """
                Parameters: {Cidr: {Type: String, Default: 10.30.0.0/16}}
                Resources:
                  Network: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: !Ref Cidr}}
                Outputs: {Range: {Value: !GetAtt Network.CidrBlock}}
                """;
        try (CloudFormationClient formation =
                client(CloudFormationClient.builder().httpClient(UrlConnectionHttpClient.create()))) {
            formation.createStack(create -> create.stackName("sdk-net").templateBody(template));
            until(() -> status(formation) == StackStatus.CREATE_COMPLETE);
            refused(
                    "AlreadyExistsException",
                    () -> formation.createStack(
                            create -> create.stackName("sdk-net").templateBody(template)));
            assertThat(refused(
                            "ValidationError",
                            () -> formation.updateStack(
                                    update -> update.stackName("sdk-net").templateBody(template))))
                    .isEqualTo("No updates are to be performed.");
            formation.deleteStack(delete -> delete.stackName("sdk-net"));
            until(() -> formation.listStacks().stackSummaries().stream()
                    .anyMatch(stack -> stack.stackStatus() == StackStatus.DELETE_COMPLETE));
            refused("ValidationError", () -> status(formation));
        }
    }

    private static StackStatus status(CloudFormationClient formation) {
        return formation
                .describeStacks(describe -> describe.stackName("sdk-net"))
                .stacks()
                .getFirst()
                .stackStatus();
    }

    @Test
    void groups() {
        try (Ec2Client ec2 = client(Ec2Client.builder().httpClient(UrlConnectionHttpClient.create()));
                SsmClient ssm = client(SsmClient.builder().httpClient(UrlConnectionHttpClient.create()));
                AutoScalingClient scaling =
                        client(AutoScalingClient.builder().httpClient(UrlConnectionHttpClient.create()))) {
            String image = image(ssm);
            ec2.createLaunchTemplate(create -> create.launchTemplateName("sdk-web")
                    .launchTemplateData(data -> data.imageId(image).instanceType("t3.micro")));
            String subnets = defaultSubnets(ec2).stream().map(Subnet::subnetId).collect(Collectors.joining(","));
            scaling.createAutoScalingGroup(create -> create.autoScalingGroupName("sdk-web")
                    .launchTemplate(template -> template.launchTemplateName("sdk-web"))
                    .minSize(0)
                    .maxSize(4)
                    .desiredCapacity(2)
                    .vpcZoneIdentifier(subnets));
            until(() -> inService(scaling).size() == 2);
            String victim = inService(scaling).iterator().next();
            ec2.terminateInstances(terminate -> terminate.instanceIds(victim));
            until(() -> inService(scaling).size() == 2 && !inService(scaling).contains(victim));
            scaling.deleteAutoScalingGroup(
                    delete -> delete.autoScalingGroupName("sdk-web").forceDelete(true));
            refused(
                    "ValidationError",
                    () -> scaling.setDesiredCapacity(
                            set -> set.autoScalingGroupName("sdk-none").desiredCapacity(1)));
        }
    }

    private static Set<String> inService(AutoScalingClient scaling) {
        AutoScalingGroup group = scaling.describeAutoScalingGroups(
                        describe -> describe.autoScalingGroupNames("sdk-web"))
                .autoScalingGroups()
                .getFirst();
        return group.instances().stream()
                .filter(instance -> instance.lifecycleState() == LifecycleState.IN_SERVICE)
                .map(instance -> instance.instanceId())
                .collect(Collectors.toSet());
    }

    @Test
    void queues() {
        try (SqsClient sqs = client(SqsClient.builder().httpClient(UrlConnectionHttpClient.create()))) {
            messagesPass(sqs);
            aMessageIsTakenOnce(sqs);
        }
    }

    private static void messagesPass(SqsClient sqs) {
        String url = sqs.createQueue(request -> request.queueName("java-orders")
                        .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "60")))
                .queueUrl();
        refused(
                "QueueAlreadyExists",
                () -> sqs.createQueue(request -> request.queueName("java-orders")
                        .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "61"))));
        sqs.sendMessage(request -> request.queueUrl(url).messageBody("hello"));
        Message received = sqs.receiveMessage(request -> request.queueUrl(url).waitTimeSeconds(5))
                .messages()
                .getFirst();
        assertThat(received.body()).isEqualTo("hello");
        QueueAttributeName inFlight = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;
        assertThat(sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(inFlight))
                        .attributes())
                .containsEntry(inFlight, "1");
        sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(received.receiptHandle()));
        refused(
                "ReceiptHandleIsInvalid",
                () -> sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle("nonsense")));
        sqs.deleteQueue(request -> request.queueUrl(url));
        refused(
                "AWS.SimpleQueueService.NonExistentQueue",
                () -> sqs.getQueueUrl(request -> request.queueName("java-orders")));
    }

    private static void aMessageIsTakenOnce(SqsClient sqs) {
        String fifo = sqs.createQueue(request -> request.queueName("java.fifo")
                        .attributes(Map.of(
                                QueueAttributeName.FIFO_QUEUE, "true",
                                QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "true")))
                .queueUrl();
        String first = sqs.sendMessage(
                        request -> request.queueUrl(fifo).messageBody("once").messageGroupId("g"))
                .messageId();
        assertThat(sqs.sendMessage(request ->
                                request.queueUrl(fifo).messageBody("once").messageGroupId("g"))
                        .messageId())
                .isEqualTo(first);
        refused(
                "MissingParameter",
                () -> sqs.sendMessage(request -> request.queueUrl(fifo).messageBody("x")));
    }

    @Test
    void objects() {
        try (S3Client s3 =
                client(S3Client.builder().forcePathStyle(true).httpClient(UrlConnectionHttpClient.create()))) {
            s3.createBucket(request -> request.bucket("java-box"));
            PutObjectResponse put = s3.putObject(
                    request -> request.bucket("java-box").key("k").metadata(Map.of("a", "1")),
                    RequestBody.fromString("hello"));
            assertThat(put.eTag()).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
            assertThat(s3.getObjectAsBytes(request ->
                                    request.bucket("java-box").key("k").range("bytes=1-2"))
                            .asUtf8String())
                    .isEqualTo("el");
            refused(
                    "NoSuchKey",
                    () -> s3.getObjectAsBytes(
                            request -> request.bucket("java-box").key("none")));
            refused(
                    "PreconditionFailed",
                    () -> s3.putObject(
                            request -> request.bucket("java-box").key("k").ifNoneMatch("*"), RequestBody.empty()));
            refused("BucketNotEmpty", () -> s3.deleteBucket(request -> request.bucket("java-box")));
            inParts(s3);
            assertThat(s3.listObjectsV2Paginator(
                                    request -> request.bucket("java-box").maxKeys(1))
                            .contents())
                    .extracting(S3Object::key)
                    .containsExactly("k", "large");
            for (String key : List.of("k", "large"))
                s3.deleteObject(request -> request.bucket("java-box").key(key));
            s3.deleteBucket(request -> request.bucket("java-box"));
            refused("NoSuchBucket", () -> s3.listObjectsV2(request -> request.bucket("java-box")));
        }
    }

    private static void inParts(S3Client s3) {
        byte[] part = new byte[5 << 20];
        String id = s3.createMultipartUpload(
                        request -> request.bucket("java-box").key("large"))
                .uploadId();
        List<CompletedPart> parts = new ArrayList<>();
        for (int number = 1; number <= 2; number++) {
            int each = number;
            String tag = s3.uploadPart(
                            request -> request.bucket("java-box")
                                    .key("large")
                                    .uploadId(id)
                                    .partNumber(each),
                            RequestBody.fromBytes(part))
                    .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
        }
        s3.completeMultipartUpload(request ->
                request.bucket("java-box").key("large").uploadId(id).multipartUpload(all -> all.parts(parts)));
        assertThat(s3.headObject(request -> request.bucket("java-box").key("large"))
                        .contentLength())
                .isEqualTo(10L << 20);
    }

    @Test
    void topics() {
        try (SnsClient sns = client(SnsClient.builder().httpClient(UrlConnectionHttpClient.create()));
                SqsClient sqs = client(SqsClient.builder().httpClient(UrlConnectionHttpClient.create()))) {
            String topic = sns.createTopic(request -> request.name("java-news")).topicArn();
            String url =
                    sqs.createQueue(request -> request.queueName("java-news")).queueUrl();
            sns.subscribe(request -> request.topicArn(topic)
                    .protocol("sqs")
                    .endpoint("arn:aws:sqs:us-east-1:" + ACCOUNT + ":java-news")
                    .attributes(
                            Map.of("RawMessageDelivery", "true", "FilterPolicy", "{\"kind\":[{\"prefix\":\"ord\"}]}")));
            publish(sns, topic, "other", "unwanted");
            publish(sns, topic, "order", "wanted");
            assertThat(sqs.receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(10))
                            .messages())
                    .extracting(Message::body)
                    .containsExactly("wanted");
            assertThat(sns.subscribe(request ->
                                    request.topicArn(topic).protocol("email").endpoint("me@example.com"))
                            .subscriptionArn())
                    .isEqualTo("pending confirmation");
            assertThat(sns.listSubscriptionsByTopic(request -> request.topicArn(topic))
                            .subscriptions())
                    .hasSize(2);
            sns.deleteTopic(request -> request.topicArn(topic));
            refused("NotFound", () -> publish(sns, topic, "order", "x"));
        }
    }

    private static void publish(SnsClient sns, String topic, String kind, String message) {
        sns.publish(request -> request.topicArn(topic)
                .message(message)
                .messageAttributes(Map.of(
                        "kind",
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue(kind)
                                .build())));
    }

    @Test
    void unbuilt() {
        try (Ec2Client ec2 = client(Ec2Client.builder().httpClient(UrlConnectionHttpClient.create()))) {
            assertThat(refused("NotImplemented", () -> ec2.describeSpotPriceHistory(history -> {})))
                    .contains("DescribeSpotPriceHistory");
        }
    }
}
