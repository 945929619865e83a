-- PutItem of about 1 KB, keys drawn from 100,000.
wrk.method = "POST"
wrk.path = "/"
local headers = {
  ["Content-Type"] = "application/x-amz-json-1.0", ["X-Amz-Target"] = "DynamoDB_20120810.PutItem",
  ["X-Amz-Date"] = "20261124T000000Z", ["Host"] = wrk.host,
  ["Authorization"] = "AWS4-HMAC-SHA256 Credential=000000000000/20261124/us-east-1/dynamodb/aws4_request, "
    .. "SignedHeaders=host;x-amz-date, Signature=" .. string.rep("0", 64),
}
local fields = {}
for i = 1, 9 do fields[i] = '"field' .. i .. '":{"S":"' .. string.rep("x", 90) .. '"}' end
local rest = '"n":{"N":"12345.678"},' .. table.concat(fields, ",") .. "}}"
function request()
  local key = string.format('{"TableName":"bench","Item":{"pk":{"S":"key-%06d"},', math.random(100000))
  return wrk.format("POST", "/", headers, key .. rest)
end
function done(summary)
  local errors = summary.errors.status + summary.errors.read + summary.errors.timeout + summary.errors.connect
  if errors > 0 then print("ERRORS " .. errors) end
end
