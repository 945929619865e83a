package io.windtunnel.rehearsal.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.Cloud;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.rehearsal.measure.Account;
import io.windtunnel.rehearsal.measure.StepFigures;
import io.windtunnel.rehearsal.plan.Operation;
import io.windtunnel.rehearsal.plan.Step;
import io.windtunnel.rehearsal.plan.TextTemplate;
import io.windtunnel.rehearsal.plan.ValueTemplate;
import io.windtunnel.rehearsal.stage.CloudClient;
import io.windtunnel.rehearsal.stage.RehearsalFailure;
import io.windtunnel.rehearsal.stage.StackNames;
import io.windtunnel.rehearsal.standin.Services;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Steps through the services of a whole cloud, in virtual time.
class StepServicesTest {
    private static final String TEMPLATE = """
            Resources:
              Orders:
                Type: AWS::DynamoDB::Table
                Properties:
                  BillingMode: PAY_PER_REQUEST
                  AttributeDefinitions: [ { AttributeName: id, AttributeType: N } ]
                  KeySchema: [ { AttributeName: id, KeyType: HASH } ]
              Slow:
                Type: AWS::DynamoDB::Table
                Properties:
                  ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 }
                  AttributeDefinitions: [ { AttributeName: id, AttributeType: S } ]
                  KeySchema: [ { AttributeName: id, KeyType: HASH } ]
              Placed: { Type: "AWS::SQS::Queue" }
              News: { Type: "AWS::SNS::Topic" }
              ToPlaced:
                Type: AWS::SNS::Subscription
                Properties:
                  { TopicArn: !Ref News, Protocol: sqs, Endpoint: !GetAtt Placed.Arn, RawMessageDelivery: true }
              MayPublish:
                Type: AWS::SQS::QueuePolicy
                Properties:
                  Queues: [ !Ref Placed ]
                  PolicyDocument:
                    Statement: [ { Effect: Allow, Principal: "*", Action: "sqs:SendMessage", Resource: "*" } ]
              Receipts: { Type: "AWS::S3::Bucket" }
            """;

    private static final AccountId ACCOUNT = new AccountId("000000000001");
    private static final Scope SCOPE = new Scope(ACCOUNT, Region.US_EAST_1);
    private static final Services.Caller HERE = new Services.Caller(SCOPE, Place.in(Region.US_EAST_1.zone("a")));

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-27T00:00:00Z"));
    private final Fabric fabric = Fabric.bare(time, 5);
    private final Cloud cloud = Cloud.on(fabric, Cloud.Options.standard().tell(_ -> {}));
    private final StepServices services = new StepServices(cloud, time);

    @BeforeEach
    void deploy() {
        CloudClient client = new CloudClient(cloud, SCOPE);
        services.add(SCOPE, new StackNames(client, "shop"));
        client.cloudFormation("CreateStack", Map.of("StackName", "shop", "TemplateBody", TEMPLATE));
        time.advance(Duration.ofMinutes(5));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private static Step step(Operation operation) {
        return new Step(operation, null, Duration.ofSeconds(1), 3);
    }

    private static ValueTemplate.Members members(String name, String value) {
        return new ValueTemplate.Members(Map.of(name, ValueTemplate.text(value)));
    }

    private int take(Step... steps) {
        return take(HERE, Map.of("id", "7"), steps);
    }

    private int take(Services.Caller caller, Map<String, String> values, Step... steps) {
        CompletableFuture<Integer> end =
                services.take(caller, List.of(steps), values::get).toCompletableFuture();
        time.advance(Duration.ofSeconds(20));
        return end.getNow(0);
    }

    private StepFigures figures(String name) {
        return services.figures(ACCOUNT).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Account account() {
        return services.account(ACCOUNT, 0);
    }

    @Test
    void an_item_is_written_by_its_keys_type_and_read_again() {
        Step put = step(new Operation.PutItem("Orders", members("id", "{id}"), true));
        Step get = step(new Operation.GetItem("Orders", members("id", "{id}"), true, 404));

        assertThat(take(get)).isEqualTo(404);
        assertThat(take(put, get)).isEqualTo(200);
        assertThat(take(put)).as("it exists").isEqualTo(409);
        assertThat(take(step(new Operation.DeleteItem("Orders", members("id", "{id}"))), get))
                .isEqualTo(404);
        assertThat(figures("put Orders").refusals()).containsExactly(Map.entry("ConditionalCheckFailedException", 1L));
        assertThat(account().acknowledged()).isEqualTo(2);
        assertThat(account().gone()).isZero();
        assertThat(account().stale()).isZero();
        assertThat(account().histories()).allMatch(history -> history.violated() == 0 && history.items() == 1);
    }

    @Test
    void a_message_goes_from_a_topic_to_a_queue_and_is_deleted_by_its_consumer() {
        ValueTemplate text = new ValueTemplate.Members(Map.of("id", ValueTemplate.text("{id}")));
        assertThat(take(step(new Operation.Publish("News", text, null, Map.of(), null, null))))
                .isEqualTo(200);
        assertThat(take(step(new Operation.Send("Placed", ValueTemplate.text("plain"), null, null, Duration.ZERO))))
                .isEqualTo(200);

        var received =
                services.receive(HERE, "Placed", 10, Duration.ofSeconds(1)).toCompletableFuture();
        time.advance(Duration.ofSeconds(2));
        List<Services.Message> messages = received.join();
        services.delete(HERE, "Placed", messages);

        assertThat(messages).extracting(Services.Message::body).containsExactly("{\"id\":\"7\"}", "plain");
        var again = services.receive(HERE, "Placed", 10, Duration.ofSeconds(1)).toCompletableFuture();
        time.advance(Duration.ofMinutes(2));
        assertThat(again.join()).isEmpty();
        assertThat(account().acknowledged()).as("messages sent by a step").isEqualTo(1);
    }

    @Test
    void an_object_that_somebody_deletes_is_gone() {
        TextTemplate key = TextTemplate.parse("r/{id} of a day");
        Step put = step(new Operation.PutObject("Receipts", key, ValueTemplate.text("paid {id}")));
        assertThat(take(step(new Operation.GetObject("Receipts", key, 202)))).isEqualTo(202);
        assertThat(take(put, step(new Operation.GetObject("Receipts", key, 404))))
                .isEqualTo(200);
        assertThat(account().gone()).isZero();

        String bucket = new StackNames(new CloudClient(cloud, SCOPE), "shop")
                .find("Receipts")
                .orElseThrow()
                .id();
        cloud.endpoint()
                .handle(Requests.of(
                                new Operation.DeleteObject("Receipts", key),
                                new StackNames.Resource("AWS::S3::Bucket", bucket),
                                Map.of(),
                                SCOPE,
                                Map.of("id", "7")::get)
                        .request());

        assertThat(account().gone()).isEqualTo(1);
        assertThat(account().acknowledged()).isEqualTo(1);
    }

    @Test
    void a_throttled_write_is_tried_again_and_told() {
        Step put = step(new Operation.PutItem("Slow", members("id", "{uuid}"), false));
        for (int i = 0; i < 1_500; i++) services.take(HERE, List.of(put), _ -> null);
        time.advance(Duration.ofSeconds(20));

        StepFigures slow = figures("put Slow");
        assertThat(slow.taken()).isEqualTo(1_500);
        assertThat(slow.done()).isBetween(300L, 1_000L);
        assertThat(slow.refusals()).containsOnlyKeys("ProvisionedThroughputExceededException");
        assertThat(slow.retries()).isPositive();
    }

    @Test
    void over_a_cut_link_nothing_is_answered_and_the_region_at_home_still_answers() {
        Step put = step(new Operation.PutItem("Orders", members("id", "{id}"), false));
        Services.Caller away = new Services.Caller(SCOPE, Place.in(new Region("eu-west-1")));
        var cut = fabric.links().isolate(Place.in(Region.US_EAST_1));

        assertThat(take(away, Map.of("id", "7"), put)).isEqualTo(504);
        assertThat(figures("put Orders").refusals()).containsExactly(Map.entry("no answer", 3L));
        assertThat(take(put)).isEqualTo(200);
        cut.lift();
        assertThat(take(away, Map.of("id", "8"), put)).isEqualTo(200);
    }

    @Test
    void a_name_without_a_value_fails_the_request() {
        assertThat(take(step(new Operation.PutItem("Orders", members("id", "{other}"), false))))
                .isEqualTo(500);
        assertThat(figures("put Orders").refusals()).containsExactly(Map.entry("no value", 1L));
    }

    @Test
    void what_the_stack_has_not_is_told_by_name() {
        Step put = step(new Operation.PutItem("Orders", members("id", "1"), false));
        Step wrong = step(new Operation.PutItem("Placed", members("id", "1"), false));
        Step missing = step(new Operation.PutItem("Ordres", members("id", "1"), false));
        Step event = step(new Operation.PutEvent(
                "default", TextTemplate.parse("shop"), TextTemplate.parse("Placed"), members("id", "1")));

        assertThatCode(() -> services.require(ACCOUNT, "a", "Web", List.of(put, event), List.of("Placed")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> services.require(ACCOUNT, "a", "Web", List.of(missing), List.of()))
                .isInstanceOf(RehearsalFailure.class)
                .hasMessageContaining("stand-in Web names `Ordres`, which the stack of a does not have");
        assertThatThrownBy(() -> services.require(ACCOUNT, "a", "Web", List.of(wrong), List.of()))
                .hasMessageContaining("names `Placed`, which is an AWS::SQS::Queue");
        assertThat(take(event)).isEqualTo(200);
    }
}
