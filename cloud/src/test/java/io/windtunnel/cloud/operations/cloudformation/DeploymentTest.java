package io.windtunnel.cloud.operations.cloudformation;

import static io.windtunnel.cloud.operations.cloudformation.StackTestBed.CALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.wire.ApiFace;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.check.FaceConformance;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeploymentTest {
    private static final String TWO = """
            Resources:
              First:
                Type: AWS::Fake::Thing
                Properties: {Size: small, Takes: 10, Colour: red}
              Second:
                Type: AWS::Fake::Thing
                Properties: {Size: !GetAtt First.Arn}
            Outputs:
              Id: {Value: !Ref Second, Export: {Name: second}}
            """;

    private final StackTestBed bed = new StackTestBed();

    @Test
    void the_face_fits_its_model() {
        FaceConformance.check(ApiFace.bind(ServiceModel.load("cloudformation"), bed.api));
    }

    @Test
    void creates_along_the_graph_and_tells_every_step() {
        bed.create("site", TWO);
        assertThat(bed.stack("site").stackStatus()).isEqualTo("CREATE_IN_PROGRESS");
        bed.pass(5);
        assertThat(bed.things.log).containsExactly("create First-1");
        bed.pass(10);
        assertThat(bed.events("site"))
                .containsExactly(
                        "site CREATE_IN_PROGRESS User Initiated",
                        "First CREATE_IN_PROGRESS",
                        "First CREATE_IN_PROGRESS Resource creation Initiated",
                        "First CREATE_COMPLETE Not honoured by Windtunnel: Properties.Colour",
                        "Second CREATE_IN_PROGRESS",
                        "Second CREATE_IN_PROGRESS Resource creation Initiated",
                        "Second CREATE_COMPLETE",
                        "site CREATE_COMPLETE");
        assertThat(bed.unhonoured).containsExactly("AWS::Fake::Thing Properties.Colour");
        assertThat(bed.things.standing.get("Second-2").size()).isEqualTo("arn:First-1");
        assertThat(bed.outputs("site")).containsEntry("Id", "ref-Second-2");
        assertThat(bed.things.lastTags)
                .containsEntry("team", "a")
                .containsEntry("aws:cloudformation:stack-name", "site")
                .containsEntry("aws:cloudformation:logical-id", "Second");
    }

    @Test
    void creates_side_by_side_what_does_not_wait_for_each_other() {
        bed.create("site", """
                Resources:
                  A: {Type: AWS::Fake::Thing, Properties: {Takes: 10}}
                  B: {Type: AWS::Fake::Thing, Properties: {Takes: 10}}
                  C: {Type: AWS::Fake::Thing, DependsOn: [A, B]}
                """);
        bed.pass(9);
        assertThat(bed.things.log).containsExactly("create A-1", "create B-2");
        bed.pass(2);
        assertThat(bed.stack("site").stackStatus()).isEqualTo("CREATE_COMPLETE");
    }

    @Test
    void rolls_a_failed_creation_back() {
        bed.create("site", """
                Resources:
                  Good: {Type: AWS::Fake::Thing}
                  Slow: {Type: AWS::Fake::Thing, Properties: {Takes: 60}}
                  Bad: {Type: AWS::Fake::Thing, DependsOn: Good, Properties: {Fails: later}}
                  Never: {Type: AWS::Fake::Thing, DependsOn: Bad}
                """);
        bed.pass(120);
        assertThat(bed.things.standing).isEmpty();
        assertThat(bed.events("site"))
                .contains(
                        "Bad CREATE_FAILED broke",
                        "Slow CREATE_FAILED Resource creation cancelled",
                        "site ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Bad, Slow]. "
                                + "Rollback requested by user.",
                        "Bad DELETE_COMPLETE",
                        "site ROLLBACK_COMPLETE")
                .noneMatch(each -> each.startsWith("Never"));
        assertThat(bed.things.log.indexOf("delete Bad-3")).isLessThan(bed.things.log.indexOf("delete Good-1"));
        assertThatThrownBy(() -> bed.update("site", TWO)).hasMessageContaining("is in ROLLBACK_COMPLETE state");
        bed.delete("site");
        bed.pass(1);
        assertThatThrownBy(() -> bed.stack("site")).hasMessage("Stack with id site does not exist");
    }

    @Test
    void tells_why_a_refused_resource_failed() {
        bed.create("site", "Resources: {A: {Type: AWS::Fake::Thing, Properties: {Fails: at once}}}");
        bed.pass(1);
        assertThat(bed.events("site"))
                .contains("A CREATE_FAILED Resource handler returned message: \"no more\" "
                        + "(HandlerErrorCode: LimitExceeded)");
        bed.create("wrong", "Resources: {A: {Type: AWS::Fake::Thing, Properties: {Takes: soon}}}");
        bed.pass(1);
        assertThat(bed.events("wrong"))
                .contains("A CREATE_FAILED Properties validation failed for resource A with message:\n"
                        + "[#/Takes: expected type: Integer, found: String]");
    }

    @Test
    void updates_in_place_replaces_and_cleans_up() {
        String template = """
                Parameters: {Name: {Type: String, Default: a}, Size: {Type: String, Default: s}}
                Resources:
                  First:
                    Type: AWS::Fake::Thing
                    Properties: {Name: !Ref Name, Size: !Ref Size}
                  Second:
                    Type: AWS::Fake::Thing
                    Properties: {Size: !Ref First}
                  Third: {Type: AWS::Fake::Thing}
                """;
        bed.create("site", template);
        bed.pass(1);
        bed.things.log.clear();
        bed.update("site", null, "Size", "m");
        bed.pass(1);
        assertThat(bed.things.log).containsExactly("update First-1");
        assertThat(bed.stack("site").stackStatus()).isEqualTo("UPDATE_COMPLETE");
        bed.things.log.clear();
        bed.update("site", template.replace("  Third: {Type: AWS::Fake::Thing}\n", ""), "Name", "b", "Size", "m");
        bed.pass(1);
        assertThat(bed.things.log.subList(0, 2)).containsExactly("create First-4", "update Second-3");
        assertThat(bed.things.log.subList(2, 4)).containsExactlyInAnyOrder("delete First-1", "delete Third-2");
        assertThat(bed.events("site"))
                .contains(
                        "First UPDATE_IN_PROGRESS Requested update requires the creation of a new physical resource; "
                                + "hence creating one.",
                        "First UPDATE_COMPLETE",
                        "site UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
                        "First DELETE_COMPLETE",
                        "site UPDATE_COMPLETE");
        assertThat(bed.things.standing.keySet()).containsExactlyInAnyOrder("First-4", "Second-3");
        assertThat(bed.things.standing.get("Second-3").size()).isEqualTo("ref-First-4");
    }

    @Test
    void refuses_an_update_that_changes_nothing() {
        bed.create("site", TWO);
        bed.pass(20);
        assertThatThrownBy(() -> bed.update("site", TWO + "\n")).hasMessage("No updates are to be performed.");
    }

    @Test
    void puts_everything_back_when_an_update_fails() {
        bed.create("site", """
                Resources:
                  A: {Type: AWS::Fake::Thing, Properties: {Name: a, Size: s}}
                  B: {Type: AWS::Fake::Thing, Properties: {Size: s}}
                  C: {Type: AWS::Fake::Thing, DependsOn: [A, B]}
                """);
        bed.pass(1);
        bed.update("site", """
                Resources:
                  A: {Type: AWS::Fake::Thing, Properties: {Name: b, Size: s}}
                  B: {Type: AWS::Fake::Thing, Properties: {Size: m}}
                  New: {Type: AWS::Fake::Thing}
                  C: {Type: AWS::Fake::Thing, DependsOn: [A, B, New], Properties: {Fails: update}}
                """);
        bed.pass(1);
        assertThat(bed.stack("site").stackStatus()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(bed.things.standing.keySet()).containsExactlyInAnyOrder("A-1", "B-2", "C-3");
        assertThat(bed.things.standing.get("B-2").size()).isEqualTo("s");
        assertThat(bed.events("site"))
                .contains(
                        "C UPDATE_FAILED Resource handler returned message: \"not now\" (HandlerErrorCode: Busy)",
                        "site UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to update: [C]. ",
                        "site UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
                        "New DELETE_COMPLETE",
                        "A DELETE_COMPLETE");
        assertThat(bed.api
                        .listStackResources(CALL, new Shapes.ListStackResources("site", null))
                        .stackResourceSummaries())
                .extracting(Shapes.ResourceSummary::physicalResourceId)
                .containsExactlyInAnyOrder("A-1", "B-2", "C-3");
    }

    @Test
    void cancels_an_update() {
        bed.create("site", "Resources: {A: {Type: AWS::Fake::Thing, Properties: {Size: s}}}");
        bed.pass(1);
        bed.update("site", "Resources: {A: {Type: AWS::Fake::Thing, Properties: {Size: m, Takes: 60}}}");
        bed.pass(1);
        bed.api.cancelUpdateStack(CALL, new Shapes.CancelUpdateStack("site"));
        bed.pass(1);
        assertThat(bed.stack("site").stackStatus()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(bed.things.standing.get("A-1").size()).isEqualTo("s");
    }

    @Test
    void deletes_in_reverse_keeps_what_is_retained_and_fails_with_a_reason() {
        bed.create("site", """
                Resources:
                  A: {Type: AWS::Fake::Thing}
                  B: {Type: AWS::Fake::Thing, DependsOn: A}
                  Kept: {Type: AWS::Fake::Thing, DeletionPolicy: Retain}
                """);
        bed.pass(1);
        bed.delete("site");
        bed.pass(1);
        assertThat(bed.things.log).containsSubsequence("delete B-3", "delete A-1");
        assertThat(bed.things.standing.keySet()).containsExactly("Kept-2");
        String id = bed.create("stuck", "Resources: {A: {Type: AWS::Fake::Thing, Properties: {Fails: delete}}}");
        bed.pass(1);
        bed.delete("stuck");
        bed.pass(1);
        assertThat(bed.stack("stuck").stackStatus()).isEqualTo("DELETE_FAILED");
        assertThat(bed.stack("stuck").stackStatusReason())
                .isEqualTo("The following resource(s) failed to delete: [A]. ");
        bed.api.deleteStack(CALL, new Shapes.DeleteStack("stuck", List.of("A"), null, null));
        bed.pass(1);
        assertThat(bed.stack(id).stackStatus()).isEqualTo("DELETE_COMPLETE");
    }

    @Test
    void deletes_a_stack_that_is_still_being_created() {
        bed.create("site", TWO);
        bed.pass(1);
        bed.delete("site");
        bed.pass(30);
        assertThat(bed.things.standing).isEmpty();
        assertThatThrownBy(() -> bed.stack("site")).hasMessageContaining("does not exist");
    }

    @Test
    void waits_for_signals() {
        String template = """
                Resources:
                  A:
                    Type: AWS::Fake::Thing
                    CreationPolicy: {ResourceSignal: {Count: 2, Timeout: PT10M}}
                """;
        bed.create("site", template);
        bed.pass(60);
        assertThat(bed.stack("site").stackStatus()).isEqualTo("CREATE_IN_PROGRESS");
        bed.api.signalResource(CALL, new Shapes.SignalResource("site", "A", "i-1", "SUCCESS"));
        bed.api.signalResource(CALL, new Shapes.SignalResource("site", "A", "i-1", "SUCCESS"));
        assertThat(bed.stack("site").stackStatus()).isEqualTo("CREATE_IN_PROGRESS");
        bed.api.signalResource(CALL, new Shapes.SignalResource("site", "A", "i-2", "SUCCESS"));
        bed.pass(1);
        assertThat(bed.stack("site").stackStatus()).isEqualTo("CREATE_COMPLETE");
        bed.create("late", template);
        bed.pass(601);
        assertThat(bed.events("late"))
                .contains("A CREATE_FAILED Failed to receive 2 resource signal(s) within the specified duration");
        assertThat(bed.stack("late").stackStatus()).isEqualTo("ROLLBACK_COMPLETE");
    }

    @Test
    void protects_exports_in_use_and_protected_stacks() {
        bed.create("site", TWO);
        bed.pass(20);
        bed.create("other", "Resources: {A: {Type: AWS::Fake::Thing, Properties: {Size: !ImportValue second}}}");
        bed.pass(1);
        assertThat(bed.api
                        .listImports(CALL, new Shapes.ListImports("second", null))
                        .imports())
                .containsExactly("other");
        bed.delete("site");
        bed.pass(1);
        assertThat(bed.stack("site").stackStatusReason())
                .isEqualTo("Export second cannot be deleted as it is in use by other");
        bed.api.updateTerminationProtection(CALL, new Shapes.UpdateTerminationProtection(true, "other"));
        assertThatThrownBy(() -> bed.delete("other"))
                .hasMessage("Stack [other] cannot be deleted while TerminationProtection is enabled");
    }

    @Test
    void keeps_a_failed_stack_when_asked() {
        bed.api.createStack(
                CALL,
                new Shapes.CreateStack(
                        "site",
                        "Resources: {A: {Type: AWS::Fake::Thing, Properties: {Fails: at once}}}",
                        null,
                        List.of(),
                        true,
                        null,
                        List.of(),
                        List.of(),
                        null,
                        null,
                        List.of(),
                        "once",
                        null));
        bed.pass(1);
        assertThat(bed.stack("site").stackStatus()).isEqualTo("CREATE_FAILED");
    }
}
