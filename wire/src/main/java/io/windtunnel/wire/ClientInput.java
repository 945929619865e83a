package io.windtunnel.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A body as the client sends it. That the client breaks off is told apart from what else may fail while an operation
/// reads, such as a disk.
final class ClientInput extends FilterInputStream {
    ClientInput(InputStream sent) {
        super(sent);
    }

    @Override
    public int read() throws IOException {
        try {
            return in.read();
        } catch (IOException broken) {
            throw new Payload.BrokenOff(broken);
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            return in.read(into, offset, length);
        } catch (IOException broken) {
            throw new Payload.BrokenOff(broken);
        }
    }
}
