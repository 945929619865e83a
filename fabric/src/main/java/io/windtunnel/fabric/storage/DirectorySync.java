package io.windtunnel.fabric.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Makes a rename or a new file's name durable. Where the system cannot open a directory for that
/// (Windows), the rename alone is all there is.
final class DirectorySync {
    private DirectorySync() {}

    static void sync(Path directory) throws IOException {
        if (System.getProperty("os.name", "").startsWith("Windows")) return;
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
