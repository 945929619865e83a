package io.windtunnel.fabric.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/// A disk that has only so much room, and whose syncs and writes may begin to fail.
final class FaultyDisk implements Disk {
    /// By how many bytes files may still grow.
    volatile long roomBytes = Long.MAX_VALUE;

    volatile boolean syncsFail;

    /// A write takes half of what it is given, then the device is gone.
    volatile boolean writesTear;

    @Override
    public FileChannel open(Path file, OpenOption... options) throws IOException {
        return new Channel(FileChannel.open(file, options));
    }

    @Override
    public RandomAccessFile openForMany(Path file) throws IOException {
        return new RandomAccessFile(file.toFile(), "rw") {
            private long end;

            @Override
            public void write(byte[] bytes) throws IOException {
                long growth = Math.max(0, getFilePointer() + bytes.length - end);
                synchronized (FaultyDisk.this) {
                    if (growth > roomBytes) {
                        super.write(bytes, 0, (int) Math.min(roomBytes, bytes.length));
                        roomBytes = 0;
                        throw new IOException("No space left on device");
                    }
                    roomBytes -= growth;
                }
                super.write(bytes);
                end = Math.max(end, getFilePointer());
            }
        };
    }

    private final class Channel extends FileChannel {
        private final FileChannel real;

        /// Behind this nothing was written yet: a map may have made the file longer, which takes no
        /// room.
        private long end;

        Channel(FileChannel real) throws IOException {
            this.real = real;
            this.end = real.size();
        }

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            int count = from.remaining();
            if (writesTear && position + count <= end) {
                real.write(from.slice(from.position(), count / 2), position);
                throw new IOException("Input/output error");
            }
            synchronized (FaultyDisk.this) {
                long growth = Math.max(0, position + count - Math.max(position, end));
                if (growth > roomBytes) {
                    int fitting = (int) roomBytes;
                    if (fitting == 0) throw new IOException("No space left on device");
                    real.write(from.slice(from.position(), fitting), position);
                    from.position(from.position() + fitting);
                    roomBytes = 0;
                    end = position + fitting;
                    return fitting;
                }
                roomBytes -= growth;
                end = Math.max(end, position + count);
            }
            return real.write(from, position);
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            int written = write(from, real.position());
            real.position(real.position() + written);
            return written;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            if (syncsFail) throw new IOException("Input/output error");
            real.force(metaData);
        }

        @Override
        public long write(ByteBuffer[] from, int offset, int length) throws IOException {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] into, int offset, int length) throws IOException {
            return real.read(into, offset, length);
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            return real.read(into);
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return real.read(into, position);
        }

        @Override
        public long position() throws IOException {
            return real.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            return real.position(position);
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            return real.truncate(size);
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
            return real.transferTo(position, count, target);
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
            return real.map(mode, position, size);
        }

        @Override
        public MemorySegment map(MapMode mode, long position, long size, Arena arena) throws IOException {
            return real.map(mode, position, size, arena);
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) throws IOException {
            return real.lock(position, size, shared);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return real.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            real.close();
        }
    }
}
