package io.windtunnel.fabric.storage;

import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import java.io.PrintStream;
import java.nio.file.Path;

/// A process that writes until it is killed: four writers, each to keys of its own, each telling every acknowledged
/// write on standard output as `writer value`.
final class CrashWriter {
    static final Scope SCOPE = new Scope(AccountId.DEFAULT, Region.US_EAST_1);
    static final WriteAheadLog.Sizes SIZES = new WriteAheadLog.Sizes(64 << 10, 100 << 10);

    record Row(long value, String ballast) {}

    private CrashWriter() {}

    public static void main(String[] args) throws InterruptedException {
        DirectoryStorage storage = DirectoryStorage.open(Path.of(args[0]), SIZES);
        Table<Row> table = storage.table(SCOPE, "crash.rows", Row.class);
        PrintStream out = System.out;
        Thread[] writers = new Thread[4];
        for (int i = 0; i < writers.length; i++) {
            String writer = "writer-" + i;
            writers[i] = Thread.ofPlatform().start(() -> {
                Row last = table.get(writer);
                for (long value = last == null ? 1 : last.value() + 1; ; value++) {
                    table.put(writer, new Row(value, "x".repeat((int) (value % 300))));
                    synchronized (out) {
                        out.println(writer + " " + value);
                        out.flush();
                    }
                }
            });
        }
        for (Thread writer : writers) writer.join();
    }
}
