package io.windtunnel.cloud.operations.cloudformation;

import static io.windtunnel.cloud.operations.cloudformation.StackTestBed.CALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Change sets as `aws cloudformation deploy` uses them.
class ChangeSetTest {
    private static final String TEMPLATE = """
            Parameters: {Name: {Type: String, Default: a}}
            Resources:
              First: {Type: AWS::Fake::Thing, Properties: {Name: !Ref Name}}
              Second: {Type: AWS::Fake::Thing, Properties: {Name: !Ref First}}
              Third: {Type: AWS::Fake::Thing, Properties: {Size: !GetAtt First.Arn}}
            Outputs: {Id: {Value: !Ref First}}
            """;

    private final StackTestBed bed = new StackTestBed();

    private Shapes.ChangeSetView propose(String name, String type, String template, String... parameters) {
        String id = bed.api
                .createChangeSet(
                        CALL,
                        new Shapes.CreateChangeSet(
                                "site",
                                template,
                                null,
                                null,
                                StackTestBed.parameters(parameters),
                                List.of(),
                                null,
                                List.of(),
                                null,
                                name,
                                null,
                                "by hand",
                                type,
                                null))
                .id();
        return bed.api.describeChangeSet(CALL, new Shapes.DescribeChangeSet(id, null, null));
    }

    private void execute(String name) {
        bed.api.executeChangeSet(CALL, new Shapes.ExecuteChangeSet(name, "site", null, null));
        bed.pass(5);
    }

    @Test
    void deploys_a_new_stack() {
        Shapes.ChangeSetView view = propose("one", "CREATE", TEMPLATE);
        assertThat(view.status()).isEqualTo("CREATE_COMPLETE");
        assertThat(view.executionStatus()).isEqualTo("AVAILABLE");
        assertThat(view.changes())
                .extracting(each -> each.resourceChange().action() + " "
                        + each.resourceChange().logicalResourceId())
                .containsExactly("Add First", "Add Second", "Add Third");
        assertThat(bed.stack("site").stackStatus()).isEqualTo("REVIEW_IN_PROGRESS");
        execute("one");
        assertThat(bed.stack("site").stackStatus()).isEqualTo("CREATE_COMPLETE");
        assertThat(bed.stack("site").changeSetId()).isEqualTo(view.changeSetId());
        assertThatThrownBy(() -> execute("one"))
                .hasMessageContaining("cannot be executed in its current status of [EXECUTE_COMPLETE]");
    }

    @Test
    void says_that_nothing_changed_as_deploy_expects_it() {
        propose("one", "CREATE", TEMPLATE);
        execute("one");
        Shapes.ChangeSetView view = propose("two", "UPDATE", TEMPLATE);
        assertThat(view.status()).isEqualTo("FAILED");
        assertThat(view.statusReason())
                .isEqualTo("The submitted information didn't contain changes. Submit different information to create "
                        + "a change set.");
        assertThatThrownBy(() -> execute("two")).hasMessageContaining("current status of [FAILED]");
    }

    @Test
    void foresees_replacements_and_what_follows_from_them() {
        propose("one", "CREATE", TEMPLATE);
        execute("one");
        Shapes.ChangeSetView view = propose("two", "UPDATE", TEMPLATE, "Name", "b");
        assertThat(view.changes())
                .extracting(each -> each.resourceChange().logicalResourceId() + " "
                        + each.resourceChange().replacement())
                .containsExactly("First True", "Second Conditional", "Third False");
        execute("two");
        assertThat(bed.stack("site").stackStatus()).isEqualTo("UPDATE_COMPLETE");
        assertThat(bed.things.standing).hasSize(3);
    }

    @Test
    void an_output_alone_is_a_change() {
        propose("one", "CREATE", TEMPLATE);
        execute("one");
        Shapes.ChangeSetView view =
                propose("two", "UPDATE", TEMPLATE.replace("{Value: !Ref First}", "{Value: !Ref Second}"));
        assertThat(view.status()).isEqualTo("CREATE_COMPLETE");
        assertThat(view.changes()).isEmpty();
        execute("two");
        assertThat(bed.outputs("site").get("Id")).startsWith("ref-Second");
    }

    @Test
    void refuses_what_does_not_fit() {
        assertThatThrownBy(() -> propose("one", "UPDATE", TEMPLATE)).hasMessage("Stack [site] does not exist");
        assertThatThrownBy(() -> bed.api.describeChangeSet(CALL, new Shapes.DescribeChangeSet("no", "site", null)))
                .hasMessage("ChangeSet [no] does not exist");
    }
}
