package io.windtunnel.cloud.edge.elbv2.flow;

/// Where a node tells what it measures; see CloudWatch's namespace `AWS/NetworkELB` for each.
///
/// Thread safety: every method may be called from any thread; none blocks.
public interface FlowMeters {
    /// A flow to a group has begun.
    void begun(FlowProtocol protocol, String group);

    /// It is over.
    void ended(FlowProtocol protocol, String group);

    /// Payload has passed, in either direction, in so many reads.
    void bytes(FlowProtocol protocol, long payload);

    /// A flow could not begin, for lack of a target or of room.
    void rejected(FlowProtocol protocol);

    void clientReset();

    void targetReset();

    /// The node itself has reset a connection.
    void ownReset();

    void noPort();

    void clientTlsFailed();

    void targetTlsFailed();

    /// A flow was sent to a group in which too few are healthy.
    void failedOpen(String group);

    /// Measures nothing.
    FlowMeters NONE = new FlowMeters() {
        @Override
        public void begun(FlowProtocol protocol, String group) {}

        @Override
        public void ended(FlowProtocol protocol, String group) {}

        @Override
        public void bytes(FlowProtocol protocol, long payload) {}

        @Override
        public void rejected(FlowProtocol protocol) {}

        @Override
        public void clientReset() {}

        @Override
        public void targetReset() {}

        @Override
        public void ownReset() {}

        @Override
        public void noPort() {}

        @Override
        public void clientTlsFailed() {}

        @Override
        public void targetTlsFailed() {}

        @Override
        public void failedOpen(String group) {}
    };
}
