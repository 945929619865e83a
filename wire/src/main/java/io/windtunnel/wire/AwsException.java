package io.windtunnel.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// A refusal in AWS's own words: the error a client is given instead of a result. Thrown before anything has changed.
///
/// The code is the name of an error the service's model knows, or the code AWS gives it in the query protocols; then
/// the model says its status and whose fault it is. A code the model does not know is answered with status 400.
///
/// It carries no stack trace: it is an answer, not a bug.
public final class AwsException extends RuntimeException {
    /// The code of a refused constraint. Query services call it `ValidationError`, EC2 `InvalidParameterValue`.
    public static final String VALIDATION = "ValidationException";

    private final String code;
    private int status;
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final Headers fields = new Headers();

    public AwsException(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /// A request that breaks a constraint; its code is the one the client's protocol and service have for that.
    public static AwsException validation(String message) {
        return new AwsException(VALIDATION, message);
    }

    /// Something AWS has and Windtunnel does not, answered with status 501.
    ///
    /// @param what the part that is missing, such as `CapacityRebalance`; empty for the whole operation
    public static AwsException notBuilt(String service, String operation, String what) {
        String part = what.isEmpty() ? "" : what + " of ";
        return new AwsException(
                        "NotImplemented",
                        "Windtunnel has not built this yet: %s%s:%s".formatted(part, service, operation))
                .status(501);
    }

    /// Answers with `httpStatus` instead of what the model says.
    public AwsException status(int httpStatus) {
        status = httpStatus;
        return this;
    }

    /// Adds a member of the modelled error, such as `CancellationReasons`.
    public AwsException with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    /// Adds a field to the response's header, such as `x-amz-bucket-region`.
    public AwsException header(String name, String value) {
        fields.add(name, value);
        return this;
    }

    public String code() {
        return code;
    }

    /// What is told to the client.
    public String message() {
        return Objects.requireNonNullElse(getMessage(), "");
    }

    /// The status asked for, or 0 where the model decides.
    public int status() {
        return status;
    }

    /// The fields that the response's header is given.
    public Headers fields() {
        return fields;
    }

    /// The members of the modelled error, besides its message.
    public Map<String, Object> members() {
        return members;
    }
}
