package io.windtunnel.fabric.storage;

/// The changes that were begun between two turns of the log and are not finished yet.
///
/// Thread safety: every method may be called from any thread.
final class Epoch {
    private int open;
    private boolean over;

    /// Whether it is not over; then it has one more.
    synchronized boolean enter() {
        if (!over) open++;
        return !over;
    }

    synchronized void leave() {
        if (--open == 0) notifyAll();
    }

    /// Lets nobody in any more and waits until everyone has left.
    synchronized void end() throws InterruptedException {
        over = true;
        while (open > 0) wait();
    }
}
