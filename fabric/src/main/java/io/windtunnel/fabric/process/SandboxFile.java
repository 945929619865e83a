package io.windtunnel.fabric.process;

import java.nio.charset.StandardCharsets;

/// A file to put into a sandbox: an absolute path inside, what is in it, and its permission bits, such as `0755`.
public record SandboxFile(String path, byte[] content, int mode) {
    public SandboxFile {
        if (!path.startsWith("/") || path.contains("/../") || path.endsWith("/.."))
            throw new IllegalArgumentException("not an absolute path: " + path);
    }

    /// A readable file of text.
    public static SandboxFile text(String path, String content) {
        return new SandboxFile(path, content.getBytes(StandardCharsets.UTF_8), 0644);
    }

    /// A script that may be run.
    public static SandboxFile script(String path, String content) {
        return new SandboxFile(path, content.getBytes(StandardCharsets.UTF_8), 0755);
    }
}
