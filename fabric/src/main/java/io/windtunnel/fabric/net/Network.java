package io.windtunnel.fabric.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.windtunnel.fabric.run.Threads;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.kernel.time.Time;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Hosts, the ports they open, and the connections between them, on real sockets of this computer.
///
/// A host has an address on AWS's side and a loopback address of its own, by which an acceptor knows who
/// connects. A connection goes over the link between the two places: slow, lossy or cut as the board says
/// at every moment. Who connects from outside stands on the internet.
///
/// Thread safety: every method may be called from any thread.
public final class Network implements Hosts, AutoCloseable {
    /// Connections that wait to be accepted, per port.
    private static final int BACKLOG = 1024;

    /// Room for the longest datagram.
    private static final FixedRecvByteBufAllocator DATAGRAM_BUFFERS = new FixedRecvByteBufAllocator(65_536);

    private final EventLoops loops;
    private final Time time;
    private final Links links;
    private final RandomStreams random;
    private final AtomicLong connections = new AtomicLong();
    private final LoopbackAddresses loopbacks;
    private final Map<NamedAddress, NetworkHost> hosts = new ConcurrentHashMap<>();
    private final Map<InetAddress, NetworkHost> byLoopback = new ConcurrentHashMap<>();
    private final Map<InetSocketAddress, Origin> origins = new ConcurrentHashMap<>();
    private final Map<InetSocketAddress, Origin> datagramOrigins = new ConcurrentHashMap<>();
    private volatile Admission admission = Admission.OPEN;
    private volatile Segmentation segmentation = Segmentation.NONE;

    private Network(EventLoops loops, Time time, Links links, RandomStreams random) {
        this.loops = loops;
        this.time = time;
        this.links = links;
        this.random = random;
        this.loopbacks = new LoopbackAddresses((int) ProcessHandle.current().pid());
    }

    /// A network without hosts.
    public static Network open(NetworkOptions options, Time time, Links links, RandomStreams random, Threads threads) {
        EventLoops loops = EventLoops.open(options.eventLoops(), options.transports(), threads.platform("network"));
        return new Network(loops, time, links, random);
    }

    /// How its sockets are driven.
    public Transport transport() {
        return loops.transport();
    }

    /// The links its connections go over.
    public Links links() {
        return links;
    }

    @Override
    public void admission(Admission admission) {
        this.admission = admission;
    }

    @Override
    public void segmentation(Segmentation segmentation) {
        this.segmentation = segmentation;
    }

    @Override
    public boolean admits(Host from, @Nullable InetAddress client, Host to, int port) {
        return admission.admits(from, client, to, port);
    }

    boolean admitsDatagrams(Host from, Origin sender, Host to, int port) {
        return admission.admitsDatagrams(
                from, sender.relayed() ? sender.client().getAddress() : null, to, port);
    }

    /// Scenario time.
    public Time time() {
        return time;
    }

    /// One of the event loops, in turn.
    public EventLoop eventLoop() {
        return loops.next();
    }

    @Override
    public Host host(Place place, String realm, String ip) {
        NamedAddress address = new NamedAddress(realm, ip);
        Standpoint standpoint = new Standpoint(place, realm, segmentation.segment(realm, ip));
        NetworkHost host = new NetworkHost(this, standpoint, address, loopbacks.take());
        if (hosts.putIfAbsent(address, host) != null) {
            loopbacks.giveBack(host.loopback());
            throw new IllegalStateException("there is a host at " + address);
        }
        if (ownsLoopback(host)) byLoopback.put(host.loopback(), host);
        return host;
    }

    @Override
    public Optional<Host> find(String realm, String ip) {
        return Optional.ofNullable(hosts.get(new NamedAddress(realm, ip)));
    }

    void remove(NetworkHost host) {
        if (!hosts.remove(host.address(), host) || !ownsLoopback(host)) return;
        byLoopback.remove(host.loopback(), host);
        loopbacks.giveBack(host.loopback());
    }

    private static boolean ownsLoopback(NetworkHost host) {
        return !host.loopback().equals(LoopbackAddresses.SHARED);
    }

    /// Opens a port of `host`. Blocks until it is bound: not to be called on an event loop.
    ///
    /// Where the port cannot be bound really (it is privileged, or taken by another program), it stands behind
    /// another port of the same address: fabric connections find it all the same, others by [Listener#address].
    ///
    /// @param port on AWS's side, 1 to 65535; 0 for any free one
    /// @throws IllegalStateException when the host is closed, or listens on the port already
    public Listener listen(Host host, int port, ChannelInitializer<? super Channel> initializer) {
        return listen(host, port, Spread.ALL, initializer);
    }

    /// Opens a port of `host` whose connections live on some of the event loops. See the variant without.
    public Listener listen(Host host, int port, Spread spread, ChannelInitializer<? super Channel> initializer) {
        NetworkHost owner = own(host);
        if (port != 0 && owner.port(port) != null)
            throw new IllegalStateException(host + " listens on port " + port + " already");
        ServerBootstrap server = server(loops.spread(spread), new Arrivals(this, owner, initializer));
        Channel bound = bind(server, new InetSocketAddress(owner.loopback(), port));
        InetSocketAddress address = (InetSocketAddress) bound.localAddress();
        OpenPort opened = new OpenPort(owner, port == 0 ? address.getPort() : port, address, bound);
        try {
            owner.open(opened);
        } catch (IllegalStateException refused) {
            bound.close();
            throw refused;
        }
        return opened;
    }

    /// Says that another program of this computer serves a port of `host`, at `address`.
    ///
    /// @throws IllegalStateException when the host is closed, or has the port open already
    public Listener served(Host host, int port, InetSocketAddress address) {
        NetworkHost owner = own(host);
        OpenPort opened = new OpenPort(owner, port, address, null);
        owner.open(opened);
        return opened;
    }

    private static Channel bind(ServerBootstrap server, InetSocketAddress address) {
        ChannelFuture bound = server.bind(address).awaitUninterruptibly();
        if (bound.isSuccess()) return bound.channel();
        if (address.getPort() == 0) throw failure(address, bound.cause());
        return bind(server, new InetSocketAddress(address.getAddress(), 0));
    }

    /// Opens a door for clients outside, on an address of this computer; no link lies before it.
    ///
    /// @throws UncheckedIOException when the address cannot be bound; the message names it
    public Channel listenOutside(InetSocketAddress address, ChannelInitializer<? super Channel> initializer) {
        ChannelFuture bound = server(loops.group(), initializer).bind(address).awaitUninterruptibly();
        if (bound.isSuccess()) return bound.channel();
        throw failure(address, bound.cause());
    }

    private static UncheckedIOException failure(InetSocketAddress address, @Nullable Throwable cause) {
        SocketException named = new BindException("cannot listen on " + address + ": " + cause);
        if (cause != null) named.initCause(cause);
        return new UncheckedIOException(named);
    }

    private ServerBootstrap server(EventLoopGroup children, ChannelInitializer<? super Channel> initializer) {
        return new ServerBootstrap()
                .group(loops.group(), children)
                .channelFactory(loops.servers())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(initializer);
    }

    /// Connects from one host to an address. See the variant with an event loop.
    public ChannelFuture connect(
            Host from,
            String realm,
            String ip,
            int port,
            Duration timeout,
            ChannelInitializer<? super Channel> initializer) {
        return connect(from, loops.next(), new Destination(realm, ip, port), timeout, null, initializer);
    }

    /// Connects from one host to an address, over the link between their places.
    ///
    /// Nobody at the address, no [Admission], or a cut link: the connection is not made and nobody says so
    /// until `timeout` is over ([io.netty.channel.ConnectTimeoutException]); it is made after all if that
    /// changes before. A host that does not listen on the port refuses at once
    /// ([java.net.ConnectException]).
    ///
    /// @param loop the event loop the connection lives on: a proxy keeps both of its sides on one
    /// @param timeout scenario time
    /// @param onBehalfOf the client the acceptor is to see; null for the host itself
    public ChannelFuture connect(
            Host from,
            EventLoop loop,
            Destination to,
            Duration timeout,
            @Nullable InetSocketAddress onBehalfOf,
            ChannelInitializer<? super Channel> initializer) {
        Dial dial = new Dial(this, own(from), to, loop, onBehalfOf, nextRandom());
        return dial.start(timeout, initializer);
    }

    /// Opens a port of `host` for datagrams, or any free one to speak from. Where the port cannot be bound
    /// really it stands behind another of the same address, as with [#listen]. Blocks until it is bound,
    /// but not on `loop`.
    ///
    /// @param port on AWS's side, 1 to 65535; 0 for any free one
    /// @param loop the event loop it lives on
    /// @param onBehalfOf the client that receivers are to see; null for the host itself
    /// @throws IllegalStateException when the host is closed, or has the port open for datagrams already
    /// @throws UncheckedIOException when no socket is to be had
    public DatagramPort datagrams(
            Host host, int port, EventLoop loop, @Nullable InetSocketAddress onBehalfOf, DatagramReceiver receiver) {
        NetworkHost owner = own(host);
        if (owner.closed()) throw new IllegalStateException(host + " is closed");
        Channel channel = loops.datagrams().newChannel();
        channel.config().setOption(ChannelOption.RECVBUF_ALLOCATOR, DATAGRAM_BUFFERS);
        InetSocketAddress client = onBehalfOf == null ? Origin.address(host.ip(), port) : onBehalfOf;
        Origin origin = new Origin(host.place(), host, client, onBehalfOf != null);
        DatagramPort made = new DatagramPort(this, owner, channel, origin, receiver, new LoopTime(time, loop));
        settled(loop.register(channel));
        InetSocketAddress wanted = new InetSocketAddress(owner.loopback(), port);
        ChannelFuture bound = settled(channel.bind(wanted));
        if (!bound.isSuccess() && port != 0) bound = settled(channel.bind(new InetSocketAddress(owner.loopback(), 0)));
        if (!bound.isSuccess()) {
            channel.close();
            throw failure(wanted, bound.cause());
        }
        made.bound(port == 0 ? made.address().getPort() : port);
        owner.open(made);
        return made;
    }

    private static ChannelFuture settled(ChannelFuture future) {
        return future.isDone() ? future : future.awaitUninterruptibly();
    }

    private NetworkHost own(Host host) {
        if (host instanceof NetworkHost known) return known;
        throw new IllegalArgumentException("not a host of this network: " + host);
    }

    /// Streams for one connection: by its number, so that a connection's chances do not depend on its
    /// neighbours'.
    RandomStreams nextRandom() {
        return random.numbered(connections.getAndIncrement());
    }

    /// What puts a socket of `here` behind its link to `there`, and counts for both.
    LinkHandler gate(NetworkHost here, NetworkHost there, EventLoop loop, RandomStreams chance) {
        return gate(here.standpoint(), there.standpoint(), loop, chance, new Toll(here, there));
    }

    LinkHandler gateToInternet(NetworkHost here, EventLoop loop) {
        return gate(here.standpoint(), Standpoint.at(Place.INTERNET), loop, nextRandom(), new Toll(here, null));
    }

    private LinkHandler gate(Standpoint here, Standpoint there, EventLoop loop, RandomStreams chance, Toll toll) {
        return new LinkHandler(
                links.link(here, there),
                links.link(there, here),
                new LoopTime(time, loop),
                chance.stream("link"),
                toll);
    }

    EventLoops loops() {
        return loops;
    }

    @Nullable
    NetworkHost at(Destination to) {
        return hosts.get(new NamedAddress(to.realm(), to.ip()));
    }

    /// Tells the acceptor who connects from the local address `socket`.
    void introduce(InetSocketAddress socket, Origin origin) {
        origins.put(socket, origin);
    }

    void forgetIntroduction(InetSocketAddress socket) {
        origins.remove(socket);
    }

    /// Who connects from `socket`; null when it is somebody outside.
    @Nullable
    Origin originOf(InetSocketAddress socket) {
        Origin introduced = origins.isEmpty() ? null : origins.remove(socket);
        if (introduced != null) return introduced;
        NetworkHost host = byLoopback.get(socket.getAddress());
        if (host == null) return null;
        return new Origin(host.place(), host, Origin.address(host.ip(), socket.getPort()), false);
    }

    /// Tells receivers who sends datagrams from the local address `socket`.
    void introduceDatagrams(InetSocketAddress socket, Origin origin) {
        datagramOrigins.put(socket, origin);
    }

    void forgetDatagrams(InetSocketAddress socket) {
        datagramOrigins.remove(socket);
    }

    /// Who sends datagrams from `socket`; null when it is somebody outside.
    @Nullable
    Origin originOfDatagrams(InetSocketAddress socket) {
        Origin introduced = datagramOrigins.get(socket);
        if (introduced != null) return introduced;
        NetworkHost host = byLoopback.get(socket.getAddress());
        if (host == null) return null;
        return new Origin(host.place(), host, Origin.address(host.ip(), socket.getPort()), false);
    }

    /// Closes every host and stops the event loops.
    @Override
    public void close() {
        for (NetworkHost host : hosts.values()) host.close();
        loops.close();
        loopbacks.close();
    }
}
