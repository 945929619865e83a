package io.windtunnel.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactWriteItemsEnhancedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

/// The AWS SDK for Java v2 and its enhanced client against DynamoDB.
class DynamoDbSdkTest {
    /// A bean as applications map them.
    @DynamoDbBean
    public static final class Order {
        private String customer = "";
        private int number;
        private List<String> lines = List.of();

        public Order() {}

        Order(String customer, int number, List<String> lines) {
            this.customer = customer;
            this.number = number;
            this.lines = lines;
        }

        @DynamoDbPartitionKey
        public String getCustomer() {
            return customer;
        }

        public void setCustomer(String next) {
            customer = next;
        }

        @DynamoDbSortKey
        public int getNumber() {
            return number;
        }

        public void setNumber(int next) {
            number = next;
        }

        public List<String> getLines() {
            return lines;
        }

        public void setLines(List<String> next) {
            lines = next;
        }
    }

    private static DynamoDbClient client(CloudUnderTest cloud) {
        return DynamoDbClient.builder()
                .endpointOverride(URI.create(cloud.endpoint()))
                .region(Region.US_EAST_1)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .build();
    }

    @Test
    void the_enhanced_client_keeps_its_beans() {
        try (CloudUnderTest cloud = CloudUnderTest.start();
                DynamoDbClient client = client(cloud)) {
            DynamoDbEnhancedClient enhanced =
                    DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();
            DynamoDbTable<Order> orders = enhanced.table("orders", TableSchema.fromBean(Order.class));
            orders.createTable();
            try (DynamoDbWaiter waiter = DynamoDbWaiter.builder().client(client).build()) {
                waiter.waitUntilTableExists(request -> request.tableName("orders"));
            }
            for (int i = 0; i < 5; i++) orders.putItem(new Order("ann", i, List.of("a" + i)));
            Key third = Key.builder().partitionValue("ann").sortValue(3).build();
            assertThat(orders.getItem(third).getLines()).containsExactly("a3");
            assertThat(orders
                            .query(QueryConditional.sortGreaterThan(
                                    key -> key.partitionValue("ann").sortValue(2)))
                            .items()
                            .stream()
                            .map(Order::getNumber))
                    .containsExactly(3, 4);
            Expression fresh = Expression.builder()
                    .expression("attribute_not_exists(customer)")
                    .build();
            assertThatThrownBy(() -> orders.putItem(request ->
                            request.item(new Order("ann", 1, List.of())).conditionExpression(fresh)))
                    .isInstanceOf(ConditionalCheckFailedException.class);
            assertThatThrownBy(() -> enhanced.transactWriteItems(TransactWriteItemsEnhancedRequest.builder()
                            .addPutItem(orders, new Order("bob", 1, List.of()))
                            .addConditionCheck(orders, check -> check.key(third).conditionExpression(fresh))
                            .build()))
                    .isInstanceOfSatisfying(
                            TransactionCanceledException.class,
                            refusal -> assertThat(refusal.cancellationReasons())
                                    .extracting(reason -> reason.code())
                                    .containsExactly("None", "ConditionalCheckFailed"));
            assertThatThrownBy(() -> client.describeTable(request -> request.tableName("none")))
                    .isInstanceOf(ResourceNotFoundException.class);
        }
    }
}
