"""The conformance scenarios, with boto3. Usage: boto3_scenarios.py ENDPOINT. Prints `ok NAME` per scenario."""
import io
import sys
import traceback
import urllib.request

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint = sys.argv[1]
account = "111122223333"


def client(service):
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id=account,
        aws_secret_access_key="test",
        config=Config(retries={"max_attempts": 1}),
    )


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error.response["Error"]
        return error.response["Error"]["Message"]
    raise AssertionError("was not refused")


def identity():
    answer = client("sts").get_caller_identity()
    assert answer["Account"] == account, answer
    assert answer["Arn"].startswith("arn:aws:iam::" + account), answer


def parameters():
    ssm = client("ssm")
    assert ssm.put_parameter(Name="/boto3/a", Value="1", Type="String")["Version"] == 1
    refused("ParameterAlreadyExists", ssm.put_parameter, Name="/boto3/a", Value="2", Type="String")
    assert ssm.put_parameter(Name="/boto3/a", Value="2", Type="String", Overwrite=True)["Version"] == 2
    assert ssm.get_parameter(Name="/boto3/a")["Parameter"]["Value"] == "2"
    refused("ParameterNotFound", ssm.get_parameter, Name="/boto3/none")
    alias = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
    assert ssm.get_parameter(Name=alias)["Parameter"]["Value"].startswith("ami-")


def roles():
    iam = client("iam")
    trust = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
    role = iam.create_role(RoleName="boto3-web", AssumeRolePolicyDocument=trust)["Role"]
    assert role["Arn"] == "arn:aws:iam::%s:role/boto3-web" % account, role
    refused("EntityAlreadyExists", iam.create_role, RoleName="boto3-web", AssumeRolePolicyDocument=trust)
    iam.create_instance_profile(InstanceProfileName="boto3-web")
    iam.add_role_to_instance_profile(InstanceProfileName="boto3-web", RoleName="boto3-web")
    profile = iam.get_instance_profile(InstanceProfileName="boto3-web")["InstanceProfile"]
    assert [each["RoleName"] for each in profile["Roles"]] == ["boto3-web"], profile
    refused("DeleteConflict", iam.delete_role, RoleName="boto3-web")
    refused("NoSuchEntity", iam.get_role, RoleName="boto3-none")
    session = client("sts").assume_role(RoleArn=role["Arn"], RoleSessionName="try")
    keys = session["Credentials"]
    inside = boto3.client(
        "sts",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id=keys["AccessKeyId"],
        aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys["SessionToken"],
    ).get_caller_identity()
    assert inside["Account"] == account, inside
    assert inside["Arn"] == "arn:aws:sts::%s:assumed-role/boto3-web/try" % account, inside


def network():
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.20.0.0/16")["Vpc"]["VpcId"]
    ec2.get_waiter("vpc_available").wait(VpcIds=[vpc])
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock="10.20.%d.0/24" % i, AvailabilityZone="us-east-1" + zone)["Subnet"]
        for i, zone in enumerate("ab")
    ]
    assert subnets[0]["AvailableIpAddressCount"] == 251, subnets
    refused("InvalidSubnet.Conflict", ec2.create_subnet, VpcId=vpc, CidrBlock="10.20.0.0/24")
    message = refused("InvalidVpcID.NotFound", ec2.describe_vpcs, VpcIds=["vpc-00000000000000000"])
    assert message == "The vpc ID 'vpc-00000000000000000' does not exist", message
    found = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["Subnets"]
    assert len(found) == 2, found
    group = ec2.create_security_group(GroupName="web", Description="web", VpcId=vpc)["GroupId"]
    rule = [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=rule)
    refused("InvalidPermission.Duplicate", ec2.authorize_security_group_ingress, GroupId=group, IpPermissions=rule)
    refused("DependencyViolation", ec2.delete_vpc, VpcId=vpc)


def metrics():
    import datetime

    cloudwatch = client("cloudwatch")
    now = datetime.datetime.now(datetime.timezone.utc)
    cloudwatch.put_metric_data(
        Namespace="Boto3",
        MetricData=[{"MetricName": "Requests", "Timestamp": now, "Value": value, "Unit": "Count"} for value in (1, 2, 6)],
    )
    answer = cloudwatch.get_metric_statistics(
        Namespace="Boto3",
        MetricName="Requests",
        StartTime=now - datetime.timedelta(minutes=5),
        EndTime=now + datetime.timedelta(minutes=5),
        Period=300,
        Statistics=["Sum", "Average", "Maximum", "SampleCount"],
    )["Datapoints"]
    assert sum(point["Sum"] for point in answer) == 9, answer
    assert max(point["Maximum"] for point in answer) == 6, answer
    assert [each["MetricName"] for each in cloudwatch.list_metrics(Namespace="Boto3")["Metrics"]] == ["Requests"]


def balancer():
    ec2, elb = client("ec2"), client("elbv2")
    default = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"][0]["VpcId"]
    subnets = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [default]}])["Subnets"]
    ids = [subnet["SubnetId"] for subnet in subnets[:2]]
    made = elb.create_load_balancer(Name="boto3-site", Subnets=ids)["LoadBalancers"][0]
    refused("ValidationError", elb.create_load_balancer, Name="boto3-one-zone", Subnets=ids[:1])
    elb.get_waiter("load_balancer_available").wait(Names=["boto3-site"], WaiterConfig={"Delay": 1, "MaxAttempts": 60})
    group = elb.create_target_group(Name="boto3-web", Protocol="HTTP", Port=80, VpcId=default)["TargetGroups"][0]
    assert group["HealthCheckIntervalSeconds"] == 30 and group["UnhealthyThresholdCount"] == 2, group
    elb.create_listener(
        LoadBalancerArn=made["LoadBalancerArn"],
        Protocol="HTTP",
        Port=80,
        DefaultActions=[{"Type": "forward", "TargetGroupArn": group["TargetGroupArn"]}],
    )
    refused("ResourceInUse", elb.delete_target_group, TargetGroupArn=group["TargetGroupArn"])
    refused("LoadBalancerNotFound", elb.describe_load_balancers, Names=["boto3-none"])
    elb.delete_load_balancer(LoadBalancerArn=made["LoadBalancerArn"])
    elb.delete_target_group(TargetGroupArn=group["TargetGroupArn"])


TEMPLATE = """
Parameters: {Cidr: {Type: String, Default: 10.30.0.0/16}}
Resources:
  Network: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: !Ref Cidr}}
  Zone: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: !Ref Network, CidrBlock: !Select [0, !Cidr [!Ref Cidr, 4, 8]]}}
Outputs: {Vpc: {Value: !Ref Network}, Range: {Value: !GetAtt Network.CidrBlock}}
"""


def stacks():
    formation = client("cloudformation")
    formation.create_stack(StackName="boto3-net", TemplateBody=TEMPLATE)
    wait = {"Delay": 1, "MaxAttempts": 60}
    formation.get_waiter("stack_create_complete").wait(StackName="boto3-net", WaiterConfig=wait)
    stack = formation.describe_stacks(StackName="boto3-net")["Stacks"][0]
    outputs = {each["OutputKey"]: each["OutputValue"] for each in stack["Outputs"]}
    assert outputs["Range"] == "10.30.0.0/16" and outputs["Vpc"].startswith("vpc-"), outputs
    refused("AlreadyExistsException", formation.create_stack, StackName="boto3-net", TemplateBody=TEMPLATE)
    message = refused("ValidationError", formation.update_stack, StackName="boto3-net", TemplateBody=TEMPLATE)
    assert message == "No updates are to be performed.", message
    formation.delete_stack(StackName="boto3-net")
    formation.get_waiter("stack_delete_complete").wait(StackName="boto3-net", WaiterConfig=wait)
    refused("ValidationError", formation.describe_stacks, StackName="boto3-net")


def groups():
    ec2, scaling = client("ec2"), client("autoscaling")
    image = client("ssm").get_parameter(
        Name="/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
    )["Parameter"]["Value"]
    ec2.create_launch_template(
        LaunchTemplateName="boto3-web", LaunchTemplateData={"ImageId": image, "InstanceType": "t3.micro"}
    )
    default = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"][0]["VpcId"]
    subnets = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [default]}])["Subnets"]
    scaling.create_auto_scaling_group(
        AutoScalingGroupName="boto3-web",
        LaunchTemplate={"LaunchTemplateName": "boto3-web"},
        MinSize=0,
        MaxSize=4,
        DesiredCapacity=2,
        VPCZoneIdentifier=",".join(subnet["SubnetId"] for subnet in subnets[:2]),
    )
    until(lambda: in_service(scaling) == 2)
    zones = {each["AvailabilityZone"] for each in described(scaling)["Instances"]}
    assert len(zones) == 2, zones
    activities = scaling.describe_scaling_activities(AutoScalingGroupName="boto3-web")["Activities"]
    assert activities[0]["Description"].startswith("Launching a new EC2 instance: i-"), activities
    victim = described(scaling)["Instances"][0]["InstanceId"]
    ec2.terminate_instances(InstanceIds=[victim])
    until(lambda: in_service(scaling) == 2 and victim not in str(described(scaling)["Instances"]))
    scaling.delete_auto_scaling_group(AutoScalingGroupName="boto3-web", ForceDelete=True)
    refused("ValidationError", scaling.set_desired_capacity, AutoScalingGroupName="boto3-none", DesiredCapacity=1)


def described(scaling):
    return scaling.describe_auto_scaling_groups(AutoScalingGroupNames=["boto3-web"])["AutoScalingGroups"][0]


def in_service(scaling):
    return sum(each["LifecycleState"] == "InService" for each in described(scaling)["Instances"])


def until(condition):
    import time

    for _ in range(120):
        if condition():
            return
        time.sleep(0.5)
    raise AssertionError("did not come true in a minute")


def queues():
    sqs = client("sqs")
    url = sqs.create_queue(QueueName="boto3-orders", Attributes={"VisibilityTimeout": "60"})["QueueUrl"]
    refused("QueueAlreadyExists", sqs.create_queue, QueueName="boto3-orders", Attributes={"VisibilityTimeout": "61"})
    attributes = {"kind": {"DataType": "String", "StringValue": "greeting"}}
    sqs.send_message(QueueUrl=url, MessageBody="hello", MessageAttributes=attributes)
    received = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=5, MessageAttributeNames=["All"])["Messages"][0]
    assert received["Body"] == "hello" and received["MessageAttributes"] == attributes, received
    names = ["ApproximateNumberOfMessagesNotVisible"]
    assert sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"] == {names[0]: "1"}
    sqs.delete_message(QueueUrl=url, ReceiptHandle=received["ReceiptHandle"])
    refused("ReceiptHandleIsInvalid", sqs.delete_message, QueueUrl=url, ReceiptHandle="nonsense")
    fifo = sqs.create_queue(
        QueueName="boto3.fifo", Attributes={"FifoQueue": "true", "ContentBasedDeduplication": "true"}
    )["QueueUrl"]
    first = sqs.send_message(QueueUrl=fifo, MessageBody="once", MessageGroupId="g")["MessageId"]
    assert sqs.send_message(QueueUrl=fifo, MessageBody="once", MessageGroupId="g")["MessageId"] == first
    refused("MissingParameter", sqs.send_message, QueueUrl=fifo, MessageBody="x")
    sqs.delete_queue(QueueUrl=url)
    refused("AWS.SimpleQueueService.NonExistentQueue", sqs.get_queue_url, QueueName="boto3-orders")


def topics():
    sns, sqs = client("sns"), client("sqs")
    topic = sns.create_topic(Name="boto3-news")["TopicArn"]
    url = sqs.create_queue(QueueName="boto3-news")["QueueUrl"]
    sns.subscribe(
        TopicArn=topic,
        Protocol="sqs",
        Endpoint="arn:aws:sqs:us-east-1:%s:boto3-news" % account,
        Attributes={"RawMessageDelivery": "true", "FilterPolicy": '{"kind":[{"prefix":"ord"}]}'},
    )
    for kind, message in (("other", "unwanted"), ("order", "wanted")):
        attributes = {"kind": {"DataType": "String", "StringValue": kind}}
        sns.publish(TopicArn=topic, Message=message, MessageAttributes=attributes)
    received = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    assert [each["Body"] for each in received] == ["wanted"], received
    arn = sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="me@example.com")["SubscriptionArn"]
    assert arn == "pending confirmation", arn
    assert len(sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]) == 2
    sns.delete_topic(TopicArn=topic)
    refused("NotFound", sns.publish, TopicArn=topic, Message="x")


def objects():
    s3, sqs = client("s3"), client("sqs")
    s3.create_bucket(Bucket="boto3-box")
    put = s3.put_object(Bucket="boto3-box", Key="k", Body=b"hello", Metadata={"a": "1"})
    assert put["ETag"] == '"5d41402abc4b2a76b9719d911017c592"', put
    got = s3.get_object(Bucket="boto3-box", Key="k", Range="bytes=1-2")
    assert got["Body"].read() == b"el" and got["Metadata"] == {"a": "1"}, got
    refused("NoSuchKey", s3.get_object, Bucket="boto3-box", Key="none")
    refused("404", s3.head_object, Bucket="boto3-box", Key="none")
    refused("NoSuchBucket", s3.list_objects_v2, Bucket="boto3-none")
    refused("PreconditionFailed", s3.put_object, Bucket="boto3-box", Key="k", Body=b"", IfNoneMatch="*")
    large, back = bytes(range(256)) * 50_000, io.BytesIO()
    parts = TransferConfig(multipart_threshold=5 << 20, multipart_chunksize=5 << 20)
    s3.upload_fileobj(io.BytesIO(large), "boto3-box", "large", Config=parts)
    s3.download_fileobj("boto3-box", "large", back, Config=parts)
    assert back.getvalue() == large
    attributes = s3.get_object_attributes(Bucket="boto3-box", Key="large", ObjectAttributes=["ObjectParts"])
    assert attributes["ObjectParts"]["TotalPartsCount"] == 3, attributes
    url = sqs.create_queue(QueueName="boto3-box")["QueueUrl"]
    to = {"QueueArn": "arn:aws:sqs:us-east-1:%s:boto3-box" % account, "Events": ["s3:ObjectRemoved:*"]}
    s3.put_bucket_notification_configuration(
        Bucket="boto3-box", NotificationConfiguration={"QueueConfigurations": [to]}
    )
    s3.put_bucket_versioning(Bucket="boto3-box", VersioningConfiguration={"Status": "Enabled"})
    s3.delete_object(Bucket="boto3-box", Key="k")
    bodies = []
    while len(bodies) < 2:
        bodies += sqs.receive_message(QueueUrl=url, WaitTimeSeconds=5).get("Messages", [])
    assert any("ObjectRemoved:DeleteMarkerCreated" in each["Body"] for each in bodies), bodies
    signed = s3.generate_presigned_url("put_object", Params={"Bucket": "boto3-box", "Key": "signed"})
    urllib.request.urlopen(urllib.request.Request(signed, data=b"x", method="PUT")).close()
    pages = s3.get_paginator("list_object_versions").paginate(Bucket="boto3-box", PaginationConfig={"PageSize": 2})
    everything = [
        {"Key": each["Key"], "VersionId": each["VersionId"]}
        for page in pages
        for each in page.get("Versions", []) + page.get("DeleteMarkers", [])
    ]
    assert len(everything) == 4, everything
    refused("BucketNotEmpty", s3.delete_bucket, Bucket="boto3-box")
    s3.delete_objects(Bucket="boto3-box", Delete={"Objects": everything})
    s3.delete_bucket(Bucket="boto3-box")


def tables():
    dynamodb, name = client("dynamodb"), "boto3-orders"
    table = dict(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[
            {"AttributeName": "customer", "AttributeType": "S"},
            {"AttributeName": "number", "AttributeType": "N"},
        ],
        KeySchema=[
            {"AttributeName": "customer", "KeyType": "HASH"},
            {"AttributeName": "number", "KeyType": "RANGE"},
        ],
    )
    dynamodb.create_table(**table)
    refused("ResourceInUseException", dynamodb.create_table, **table)
    dynamodb.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1})
    for number in range(7):
        dynamodb.put_item(TableName=name, Item={"customer": {"S": "ann"}, "number": {"N": str(number)}})
    pages = dynamodb.get_paginator("query").paginate(
        TableName=name,
        KeyConditionExpression="customer = :c AND #n > :n",
        ExpressionAttributeNames={"#n": "number"},
        ExpressionAttributeValues={":c": {"S": "ann"}, ":n": {"N": "1"}},
        ScanIndexForward=False,
        PaginationConfig={"PageSize": 3},
    )
    assert [item["number"]["N"] for page in pages for item in page["Items"]] == ["6", "5", "4", "3", "2"]
    key = {"customer": {"S": "ann"}, "number": {"N": "2"}}
    updated = dynamodb.update_item(
        TableName=name,
        Key=key,
        UpdateExpression="ADD seen :one",
        ExpressionAttributeValues={":one": {"N": "1"}},
        ReturnValues="UPDATED_NEW",
        ReturnConsumedCapacity="TOTAL",
    )
    assert updated["Attributes"] == {"seen": {"N": "1"}}, updated
    assert updated["ConsumedCapacity"] == {"TableName": name, "CapacityUnits": 1.0}, updated
    message = refused(
        "ConditionalCheckFailedException",
        dynamodb.put_item,
        TableName=name,
        Item=key,
        ConditionExpression="attribute_not_exists(customer)",
    )
    assert message == "The conditional request failed", message
    message = refused(
        "TransactionCanceledException",
        dynamodb.transact_write_items,
        TransactItems=[
            {"Put": {"TableName": name, "Item": {"customer": {"S": "bob"}, "number": {"N": "1"}}}},
            {
                "ConditionCheck": {
                    "TableName": name,
                    "Key": {"customer": {"S": "ann"}, "number": {"N": "99"}},
                    "ConditionExpression": "attribute_exists(customer)",
                }
            },
        ],
    )
    assert message.endswith("[None, ConditionalCheckFailed]"), message
    answer = dynamodb.execute_statement(
        Statement='SELECT seen FROM "%s" WHERE customer = ? AND "number" = ?' % name,
        Parameters=[{"S": "ann"}, {"N": "2"}],
    )
    assert answer["Items"] == [{"seen": {"N": "1"}}], answer
    refused("ValidationException", dynamodb.get_item, TableName=name, Key={"customer": {"S": "ann"}})
    refused("ResourceNotFoundException", dynamodb.get_item, TableName="boto3-none", Key=key)
    dynamodb.delete_table(TableName=name)
    dynamodb.get_waiter("table_not_exists").wait(TableName=name, WaiterConfig={"Delay": 1})


def events():
    events, sqs = client("events"), client("sqs")
    url = sqs.create_queue(QueueName="boto3-events")["QueueUrl"]
    events.create_event_bus(Name="boto3-shop")
    refused("ResourceAlreadyExistsException", events.create_event_bus, Name="boto3-shop")
    pattern = '{"source":["shop"],"detail":{"total":[{"numeric":[">",10]}]}}'
    events.put_rule(Name="large", EventBusName="boto3-shop", EventPattern=pattern)
    queue = "arn:aws:sqs:us-east-1:%s:boto3-events" % account
    events.put_targets(
        Rule="large",
        EventBusName="boto3-shop",
        Targets=[{"Id": "queue", "Arn": queue, "InputPath": "$.detail"}],
    )
    placed = {"EventBusName": "boto3-shop", "Source": "shop", "DetailType": "Placed"}
    details = ['{"total":5}', '{"total":50}', "no JSON"]
    put = events.put_events(Entries=[dict(placed, Detail=each) for each in details])
    assert put["FailedEntryCount"] == 1 and put["Entries"][2]["ErrorCode"] == "MalformedDetail", put
    received = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=5)["Messages"]
    assert [each["Body"] for each in received] == ['{"total":50}'], received
    refused("InvalidEventPatternException", events.put_rule, Name="bad", EventPattern="{")
    refused("ResourceNotFoundException", events.describe_rule, Name="none")
    refused("ValidationException", events.delete_rule, Name="large", EventBusName="boto3-shop")
    events.remove_targets(Rule="large", EventBusName="boto3-shop", Ids=["queue"])
    events.delete_rule(Name="large", EventBusName="boto3-shop")
    events.delete_event_bus(Name="boto3-shop")


def unbuilt():
    message = refused("NotImplemented", client("ec2").describe_spot_price_history)
    assert "DescribeSpotPriceHistory" in message, message


failures = 0
for scenario in (identity, parameters, roles, network, metrics, balancer, stacks, groups, queues, topics, objects, tables, events, unbuilt):
    try:
        scenario()
        print("ok", scenario.__name__, flush=True)
    except Exception:
        failures += 1
        print("FAILED", scenario.__name__, flush=True)
        traceback.print_exc(file=sys.stdout)
sys.exit(1 if failures else 0)
