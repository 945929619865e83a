package io.windtunnel.cloud.operations.fis;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.wire.ApiFace;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.check.FaceConformance;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FisFaceTest {
    @Test
    void the_face_fits_its_model_and_has_every_operation() {
        try (FisWorld world = new FisWorld()) {
            ApiFace face = ApiFace.bind(ServiceModel.load("fis"), world.api);
            FaceConformance.check(face);
            assertThat(face.operations())
                    .containsExactlyElementsOf(ServiceModel.load("fis").operations());
        }
    }

    @Test
    void answers_over_its_own_protocol() {
        try (FisWorld world = new FisWorld()) {
            String key = FisWorld.SCOPE.account().digits();
            String body = """
                    {"clientToken":"t1","description":"waits","roleArn":"arn:aws:iam::111122223333:role/fis",
                     "stopConditions":[{"source":"none"}],"logConfiguration":{"logSchemaVersion":2},
                     "actions":{"w":{"actionId":"aws:fis:wait","parameters":{"duration":"PT2M"}}},
                     "tags":{"a":"b"}}""";
            var made = world.send(key, "fis", "POST", "/experimentTemplates", "application/json", "", body);
            assertThat(made.status()).isEqualTo(200);
            String id = made.body().replaceAll(".*\"id\":\"(EXT[^\"]*)\".*", "$1");
            var begun = world.send(
                    key,
                    "fis",
                    "POST",
                    "/experiments",
                    "application/json",
                    "",
                    "{\"clientToken\":\"t2\",\"experimentTemplateId\":\"" + id + "\"}");
            assertThat(begun.body())
                    .contains("\"status\":\"initiating\"", "\"reason\":\"Initial state\"", "\"duration\":\"PT2M\"");
            String arn = "arn%3Aaws%3Afis%3Aus-east-1%3A111122223333%3Aexperiment-template%2F" + id;
            assertThat(world.send(key, "fis", "GET", "/tags/" + arn, "application/json", "", "")
                            .body())
                    .contains("\"a\":\"b\"");
            var lever = world.send(key, "fis", "GET", "/safetyLevers/default", "application/json", "", "");
            assertThat(lever.body()).contains("\"status\":\"disengaged\"");
            var unknown = world.send(key, "fis", "GET", "/experiments/EXPnone", "application/json", "", "");
            assertThat(unknown.status()).isEqualTo(404);
            assertThat(unknown.body()).contains("Experiment EXPnone not found.");
            assertThat(world.cloud.notHonoured().counts()).containsKey("fis:CreateExperimentTemplate logConfiguration");
        }
    }

    @Test
    void lists_the_actions_there_are_and_what_they_take() {
        try (FisWorld world = new FisWorld()) {
            Shapes.Actions first = world.api.listActions(world.call, new Shapes.Listing(3, null));
            assertThat(first.actions()).hasSize(3);
            Shapes.Actions all = world.api.listActions(world.call, new Shapes.Listing(null, null));
            assertThat(all.actions())
                    .extracting(Shapes.ActionSummary::id)
                    .contains("aws:ec2:stop-instances", "aws:network:disrupt-connectivity", "windtunnel:zone-outage")
                    .doesNotContain("aws:ssm:send-command");
            Shapes.ActionDescription stop = world.api
                    .getAction(world.call, new Shapes.ById("aws:ec2:stop-instances"))
                    .action();
            assertThat(stop.targets()).isEqualTo(Map.of("Instances", new Shapes.ActionTarget("aws:ec2:instance")));
            assertThat(stop.parameters()).containsKey("startInstancesAfterDuration");
            assertThat(world.api
                            .getTargetResourceType(new Shapes.GetResourceType("aws:ec2:subnet"))
                            .targetResourceType()
                            .parameters())
                    .containsOnlyKeys("availabilityZoneIdentifier", "vpc");
        }
    }
}
