package io.windtunnel.cloud.crash;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/// A process that is a cloud with its clients until it is killed. Each client tells on standard output what it is about
/// to do where that matters, and what was acknowledged.
///
/// Arguments: the data directory, the life's number, the numbers from which the two ordered groups, the four items
/// and the object go on.
final class ClientsOfOneLife {
    private static final List<String> GROUPS = List.of("g0", "g1");

    private final DurableCloud cloud;
    private final int life;
    private final PrintStream out = System.out;

    private ClientsOfOneLife(DurableCloud cloud, int life) {
        this.cloud = cloud;
        this.life = life;
    }

    public static void main(String[] arguments) throws InterruptedException {
        int life = Integer.parseInt(arguments[1]);
        ClientsOfOneLife clients = new ClientsOfOneLife(new DurableCloud(Path.of(arguments[0]), life), life);
        clients.run(
                List.of(Long.parseLong(arguments[2]), Long.parseLong(arguments[3])),
                List.of(
                        Long.parseLong(arguments[4]),
                        Long.parseLong(arguments[5]),
                        Long.parseLong(arguments[6]),
                        Long.parseLong(arguments[7]),
                        Long.parseLong(arguments[8])));
    }

    private void run(List<Long> groups, List<Long> items) throws InterruptedException {
        List<Runnable> clients = List.of(
                () -> forEver(n -> told("plain", n, () -> cloud.send(DurableCloud.PLAIN, body(n)))),
                () -> forEver(n -> told("news", n, () -> cloud.publish(body(n)))),
                () -> forEver(n -> told("events", n, () -> cloud.putEvent(body(n)))),
                () -> inOrder(0, groups.get(0)),
                () -> inOrder(1, groups.get(1)),
                this::consume,
                () -> items(0, items),
                () -> items(2, items),
                () -> objects(items.get(4)));
        List<Thread> threads =
                clients.stream().map(each -> Thread.ofPlatform().start(each)).toList();
        for (Thread thread : threads) thread.join();
    }

    private interface Step {
        void take(long number);
    }

    private static void forEver(Step step) {
        for (long n = 0; ; n++) step.take(n);
    }

    private String body(long number) {
        return life + "-" + number;
    }

    private void told(String what, long number, Runnable write) {
        write.run();
        tell(what + " " + body(number));
    }

    private synchronized void tell(String line) {
        out.println(line);
        out.flush();
    }

    private void inOrder(int index, long from) {
        String group = GROUPS.get(index);
        for (long n = from; ; n++) {
            cloud.sendInOrder(group, n);
            tell("ordered " + group + " " + n);
        }
    }

    private void consume() {
        while (true)
            for (DurableCloud.Message message : cloud.receive(DurableCloud.ORDERED)) {
                tell("deleting " + message.body());
                cloud.delete(DurableCloud.ORDERED, message);
                tell("deleted " + message.body());
            }
    }

    private void objects(long from) {
        for (long n = from + 1; ; n++) {
            cloud.putObject("o", n);
            tell("object o " + n);
        }
    }

    private void items(int first, List<Long> from) {
        for (long n = 1; ; n++)
            for (int i = first; i < first + 2; i++) {
                cloud.putItem("k" + i, from.get(i) + n);
                tell("item k" + i + " " + (from.get(i) + n));
            }
    }
}
