package io.windtunnel.cli;

import io.windtunnel.cloud.Cloud;
import io.windtunnel.cloud.gateway.Gateway;
import io.windtunnel.cloud.gateway.GatewayOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `windtunnel train`: the run from which the launcher makes its start-up cache. It starts the cloud and asks it what
/// clients ask first, so that those classes are loaded and linked from the cache ever after.
@Command(name = "train", hidden = true, description = "Starts, answers a few requests, and ends.")
final class TrainCommand implements Callable<Integer> {
    private static final List<String> REQUESTS = List.of(
            "sts Action=GetCallerIdentity&Version=2011-06-15",
            "ec2 Action=DescribeVpcs&Version=2016-11-15",
            "cloudformation Action=DescribeStacks&Version=2010-05-15",
            "autoscaling Action=DescribeAutoScalingGroups&Version=2011-01-01",
            "elasticloadbalancing Action=DescribeLoadBalancers&Version=2015-12-01",
            "monitoring Action=ListMetrics&Version=2010-08-01",
            "iam Action=ListRoles&Version=2010-05-08");

    @Override
    public Integer call() throws IOException {
        try (Cloud cloud = Cloud.open(Cloud.Options.standard());
                Gateway gateway = Gateway.open(cloud, GatewayOptions.standard().port(0))) {
            for (String request : REQUESTS) ask(gateway.address().getPort(), request.split(" ", 2));
        }
        return 0;
    }

    private static void ask(int port, String[] serviceAndForm) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
        connection.setRequestProperty(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/" + serviceAndForm[0]
                        + "/aws4_request, SignedHeaders=host, Signature=0");
        connection.setDoOutput(true);
        try (OutputStream body = connection.getOutputStream()) {
            body.write(serviceAndForm[1].getBytes(StandardCharsets.UTF_8));
        }
        try (InputStream answer =
                connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            if (answer != null) answer.readAllBytes();
        }
    }
}
