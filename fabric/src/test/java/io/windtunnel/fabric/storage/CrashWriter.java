package io.windtunnel.fabric.storage;

import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/// A process that writes until it is killed: a writer for every way of writing, each telling every
/// acknowledged write on standard output as `writer value`.
final class CrashWriter {
    static final Scope SCOPE = new Scope(AccountId.DEFAULT, Region.US_EAST_1);
    static final WriteAheadLog.Sizes SIZES = new WriteAheadLog.Sizes(64 << 10, 100 << 10);

    /// How many keys the writer has that does not wait.
    static final int LATER_KEYS = 8;

    record Row(long value, String ballast) {}

    private final Storage storage;
    private final PrintStream out = System.out;

    private CrashWriter(Storage storage) {
        this.storage = storage;
    }

    /// @param args the directory, then the writers
    public static void main(String[] args) throws InterruptedException {
        CrashWriter writer = new CrashWriter(DirectoryStorage.open(Path.of(args[0]), SIZES));
        Thread[] threads = new Thread[args.length - 1];
        for (int i = 0; i < threads.length; i++) {
            String name = args[i + 1];
            threads[i] = Thread.ofPlatform().start(() -> writer.write(name));
        }
        for (Thread thread : threads) thread.join();
    }

    static byte[] key(String name) {
        return Change.utf8(name);
    }

    static byte[] value(long value) {
        return ByteBuffer.allocate(8 + (int) (value % 300)).putLong(value).array();
    }

    static long number(byte[] value) {
        return ByteBuffer.wrap(value).getLong();
    }

    private void write(String name) {
        switch (name) {
            case "table" -> table();
            case "rows" -> rows();
            case "together" -> together();
            case "log" -> log();
            case "later" -> later();
            default -> throw new IllegalArgumentException(name);
        }
    }

    private void table() {
        Table<Row> table = storage.table(SCOPE, "crash.table", Row.class);
        Row last = table.get("k");
        for (long value = last == null ? 1 : last.value() + 1; ; value++) {
            table.put("k", new Row(value, "x".repeat((int) (value % 300))));
            tell("table", value);
        }
    }

    private void rows() {
        Rows rows = storage.rows(SCOPE, "crash.rows");
        for (long value = next(rows, "k"); ; value++) {
            rows.put(key("k"), value(value));
            tell("rows", value);
        }
    }

    private void together() {
        Rows one = storage.rows(SCOPE, "crash.one");
        Rows two = storage.rows(SCOPE, "crash.two");
        for (long value = next(one, "k"); ; value++) {
            storage.write(
                    List.of(new Rows.Write(one, key("k"), value(value)), new Rows.Write(two, key("k"), value(value))));
            tell("together", value);
        }
    }

    private void log() {
        Log log = storage.log(SCOPE, "crash.log");
        while (true) {
            long position = log.append(value(log.end()));
            if (position > 500) log.trim(position - 500);
            tell("log", position);
        }
    }

    /// Has several changes under way, each of another key.
    private void later() {
        Rows rows = storage.rows(SCOPE, "crash.later");
        Writing[] under = new Writing[LATER_KEYS];
        long value = 1;
        for (int i = 0; i < LATER_KEYS; i++) value = Math.max(value, next(rows, "later-" + i));
        value += LATER_KEYS - value % LATER_KEYS;
        while (true) {
            for (int i = 0; i < LATER_KEYS; i++)
                under[i] = storage.begin(List.of(new Rows.Write(rows, key("later-" + i), value(value + i))));
            for (int i = 0; i < LATER_KEYS; i++) {
                long told = value + i;
                if (i % 2 == 0) under[i].finish();
                else under[i].whenDone().toCompletableFuture().join();
                tell("later-" + i, told);
            }
            value += LATER_KEYS;
        }
    }

    private static long next(Rows rows, String key) {
        byte[] last = rows.get(key(key));
        return last == null ? 1 : number(last) + 1;
    }

    private void tell(String writer, long value) {
        synchronized (out) {
            out.println(writer + " " + value);
            out.flush();
        }
    }
}
