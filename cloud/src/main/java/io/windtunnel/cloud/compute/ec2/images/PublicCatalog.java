package io.windtunnel.cloud.compute.ec2.images;

import io.windtunnel.kernel.identity.Region;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The public images, per Region. Their ids are made from the Region and the image's name: the same in every run.
///
/// Source of the aliases: https://docs.aws.amazon.com/linux/al2023/ug/ec2.html,
/// https://documentation.ubuntu.com/aws/aws-how-to/instances/find-ubuntu-images/
public final class PublicCatalog {
    private static final String AMAZON = "137112412989";
    private static final String CANONICAL = "099720109477";
    private static final String ECS = "591542846629";
    private static final String MADE = "2026-10-01T00:00:00.000Z";
    private static final String LINUX = "/aws/service/ami-amazon-linux-latest/";
    private static final String UBUNTU = "/aws/service/canonical/ubuntu/server/";

    private record Entry(
            String name, String owner, String architecture, int gibibytes, String device, List<String> aliases) {}

    private static final List<Entry> ENTRIES = List.of(
            amazon(
                    "al2023-ami-2023.9.20261001.0-kernel-6.1-x86_64",
                    "x86_64",
                    8,
                    List.of("al2023-ami-kernel-default-x86_64", "al2023-ami-kernel-6.1-x86_64")),
            amazon(
                    "al2023-ami-2023.9.20261001.0-kernel-6.1-arm64",
                    "arm64",
                    8,
                    List.of("al2023-ami-kernel-default-arm64", "al2023-ami-kernel-6.1-arm64")),
            amazon(
                    "al2023-ami-minimal-2023.9.20261001.0-kernel-6.1-x86_64",
                    "x86_64",
                    2,
                    List.of("al2023-ami-minimal-kernel-default-x86_64", "al2023-ami-minimal-kernel-6.1-x86_64")),
            amazon(
                    "al2023-ami-minimal-2023.9.20261001.0-kernel-6.1-arm64",
                    "arm64",
                    2,
                    List.of("al2023-ami-minimal-kernel-default-arm64", "al2023-ami-minimal-kernel-6.1-arm64")),
            amazon("amzn2-ami-hvm-2.0.20261001.0-x86_64-gp2", "x86_64", 8, List.of("amzn2-ami-hvm-x86_64-gp2")),
            amazon(
                    "amzn2-ami-kernel-5.10-hvm-2.0.20261001.0-x86_64-gp2",
                    "x86_64",
                    8,
                    List.of("amzn2-ami-kernel-5.10-hvm-x86_64-gp2")),
            amazon(
                    "amzn2-ami-kernel-5.10-hvm-2.0.20261001.0-arm64-gp2",
                    "arm64",
                    8,
                    List.of("amzn2-ami-kernel-5.10-hvm-arm64-gp2", "amzn2-ami-hvm-arm64-gp2")),
            ubuntu("jammy-22.04", "22.04", "amd64", "hvm-ssd", "ebs-gp2"),
            ubuntu("jammy-22.04", "22.04", "arm64", "hvm-ssd", "ebs-gp2"),
            ubuntu("noble-24.04", "24.04", "amd64", "hvm-ssd-gp3", "ebs-gp3"),
            ubuntu("noble-24.04", "24.04", "arm64", "hvm-ssd-gp3", "ebs-gp3"),
            new Entry(
                    "al2023-ami-ecs-hvm-2023.0.20261001-kernel-6.1-x86_64",
                    ECS,
                    "x86_64",
                    30,
                    "/dev/xvda",
                    List.of("/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id")));

    private PublicCatalog() {}

    private static Entry amazon(String name, String architecture, int gibibytes, List<String> aliases) {
        return new Entry(
                name,
                AMAZON,
                architecture,
                gibibytes,
                "/dev/xvda",
                aliases.stream().map(LINUX::concat).toList());
    }

    private static Entry ubuntu(String release, String version, String machine, String kind, String volume) {
        return new Entry(
                "ubuntu/images/" + kind + "/ubuntu-" + release + "-" + machine + "-server-20261001",
                CANONICAL,
                machine.equals("amd64") ? "x86_64" : machine,
                8,
                "/dev/sda1",
                List.of(UBUNTU + version + "/stable/current/" + machine + "/hvm/" + volume + "/ami-id"));
    }

    /// The images of a Region by id.
    static Map<String, Image> images(Region region) {
        Map<String, Image> images = new TreeMap<>();
        for (Entry entry : ENTRIES) {
            String id = id(region, entry);
            images.put(
                    id,
                    new Image(
                            id,
                            entry.name,
                            entry.name,
                            entry.owner,
                            entry.owner.equals(CANONICAL) ? null : "amazon",
                            entry.architecture,
                            entry.device,
                            entry.gibibytes,
                            MADE,
                            true,
                            "available",
                            null,
                            id.replace("ami-", "snap-")));
        }
        return images;
    }

    /// The image ids of a Region by Systems Manager parameter name.
    public static Map<String, String> aliases(Region region) {
        Map<String, String> aliases = new TreeMap<>();
        for (Entry entry : ENTRIES) for (String alias : entry.aliases) aliases.put(alias, id(region, entry));
        return aliases;
    }

    private static String id(Region region, Entry entry) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((region + " " + entry.name).getBytes(StandardCharsets.UTF_8));
            return "ami-0" + HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
