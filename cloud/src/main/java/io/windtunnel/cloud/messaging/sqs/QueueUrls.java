package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Endpoint;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;

/// Queues' URLs: where the caller reached the cloud, then the account and the name. Only those last two are read; the
/// Region is the caller's, or the one AWS's own host name would tell.
final class QueueUrls {
    private final Directory directory;

    QueueUrls(Directory directory) {
        this.directory = directory;
    }

    String of(Call call, Queue queue) {
        return (call.endpoint().isEmpty() ? ownEndpoint(queue.scope.region()) : call.endpoint()) + "/"
                + queue.scope.account().digits() + "/" + queue.row().name();
    }

    private String ownEndpoint(Region region) {
        return directory
                .find(Endpoint.class)
                .flatMap(Endpoint::address)
                .map(address -> "http://localhost:" + address.getPort())
                .orElse("https://sqs." + region.code() + ".amazonaws.com");
    }

    /// The scope and name a URL names.
    record Named(Scope scope, String name) {}

    /// @throws AwsException when `url` is no queue's
    static Named parse(Call call, String url) {
        int name = url.lastIndexOf('/');
        int account = name < 0 ? -1 : url.lastIndexOf('/', name - 1);
        if (account < 0 || !AccountId.isAccountId(url.substring(account + 1, name)))
            throw new AwsException("InvalidAddress", "The address " + url + " is not valid for this endpoint.");
        Region region = region(url, call.scope().region());
        return new Named(new Scope(new AccountId(url.substring(account + 1, name)), region), url.substring(name + 1));
    }

    /// The Region of a URL such as `https://sqs.eu-west-1.amazonaws.com/...`, or the caller's.
    private static Region region(String url, Region caller) {
        int host = url.indexOf("://sqs.");
        if (host < 0) return caller;
        int start = host + "://sqs.".length();
        int end = url.indexOf('.', start);
        if (end < 0) return caller;
        String code = url.substring(start, end);
        return Region.isRegionCode(code) ? new Region(code) : caller;
    }
}
