package io.windtunnel.simulation.run;

/// Placeholder while the first trial is tried.
public final class Simulation {
    private Simulation() {}

    /// Plays every design once.
    public static void main(String[] arguments) throws Exception {
        var plan = io.windtunnel.rehearsal.file.RehearsalFile.read(java.nio.file.Path.of(arguments[0]));
        var verdicts = new java.util.ArrayList<io.windtunnel.rehearsal.verdict.Verdict>();
        for (int i = 0; i < plan.designs().size(); i++) {
            long t = System.nanoTime();
            Played played = new Trial(plan, i, plan.seed(), Setting.drawn(plan, plan.seed()), null).play();
            verdicts.add(played.verdict());
            System.out.println(plan.designs().get(i).name() + " " + (System.nanoTime() - t) / 1e9 + " s, events "
                    + played.events() + " tasks " + played.tasks() + " fingerprint " + played.fingerprint());
        }
        System.out.print(new io.windtunnel.rehearsal.view.VerdictTable(
                        plan, verdicts, new io.windtunnel.rehearsal.view.Paint(false))
                .text());
    }
}
