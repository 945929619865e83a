package io.windtunnel.wire;

import java.util.Map;
import java.util.TreeMap;

/// Smithy's cases that do not hold for Windtunnel, each with its reason. Nothing else is left out.
final class ExcludedCases {
    static final Map<String, String> REASONS = new TreeMap<>();

    private ExcludedCases() {}

    private static void exclude(String reason, String... cases) {
        for (String name : cases)
            if (REASONS.put(name, reason) != null) throw new IllegalStateException(name + " is excluded twice");
    }

    static {
        exclude(
                "the case checks that a client compresses; it gives no body to read",
                "SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsJson1_0",
                "SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsJson1_1",
                "SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsQuery",
                "SDKAppendsGzipAndIgnoresHttpProvidedEncoding_ec2Query",
                "SDKAppendedGzipAfterProvidedEncoding_restJson1",
                "SDKAppendedGzipAfterProvidedEncoding_restXml",
                "SDKAppliedContentEncoding_awsJson1_0",
                "SDKAppliedContentEncoding_awsJson1_1",
                "SDKAppliedContentEncoding_awsQuery",
                "SDKAppliedContentEncoding_ec2Query",
                "SDKAppliedContentEncoding_restJson1",
                "SDKAppliedContentEncoding_restXml");
        exclude(
                "Our model of S3 says with a payload what Smithy's says with a trait",
                "GetBucketLocationUnwrappedOutput");
        exclude("S3 writes more into an error than its code, and no type", "S3OperationNoErrorWrappingResponse");
        exclude(
                "AWS's published models carry no default values",
                "AwsJson10ServerPopulatesDefaultsInResponseWhenMissingInParams",
                "AwsJson10ServerPopulatesDefaultsWhenMissingInRequestBody",
                "AwsJson10ServerPopulatesNestedDefaultValuesWhenMissingInInResponseParams",
                "AwsJson10ServerPopulatesNestedDefaultsWhenMissingInRequestBody",
                "RestJsonServerPopulatesDefaultsInResponseWhenMissingInParams",
                "RestJsonServerPopulatesDefaultsWhenMissingInRequestBody",
                "RestJsonServerPopulatesNestedDefaultValuesWhenMissingInInResponseParams",
                "RestJsonServerPopulatesNestedDefaultsWhenMissingInRequestBody",
                "RpcV2CborServerPopulatesDefaultsInResponseWhenMissingInParams",
                "RpcV2CborServerPopulatesDefaultsWhenMissingInRequestBody");
        exclude(
                "AWS's published models carry no media types for blobs",
                "HttpPayloadTraitsWithMediaTypeWithBlob",
                "RestJsonHttpPayloadTraitsWithMediaTypeWithBlob",
                "RestJsonStreamingTraitsWithMediaTypeWithBlob");
        exclude(
                "the request has nothing in it for an empty list or map, which cannot be told from an absent one",
                "Ec2EmptyQueryLists",
                "QueryEmptyQueryMaps",
                "RestJsonOmitsEmptyListQueryValues");
        exclude(
                "a client's {} for an absent payload cannot be told from an empty payload",
                "RestJsonHttpWithEmptyStructurePayload",
                "RestJsonHttpWithHeadersButNoPayload");
        exclude(
                "restJson1's case of the same name expects the map of parameters to hold all of them, this one none",
                "AllQueryStringTypes",
                "RestXmlQueryStringEscaping",
                "RestXmlSupportsInfinityFloatQueryValues",
                "RestXmlSupportsNaNFloatQueryValues",
                "RestXmlSupportsNegativeInfinityFloatQueryValues",
                "RestXmlZeroAndFalseQueryValues");
        exclude(
                "other cases of the same operation expect {}",
                "AwsJson10ServiceRespondsWithNoPayload",
                "json_1_1_service_responds_with_no_payload");
        exclude(
                "the case checks what a client reads: a server writes a moment in UTC, and a request id of its own",
                "Ec2QueryDateTimeWithNegativeOffset",
                "Ec2QueryDateTimeWithPositiveOffset",
                "RestXmlDateTimeWithNegativeOffset",
                "RestXmlDateTimeWithPositiveOffset",
                "parses_the_request_id_from_the_response");
        exclude(
                "the case has a fault: a response with a request's header, a body with members its parameters lack, "
                        + "a doubled dollar sign in a pattern",
                "AwsJson11IntEnums",
                "ComplexError",
                "Ec2ComplexError",
                "InvalidGreetingError",
                "RestJsonMalformedPatternReDOSString");
        exclude(
                "AWS's services do not mind a body's media type, and SDKs send application/x-amz-json-1.1, none, "
                        + "or one without a body",
                "RestJsonStringPayloadNoContentType",
                "RestJsonStringPayloadUnsatisfiableAccept",
                "RestJsonStringPayloadWrongContentType",
                "RestJsonWithBodyExpectsApplicationJsonAccept",
                "RestJsonWithBodyExpectsApplicationJsonContentType",
                "RestJsonWithBodyExpectsApplicationJsonContentTypeNoHeaders",
                "RestJsonWithPayloadExpectsImpliedAccept",
                "RestJsonWithPayloadExpectsImpliedContentType",
                "RestJsonWithPayloadExpectsModeledAccept",
                "RestJsonWithPayloadExpectsModeledContentType",
                "RestJsonWithoutBodyEmptyInputExpectsEmptyContentType",
                "RestJsonWithoutBodyExpectsEmptyContentType");
    }
}
