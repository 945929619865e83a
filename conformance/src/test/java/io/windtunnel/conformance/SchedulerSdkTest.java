package io.windtunnel.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindow;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ScheduleGroupState;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.Tag;
import software.amazon.awssdk.services.scheduler.model.Target;

/// The AWS SDK for Java v2 against EventBridge Scheduler.
class SchedulerSdkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final CloudUnderTest cloud = CloudUnderTest.start();
    private final SchedulerClient scheduler = SchedulerClient.builder()
            .endpointOverride(URI.create(cloud.endpoint()))
            .region(Region.US_EAST_1)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("111122223333", "test")))
            .build();

    @AfterEach
    void close() {
        scheduler.close();
        cloud.close();
    }

    private String create(String name, String group) {
        return scheduler
                .createSchedule(request -> request.name(name)
                        .groupName(group)
                        .scheduleExpression("cron(0 20 * * ? *)")
                        .scheduleExpressionTimezone("Europe/Berlin")
                        .flexibleTimeWindow(
                                FlexibleTimeWindow.builder().mode("OFF").build())
                        .target(Target.builder()
                                .arn("arn:aws:sqs:us-east-1:111122223333:orders")
                                .roleArn("arn:aws:iam::111122223333:role/r")
                                .input("hello")
                                .build()))
                .scheduleArn();
    }

    @Test
    void schedulesAndGroupsComeAndGo() {
        String group = scheduler
                .createScheduleGroup(request -> request.name("nightly")
                        .tags(Tag.builder().key("team").value("shop").build()))
                .scheduleGroupArn();
        assertThat(scheduler
                        .listTagsForResource(request -> request.resourceArn(group))
                        .tags())
                .extracting(Tag::value)
                .containsExactly("shop");
        assertThat(create("sweep", "nightly"))
                .isEqualTo("arn:aws:scheduler:us-east-1:111122223333:schedule/nightly/sweep");
        assertThatThrownBy(() -> create("sweep", "nightly")).isInstanceOf(ConflictException.class);
        var shown = scheduler.getSchedule(request -> request.name("sweep").groupName("nightly"));
        assertThat(shown.state()).isEqualTo(ScheduleState.ENABLED);
        assertThat(shown.target().retryPolicy().maximumRetryAttempts()).isEqualTo(185);
        assertThat(scheduler
                        .listSchedules(request -> request.groupName("nightly"))
                        .schedules())
                .hasSize(1);
        scheduler.deleteScheduleGroup(request -> request.name("nightly"));
        assertThat(scheduler
                        .getScheduleGroup(request -> request.name("nightly"))
                        .state())
                .isEqualTo(ScheduleGroupState.DELETING);
        cloud.until(() -> scheduler.listScheduleGroups(_ -> {}).scheduleGroups().size() == 1, PATIENCE);
        assertThatThrownBy(() ->
                        scheduler.getSchedule(request -> request.name("sweep").groupName("nightly")))
                .isInstanceOf(ResourceNotFoundException.class);
    }
}
