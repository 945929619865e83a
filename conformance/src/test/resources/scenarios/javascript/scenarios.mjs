// The conformance scenarios of the data planes, with the AWS SDK for JavaScript v3.
// Usage: node scenarios.mjs ENDPOINT. Prints `ok NAME` per scenario.
import assert from "node:assert/strict";
import { SQS } from "@aws-sdk/client-sqs";
import { SNS } from "@aws-sdk/client-sns";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { DynamoDB, paginateScan, waitUntilTableExists, waitUntilTableNotExists } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocument, paginateQuery } from "@aws-sdk/lib-dynamodb";
import { S3, GetObjectCommand, PutObjectCommand, waitUntilObjectExists, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";

const account = "777788889999";
const options = {
  endpoint: process.argv[2], region: "us-east-1", maxAttempts: 1,
  credentials: { accessKeyId: account, secretAccessKey: "test" },
};

async function refused(name, call) {
  try {
    await call();
  } catch (error) {
    assert.equal(error.name, name, error.message);
    return error;
  }
  assert.fail("was not refused: " + name);
}

async function queues() {
  const sqs = new SQS(options);
  const { QueueUrl } = await sqs.createQueue({ QueueName: "js-orders", Attributes: { VisibilityTimeout: "60" } });
  await refused("QueueNameExists", () => sqs.createQueue({ QueueName: "js-orders", Attributes: { VisibilityTimeout: "61" } }));
  const kind = { DataType: "String", StringValue: "greeting" };
  await sqs.sendMessage({ QueueUrl, MessageBody: "hello", MessageAttributes: { kind } });
  const { Messages: [message] } = await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 5, MessageAttributeNames: ["All"] });
  assert.equal(message.Body, "hello");
  assert.equal(message.MessageAttributes.kind.StringValue, "greeting");
  const batch = await sqs.sendMessageBatch({ QueueUrl, Entries: [
    { Id: "a", MessageBody: "x" }, { Id: "b", MessageBody: "x", DelaySeconds: 901 }] });
  assert.deepEqual(batch.Successful.map(one => one.Id), ["a"]);
  assert.equal(batch.Failed[0].Code, "InvalidParameterValue");
  await sqs.deleteMessage({ QueueUrl, ReceiptHandle: message.ReceiptHandle });
  await refused("ReceiptHandleIsInvalid", () => sqs.deleteMessage({ QueueUrl, ReceiptHandle: "nonsense" }));
  const fifo = await sqs.createQueue({ QueueName: "js.fifo", Attributes: { FifoQueue: "true", ContentBasedDeduplication: "true" } });
  const once = () => sqs.sendMessage({ QueueUrl: fifo.QueueUrl, MessageBody: "once", MessageGroupId: "g" });
  assert.equal((await once()).MessageId, (await once()).MessageId);
  await sqs.deleteQueue({ QueueUrl });
  await refused("QueueDoesNotExist", () => sqs.getQueueUrl({ QueueName: "js-orders" }));
}

async function topics() {
  const sns = new SNS(options), sqs = new SQS(options);
  const { TopicArn } = await sns.createTopic({ Name: "js-news" });
  const { QueueUrl } = await sqs.createQueue({ QueueName: "js-news" });
  await sns.subscribe({
    TopicArn, Protocol: "sqs", Endpoint: `arn:aws:sqs:us-east-1:${account}:js-news`,
    Attributes: { RawMessageDelivery: "true", FilterPolicy: '{"kind":[{"prefix":"ord"}]}' },
  });
  for (const [kind, Message] of [["other", "unwanted"], ["order", "wanted"]])
    await sns.publish({ TopicArn, Message, MessageAttributes: { kind: { DataType: "String", StringValue: kind } } });
  const { Messages } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 5 });
  assert.deepEqual(Messages.map(one => one.Body), ["wanted"]);
  await refused("InvalidParameterException", () => sns.publish({ TopicArn, Message: "" }));
  await sns.deleteTopic({ TopicArn });
  await refused("NotFoundException", () => sns.publish({ TopicArn, Message: "x" }));
}

async function events() {
  const events = new EventBridge(options), sqs = new SQS(options);
  const { QueueUrl } = await sqs.createQueue({ QueueName: "js-events" });
  await events.createEventBus({ Name: "js-shop" });
  await refused("ResourceAlreadyExistsException", () => events.createEventBus({ Name: "js-shop" }));
  const EventPattern = JSON.stringify({ source: ["shop"], detail: { total: [{ numeric: [">", 10] }] } });
  await events.putRule({ Name: "large", EventBusName: "js-shop", EventPattern });
  await events.putTargets({ Rule: "large", EventBusName: "js-shop", Targets: [{
    Id: "queue", Arn: `arn:aws:sqs:us-east-1:${account}:js-events`,
    InputTransformer: { InputPathsMap: { id: "$.detail.id" }, InputTemplate: '"order <id>"' } }] });
  const put = (id, total) => ({ EventBusName: "js-shop", Source: "shop", DetailType: "Placed", Detail: JSON.stringify({ id, total }) });
  const answer = await events.putEvents({ Entries: [put("a", 5), put("b", 50), { Source: "shop", DetailType: "x", Detail: "no JSON" }] });
  assert.equal(answer.FailedEntryCount, 1);
  assert.equal(answer.Entries[2].ErrorCode, "MalformedDetail");
  const { Messages } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 5 });
  assert.deepEqual(Messages.map(one => one.Body), ['"order b"']);
  const test = await events.testEventPattern({ EventPattern, Event: JSON.stringify({
    id: "1", account, source: "shop", time: "2026-01-01T00:00:00Z", region: "us-east-1", resources: [], "detail-type": "x", detail: { total: 11 } }) });
  assert.equal(test.Result, true);
  await refused("InvalidEventPatternException", () => events.putRule({ Name: "bad", EventPattern: "{" }));
  await refused("ResourceNotFoundException", () => events.describeRule({ Name: "none" }));
  await refused("ValidationException", () => events.deleteRule({ Name: "large", EventBusName: "js-shop" }));
  await events.removeTargets({ Rule: "large", EventBusName: "js-shop", Ids: ["queue"] });
  await events.deleteRule({ Name: "large", EventBusName: "js-shop" });
  await events.deleteEventBus({ Name: "js-shop" });
}

async function tables() {
  const dynamodb = new DynamoDB(options), documents = DynamoDBDocument.from(dynamodb);
  const TableName = "js-orders";
  await dynamodb.createTable({
    TableName, BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "customer", AttributeType: "S" }, { AttributeName: "number", AttributeType: "N" }],
    KeySchema: [{ AttributeName: "customer", KeyType: "HASH" }, { AttributeName: "number", KeyType: "RANGE" }],
  });
  await waitUntilTableExists({ client: dynamodb, maxWaitTime: 30 }, { TableName });
  for (let number = 0; number < 7; number++)
    await documents.put({ TableName, Item: { customer: "ann", number, lines: [{ sku: "x", count: number }], paid: number > 3 } });
  const got = await documents.get({ TableName, Key: { customer: "ann", number: 2 }, ConsistentRead: true });
  assert.deepEqual(got.Item, { customer: "ann", number: 2, lines: [{ sku: "x", count: 2 }], paid: false });
  const read = [];
  for await (const page of paginateQuery({ client: documents, pageSize: 3 }, {
    TableName, KeyConditionExpression: "customer = :c and #n > :n",
    ExpressionAttributeNames: { "#n": "number" }, ExpressionAttributeValues: { ":c": "ann", ":n": 1 }, ScanIndexForward: false,
  })) read.push(...page.Items.map(item => item.number));
  assert.deepEqual(read, [6, 5, 4, 3, 2]);
  let scanned = 0;
  for await (const page of paginateScan({ client: dynamodb, pageSize: 2 }, { TableName })) scanned += page.Count;
  assert.equal(scanned, 7);
  const updated = await documents.update({
    TableName, Key: { customer: "ann", number: 2 }, UpdateExpression: "SET paid = :t ADD seen :one",
    ExpressionAttributeValues: { ":t": true, ":one": 1 }, ReturnValues: "UPDATED_NEW" });
  assert.deepEqual(updated.Attributes, { paid: true, seen: 1 });
  const failed = await refused("ConditionalCheckFailedException", () => documents.put({
    TableName, Item: { customer: "ann", number: 2 }, ConditionExpression: "attribute_not_exists(customer)" }));
  assert.equal(failed.message, "The conditional request failed");
  const cancelled = await refused("TransactionCanceledException", () => documents.transactWrite({ TransactItems: [
    { Put: { TableName, Item: { customer: "bob", number: 1 } } },
    { ConditionCheck: { TableName, Key: { customer: "ann", number: 99 }, ConditionExpression: "attribute_exists(customer)" } }] }));
  assert.deepEqual(cancelled.CancellationReasons.map(reason => reason.Code), ["None", "ConditionalCheckFailed"]);
  const statement = await documents.executeStatement({ Statement: 'SELECT paid FROM "js-orders" WHERE customer = ? AND "number" = ?', Parameters: ["ann", 2] });
  assert.deepEqual(statement.Items, [{ paid: true }]);
  await refused("ValidationException", () => documents.get({ TableName, Key: { customer: "ann" } }));
  await refused("ResourceNotFoundException", () => documents.get({ TableName: "js-none", Key: { id: "1" } }));
  await refused("ResourceInUseException", () => dynamodb.createTable({
    TableName, BillingMode: "PAY_PER_REQUEST", AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }] }));
  await dynamodb.deleteTable({ TableName });
  await waitUntilTableNotExists({ client: dynamodb, maxWaitTime: 30 }, { TableName });
}

async function objects() {
  const s3 = new S3({ ...options, forcePathStyle: true });
  const Bucket = "js-box";
  await s3.createBucket({ Bucket });
  await s3.putObject({ Bucket, Key: "k", Body: "hello", Metadata: { a: "1" }, ChecksumAlgorithm: "CRC32C" });
  await waitUntilObjectExists({ client: s3, maxWaitTime: 30 }, { Bucket, Key: "k" });
  const got = await s3.getObject({ Bucket, Key: "k", ChecksumMode: "ENABLED" });
  assert.equal(await got.Body.transformToString(), "hello");
  assert.deepEqual(got.Metadata, { a: "1" });
  assert.equal(got.ChecksumCRC32C, "mnG7TA==");
  const part = await s3.getObject({ Bucket, Key: "k", Range: "bytes=1-2" });
  assert.equal(await part.Body.transformToString(), "el");
  await refused("NoSuchKey", () => s3.getObject({ Bucket, Key: "none" }));
  await refused("NotFound", () => s3.headObject({ Bucket, Key: "none" }));
  await refused("NoSuchBucket", () => s3.listObjectsV2({ Bucket: "js-none" }));
  await refused("PreconditionFailed", () => s3.putObject({ Bucket, Key: "k", Body: "", IfNoneMatch: "*" }));
  const large = Buffer.alloc(11 << 20, "abc");
  await new Upload({ client: s3, params: { Bucket, Key: "large", Body: large }, partSize: 5 << 20 }).done();
  const back = await s3.getObject({ Bucket, Key: "large" });
  assert.ok(large.equals(Buffer.from(await back.Body.transformToByteArray())));
  assert.match(back.ETag, /-3"$/);
  const signed = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: "signed" }), { expiresIn: 60 });
  assert.equal((await fetch(signed, { method: "PUT", body: "by url" })).status, 200);
  const read = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: "signed" }), { expiresIn: 60 });
  assert.equal(await (await fetch(read)).text(), "by url");
  const keys = [];
  for await (const page of paginateListObjectsV2({ client: s3, pageSize: 2 }, { Bucket })) keys.push(...page.Contents.map(one => one.Key));
  assert.deepEqual(keys, ["k", "large", "signed"]);
  await refused("BucketNotEmpty", () => s3.deleteBucket({ Bucket }));
  await s3.deleteObjects({ Bucket, Delete: { Objects: keys.map(Key => ({ Key })) } });
  await s3.deleteBucket({ Bucket });
}

let failures = 0;
for (const scenario of [queues, topics, events, tables, objects]) {
  try {
    await scenario();
    console.log("ok " + scenario.name);
  } catch (error) {
    failures++;
    console.log("FAILED " + scenario.name, error);
  }
}
process.exit(failures ? 1 : 0);
