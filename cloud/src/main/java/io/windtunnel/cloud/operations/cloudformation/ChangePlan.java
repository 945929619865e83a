package io.windtunnel.cloud.operations.cloudformation;

import io.windtunnel.cloud.operations.cloudformation.ChangeSet.Change;
import io.windtunnel.cloud.operations.cloudformation.ChangeSet.Detail;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares what a stack is with what it should be, without making anything: what a change set shows, and whether there
/// is
/// anything to do at all.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html
final class ChangePlan {
    private final ResourceTypes types;
    private final Stack stack;
    private final @Nullable Provisioning before;
    private final Provisioning after;
    private final Map<String, Change> modified = new LinkedHashMap<>();

    private ChangePlan(ResourceTypes types, Stack stack, @Nullable Provisioning before, Provisioning after) {
        this.types = types;
        this.stack = stack;
        this.before = before;
        this.after = after;
    }

    /// The changes; `before` is null for a stack that has no resources yet.
    static List<Change> compare(ResourceTypes types, Stack stack, @Nullable Provisioning before, Provisioning after) {
        ChangePlan plan = new ChangePlan(types, stack, before, after);
        List<Change> changes = new ArrayList<>();
        Wave wave = new Wave(after.dependencies());
        for (List<String> ready = wave.begin(); !ready.isEmpty(); ready = wave.begin())
            for (String id : ready) {
                plan.one(Objects.requireNonNull(after.resources().get(id)), changes);
                wave.done(id);
            }
        if (before != null)
            for (StackResource old : stack.resources().values())
                if (!after.resources().containsKey(old.logicalId()) && old.physicalId() != null)
                    changes.add(new Change("Remove", old.logicalId(), old.physicalId(), old.type(), null, List.of()));
        return changes;
    }

    /// Whether anything besides resources differs that an update would change.
    static boolean elsewhere(Stack stack, Provisioning before, Provisioning after, Stack.Settings settings) {
        return !before.comparableOutputs().equals(after.comparableOutputs())
                || !stack.settings().tags().equals(settings.tags());
    }

    private void one(Template.Resource declared, List<Change> changes) {
        String id = declared.logicalId();
        StackResource old = stack.resources().get(id);
        Template.Resource oldDeclared =
                before == null ? null : before.resources().get(id);
        if (old == null || old.physicalId() == null || oldDeclared == null || before == null) {
            changes.add(new Change("Add", id, null, declared.type(), null, List.of()));
            return;
        }
        if (!old.type().equals(declared.type()))
            throw AwsException.validation(
                    "Update of resource type is not permitted. The new template modifies resource "
                            + "type of the following resources: [" + id + "]");
        Set<String> replacedBy =
                types.find(declared.type()).map(ResourceType::replacedBy).orElse(Set.of());
        List<Detail> details = new ArrayList<>();
        Set<String> changed = Provisioning.changed(before.comparable(oldDeclared), after.comparable(declared));
        for (String name : changed)
            details.add(new Detail(
                    "Properties",
                    name,
                    replacedBy.contains(name) ? "Always" : "Never",
                    "Static",
                    "DirectModification",
                    null));
        declared.properties().forEach((name, tree) -> causes(name, tree, replacedBy, details));
        if (!oldDeclared.metadata().equals(declared.metadata()))
            details.add(new Detail("Metadata", null, "Never", "Static", "DirectModification", null));
        if (!oldDeclared.updatePolicy().equals(declared.updatePolicy()))
            details.add(new Detail("UpdatePolicy", null, "Never", "Static", "DirectModification", null));
        if (old.status().endsWith("_FAILED") && details.isEmpty())
            details.add(new Detail("Properties", null, "Never", "Static", "DirectModification", null));
        if (details.isEmpty()) return;
        Change change = new Change("Modify", id, old.physicalId(), declared.type(), replacement(details), details);
        modified.put(id, change);
        changes.add(change);
    }

    /// A property changes as well because a resource it speaks of does.
    private void causes(String name, Object tree, Set<String> replacedBy, List<Detail> details) {
        for (String cause : TemplateReferences.in(tree)) {
            Change change = modified.get(cause);
            if (change == null) continue;
            boolean replaced = "True".equals(change.replacement());
            boolean attribute = tree.toString().contains("Fn::GetAtt=[" + cause + ",")
                    || tree.toString().contains("${" + cause + ".");
            if (!replaced && !attribute) continue;
            details.add(new Detail(
                    "Properties",
                    name,
                    replacedBy.contains(name) ? "Conditionally" : "Never",
                    "Dynamic",
                    attribute ? "ResourceAttribute" : "ResourceReference",
                    cause));
        }
    }

    private static String replacement(List<Detail> details) {
        if (details.stream().anyMatch(each -> each.recreation().equals("Always"))) return "True";
        return details.stream().anyMatch(each -> each.recreation().equals("Conditionally")) ? "Conditional" : "False";
    }
}
