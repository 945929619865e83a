package io.windtunnel.rehearsal.steps;

import io.windtunnel.cloud.Cloud;
import io.windtunnel.fabric.net.Link;
import io.windtunnel.fabric.net.LinkQuality;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.kernel.time.Timer;
import io.windtunnel.wire.WireRequest;
import io.windtunnel.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Calls the services of a Region from somewhere: there and back over the links, which may be slow or cut.
///
/// Thread safety: every method may be called from any thread; none blocks.
final class ServiceCaller {
    private static final Pattern JSON_CODE = Pattern.compile("\"__type\"\\s*:\\s*\"(?:[^\"#]*#)?([^\"]+)\"");
    private static final Pattern JSON_WORDS = Pattern.compile("\"[mM]essage\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern XML_CODE = Pattern.compile("<Code>([^<]+)</Code>");
    private static final Pattern XML_WORDS = Pattern.compile("<Message>([^<]*)</Message>");

    private final Cloud cloud;
    private final Time time;

    ServiceCaller(Cloud cloud, Time time) {
        this.cloud = cloud;
        this.time = time;
    }

    /// Calls; without an answer within `timeout` the call is lost.
    CompletableFuture<Outcome> call(Place from, Region region, WireRequest request, Duration timeout) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Timer patience = time.after(timeout, () -> outcome.complete(new Outcome.Lost()));
        outcome.whenComplete((_, _) -> patience.cancel());
        Place there = Place.in(region);
        pass(
                cloud.fabric().links().link(from, there),
                () -> cloud.fabric()
                        .background(() -> cloud.endpoint()
                                .answer(request)
                                .thenAccept(response -> pass(
                                        cloud.fabric().links().link(there, from),
                                        () -> outcome.complete(outcome(response))))));
        return outcome;
    }

    /// What goes over a cut link never arrives.
    private void pass(Link link, Runnable arrived) {
        if (link.plain()) {
            arrived.run();
            return;
        }
        LinkQuality quality = link.quality();
        if (!quality.cut()) time.after(quality.latency(), arrived);
    }

    private static Outcome outcome(WireResponse response) {
        byte[] body = response.body();
        if (response.status() < 300) return new Outcome.Answered(body);
        String text = new String(body, StandardCharsets.UTF_8);
        boolean xml = text.startsWith("<");
        String code = first(xml ? XML_CODE : JSON_CODE, text, "Http" + response.status());
        return new Outcome.Refused(response.status(), code, first(xml ? XML_WORDS : JSON_WORDS, text, ""));
    }

    private static String first(Pattern pattern, String text, String otherwise) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : otherwise;
    }
}
