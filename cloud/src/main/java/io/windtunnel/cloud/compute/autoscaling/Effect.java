package io.windtunnel.cloud.compute.autoscaling;

import java.util.List;

/// What a group wants of other services.
sealed interface Effect {
    /// Launch instances in a zone; `cause` is the cause of the activities.
    record Launch(String zone, int count, LaunchSource source, String cause) implements Effect {}

    record Terminate(List<String> instanceIds) implements Effect {}

    record Register(List<String> targetGroups, List<String> instanceIds) implements Effect {}

    record Deregister(List<String> targetGroups, List<String> instanceIds) implements Effect {}

    /// Tell the journal.
    record Tell(String kind, String subject, String words) implements Effect {}
}
