-- GetItem of about 1 KB, eventually consistent, keys drawn from 100,000.
wrk.method = "POST"
wrk.path = "/"
local headers = {
  ["Content-Type"] = "application/x-amz-json-1.0", ["X-Amz-Target"] = "DynamoDB_20120810.GetItem",
  ["X-Amz-Date"] = "20261124T000000Z", ["Host"] = wrk.host,
  ["Authorization"] = "AWS4-HMAC-SHA256 Credential=000000000000/20261124/us-east-1/dynamodb/aws4_request, "
    .. "SignedHeaders=host;x-amz-date, Signature=" .. string.rep("0", 64),
}
function request()
  return wrk.format("POST", "/", headers,
    string.format('{"TableName":"bench","Key":{"pk":{"S":"key-%06d"}}}', math.random(100000)))
end
function done(summary)
  local errors = summary.errors.status + summary.errors.read + summary.errors.timeout + summary.errors.connect
  if errors > 0 then print("ERRORS " .. errors) end
end
