package io.windtunnel.rehearsal.stage;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The resources of one design's stack by their logical ids, as CloudFormation tells of them. What is not there yet is
/// asked for again.
///
/// Thread safety: every method may be called from any thread.
public final class StackNames {
    /// A resource.
    ///
    /// @param id its physical id: a queue's URL, a topic's ARN, a table's or bucket's name
    public record Resource(String type, String id) {}

    private final CloudClient client;
    private final String stack;
    private final Map<String, Resource> known = new ConcurrentHashMap<>();

    public StackNames(CloudClient client, String stack) {
        this.client = client;
        this.stack = stack;
    }

    /// Empty when there is none, or not yet.
    public Optional<Resource> find(String logicalId) {
        Resource found = known.get(logicalId);
        return found != null ? Optional.of(found) : ask(logicalId);
    }

    private Optional<Resource> ask(String logicalId) {
        Element answer;
        try {
            answer = client.cloudFormation(
                    "DescribeStackResources", Map.of("StackName", stack, "LogicalResourceId", logicalId));
        } catch (RehearsalFailure notThere) {
            return Optional.empty();
        }
        for (Element resource : answer.all("StackResources/member")) {
            String status = resource.text("ResourceStatus");
            if (!status.equals("CREATE_COMPLETE") && !status.startsWith("UPDATE")) continue;
            Resource found = new Resource(resource.text("ResourceType"), resource.text("PhysicalResourceId"));
            known.put(logicalId, found);
            return Optional.of(found);
        }
        return Optional.empty();
    }
}
