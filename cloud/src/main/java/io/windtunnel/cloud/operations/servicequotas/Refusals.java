package io.windtunnel.cloud.operations.servicequotas;

import io.windtunnel.wire.AwsException;

/// Service Quotas' refusals in its own words, as observed.
///
/// Source: https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/CommonErrors.html and each
/// operation's page
final class Refusals {
    private Refusals() {}

    static AwsException noService() {
        return new AwsException(
                "NoSuchResourceException", "The request failed because the specified service does not exist.");
    }

    static AwsException noQuota() {
        return new AwsException(
                "NoSuchResourceException", "The request failed because the specified service quota does not exist.");
    }

    static AwsException noRequest(String id) {
        return new AwsException(
                "NoSuchResourceException",
                "The request failed because the quota increase request " + id + " does not exist.");
    }

    static AwsException noResource(String arn) {
        return new AwsException("NoSuchResourceException", "The resource " + arn + " does not exist.");
    }

    static AwsException illegal(String message) {
        return new AwsException("IllegalArgumentException", message);
    }

    static AwsException alreadyOpen() {
        return new AwsException(
                "ResourceAlreadyExistsException", "Only one open service quota increase request is allowed per quota.");
    }

    static AwsException tooManyTags() {
        return new AwsException("TooManyTagsException", "A quota can have at most " + Holdings.MOST_TAGS + " tags.");
    }

    static AwsException badToken() {
        return new AwsException("InvalidPaginationTokenException", "The pagination token is invalid.");
    }
}
