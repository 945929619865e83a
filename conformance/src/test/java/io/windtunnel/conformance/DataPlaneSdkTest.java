package io.windtunnel.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

/// The scenarios `tables` and `events` with the AWS SDK for Java, which [ScriptedClientsTest] plays with other clients,
/// and S3's transfer manager.
@SuppressWarnings("unchecked") // the SDK's builders take generic varargs
class DataPlaneSdkTest {
    private static final String ACCOUNT = "888899990000";

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

    private static <E extends AwsServiceException> E refused(String code, Class<E> kind, ThrowingCallable call) {
        E refusal = catchThrowableOfType(kind, call);
        assertThat(refusal).as("was not refused: " + code).isNotNull();
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
        return refusal;
    }

    private static void refused(String code, ThrowingCallable call) {
        refused(code, AwsServiceException.class, call);
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(int value) {
        return AttributeValue.fromN(Integer.toString(value));
    }

    @Test
    void tables() {
        try (DynamoDbClient dynamodb = client(DynamoDbClient.builder().httpClient(UrlConnectionHttpClient.create()))) {
            create(dynamodb);
            refused("ResourceInUseException", () -> create(dynamodb));
            dynamodb.waiter().waitUntilTableExists(table -> table.tableName("java-orders"));
            for (int i = 0; i < 7; i++) {
                int number = i;
                dynamodb.putItem(put -> put.tableName("java-orders")
                        .item(Map.of("customer", text("ann"), "number", number(number), "n", number(number))));
            }
            List<String> read = new ArrayList<>();
            dynamodb.queryPaginator(query -> query.tableName("java-orders")
                            .limit(3)
                            .scanIndexForward(false)
                            .keyConditionExpression("customer = :c AND #n > :n")
                            .expressionAttributeNames(Map.of("#n", "number"))
                            .expressionAttributeValues(Map.of(":c", text("ann"), ":n", number(1))))
                    .items()
                    .forEach(item -> read.add(item.get("number").n()));
            assertThat(read).containsExactly("6", "5", "4", "3", "2");
            refusals(dynamodb);
            assertThat(dynamodb.executeStatement(statement -> statement
                                    .statement("SELECT n FROM \"java-orders\" WHERE customer = ? AND n > ?")
                                    .parameters(text("ann"), number(4)))
                            .items())
                    .hasSize(2);
            dynamodb.deleteTable(delete -> delete.tableName("java-orders"));
            dynamodb.waiter().waitUntilTableNotExists(table -> table.tableName("java-orders"));
        }
    }

    private static void create(DynamoDbClient dynamodb) {
        dynamodb.createTable(table -> table.tableName("java-orders")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                        one -> one.attributeName("customer").attributeType(ScalarAttributeType.S),
                        one -> one.attributeName("number").attributeType(ScalarAttributeType.N))
                .keySchema(
                        key -> key.attributeName("customer").keyType(KeyType.HASH),
                        key -> key.attributeName("number").keyType(KeyType.RANGE)));
    }

    private static void refusals(DynamoDbClient dynamodb) {
        Map<String, AttributeValue> known = Map.of("customer", text("ann"), "number", number(2));
        refused(
                "ConditionalCheckFailedException",
                () -> dynamodb.putItem(put -> put.tableName("java-orders")
                        .item(known)
                        .conditionExpression("attribute_not_exists(customer)")));
        TransactionCanceledException cancelled = refused(
                "TransactionCanceledException",
                TransactionCanceledException.class,
                () -> dynamodb.transactWriteItems(transaction -> transaction.transactItems(
                        item -> item.put(put -> put.tableName("java-orders")
                                .item(Map.of("customer", text("bob"), "number", number(1)))),
                        item -> item.conditionCheck(check -> check.tableName("java-orders")
                                .key(Map.of("customer", text("ann"), "number", number(99)))
                                .conditionExpression("attribute_exists(customer)")))));
        assertThat(cancelled.cancellationReasons())
                .extracting(CancellationReason::code)
                .containsExactly("None", "ConditionalCheckFailed");
        refused(
                "ValidationException",
                () -> dynamodb.getItem(get -> get.tableName("java-orders").key(Map.of("customer", text("ann")))));
        refused(
                "ResourceNotFoundException",
                () -> dynamodb.getItem(get -> get.tableName("java-none").key(known)));
    }

    @Test
    void events() {
        try (EventBridgeClient events =
                        client(EventBridgeClient.builder().httpClient(UrlConnectionHttpClient.create()));
                SqsClient sqs = client(SqsClient.builder().httpClient(UrlConnectionHttpClient.create()))) {
            String url =
                    sqs.createQueue(queue -> queue.queueName("java-events")).queueUrl();
            events.createEventBus(bus -> bus.name("java-shop"));
            refused("ResourceAlreadyExistsException", () -> events.createEventBus(bus -> bus.name("java-shop")));
            String pattern = "{\"source\":[\"shop\"],\"detail\":{\"total\":[{\"numeric\":[\">\",10]}]}}";
            events.putRule(rule -> rule.name("large").eventBusName("java-shop").eventPattern(pattern));
            events.putTargets(targets -> targets.rule("large")
                    .eventBusName("java-shop")
                    .targets(target -> target.id("queue")
                            .arn("arn:aws:sqs:us-east-1:" + ACCOUNT + ":java-events")
                            .inputPath("$.detail")));
            var put = events.putEvents(
                    request -> request.entries(placed("{\"total\":5}"), placed("{\"total\":50}"), placed("no JSON")));
            assertThat(put.failedEntryCount()).isEqualTo(1);
            assertThat(put.entries().getLast().errorCode()).isEqualTo("MalformedDetail");
            assertThat(sqs.receiveMessage(request -> request.queueUrl(url)
                                    .maxNumberOfMessages(10)
                                    .waitTimeSeconds(5))
                            .messages())
                    .extracting(Message::body)
                    .containsExactly("{\"total\":50}");
            refused(
                    "InvalidEventPatternException",
                    () -> events.putRule(rule -> rule.name("bad").eventPattern("{")));
            refused("ResourceNotFoundException", () -> events.describeRule(rule -> rule.name("none")));
            refused(
                    "ValidationException",
                    () -> events.deleteRule(rule -> rule.name("large").eventBusName("java-shop")));
            events.removeTargets(
                    targets -> targets.rule("large").eventBusName("java-shop").ids("queue"));
            events.deleteRule(rule -> rule.name("large").eventBusName("java-shop"));
            events.deleteEventBus(bus -> bus.name("java-shop"));
        }
    }

    private static PutEventsRequestEntry placed(String detail) {
        return PutEventsRequestEntry.builder()
                .eventBusName("java-shop")
                .source("shop")
                .detailType("Placed")
                .detail(detail)
                .build();
    }

    @Test
    void theTransferManagerCarriesFilesAndFolders(@TempDir Path folder) throws Exception {
        byte[] large = new byte[20 << 20];
        new SplittableRandom(1).nextBytes(large);
        Path out = Files.createDirectories(folder.resolve("out/deep"));
        Files.write(out.resolve("large"), large);
        Files.writeString(out.getParent().resolve("small"), "hello");
        S3AsyncClient s3 = client(S3AsyncClient.builder()
                .multipartEnabled(true)
                .forcePathStyle(true)
                .httpClient(NettyNioAsyncHttpClient.create()));
        try (s3;
                S3TransferManager transfers =
                        S3TransferManager.builder().s3Client(s3).build()) {
            s3.createBucket(bucket -> bucket.bucket("java-files")).join();
            var up = transfers
                    .uploadDirectory(upload -> upload.bucket("java-files").source(folder.resolve("out")))
                    .completionFuture()
                    .join();
            assertThat(up.failedTransfers()).isEmpty();
            var down = transfers
                    .downloadDirectory(download -> download.bucket("java-files").destination(folder.resolve("back")))
                    .completionFuture()
                    .join();
            assertThat(down.failedTransfers()).isEmpty();
            assertThat(s3.headObject(head -> head.bucket("java-files").key("deep/large"))
                            .join()
                            .eTag())
                    .as("in parts")
                    .matches("\"[0-9a-f]{32}-\\d+\"");
        }
        assertThat(Files.readAllBytes(folder.resolve("back/deep/large"))).isEqualTo(large);
        assertThat(folder.resolve("back/small")).hasContent("hello");
    }
}
