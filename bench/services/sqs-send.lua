-- SendMessage of 1 KB to one queue, as an SDK sends it.
local credential = "AWS4-HMAC-SHA256 Credential=000000000000/20261124/us-east-1/sqs/aws4_request, "
  .. "SignedHeaders=host;x-amz-date, Signature=" .. string.rep("0", 64)
wrk.method = "POST"
wrk.path = "/"
wrk.headers["Content-Type"] = "application/x-amz-json-1.0"
wrk.headers["X-Amz-Target"] = "AmazonSQS.SendMessage"
wrk.headers["X-Amz-Date"] = "20261124T000000Z"
wrk.headers["Authorization"] = credential
wrk.body = '{"QueueUrl":"' .. os.getenv("QUEUE_URL") .. '","MessageBody":"' .. string.rep("x", 1024) .. '"}'
function done(summary)
  local errors = summary.errors.status + summary.errors.read + summary.errors.timeout + summary.errors.connect
  if errors > 0 then print("ERRORS " .. errors) end
end
