package io.windtunnel.cloud.operations.fis;

import io.windtunnel.cloud.Cloud;
import io.windtunnel.cloud.operations.fis.Parts.Action;
import io.windtunnel.cloud.operations.fis.Parts.StopCondition;
import io.windtunnel.cloud.operations.fis.Parts.Target;
import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.Headers;
import io.windtunnel.wire.WireRequest;
import io.windtunnel.wire.WireResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A whole cloud in virtual time, and experiments in it.
final class FisWorld implements AutoCloseable {
    static final Scope SCOPE = new Scope(new AccountId("111122223333"), Region.US_EAST_1);
    static final String ROLE = "arn:aws:iam::111122223333:role/fis";
    static final List<StopCondition> NONE = List.of(new StopCondition("none", null));

    final VirtualTime time;
    final Cloud cloud;
    final FisApi api;
    final Call call = Call.internal(SCOPE);
    private int tokens;

    FisWorld() {
        this(Storage.inMemory(), Instant.parse("2026-11-26T08:00:00Z"));
    }

    FisWorld(Storage storage, Instant start) {
        time = new VirtualTime(start);
        cloud = Cloud.on(
                Fabric.bare(time, 11, storage), Cloud.Options.standard().tell(_ -> {}));
        api = cloud.face(FisApi.class);
        time.advance(Duration.ofMillis(1));
    }

    void pass(long seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    String token() {
        return "token-" + tokens++;
    }

    /// An action; parameters as alternating names and values.
    static Action action(String id, Map<String, String> targets, List<String> after, String... parameters) {
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) named.put(parameters[i], parameters[i + 1]);
        return new Action(id, null, named, targets, after);
    }

    static Action action(String id, String... parameters) {
        return action(id, Map.of(), List.of(), parameters);
    }

    static Target arns(String type, String... arns) {
        return new Target(type, List.of(arns), Map.of(), List.of(), "ALL", Map.of());
    }

    String template(Map<String, Target> targets, Map<String, Action> actions, List<StopCondition> stops) {
        return api.createExperimentTemplate(
                        call,
                        new Shapes.CreateTemplate(
                                token(), "a test", stops, targets, actions, ROLE, Map.of("team", "red"), null))
                .experimentTemplate()
                .id();
    }

    String start(String template) {
        return api.startExperiment(call, new Shapes.StartExperiment(token(), template, null, Map.of()))
                .experiment()
                .id();
    }

    String run(Map<String, Target> targets, Map<String, Action> actions) {
        return start(template(targets, actions, NONE));
    }

    Shapes.ExperimentDescription experiment(String id) {
        return api.getExperiment(call, new Shapes.ById(id)).experiment();
    }

    /// An experiment's state without its error.
    Shapes.State stateOf(Shapes.ExperimentDescription experiment) {
        return new Shapes.State(experiment.state().status(), experiment.state().reason());
    }

    String status(String id) {
        return experiment(id).state().status();
    }

    String reason(String id) {
        return experiment(id).state().reason();
    }

    /// The state of an action.
    Shapes.State state(String id, String action) {
        Shapes.ExperimentAction found = experiment(id).actions().get(action);
        if (found == null) throw new AssertionError("no action " + action);
        return found.state();
    }

    /// The journal's kinds of events about an experiment.
    List<String> told(String id) {
        return cloud.chronicle().events().stream()
                .filter(event -> event.subject().equals(id))
                .map(event -> event.kind())
                .toList();
    }

    /// What came back; `kind` is the error's name where the protocol says it in a header.
    record Answer(int status, String body, String kind) {
        List<String> every(String element) {
            List<String> all = new ArrayList<>();
            Matcher matcher = Pattern.compile("<" + element + ">([^<]*)</" + element + ">")
                    .matcher(body);
            while (matcher.find()) all.add(matcher.group(1));
            return all;
        }

        String first(String element) {
            List<String> all = every(element);
            if (all.isEmpty()) throw new AssertionError("no " + element + " in " + body);
            return all.getFirst();
        }
    }

    Answer query(String key, String service, String version, String action, String... parameters) {
        StringBuilder body = new StringBuilder("Action=" + action + "&Version=" + version);
        for (int i = 0; i < parameters.length; i += 2)
            body.append('&')
                    .append(parameters[i])
                    .append('=')
                    .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        return send(key, service, "POST", "/", "application/x-www-form-urlencoded", "", body.toString());
    }

    Answer ec2(String action, String... parameters) {
        return query(SCOPE.account().digits(), "ec2", "2016-11-15", action, parameters);
    }

    Answer send(String key, String service, String method, String path, String type, String target, String body) {
        return sendTo("us-east-1", key, service, method, path, type, target, body);
    }

    Answer sendTo(
            String region,
            String key,
            String service,
            String method,
            String path,
            String type,
            String target,
            String body) {
        String signed = "AWS4-HMAC-SHA256 Credential=" + key + "/20261126/" + region + "/" + service
                + "/aws4_request, SignedHeaders=host, Signature=00";
        Headers headers = target.isEmpty()
                ? Headers.of("Content-Type", type, "Authorization", signed)
                : Headers.of("Content-Type", type, "Authorization", signed, "X-Amz-Target", target);
        WireResponse response = cloud.endpoint()
                .handle(new WireRequest(
                        method, path, "", headers, body.getBytes(StandardCharsets.UTF_8), "127.0.0.1", false));
        String kind = response.headers().first("x-amzn-errortype", "");
        return new Answer(response.status(), new String(response.body(), StandardCharsets.UTF_8), kind);
    }

    /// From now on a queue takes the events of a source.
    void listen(String source) {
        String key = SCOPE.account().digits();
        String type = "application/x-amz-json-1.1";
        sqs("CreateQueue", "{\"QueueName\":\"heard\"}");
        String rule = "{\"Name\":\"r\",\"EventPattern\":\"{\\\"source\\\":[\\\"" + source + "\\\"]}\"}";
        send(key, "events", "POST", "/", type, "AWSEvents.PutRule", rule);
        String targets = "{\"Rule\":\"r\",\"Targets\":[{\"Id\":\"1\",\"Arn\":\"" + SCOPE.arn("sqs", "heard") + "\"}]}";
        send(key, "events", "POST", "/", type, "AWSEvents.PutTargets", targets);
    }

    /// What the queue has taken, at most ten events.
    String heard() {
        String url = "http://sqs.us-east-1.localhost/" + SCOPE.account().digits() + "/heard";
        return sqs("ReceiveMessage", "{\"QueueUrl\":\"" + url + "\",\"MaxNumberOfMessages\":10}")
                .body();
    }

    private Answer sqs(String operation, String body) {
        String target = "AmazonSQS." + operation;
        return send(SCOPE.account().digits(), "sqs", "POST", "/", "application/x-amz-json-1.0", target, body);
    }

    /// Instances by one call, tagged `app=web`; a subnet or empty for any.
    List<String> instances(int count, String subnet) {
        return instances(SCOPE.account().digits(), count, subnet);
    }

    /// The same in any account.
    List<String> instances(String account, int count, String subnet) {
        List<String> request = new ArrayList<>(List.of(
                "ImageId", "ami-12345678",
                "InstanceType", "t3.micro",
                "MinCount", "" + count,
                "MaxCount", "" + count,
                "TagSpecification.1.ResourceType", "instance",
                "TagSpecification.1.Tag.1.Key", "app",
                "TagSpecification.1.Tag.1.Value", "web"));
        if (!subnet.isEmpty()) request.addAll(List.of("SubnetId", subnet));
        List<String> ids = query(account, "ec2", "2016-11-15", "RunInstances", request.toArray(new String[0]))
                .every("instanceId");
        if (ids.size() < count) throw new AssertionError("only " + ids);
        return ids;
    }

    /// The default subnet of a zone.
    String subnet(String zone) {
        return ec2("DescribeSubnets", "Filter.1.Name", "availability-zone", "Filter.1.Value.1", zone)
                .first("subnetId");
    }

    static String instanceArn(String id) {
        return SCOPE.arn("ec2", "instance/" + id).toString();
    }

    Instances.State stateOf(String instance) {
        return stateOf(SCOPE, instance);
    }

    Instances.State stateOf(Scope scope, String instance) {
        return cloud.directory()
                .require(Instances.class)
                .find(scope, instance)
                .orElseThrow()
                .state();
    }

    @Override
    public void close() {
        cloud.close();
    }
}
