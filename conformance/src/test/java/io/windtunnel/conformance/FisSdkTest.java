package io.windtunnel.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.fis.FisClient;
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateActionInput;
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateStopConditionInput;
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateTargetInput;
import software.amazon.awssdk.services.fis.model.Experiment;
import software.amazon.awssdk.services.fis.model.ExperimentStatus;
import software.amazon.awssdk.services.fis.model.SafetyLeverStatus;
import software.amazon.awssdk.services.fis.model.ValidationException;

/// The AWS SDK for Java v2 against Fault Injection Service.
class FisSdkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final CloudUnderTest cloud = CloudUnderTest.start();
    private final FisClient fis = client(FisClient.builder()).build();
    private final Ec2Client ec2 = client(Ec2Client.builder()).build();

    private <B extends AwsClientBuilder<B, ?> & software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder<B, ?>>
            B client(B builder) {
        return builder.endpointOverride(URI.create(cloud.endpoint()))
                .region(Region.US_EAST_1)
                .overrideConfiguration(options -> options.retryStrategy(RetryMode.STANDARD))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("111122223333", "test")));
    }

    @AfterEach
    void close() {
        fis.close();
        ec2.close();
        cloud.close();
    }

    private String template(CreateExperimentTemplateActionInput action) {
        return fis.createExperimentTemplate(request -> request.description("a test")
                        .roleArn("arn:aws:iam::111122223333:role/fis")
                        .stopConditions(CreateExperimentTemplateStopConditionInput.builder()
                                .source("none")
                                .build())
                        .targets(Map.of(
                                "web",
                                CreateExperimentTemplateTargetInput.builder()
                                        .resourceType("aws:ec2:instance")
                                        .resourceTags(Map.of("app", "web"))
                                        .selectionMode("ALL")
                                        .build()))
                        .actions(Map.of("act", action))
                        .experimentOptions(options -> options.emptyTargetResolutionMode("skip")))
                .experimentTemplate()
                .id();
    }

    private Experiment run(CreateExperimentTemplateActionInput action) {
        String template = template(action);
        return fis.startExperiment(request -> request.experimentTemplateId(template))
                .experiment();
    }

    private ExperimentStatus status(Experiment experiment) {
        return fis.getExperiment(request -> request.id(experiment.id()))
                .experiment()
                .state()
                .status();
    }

    private InstanceStateName state(String instance) {
        return ec2.describeInstances(request -> request.instanceIds(instance))
                .reservations()
                .getFirst()
                .instances()
                .getFirst()
                .state()
                .name();
    }

    @Test
    void instancesStopAndStartAgain() {
        String web = ec2.runInstances(request -> request.imageId("ami-12345678")
                        .instanceType("t3.micro")
                        .minCount(1)
                        .maxCount(1)
                        .tagSpecifications(TagSpecification.builder()
                                .resourceType(ResourceType.INSTANCE)
                                .tags(Tag.builder().key("app").value("web").build())
                                .build()))
                .instances()
                .getFirst()
                .instanceId();
        cloud.until(() -> state(web) == InstanceStateName.RUNNING, PATIENCE);
        Experiment begun = run(CreateExperimentTemplateActionInput.builder()
                .actionId("aws:ec2:stop-instances")
                .targets(Map.of("Instances", "web"))
                .parameters(Map.of("startInstancesAfterDuration", "PT1M"))
                .build());
        assertThat(begun.state().status()).isEqualTo(ExperimentStatus.INITIATING);
        cloud.until(() -> state(web) == InstanceStateName.STOPPED, PATIENCE);
        assertThat(fis.listExperimentResolvedTargets(request -> request.experimentId(begun.id()))
                        .resolvedTargets())
                .hasSize(1);
        cloud.until(() -> status(begun) == ExperimentStatus.COMPLETED, PATIENCE);
        cloud.until(() -> state(web) == InstanceStateName.RUNNING, PATIENCE);
    }

    @Test
    void clientsMeetInjectedErrorsUntilTheExperimentIsStopped() {
        try (DynamoDbClient dynamo = client(DynamoDbClient.builder()).build()) {
            dynamo.listTables();
            Experiment begun = run(CreateExperimentTemplateActionInput.builder()
                    .actionId("windtunnel:api-throttle-error")
                    .parameters(Map.of("service", "dynamodb", "duration", "PT1H"))
                    .build());
            cloud.until(() -> status(begun) == ExperimentStatus.RUNNING, PATIENCE);
            assertThatThrownBy(dynamo::listTables).isInstanceOf(ThrottlingException.class);
            fis.stopExperiment(request -> request.id(begun.id()));
            cloud.until(() -> status(begun) == ExperimentStatus.STOPPED, PATIENCE);
            dynamo.listTables();
            assertThat(fis.getSafetyLever(request -> request.id("default"))
                            .safetyLever()
                            .state()
                            .status())
                    .isEqualTo(SafetyLeverStatus.DISENGAGED);
        }
    }

    @Test
    void refusalsAreModelled() {
        assertThatThrownBy(() -> template(CreateExperimentTemplateActionInput.builder()
                        .actionId("aws:ec2:stop-instances")
                        .targets(Map.of("SpotInstances", "web"))
                        .build()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Unexpected target \"SpotInstances\" found in action \"act\".");
        assertThatThrownBy(() -> template(CreateExperimentTemplateActionInput.builder()
                        .actionId("aws:ssm:send-command")
                        .build()))
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        refusal -> assertThat(refusal.statusCode()).isEqualTo(501));
    }
}
