package io.windtunnel.wire.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One operation of a service.
///
/// @param method its HTTP method
/// @param uri its path template, such as `/2015-03-31/functions/{FunctionName}/invocations?x=y`
/// @param status the HTTP status of a success
/// @param input null where it takes nothing
/// @param output null where it answers nothing
/// @param resultWrapper the element the query protocol puts around a result, where the model names one
/// @param inputName the root element of an XML request body, where the model names one
/// @param inputNamespace the namespace of that element, where the model names one
/// @param errors the names of the error shapes it may answer with
public record Operation(
        String name,
        String method,
        String uri,
        int status,
        @Nullable Structure input,
        @Nullable Structure output,
        @Nullable String resultWrapper,
        @Nullable String inputName,
        @Nullable String inputNamespace,
        List<String> errors) {
    @Override
    public String toString() {
        return name;
    }
}
