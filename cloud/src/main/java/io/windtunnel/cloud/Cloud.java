package io.windtunnel.cloud;

import io.windtunnel.cloud.compute.program.ProgramWorkload;
import io.windtunnel.cloud.ports.AccessKeys;
import io.windtunnel.cloud.ports.ApiErrors;
import io.windtunnel.cloud.ports.CloudServices;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Identities;
import io.windtunnel.cloud.ports.Inbox;
import io.windtunnel.cloud.ports.OwnPages;
import io.windtunnel.cloud.ports.VirtualHosts;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.FabricOptions;
import io.windtunnel.fabric.tls.LocalAuthority;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.wire.ApiEndpoint;
import io.windtunnel.wire.ApiFace;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.Unhonoured;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A cloud: the ground, the services on it, and the endpoint that speaks AWS's protocols. Sockets for clients
/// outside are the gateway's.
///
/// Thread safety: every method may be called from any thread.
public final class Cloud implements AutoCloseable {
    /// What a cloud is opened with.
    ///
    /// @param fabric seed, speed, data directory, network
    /// @param verifySignatures whether a request with a missing or wrong signature is refused
    /// @param tell where sentences for the user go, such as what is not honoured
    public record Options(FabricOptions fabric, boolean verifySignatures, Consumer<String> tell) {
        /// At the wall clock's own speed, in memory, believing every signature, telling on standard error.
        public static Options standard() {
            return new Options(FabricOptions.standard(), false, words -> System.err.println("windtunnel: " + words));
        }

        public Options fabric(FabricOptions options) {
            return new Options(options, verifySignatures, tell);
        }

        public Options verifySignatures(boolean verify) {
            return new Options(fabric, verify, tell);
        }

        public Options tell(Consumer<String> listener) {
            return new Options(fabric, verifySignatures, listener);
        }
    }

    /// The secret access key of the access key that is an account id, for signatures under verification.
    public static final String ACCOUNT_SECRET = "test";

    private final Fabric fabric;
    private final CloudContext context;
    private final Chronicle chronicle;
    private final NotHonoured notHonoured;
    private final List<CloudService> services = new ArrayList<>();
    private final @Nullable ProgramWorkload programs;
    private final ApiEndpoint endpoint;

    private Cloud(Fabric fabric, Options options) {
        this.fabric = fabric;
        this.chronicle = new Chronicle();
        this.notHonoured = new NotHonoured(options.tell());
        Directory directory = new Directory();
        directory.offer(Unhonoured.class, notHonoured);
        directory.offer(VirtualHosts.class, new VirtualHosts());
        directory.offer(OwnPages.class, new OwnPages());
        directory.offer(Inbox.class, new Inbox());
        directory.offer(CloudServices.class, name -> services().contains(name));
        InjectedErrors errors = new InjectedErrors(directory, fabric.random().stream("api-errors"));
        directory.offer(ApiErrors.class, errors);
        directory.offer(LocalAuthority.class, authority(fabric, options.fabric().data()));
        this.context = new CloudContext(fabric, directory, new ResourceTypes(), chronicle);
        this.programs = fabric.hasNetwork() ? ProgramWorkload.open(context) : null;
        ApiEndpoint.Builder builder = ApiEndpoint.builder()
                .ids(fabric.ids())
                .time(fabric.wall())
                .unhonoured(notHonoured)
                .accounts(this::account)
                .faults(errors);
        if (options.verifySignatures()) builder.verifySignatures(this::secret);
        for (var open : Services.ALL) {
            CloudService service = open.apply(context);
            services.add(service);
            builder.face(ApiFace.bind(ServiceModel.load(service.name()), service.face()));
        }
        this.endpoint = builder.build();
    }

    /// The authority behind HTTPS: with a data directory it stays the same from run to run. Its certificates are for
    /// clients outside, who live in wall time.
    private static LocalAuthority authority(Fabric fabric, @Nullable Path data) {
        return data == null
                ? LocalAuthority.passing(fabric.wall()::now)
                : LocalAuthority.in(data.resolve("authority"), fabric.wall()::now);
    }

    /// The account of a user's or session's key.
    private AccountId account(String accessKeyId) {
        if (accessKeyId.isEmpty()) return AccountId.DEFAULT;
        return context.directory()
                .find(Identities.class)
                .flatMap(identities -> identities.of(accessKeyId))
                .map(Identities.Identity::account)
                .orElse(AccountId.DEFAULT);
    }

    /// The secret of a key of IAM's; the key that is an account's twelve digits has the secret [#ACCOUNT_SECRET].
    private @Nullable String secret(String accessKeyId) {
        if (AccountId.isAccountId(accessKeyId)) return ACCOUNT_SECRET;
        return context.directory()
                .find(AccessKeys.class)
                .flatMap(keys -> keys.secret(accessKeyId))
                .orElse(null);
    }

    public static Cloud open(Options options) {
        return new Cloud(Fabric.open(options.fabric()), options);
    }

    /// A cloud on a ground made by the caller, which closes with it: for tests and for virtual time.
    public static Cloud on(Fabric fabric, Options options) {
        return new Cloud(fabric, options);
    }

    public Fabric fabric() {
        return fabric;
    }

    public Directory directory() {
        return context.directory();
    }

    public ResourceTypes resourceTypes() {
        return context.resourceTypes();
    }

    public Chronicle chronicle() {
        return chronicle;
    }

    public NotHonoured notHonoured() {
        return notHonoured;
    }

    /// Where AWS requests come in.
    public ApiEndpoint endpoint() {
        return endpoint;
    }

    /// The names of the services there are, such as `ec2`.
    public List<String> services() {
        return services.stream().map(CloudService::name).toList();
    }

    /// The face of a service, for callers in this process.
    ///
    /// @throws IllegalArgumentException when there is no service with such a face
    public <F> F face(Class<F> type) {
        for (CloudService service : services) if (type.isInstance(service.face())) return type.cast(service.face());
        throw new IllegalArgumentException("no service has the face " + type.getSimpleName());
    }

    @Override
    public void close() {
        for (CloudService service : services.reversed()) service.close();
        if (programs != null) programs.close();
        fabric.close();
    }
}
