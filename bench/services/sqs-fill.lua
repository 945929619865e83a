-- SendMessageBatch of ten messages of 1 KB.
local credential = "AWS4-HMAC-SHA256 Credential=000000000000/20261124/us-east-1/sqs/aws4_request, "
  .. "SignedHeaders=host;x-amz-date, Signature=" .. string.rep("0", 64)
wrk.method = "POST"
wrk.path = "/"
wrk.headers["Content-Type"] = "application/x-amz-json-1.0"
wrk.headers["X-Amz-Target"] = "AmazonSQS.SendMessageBatch"
wrk.headers["X-Amz-Date"] = "20261124T000000Z"
wrk.headers["Authorization"] = credential
local entries = {}
for i = 1, 10 do entries[i] = '{"Id":"m' .. i .. '","MessageBody":"' .. string.rep("x", 1024) .. '"}' end
wrk.body = '{"QueueUrl":"' .. os.getenv("QUEUE_URL") .. '","Entries":[' .. table.concat(entries, ",") .. "]}"
