package io.windtunnel.fabric.net;

/// Which segment of its network an address is in: its subnet.
///
/// Thread safety: asked when a host is put on the ground, by any thread; must not block.
@FunctionalInterface
public interface Segmentation {
    /// No network has segments.
    Segmentation NONE = (_, _) -> "";

    /// The subnet's id; empty where there is none.
    String segment(String realm, String ip);
}
