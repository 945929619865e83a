-- GetObject of 1 KB, keys drawn from 1,000 that are there.
local headers = {
  ["X-Amz-Date"] = "20261124T000000Z", ["Host"] = wrk.host,
  ["x-amz-content-sha256"] = "UNSIGNED-PAYLOAD",
  ["Authorization"] = "AWS4-HMAC-SHA256 Credential=000000000000/20261124/us-east-1/s3/aws4_request, "
    .. "SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=" .. string.rep("0", 64),
}
function request()
  return wrk.format("GET", string.format("/bench/key-%06d", math.random(1000)), headers)
end
function done(summary)
  local errors = summary.errors.status + summary.errors.read + summary.errors.timeout + summary.errors.connect
  if errors > 0 then print("ERRORS " .. errors) end
end
