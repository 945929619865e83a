package io.windtunnel.fabric.process;

/// The sandboxes of one fabric. All of them end with it, and with this process, however it ends.
///
/// Thread safety: every method may be called from any thread.
public interface Sandboxes extends AutoCloseable {
    /// What isolation this computer gives; found out once, when the sandboxes were opened.
    Isolation isolation();

    /// Opens a sandbox; blocks for the tens of milliseconds that takes. What an earlier sandbox of the same name wrote
    /// to its disk is there again.
    ///
    /// @throws SandboxException when this computer refuses, or a sandbox of this name is open
    Sandbox open(SandboxOrder order);

    /// Forgets what the sandbox of this name wrote to its disk. Does nothing when there is none or it is open.
    void erase(String name);

    /// Ends every sandbox.
    @Override
    void close();
}
