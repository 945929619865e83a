-- ReceiveMessage of one message, then DeleteMessage of what was received: a pair is two requests.
local credential = "AWS4-HMAC-SHA256 Credential=000000000000/20261124/us-east-1/sqs/aws4_request, "
  .. "SignedHeaders=host;x-amz-date, Signature=" .. string.rep("0", 64)
local url = os.getenv("QUEUE_URL")
local function headers(operation)
  return {
    ["Content-Type"] = "application/x-amz-json-1.0", ["X-Amz-Target"] = "AmazonSQS." .. operation,
    ["X-Amz-Date"] = "20261124T000000Z", ["Authorization"] = credential, ["Host"] = wrk.host,
  }
end
local receive = nil
local deleting = headers("DeleteMessage")
local handles = {}
function request()
  local handle = table.remove(handles)
  if handle then
    return wrk.format("POST", "/", deleting, '{"QueueUrl":"' .. url .. '","ReceiptHandle":"' .. handle .. '"}')
  end
  if not receive then
    receive = wrk.format("POST", "/", headers("ReceiveMessage"), '{"QueueUrl":"' .. url .. '","MaxNumberOfMessages":1}')
  end
  return receive
end
function response(status, _, body)
  local handle = string.match(body, '"ReceiptHandle" ?: ?"([^"]+)"')
  if handle then table.insert(handles, handle) end
end
