package io.windtunnel.cloud.database.dynamodb.expression;

import io.windtunnel.wire.AwsException;

/// The request's parameter an expression stands in, by which its mistakes are told.
public enum Parameter {
    CONDITION("ConditionExpression"),
    FILTER("FilterExpression"),
    KEY_CONDITION("KeyConditionExpression"),
    UPDATE("UpdateExpression"),
    PROJECTION("ProjectionExpression");

    private final String title;

    Parameter(String title) {
        this.title = title;
    }

    /// The parameter's name.
    public String title() {
        return title;
    }

    AwsException invalid(String mistake) {
        return AwsException.validation("Invalid " + title + ": " + mistake);
    }
}
