package io.windtunnel.cloud.operations.fis;

import io.windtunnel.wire.AwsException;

/// FIS's refusals.
final class Refusals {
    private Refusals() {}

    static AwsException invalid(String message) {
        return AwsException.validation(message);
    }

    static AwsException notFound(String message) {
        return new AwsException("ResourceNotFoundException", message);
    }

    static AwsException noTemplate(String id) {
        return notFound("Experiment template " + id + " not found.");
    }

    static AwsException noExperiment(String id) {
        return notFound("Experiment " + id + " not found.");
    }

    static AwsException conflict(String message) {
        return new AwsException("ConflictException", message);
    }

    static AwsException quota(String message) {
        return new AwsException("ServiceQuotaExceededException", message);
    }
}
