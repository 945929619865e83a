package io.windtunnel.cloud.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.windtunnel.cloud.Cloud;
import io.windtunnel.cloud.ports.Bill;
import io.windtunnel.cloud.ports.Endpoint;
import io.windtunnel.cloud.ports.Inbox;
import io.windtunnel.cloud.ports.OwnPages;
import io.windtunnel.cloud.ports.VirtualHosts;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.http.AsyncHttpHandler;
import io.windtunnel.fabric.http.Content;
import io.windtunnel.fabric.http.Fields;
import io.windtunnel.fabric.http.HttpServer;
import io.windtunnel.fabric.http.Request;
import io.windtunnel.fabric.http.Response;
import io.windtunnel.fabric.net.Destination;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.NamedAddress;
import io.windtunnel.fabric.net.Origin;
import io.windtunnel.fabric.run.Threads;
import io.windtunnel.fabric.tls.LocalAuthority;
import io.windtunnel.fabric.tls.Pem;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.wire.Headers;
import io.windtunnel.wire.Payload;
import io.windtunnel.wire.WireRequest;
import io.windtunnel.wire.WireResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The cloud's front door: one port for everything a client outside asks for.
///
/// API requests are answered on virtual threads; their long bodies are streams, both ways.
/// `/_windtunnel/health` tells what runs; `/_windtunnel/bill` what it costs; `/_windtunnel/inbox` shows what would
/// have been mailed; `/_windtunnel/authority.pem` is the certificate to trust for HTTPS. A host that a service has
/// registered in [VirtualHosts] is relayed to that service's data plane over the internet's link, with the
/// client's own address as its origin.
///
/// Thread safety: every method may be called from any thread.
public final class Gateway implements AutoCloseable {
    private static final String OWN_PATHS = "/_windtunnel/";

    /// The longest body that is gathered before it is looked at; longer ones are handed on as they come.
    private static final int GATHERED_BYTES = 64 * 1024;

    /// The gateway's own address on the internet, from a block reserved for documentation.
    private static final String IP = "198.51.100.1";

    private final Cloud cloud;
    private final Fabric fabric;
    private final GatewayOptions options;
    private final VirtualHosts hosts;
    private final GatewayCertificates certificates;
    private final Host host;
    private final HttpServer server;
    private final Channel door;

    private Gateway(Cloud cloud, GatewayOptions options) {
        this.cloud = cloud;
        this.fabric = cloud.fabric();
        this.options = options;
        this.hosts = cloud.directory().require(VirtualHosts.class);
        this.certificates = new GatewayCertificates(cloud.directory().require(LocalAuthority.class));
        this.host = fabric.network().host(Place.INTERNET, NamedAddress.INTERNET, IP);
        AsyncHttpHandler handler =
                request -> own(request) ? CompletableFuture.completedStage(tell(request)) : answer(request);
        this.server = new HttpServer(
                fabric.wall(),
                options.limits(),
                handler.on(fabric.threads()),
                new HttpServer.Streaming(GATHERED_BYTES, fabric.threads()));
        this.door = open();
    }

    /// Opens the door of `cloud`. It is to be closed before the cloud.
    ///
    /// @throws java.io.UncheckedIOException when the address cannot be bound; the message names it
    public static Gateway open(Cloud cloud, GatewayOptions options) {
        Gateway gateway = new Gateway(cloud, options);
        if (cloud.directory().find(Endpoint.class).isEmpty())
            cloud.directory().offer(Endpoint.class, gateway::reachable);
        return gateway;
    }

    /// Where programs of this computer reach the door; empty when it is closed.
    private Optional<InetSocketAddress> reachable() {
        if (!door.isOpen()) return Optional.empty();
        boolean everywhere = address().getAddress().isAnyLocalAddress();
        return Optional.of(
                everywhere
                        ? new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), address().getPort())
                        : address());
    }

    private Channel open() {
        try {
            return fabric.network().listenOutside(options.address(), new ChannelInitializer<>() {
                @Override
                protected void initChannel(Channel channel) {
                    channel.pipeline()
                            .addLast(new FirstBytes(Gateway.this, false))
                            .addLast(new Breakage());
                }
            });
        } catch (RuntimeException refused) {
            host.close();
            throw refused;
        }
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return (InetSocketAddress) door.localAddress();
    }

    GatewayOptions options() {
        return options;
    }

    VirtualHosts hosts() {
        return hosts;
    }

    GatewayCertificates certificates() {
        return certificates;
    }

    Threads threads() {
        return fabric.threads();
    }

    /// Takes a connection that speaks plainly (or from which TLS has been taken off) and asks for `name`.
    void receive(ChannelPipeline pipeline, String name, boolean secure) {
        Optional<VirtualHosts.Entrance> entrance = name.isEmpty() ? Optional.empty() : hosts.find(name);
        if (entrance.isPresent() && entrance.get().plain().isPresent())
            pipeline.addLast(relay(entrance.get(), entrance.get().plain().getAsInt()));
        else server.attach(pipeline, secure);
    }

    Relay relay(VirtualHosts.Entrance entrance, int port) {
        List<Destination> destinations = entrance.addresses().stream()
                .map(address -> new Destination(address.realm(), address.ip(), port))
                .toList();
        return new Relay(fabric.network(), host, destinations);
    }

    private CompletionStage<Response> answer(Request request) {
        return cloud.endpoint().answer(wire(request)).thenApply(Gateway::response);
    }

    private static Response response(WireResponse answer) {
        Fields fields = new Fields();
        answer.headers().forEach(fields::add);
        Payload payload = answer.payload();
        Content content =
                payload.isGathered() ? Content.of(payload.bytes()) : Content.of(payload::open, payload.length());
        return new Response(answer.status(), fields, content);
    }

    private static WireRequest wire(Request request) {
        Headers headers = new Headers();
        request.fields().forEach(headers::add);
        Origin origin = Objects.requireNonNull(request.origin());
        return new WireRequest(
                request.method(),
                request.path(),
                request.query(),
                headers,
                payload(request.content()),
                address(origin.client()),
                request.secure());
    }

    private static Payload payload(Content content) {
        return content.isGathered() ? Payload.of(content.bytes()) : Payload.of(content::open, content.length());
    }

    private static String address(InetSocketAddress client) {
        return client.isUnresolved()
                ? client.getHostString()
                : client.getAddress().getHostAddress();
    }

    private static boolean own(Request request) {
        return request.target().startsWith(OWN_PATHS);
    }

    private Response tell(Request request) {
        return switch (request.path().substring(OWN_PATHS.length())) {
            case "health" -> Response.of(200, "application/json", Status.document(cloud));
            case "bill" -> bill();
            case "authority.pem" -> Response.of(200, "application/x-pem-file", authority());
            case "inbox" -> response(InboxPages.html(inbox()));
            case "inbox.json" -> response(InboxPages.json(inbox()));
            default -> page(request.path().substring(OWN_PATHS.length()));
        };
    }

    private Inbox inbox() {
        return cloud.directory().require(Inbox.class);
    }

    private Response page(String name) {
        return cloud.directory()
                .require(OwnPages.class)
                .find(name)
                .map(Gateway::response)
                .orElseGet(() -> Response.text(404, "Windtunnel has health, bill, inbox and authority.pem here\n"));
    }

    private static Response response(OwnPages.Page page) {
        return Response.of(200, page.contentType(), page.text());
    }

    private Response bill() {
        return cloud.directory()
                .find(Bill.class)
                .map(bill -> Response.of(200, "application/json", BillDocument.of(bill)))
                .orElseGet(() -> Response.text(404, "this cloud keeps no bill\n"));
    }

    private String authority() {
        return Pem.text(cloud.directory().require(LocalAuthority.class).certificate());
    }

    /// Ends a connection whose beginning was not understood.
    private static final class Breakage extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }

    /// Accepts no more clients; requests under way are still answered, relayed connections end.
    @Override
    public void close() {
        door.close().awaitUninterruptibly(1_000);
        server.close();
        host.close();
    }
}
