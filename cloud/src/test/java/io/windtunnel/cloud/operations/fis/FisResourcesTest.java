package io.windtunnel.cloud.operations.fis;

import static io.windtunnel.cloud.operations.fis.FisWorld.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.operations.fis.FisWorld.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FisResourcesTest {
    private static final String TEMPLATE = """
            Resources:
              Role:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: []}
              Outage:
                Type: AWS::FIS::ExperimentTemplate
                Properties:
                  Description: %s
                  RoleArn: !GetAtt Role.Arn
                  Tags: {Name: outage}
                  StopConditions:
                    - Source: none
                  Targets:
                    web:
                      ResourceType: aws:ec2:instance
                      ResourceTags: {app: web}
                      Filters:
                        - Path: State.Name
                          Values: [running]
                      SelectionMode: COUNT(1)
                  Actions:
                    stop:
                      ActionId: aws:ec2:stop-instances
                      Targets: {Instances: web}
                      Parameters: {startInstancesAfterDuration: %s}
                  ExperimentOptions: {EmptyTargetResolutionMode: skip}
            Outputs:
              Id: {Value: !Ref Outage}
            """;

    private final FisWorld world = new FisWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private Answer stacks(String action, String... parameters) {
        Answer answer = world.query(SCOPE.account().digits(), "cloudformation", "2010-05-15", action, parameters);
        world.pass(60);
        return answer;
    }

    private String status() {
        return stacks("DescribeStacks", "StackName", "s").first("StackStatus");
    }

    private Shapes.TemplateDescription only() {
        var all = world.api
                .listExperimentTemplates(world.call, new Shapes.Listing(null, null))
                .experimentTemplates();
        assertThat(all).hasSize(1);
        return world.api
                .getExperimentTemplate(
                        world.call, new Shapes.ById(all.getFirst().id()))
                .experimentTemplate();
    }

    @Test
    void a_stack_makes_changes_and_deletes_a_template() {
        stacks(
                "CreateStack",
                "StackName",
                "s",
                "TemplateBody",
                TEMPLATE.formatted("first", "PT5M"),
                "Capabilities.member.1",
                "CAPABILITY_IAM");
        assertThat(status()).isEqualTo("CREATE_COMPLETE");
        Shapes.TemplateDescription made = only();
        assertThat(made.description()).isEqualTo("first");
        assertThat(made.roleArn()).startsWith("arn:aws:iam::111122223333:role/");
        assertThat(made.experimentOptions().emptyTargetResolutionMode()).isEqualTo("skip");
        assertThat(made.tags()).containsEntry("Name", "outage").containsKey("aws:cloudformation:stack-name");
        assertThat(stacks("DescribeStacks", "StackName", "s").first("OutputValue"))
                .isEqualTo(made.id());
        stacks(
                "UpdateStack",
                "StackName",
                "s",
                "TemplateBody",
                TEMPLATE.formatted("second", "PT6M"),
                "Capabilities.member.1",
                "CAPABILITY_IAM");
        assertThat(status()).isEqualTo("UPDATE_COMPLETE");
        assertThat(only().id()).isEqualTo(made.id());
        assertThat(only().description()).isEqualTo("second");
        assertThat(only().actions().values().iterator().next().parameters())
                .containsEntry("startInstancesAfterDuration", "PT6M");
        assertThat(only().tags()).containsEntry("Name", "outage");
        stacks("DeleteStack", "StackName", "s");
        assertThat(world.api
                        .listExperimentTemplates(world.call, new Shapes.Listing(null, null))
                        .experimentTemplates())
                .isEmpty();
    }

    @Test
    void a_template_that_is_refused_fails_its_stack() {
        stacks(
                "CreateStack",
                "StackName",
                "s",
                "TemplateBody",
                TEMPLATE.formatted("first", "PT5S"),
                "Capabilities.member.1",
                "CAPABILITY_IAM");
        assertThat(status()).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(stacks("DescribeStackEvents", "StackName", "s").body())
                .contains("must be a duration from PT1M to PT12H");
    }
}
