package io.windtunnel.wire.protocol;

import io.windtunnel.wire.Protocol;

/// What a request says it is for.
public sealed interface Target {
    /// An operation named outright, of the service with this target prefix (awsJson, rpcv2Cbor).
    record Named(Protocol protocol, String targetPrefix, String operation) implements Target {}

    /// An `Action` among parameters.
    record Action(String action, String version) implements Target {}

    /// A method and path.
    record Rest() implements Target {}

    /// What `request` says.
    static Target of(Incoming request) {
        String path = request.path();
        if (path.startsWith("/service/")) {
            String[] parts = path.split("/", -1);
            if (parts.length == 5 && parts[3].equals("operation"))
                return new Named(Protocol.RPC_V2_CBOR, parts[2], parts[4]);
        }
        String target = request.headers().first("x-amz-target");
        if (target != null) {
            int dot = target.lastIndexOf('.');
            Protocol json = request.mediaType().equals("application/x-amz-json-1.0")
                    ? Protocol.AWS_JSON_1_0
                    : Protocol.AWS_JSON_1_1;
            return new Named(json, dot < 0 ? "" : target.substring(0, dot), target.substring(dot + 1));
        }
        String action = request.parameters().first("Action");
        if (action == null) return new Rest();
        String version = request.parameters().first("Version");
        return new Action(action, version == null ? "" : version);
    }
}
