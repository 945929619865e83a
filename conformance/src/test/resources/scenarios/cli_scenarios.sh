#!/usr/bin/env bash
# The conformance scenarios, with the AWS CLI. Usage: cli_scenarios.sh ENDPOINT. Prints `ok NAME` per scenario.
set -u
export AWS_ENDPOINT_URL=$1 AWS_ACCESS_KEY_ID=444455556666 AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=us-east-1
export AWS_MAX_ATTEMPTS=1 AWS_PAGER="" AWS_DEFAULT_OUTPUT=text
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

same() { [ "$1" = "$2" ] || { echo "expected '$2', got '$1'"; return 1; }; }
like() { case $1 in $2) ;; *) echo "expected something like '$2', got '$1'"; return 1 ;; esac; }
refused() { # code, then a command: it must fail with that code
  code=$1
  shift
  if answer=$("$@" 2>&1); then echo "was not refused: $*"; return 1; fi
  like "$answer" "*($code)*"
}
until_true() { for _ in $(seq 60); do if "$@"; then return 0; fi; sleep 0.5; done; echo "did not come true: $*"; return 1; }

identity() {
  same "$(aws sts get-caller-identity --query Account)" 444455556666 || return 1
}

parameters() {
  same "$(aws ssm put-parameter --name /cli/a --value 1 --type String --query Version)" 1 || return 1
  refused ParameterAlreadyExists aws ssm put-parameter --name /cli/a --value 2 --type String || return 1
  same "$(aws ssm put-parameter --name /cli/a --value 2 --type String --overwrite --query Version)" 2 || return 1
  same "$(aws ssm get-parameter --name /cli/a --query Parameter.Value)" 2 || return 1
  refused ParameterNotFound aws ssm get-parameter --name /cli/none || return 1
  like "$(image)" 'ami-*' || return 1
}

image() {
  aws ssm get-parameter --name /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 \
    --query Parameter.Value
}

roles() {
  trust='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
  same "$(aws iam create-role --role-name cli-web --assume-role-policy-document "$trust" --query Role.Arn)" \
    arn:aws:iam::444455556666:role/cli-web || return 1
  refused EntityAlreadyExists aws iam create-role --role-name cli-web --assume-role-policy-document "$trust" || return 1
  aws iam create-instance-profile --instance-profile-name cli-web >/dev/null || return 1
  aws iam add-role-to-instance-profile --instance-profile-name cli-web --role-name cli-web || return 1
  same "$(aws iam get-instance-profile --instance-profile-name cli-web --query 'InstanceProfile.Roles[0].RoleName')" \
    cli-web || return 1
  refused DeleteConflict aws iam delete-role --role-name cli-web || return 1
  refused NoSuchEntity aws iam get-role --role-name cli-none || return 1
}

network() {
  vpc=$(aws ec2 create-vpc --cidr-block 10.20.0.0/16 --query Vpc.VpcId) || return 1
  aws ec2 wait vpc-available --vpc-ids "$vpc" || return 1
  same "$(aws ec2 create-subnet --vpc-id "$vpc" --cidr-block 10.20.0.0/24 --availability-zone us-east-1a \
    --query Subnet.AvailableIpAddressCount)" 251 || return 1
  refused InvalidSubnet.Conflict aws ec2 create-subnet --vpc-id "$vpc" --cidr-block 10.20.0.0/24 || return 1
  refused InvalidVpcID.NotFound aws ec2 describe-vpcs --vpc-ids vpc-00000000000000000 || return 1
  same "$(aws ec2 describe-subnets --filters "Name=vpc-id,Values=$vpc" --query 'length(Subnets)')" 1 || return 1
  group=$(aws ec2 create-security-group --group-name web --description web --vpc-id "$vpc" --query GroupId) || return 1
  aws ec2 authorize-security-group-ingress --group-id "$group" --protocol tcp --port 80 --cidr 0.0.0.0/0 >/dev/null || return 1
  refused InvalidPermission.Duplicate \
    aws ec2 authorize-security-group-ingress --group-id "$group" --protocol tcp --port 80 --cidr 0.0.0.0/0 || return 1
  refused DependencyViolation aws ec2 delete-vpc --vpc-id "$vpc" || return 1
}

metrics() {
  for value in 1 2 6; do
    aws cloudwatch put-metric-data --namespace Cli --metric-name Requests --unit Count --value $value || return 1
  done
  sum=$(aws cloudwatch get-metric-statistics --namespace Cli --metric-name Requests --period 3600 --statistics Sum \
    --start-time "$(date -u -d '-3 hours' +%FT%TZ)" --end-time "$(date -u -d '+3 hours' +%FT%TZ)" \
    --query 'sum(Datapoints[].Sum)') || return 1
  same "$sum" 9.0 || return 1
  same "$(aws cloudwatch list-metrics --namespace Cli --query 'Metrics[].MetricName')" Requests || return 1
}

default_subnets() { # the first two subnets of the default VPC
  aws ec2 describe-subnets --filters Name=default-for-az,Values=true --query 'Subnets[:2].SubnetId'
}

balancer() {
  subnets=$(default_subnets) || return 1
  arn=$(aws elbv2 create-load-balancer --name cli-site --subnets $subnets \
    --query 'LoadBalancers[0].LoadBalancerArn') || return 1
  refused ValidationError aws elbv2 create-load-balancer --name cli-one --subnets "${subnets%%[[:space:]]*}" || return 1
  vpc=$(aws ec2 describe-vpcs --filters Name=is-default,Values=true --query 'Vpcs[0].VpcId')
  group=$(aws elbv2 create-target-group --name cli-web --protocol HTTP --port 80 --vpc-id "$vpc" \
    --query 'TargetGroups[0].TargetGroupArn') || return 1
  aws elbv2 create-listener --load-balancer-arn "$arn" --protocol HTTP --port 80 \
    --default-actions "Type=forward,TargetGroupArn=$group" >/dev/null || return 1
  refused ResourceInUse aws elbv2 delete-target-group --target-group-arn "$group" || return 1
  refused LoadBalancerNotFound aws elbv2 describe-load-balancers --names cli-none || return 1
  aws elbv2 delete-load-balancer --load-balancer-arn "$arn" || return 1
  aws elbv2 delete-target-group --target-group-arn "$group" || return 1
}

stacks() {
  cat >"$work/network.yaml" <<'YAML'
Parameters: {Cidr: {Type: String, Default: 10.30.0.0/16}}
Resources:
  Network: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: !Ref Cidr}}
Outputs: {Range: {Value: !GetAtt Network.CidrBlock}}
YAML
  aws cloudformation deploy --stack-name cli-net --template-file "$work/network.yaml" >/dev/null || return 1
  same "$(aws cloudformation describe-stacks --stack-name cli-net --query 'Stacks[0].Outputs[0].OutputValue')" \
    10.30.0.0/16 || return 1
  # The CLI names a change set by the second, and the executed one keeps its name.
  second=$(date +%s)
  while [ "$(date +%s)" = "$second" ]; do sleep 0.1; done
  like "$(aws cloudformation deploy --stack-name cli-net --template-file "$work/network.yaml" \
    --no-fail-on-empty-changeset)" '*No changes to deploy*' || return 1
  refused AlreadyExistsException \
    aws cloudformation create-stack --stack-name cli-net --template-body "file://$work/network.yaml" || return 1
  aws cloudformation delete-stack --stack-name cli-net || return 1
  aws cloudformation wait stack-delete-complete --stack-name cli-net || return 1
  refused ValidationError aws cloudformation describe-stacks --stack-name cli-net || return 1
}

in_service() {
  same "$(aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names cli-web \
    --query "length(AutoScalingGroups[0].Instances[?LifecycleState=='InService'])")" "$1" >/dev/null
}

groups() {
  aws ec2 create-launch-template --launch-template-name cli-web \
    --launch-template-data "{\"ImageId\":\"$(image)\",\"InstanceType\":\"t3.micro\"}" >/dev/null || return 1
  aws autoscaling create-auto-scaling-group --auto-scaling-group-name cli-web --min-size 0 --max-size 4 \
    --desired-capacity 2 --launch-template LaunchTemplateName=cli-web \
    --vpc-zone-identifier "$(default_subnets | tr '\t' ',')" || return 1
  until_true in_service 2 || return 1
  like "$(aws autoscaling describe-scaling-activities --auto-scaling-group-name cli-web \
    --query 'Activities[0].Description')" 'Launching a new EC2 instance: i-*' || return 1
  victim=$(aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names cli-web \
    --query 'AutoScalingGroups[0].Instances[0].InstanceId')
  aws ec2 terminate-instances --instance-ids "$victim" >/dev/null || return 1
  until_true replaced "$victim" || return 1
  aws autoscaling delete-auto-scaling-group --auto-scaling-group-name cli-web --force-delete || return 1
  refused ValidationError aws autoscaling set-desired-capacity --auto-scaling-group-name cli-none --desired-capacity 1
}

replaced() {
  in_service 2 && ! aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names cli-web | grep -q "$1"
}

# the AWS CLI of version 1 passes over AWS_ENDPOINT_URL for this one service
sqs() { aws --endpoint-url "$AWS_ENDPOINT_URL" sqs "$@"; }

queues() {
  url=$(sqs create-queue --queue-name cli-orders --attributes VisibilityTimeout=60 --query QueueUrl) || return 1
  refused QueueAlreadyExists sqs create-queue --queue-name cli-orders --attributes VisibilityTimeout=61 || return 1
  like "$(sqs send-message --queue-url "$url" --message-body hello \
    --message-attributes '{"kind":{"DataType":"String","StringValue":"greeting"}}' --query MD5OfMessageBody)" \
    5d41402abc4b2a76b9719d911017c592 || return 1
  handle=$(sqs receive-message --queue-url "$url" --wait-time-seconds 5 --message-attribute-names All \
    --query 'Messages[0].ReceiptHandle') || return 1
  same "$(sqs get-queue-attributes --queue-url "$url" --attribute-names ApproximateNumberOfMessagesNotVisible \
    --query 'Attributes.ApproximateNumberOfMessagesNotVisible')" 1 || return 1
  sqs delete-message --queue-url "$url" --receipt-handle "$handle" || return 1
  refused ReceiptHandleIsInvalid sqs delete-message --queue-url "$url" --receipt-handle nonsense || return 1
  fifo=$(sqs create-queue --queue-name cli.fifo --attributes FifoQueue=true,ContentBasedDeduplication=true \
    --query QueueUrl) || return 1
  first=$(sqs send-message --queue-url "$fifo" --message-body once --message-group-id g --query MessageId) || return 1
  same "$(sqs send-message --queue-url "$fifo" --message-body once --message-group-id g --query MessageId)" \
    "$first" || return 1
  refused MissingParameter sqs send-message --queue-url "$fifo" --message-body x || return 1
  sqs delete-queue --queue-url "$url" || return 1
  refused AWS.SimpleQueueService.NonExistentQueue sqs get-queue-url --queue-name cli-orders || return 1
}

topics() {
  topic=$(aws sns create-topic --name cli-news --query TopicArn) || return 1
  url=$(sqs create-queue --queue-name cli-news --query QueueUrl) || return 1
  aws sns subscribe --topic-arn "$topic" --protocol sqs \
    --notification-endpoint arn:aws:sqs:us-east-1:444455556666:cli-news \
    --attributes '{"RawMessageDelivery":"true","FilterPolicy":"{\"kind\":[{\"prefix\":\"ord\"}]}"}' >/dev/null || return 1
  attribute() { echo "{\"kind\":{\"DataType\":\"String\",\"StringValue\":\"$1\"}}"; }
  aws sns publish --topic-arn "$topic" --message unwanted --message-attributes "$(attribute other)" >/dev/null || return 1
  aws sns publish --topic-arn "$topic" --message wanted --message-attributes "$(attribute order)" >/dev/null || return 1
  same "$(sqs receive-message --queue-url "$url" --max-number-of-messages 10 --query 'Messages[].Body')" wanted || return 1
  same "$(aws sns subscribe --topic-arn "$topic" --protocol email --notification-endpoint me@example.com \
    --query SubscriptionArn)" "pending confirmation" || return 1
  same "$(aws sns list-subscriptions-by-topic --topic-arn "$topic" --query 'length(Subscriptions)')" 2 || return 1
  aws sns delete-topic --topic-arn "$topic" || return 1
  refused NotFound aws sns publish --topic-arn "$topic" --message x || return 1
}

objects() {
  mkdir -p "$work/folder" && echo one >"$work/folder/a.txt" && echo two >"$work/folder/b c+ä.txt"
  head -c 20000000 /dev/urandom >"$work/large"
  s3() { aws --endpoint-url "$AWS_ENDPOINT_URL" s3 "$@"; }
  s3 mb s3://cli-box >/dev/null || return 1
  s3 cp --quiet "$work/large" s3://cli-box/large || return 1
  s3 cp --quiet s3://cli-box/large "$work/back" && cmp "$work/large" "$work/back" || return 1
  s3 sync --quiet "$work/folder" s3://cli-box/folder || return 1
  same "$(s3 sync "$work/folder" s3://cli-box/folder)" "" || return 1
  s3 sync --quiet s3://cli-box/folder "$work/again" && diff -r "$work/folder" "$work/again" || return 1
  like "$(s3 ls s3://cli-box/)" "*PRE folder/*large" || return 1
  s3 mv --quiet s3://cli-box/folder/a.txt s3://cli-box/moved || return 1
  same "$(curl -s "$(s3 presign s3://cli-box/moved)")" one || return 1
  if answer=$(s3 rb s3://cli-box 2>&1); then return 1; fi
  like "$answer" "*(BucketNotEmpty)*" || return 1
  s3 rm --quiet --recursive s3://cli-box && s3 rb s3://cli-box >/dev/null || return 1
  refused NoSuchBucket aws --endpoint-url "$AWS_ENDPOINT_URL" s3api list-objects-v2 --bucket cli-box || return 1
}

tables() {
  table() {
    aws dynamodb create-table --table-name cli-orders --billing-mode PAY_PER_REQUEST \
      --attribute-definitions AttributeName=customer,AttributeType=S AttributeName=number,AttributeType=N \
      --key-schema AttributeName=customer,KeyType=HASH AttributeName=number,KeyType=RANGE
  }
  table >/dev/null || return 1
  refused ResourceInUseException table || return 1
  aws dynamodb wait table-exists --table-name cli-orders || return 1
  for number in 1 2 3; do
    aws dynamodb put-item --table-name cli-orders \
      --item "{\"customer\":{\"S\":\"ann\"},\"number\":{\"N\":\"$number\"}}" || return 1
  done
  numbers=$(aws dynamodb query --table-name cli-orders --page-size 1 --no-scan-index-forward \
    --key-condition-expression 'customer = :c' --expression-attribute-values '{":c":{"S":"ann"}}' \
    --query 'Items[].number.N') || return 1
  same "$(echo $numbers)" "3 2 1" || return 1
  refused ConditionalCheckFailedException aws dynamodb put-item --table-name cli-orders \
    --item '{"customer":{"S":"ann"},"number":{"N":"2"}}' --condition-expression 'attribute_not_exists(customer)' || return 1
  refused ValidationException aws dynamodb get-item --table-name cli-orders --key '{"customer":{"S":"ann"}}' || return 1
  refused ResourceNotFoundException aws dynamodb get-item --table-name cli-none --key '{"id":{"S":"1"}}' || return 1
  aws dynamodb delete-table --table-name cli-orders >/dev/null || return 1
}

events() {
  url=$(sqs create-queue --queue-name cli-events --query QueueUrl) || return 1
  aws events create-event-bus --name cli-shop >/dev/null || return 1
  refused ResourceAlreadyExistsException aws events create-event-bus --name cli-shop || return 1
  aws events put-rule --name large --event-bus-name cli-shop \
    --event-pattern '{"source":["shop"],"detail":{"total":[{"numeric":[">",10]}]}}' >/dev/null || return 1
  aws events put-targets --rule large --event-bus-name cli-shop \
    --targets '[{"Id":"queue","Arn":"arn:aws:sqs:us-east-1:444455556666:cli-events","InputPath":"$.detail"}]' \
    >/dev/null || return 1
  placed() { echo "{\"EventBusName\":\"cli-shop\",\"Source\":\"shop\",\"DetailType\":\"x\",\"Detail\":\"$1\"}"; }
  same "$(aws events put-events --entries "[$(placed '{\"total\":5}'),$(placed '{\"total\":50}'),$(placed nonsense)]" \
    --query '[FailedEntryCount,Entries[2].ErrorCode]')" "1	MalformedDetail" || return 1
  same "$(sqs receive-message --queue-url "$url" --max-number-of-messages 10 --wait-time-seconds 5 \
    --query 'Messages[].Body')" '{"total":50}' || return 1
  refused InvalidEventPatternException aws events put-rule --name bad --event-pattern '{' || return 1
  refused ResourceNotFoundException aws events describe-rule --name none || return 1
  refused ValidationException aws events delete-rule --name large --event-bus-name cli-shop || return 1
}

unbuilt() {
  refused NotImplemented aws ec2 describe-spot-price-history || return 1
}

failures=0
for scenario in identity parameters roles network metrics balancer stacks groups queues topics objects tables events unbuilt; do
  if $scenario; then echo "ok $scenario"; else echo "FAILED $scenario"; failures=$((failures + 1)); fi
done
exit $((failures > 0))
