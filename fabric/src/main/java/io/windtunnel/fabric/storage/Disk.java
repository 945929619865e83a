package io.windtunnel.fabric.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/// How files are opened: tests put a disk here that fills up or fails.
@FunctionalInterface
interface Disk {
    /// The computer's own.
    Disk REAL = FileChannel::open;

    FileChannel open(Path file, OpenOption... options) throws IOException;

    /// Opens a file to write to from threads that may be interrupted: a channel would close then, for all.
    default RandomAccessFile openForMany(Path file) throws IOException {
        return new RandomAccessFile(file.toFile(), "rw");
    }
}
