-- Publish of 1 KB to a topic with one queue, raw.
wrk.method = "POST"
wrk.path = "/"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8"
wrk.headers["X-Amz-Date"] = "20261124T000000Z"
wrk.headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=000000000000/20261124/us-east-1/sns/aws4_request, "
  .. "SignedHeaders=host;x-amz-date, Signature=" .. string.rep("0", 64)
wrk.body = "Action=Publish&Version=2010-03-31&TopicArn=arn%3Aaws%3Asns%3Aus-east-1%3A000000000000%3Abench&Message="
  .. string.rep("x", 1024)
function done(summary)
  local errors = summary.errors.status + summary.errors.read + summary.errors.timeout + summary.errors.connect
  if errors > 0 then print("ERRORS " .. errors) end
end
