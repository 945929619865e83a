wrk.method = "POST"
wrk.body = "{}"
wrk.headers["Content-Type"] = "application/x-amz-json-1.1"
wrk.headers["X-Amz-Target"] = "CertificateManager.ListCertificates"
wrk.headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=111122223333/20261124/us-east-1/acm/aws4_request, "
  .. "SignedHeaders=host;x-amz-date, Signature=" .. string.rep("0", 64)
