package io.windtunnel.cloud.compute.program;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// What is honoured of a cloud-config. Later documents replace the keys of earlier ones, as cloud-init merges them.
///
/// https://cloudinit.readthedocs.io/en/latest/reference/modules.html
///
/// @param bootCommands shell lines run early at every boot
/// @param files written at the first boot
/// @param runCommands shell lines run at the first boot
/// @param packages asked for by name; none is installed
/// @param notHonoured the keys that are not honoured, and what could not be read
record CloudConfig(
        List<String> bootCommands,
        List<WrittenFile> files,
        List<String> runCommands,
        List<String> packages,
        List<String> notHonoured) {
    /// A file of `write_files`.
    record WrittenFile(
            String path,
            byte[] content,
            String permissions,
            @Nullable String owner,
            boolean append) {}

    static CloudConfig empty() {
        return new CloudConfig(List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /// The configuration with `yaml` over it.
    CloudConfig with(String yaml) {
        JsonNode root;
        try {
            root = new YAMLMapper().readTree(yaml);
        } catch (JacksonException broken) {
            return refusing("the cloud-config is not YAML: " + broken.getOriginalMessage());
        }
        if (root == null || !root.isObject()) return refusing("the cloud-config is not a mapping");
        List<String> others = new ArrayList<>(notHonoured);
        for (Map.Entry<String, JsonNode> entry : root.properties())
            if (!List.of("bootcmd", "write_files", "runcmd", "packages", "package_update", "package_upgrade")
                    .contains(entry.getKey())) others.add("the key " + entry.getKey());
        return new CloudConfig(
                root.has("bootcmd") ? commands(root.get("bootcmd")) : bootCommands,
                root.has("write_files") ? files(root.get("write_files"), others) : files,
                root.has("runcmd") ? commands(root.get("runcmd")) : runCommands,
                root.has("packages") ? packages(root.get("packages")) : packages,
                List.copyOf(others));
    }

    private CloudConfig refusing(String what) {
        List<String> others = new ArrayList<>(notHonoured);
        others.add(what);
        return new CloudConfig(bootCommands, files, runCommands, packages, List.copyOf(others));
    }

    /// Each command is a shell line, or a list of words that no shell is to touch.
    private static List<String> commands(JsonNode list) {
        List<String> commands = new ArrayList<>();
        for (JsonNode command : list) {
            if (command.isArray())
                commands.add(command.valueStream()
                        .map(JsonNode::asString)
                        .map(CloudConfig::quoted)
                        .collect(Collectors.joining(" ")));
            else if (!command.isNull()) commands.add(command.asString());
        }
        return List.copyOf(commands);
    }

    static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static List<String> packages(JsonNode list) {
        List<String> packages = new ArrayList<>();
        for (JsonNode item : list)
            packages.add(item.isArray() && !item.isEmpty() ? item.get(0).asString() : item.asString());
        return List.copyOf(packages);
    }

    private static List<WrittenFile> files(JsonNode list, List<String> others) {
        List<WrittenFile> files = new ArrayList<>();
        for (JsonNode item : list) {
            String path = item.path("path").asString("");
            String encoding = item.path("encoding").asString("text/plain").toLowerCase(java.util.Locale.ROOT);
            if (!path.startsWith("/") || path.contains("/../")) {
                others.add("a write_files entry without an absolute path");
                continue;
            }
            byte[] content = item.path("content").asString("").getBytes(StandardCharsets.UTF_8);
            try {
                if (encoding.contains("b64") || encoding.contains("base64"))
                    content = Base64.getMimeDecoder().decode(content);
                if (encoding.startsWith("gz")) content = unpacked(content);
            } catch (IllegalArgumentException | java.io.IOException broken) {
                others.add("the content of " + path + ", which is not " + encoding);
                continue;
            }
            files.add(new WrittenFile(
                    path,
                    content,
                    item.path("permissions").asString("0644"),
                    item.has("owner") ? item.get("owner").asString() : null,
                    item.path("append").asBoolean(false)));
        }
        return List.copyOf(files);
    }

    private static byte[] unpacked(byte[] content) throws java.io.IOException {
        try (var unpacking = new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(content))) {
            return unpacking.readNBytes(UserData.MOST_BYTES);
        }
    }
}
