package io.windtunnel.cloud.edge.elbv2.proxy;

/// Where a node tells what it measures; see CloudWatch's namespace `AWS/ApplicationELB` for each.
///
/// Thread safety: every method may be called from any thread; none blocks.
public interface Meters {
    void clientConnected();

    /// A client's connection was turned away.
    void rejected();

    void targetConnected();

    /// Much at once, of one who has counted by himself since he last told.
    void passed(Passage passage);

    /// Many requests to a group at once, of one who has counted by himself since he last told.
    void passed(String group, GroupPassage passage);

    void targetUnreachable(String group);

    void tlsFailed();

    /// A target was chosen for a request.
    void chosen(String group);

    /// A target has begun to answer.
    void answered(String group, int status, double seconds);

    /// The node has answered by itself.
    void own(int status);

    void redirected();

    void fixed();

    void bytes(long count);

    void failedOpen(String group);

    void notSticky();

    void ruleEvaluations(int count);

    void droppedHeaders();

    void notCompliant();

    /// Measures nothing.
    Meters NONE = new Meters() {
        @Override
        public void clientConnected() {}

        @Override
        public void rejected() {}

        @Override
        public void targetConnected() {}

        @Override
        public void passed(Passage passage) {}

        @Override
        public void passed(String group, GroupPassage passage) {}

        @Override
        public void targetUnreachable(String group) {}

        @Override
        public void tlsFailed() {}

        @Override
        public void chosen(String group) {}

        @Override
        public void answered(String group, int status, double seconds) {}

        @Override
        public void own(int status) {}

        @Override
        public void redirected() {}

        @Override
        public void fixed() {}

        @Override
        public void bytes(long count) {}

        @Override
        public void failedOpen(String group) {}

        @Override
        public void notSticky() {}

        @Override
        public void ruleEvaluations(int count) {}

        @Override
        public void droppedHeaders() {}

        @Override
        public void notCompliant() {}
    };
}
