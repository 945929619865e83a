package io.windtunnel.cloud.compute.program;

import io.windtunnel.cloud.ports.Machine;
import io.windtunnel.cloud.ports.MachineMetadata;
import io.windtunnel.cloud.ports.Roles;
import io.windtunnel.kernel.identity.Place;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a machine's metadata service knows, as paths and their texts. A path that has others below it lists them.
///
/// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-categories.html
final class MetadataTree {
    private static final String META = "meta-data/";

    private final SortedMap<String, Supplier<String>> texts = new TreeMap<>();

    private MetadataTree() {}

    /// The tree of `machine`; `role` gives the credentials of its role, and is null when it has none.
    static MetadataTree of(
            Machine machine,
            MachineMetadata.View view,
            Roles.@Nullable Profile profile,
            Supplier<Roles.Credentials> credentials,
            Instant now) {
        MetadataTree tree = new MetadataTree();
        tree.identity(machine, view);
        tree.network(machine, view);
        tree.place(machine);
        if (machine.userData().length > 0)
            tree.put("user-data", new String(machine.userData(), StandardCharsets.ISO_8859_1));
        if (view.tagsShown()) machine.tags().forEach((key, value) -> tree.put(META + "tags/instance/" + key, value));
        if (profile != null) tree.role(profile, credentials, now);
        tree.put("dynamic/instance-identity/document", document(machine, view, now));
        return tree;
    }

    private void put(String path, @Nullable Object text) {
        if (text != null) texts.put(path, text::toString);
    }

    private void identity(Machine machine, MachineMetadata.View view) {
        put(META + "ami-id", machine.imageId());
        put(META + "ami-launch-index", view.launchIndex());
        put(META + "ami-manifest-path", "(unknown)");
        put(META + "instance-action", "none");
        put(META + "instance-id", machine.instanceId());
        put(META + "instance-life-cycle", "on-demand");
        put(META + "instance-type", machine.instanceType());
        put(META + "profile", "default-hvm");
        put(META + "reservation-id", view.reservationId());
        put(META + "services/domain", "amazonaws.com");
        put(META + "services/partition", "aws");
        if (view.keyName() != null) put(META + "public-keys/", "0=" + view.keyName());
    }

    private void network(Machine machine, MachineMetadata.View view) {
        String ip = machine.host().ip();
        String name = view.privateDnsName() != null ? view.privateDnsName() : privateName(machine);
        String groups = String.join("\n", view.securityGroups());
        put(META + "hostname", name);
        put(META + "local-hostname", name);
        put(META + "local-ipv4", ip);
        put(META + "public-hostname", view.publicDnsName());
        put(META + "public-ipv4", view.publicIp());
        put(META + "security-groups", groups);
        if (view.mac() == null) return;
        put(META + "mac", view.mac());
        String card = META + "network/interfaces/macs/" + view.mac() + "/";
        put(card + "device-number", "0");
        put(card + "local-hostname", name);
        put(card + "local-ipv4s", ip);
        put(card + "mac", view.mac());
        put(card + "owner-id", machine.scope().account().digits());
        put(card + "public-ipv4s", view.publicIp());
        put(card + "security-groups", groups);
        put(card + "security-group-ids", String.join("\n", view.securityGroupIds()));
        put(card + "subnet-id", view.subnetId());
        put(card + "subnet-ipv4-cidr-block", view.subnetCidr());
        put(card + "vpc-id", machine.host().realm());
        put(card + "vpc-ipv4-cidr-block", view.vpcCidr());
    }

    /// `ip-10-0-1-23.ec2.internal` in us-east-1, `ip-10-0-1-23.eu-west-1.compute.internal` elsewhere.
    static String privateName(Machine machine) {
        String region = machine.scope().region().code();
        String domain = region.equals("us-east-1") ? "ec2.internal" : region + ".compute.internal";
        return "ip-" + machine.host().ip().replace('.', '-') + "." + domain;
    }

    private void place(Machine machine) {
        put(META + "placement/region", machine.scope().region().code());
        if (machine.host().place() instanceof Place.InZone in) {
            put(META + "placement/availability-zone", in.zone().name());
            put(META + "placement/availability-zone-id", in.zone().id());
        }
    }

    private void role(Roles.Profile profile, Supplier<Roles.Credentials> credentials, Instant now) {
        put(
                META + "iam/info",
                json(Map.of(
                        "Code", "Success",
                        "LastUpdated", second(now),
                        "InstanceProfileArn", profile.arn().toString(),
                        "InstanceProfileId", profile.profileId())));
        texts.put(META + "iam/security-credentials/" + profile.roleName(), () -> {
            Roles.Credentials given = credentials.get();
            return json(Map.of(
                    "Code", "Success",
                    "LastUpdated", second(now),
                    "Type", "AWS-HMAC",
                    "AccessKeyId", given.accessKeyId(),
                    "SecretAccessKey", given.secretAccessKey(),
                    "Token", given.sessionToken(),
                    "Expiration", second(given.expiration())));
        });
    }

    private static String document(Machine machine, MachineMetadata.View view, Instant now) {
        Map<String, String> members = new TreeMap<>();
        members.put("accountId", machine.scope().account().digits());
        members.put("architecture", "x86_64");
        members.put("imageId", machine.imageId());
        members.put("instanceId", machine.instanceId());
        members.put("instanceType", machine.instanceType());
        members.put("pendingTime", second(now));
        members.put("privateIp", machine.host().ip());
        members.put("region", machine.scope().region().code());
        members.put("version", "2017-09-30");
        if (machine.host().place() instanceof Place.InZone in)
            members.put("availabilityZone", in.zone().name());
        return json(members);
    }

    private static String second(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String json(Map<String, String> members) {
        StringBuilder json = new StringBuilder("{\n");
        new TreeMap<>(members)
                .forEach((name, value) -> json.append(json.length() > 2 ? ",\n" : "")
                        .append("  \"")
                        .append(name)
                        .append("\" : \"")
                        .append(escaped(value))
                        .append('"'));
        return json.append("\n}").toString();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (char each : text.toCharArray()) {
            if (each == '"' || each == '\\') escaped.append('\\').append(each);
            else if (each < ' ') escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) each));
            else escaped.append(each);
        }
        return escaped.toString();
    }

    /// The text at a path below the version, or the list of what lies below it; null when there is nothing.
    @Nullable
    String at(String path) {
        Supplier<String> text = texts.get(path);
        if (text != null) return text.get();
        String folder = path.isEmpty() || path.endsWith("/") ? path : path + "/";
        SortedSet<String> below = new TreeSet<>();
        for (String each : texts.tailMap(folder).keySet()) {
            if (!each.startsWith(folder)) break;
            String rest = each.substring(folder.length());
            int slash = rest.indexOf('/');
            below.add(slash < 0 ? rest : rest.substring(0, slash + 1));
        }
        return below.isEmpty() ? null : String.join("\n", below);
    }
}
