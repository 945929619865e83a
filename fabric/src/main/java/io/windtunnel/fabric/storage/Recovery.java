package io.windtunnel.fabric.storage;

import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;

/// What snapshot and log of a data directory tell, made anew by replaying them: the stores by name.
final class Recovery {
    private final Path directory;
    private final Slots slots;
    private final StoreNames names = new StoreNames();
    private final ConcurrentHashMap<String, DirectoryStorage.Store> stores = new ConcurrentHashMap<>();

    Recovery(Path directory, Slots slots) {
        this.directory = directory;
        this.slots = slots;
    }

    StoreNames names() {
        return names;
    }

    Slots slots() {
        return slots;
    }

    ConcurrentHashMap<String, DirectoryStorage.Store> stores() {
        return stores;
    }

    int number(String name) {
        return names.number(name);
    }

    DurableLog newLog(String name) {
        return new DurableLog(name, number(name));
    }

    DurableRows newRows(String name) {
        return new DurableRows(name, number(name), slots);
    }

    void replay(Change change) {
        switch (change) {
            case Change.Names told -> names.learn(told);
            case Change.Put put -> table(put.store()).rows.put(Change.text(put.key()), put.value());
            case Change.Remove remove -> table(remove.store()).rows.remove(Change.text(remove.key()));
            case Change.Append append -> log(append.store()).replay(append);
            case Change.Trim trim -> log(trim.store()).replay(trim);
            case Change.Row row -> replayRow(row);
            case Change.Clear clear -> rows(clear.store()).forget();
            case Change.Several several -> several.rows().forEach(this::replayRow);
            case Change.End _ -> throw new StorageException("the log in " + directory + " has an end in its middle");
        }
    }

    private void replayRow(Change.Row row) {
        rows(row.store()).stand(row.key(), row.value());
    }

    private DirectoryStorage.Recovered table(int store) {
        return (DirectoryStorage.Recovered)
                stores.computeIfAbsent(names.name(store), _ -> new DirectoryStorage.Recovered(store));
    }

    private DurableLog log(int store) {
        return (DurableLog) stores.computeIfAbsent(names.name(store), this::newLog);
    }

    private DurableRows rows(int store) {
        return (DurableRows) stores.computeIfAbsent(names.name(store), this::newRows);
    }
}
