package io.windtunnel.cloud.compute.program;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// User data taken apart: what kind each part is, decided by its content type or its first line as cloud-init does.
///
/// https://cloudinit.readthedocs.io/en/latest/explanation/format.html
final class UserData {
    /// The longest user data once unpacked, in bytes; beyond it the rest is cut off and told.
    static final int MOST_BYTES = 4 * 1024 * 1024;

    /// How deep archives may lie in archives.
    private static final int MOST_DEPTH = 4;

    private static final Pattern BOUNDARY =
            Pattern.compile("boundary=(?:\"([^\"]+)\"|([^\\s;]+))", Pattern.CASE_INSENSITIVE);

    /// A part of user data.
    sealed interface Part {
        /// A script to run as root; `when` says at which boots.
        record Script(String text, When when) implements Part {}

        /// A cloud-config document, in YAML.
        record CloudConfig(String yaml) implements Part {}

        /// Something that is not honoured, in words.
        record NotHonoured(String what) implements Part {}
    }

    /// At which boots of an instance a script runs.
    enum When {
        /// At every boot, before everything else.
        EARLY,
        /// At every boot.
        PER_BOOT,
        /// At the first boot of an instance.
        PER_INSTANCE
    }

    private final List<Part> parts = new ArrayList<>();

    private UserData() {}

    /// The parts of user data that has been decoded from base 64 already.
    static List<Part> parts(byte[] userData) {
        UserData data = new UserData();
        if (userData.length > 0) data.take(userData, "", 0);
        return List.copyOf(data.parts);
    }

    private void take(byte[] bytes, String contentType, int depth) {
        if (depth > MOST_DEPTH) {
            notHonoured("an archive in an archive in an archive: too deep");
            return;
        }
        String text = new String(unpacked(bytes), StandardCharsets.UTF_8);
        String type = contentType.split(";")[0].strip().toLowerCase(Locale.ROOT);
        switch (type) {
            case "text/x-shellscript", "text/x-shellscript-per-instance", "text/x-shellscript-per-once" ->
                script(text, When.PER_INSTANCE);
            case "text/x-shellscript-per-boot" -> script(text, When.PER_BOOT);
            case "text/cloud-boothook" -> script(afterFirstLine(text, "#cloud-boothook"), When.EARLY);
            case "text/cloud-config" -> parts.add(new Part.CloudConfig(text));
            case "",
                    "text/plain",
                    "application/octet-stream",
                    "text/x-not-multipart",
                    "application/gzip",
                    "application/x-gzip" -> byFirstLine(text, depth);
            default -> {
                if (type.startsWith("multipart/")) archive(contentType, text, depth);
                else notHonoured("a part of content type " + type);
            }
        }
    }

    private void byFirstLine(String text, int depth) {
        String first = text.lines().findFirst().orElse("");
        if (first.startsWith("#!")) script(text, When.PER_INSTANCE);
        else if (first.startsWith("#cloud-config-archive")) notHonoured("a #cloud-config-archive");
        else if (first.startsWith("#cloud-config")) parts.add(new Part.CloudConfig(text));
        else if (first.startsWith("#cloud-boothook")) script(afterFirstLine(text, "#cloud-boothook"), When.EARLY);
        else if (first.startsWith("#include")) notHonoured("an #include of other addresses");
        else if (first.startsWith("#part-handler")) notHonoured("a #part-handler");
        else if (first.startsWith("## template:")) notHonoured("a jinja template");
        else if (first.startsWith("<powershell>") || first.startsWith("<script>")) notHonoured("a script for Windows");
        else if (isHeader(first)) message(text, depth);
        else notHonoured("text that begins like nothing cloud-init knows: it needs a first line such as #!/bin/bash");
    }

    private static boolean isHeader(String line) {
        return line.regionMatches(true, 0, "MIME-Version:", 0, 13)
                || line.regionMatches(true, 0, "Content-Type:", 0, 13);
    }

    private void script(String text, When when) {
        parts.add(new Part.Script(text, when));
    }

    private void notHonoured(String what) {
        parts.add(new Part.NotHonoured(what));
    }

    private static String afterFirstLine(String text, String marker) {
        return text.startsWith(marker) ? text.substring(text.indexOf('\n') + 1) : text;
    }

    /// A message: header fields, an empty line, a body.
    private void message(String text, int depth) {
        String unix = text.replace("\r\n", "\n");
        int empty = unix.indexOf("\n\n");
        String header = empty < 0 ? unix : unix.substring(0, empty);
        String body = empty < 0 ? "" : unix.substring(empty + 2);
        String unfolded = header.replaceAll("\n[ \t]+", " ");
        byte[] decoded = switch (field(unfolded, "Content-Transfer-Encoding").toLowerCase(Locale.ROOT)) {
            case "base64" -> base64(body);
            default -> body.getBytes(StandardCharsets.UTF_8);
        };
        take(decoded, field(unfolded, "Content-Type"), depth + 1);
    }

    private static byte[] base64(String body) {
        try {
            return Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException notBase64) {
            return body.getBytes(StandardCharsets.UTF_8);
        }
    }

    private static String field(String header, String name) {
        return header.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private void archive(String contentType, String text, int depth) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            notHonoured("a MIME archive without a boundary");
            return;
        }
        String mark = "--" + (boundary.group(1) != null ? boundary.group(1) : boundary.group(2));
        StringBuilder part = null;
        for (String line : text.replace("\r\n", "\n").split("\n", -1)) {
            boolean end = line.strip().equals(mark + "--");
            if (end || line.strip().equals(mark)) {
                if (part != null) message(part.toString(), depth);
                part = new StringBuilder();
                if (end) return;
            } else if (part != null) {
                part.append(line).append('\n');
            }
        }
        if (part != null && !part.isEmpty()) message(part.toString(), depth);
    }

    private byte[] unpacked(byte[] bytes) {
        boolean packed = bytes.length > 2 && (bytes[0] & 255) == 0x1f && (bytes[1] & 255) == 0x8b;
        if (!packed) return bytes;
        try (GZIPInputStream unpacking = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] all = unpacking.readNBytes(MOST_BYTES);
            if (unpacking.read() >= 0) notHonoured("what lies beyond " + MOST_BYTES + " bytes of unpacked user data");
            return all;
        } catch (IOException broken) {
            notHonoured("a part that begins like gzip and is not");
            return new byte[0];
        }
    }
}
