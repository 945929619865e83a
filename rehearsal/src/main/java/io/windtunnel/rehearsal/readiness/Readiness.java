package io.windtunnel.rehearsal.readiness;

import io.windtunnel.cloud.Cloud;
import io.windtunnel.cloud.ports.QuotaGrants;
import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.kernel.time.WallTime;
import io.windtunnel.rehearsal.plan.Design;
import io.windtunnel.rehearsal.plan.RehearsalPlan;
import io.windtunnel.rehearsal.readiness.Finding.Outcome;
import io.windtunnel.rehearsal.stage.CloudClient;
import io.windtunnel.rehearsal.stage.Deployment;
import io.windtunnel.rehearsal.stage.PlannedRun;
import io.windtunnel.rehearsal.stage.RehearsalFailure;
import io.windtunnel.rehearsal.view.Paint;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// `windtunnel readiness`: reads the file, deploys its designs on virtual time without traffic, and tells what would
/// break first.
public final class Readiness {
    /// Every design is ready.
    public static final int READY = 0;

    /// A design would break.
    public static final int NOT_READY = 1;

    /// The longest a stack may take, of virtual time.
    private static final Duration PATIENCE = Duration.ofHours(2);

    /// How long before the traffic the designs are deployed: scheduled actions must lie ahead, and of one that comes
    /// back every day the one nearest to the traffic is meant.
    private static final Duration AHEAD = Duration.ofHours(12);

    /// What was found of one design, what breaks first before everything else.
    ///
    /// @param peak of the traffic, requests a second
    record Report(String design, double peak, List<Finding> findings) {
        boolean ready() {
            return findings.stream().noneMatch(finding -> finding.outcome() == Outcome.BREAKS);
        }
    }

    private final ReadinessOptions options;
    private final PrintStream out;
    private final PrintStream problems;

    public Readiness(ReadinessOptions options, PrintStream out, PrintStream problems) {
        this.options = options;
        this.out = out;
        this.problems = problems;
    }

    /// Looks, prints and returns the exit code.
    public int run() {
        return PlannedRun.of(options.file(), problems, this::tell);
    }

    private int tell(RehearsalPlan plan) {
        if (plan.traffic().isEmpty()) throw new RehearsalFailure("the file forecasts no traffic: give it `traffic`");
        List<Report> reports = look(plan);
        ReadinessView view = new ReadinessView(plan, reports, new Paint(options.colour()));
        out.print(options.json() ? view.json() : view.text());
        return reports.stream().allMatch(Report::ready) ? READY : NOT_READY;
    }

    private List<Report> look(RehearsalPlan plan) {
        Instant begins = options.begins() == null ? plan.starts() : options.begins();
        VirtualTime time = new VirtualTime(begins == null ? today() : begins.minus(AHEAD));
        Cloud.Options silent = Cloud.Options.standard().tell(_ -> {});
        List<Report> reports = new ArrayList<>();
        try (Cloud cloud = Cloud.on(Fabric.bare(time, plan.seed()), silent)) {
            int account = 1;
            for (Design design : plan.designs()) {
                Scope scope = new Scope(new AccountId("%012d".formatted(account++)), plan.region());
                Deployment deployment = new Deployment(design, new CloudClient(cloud, scope));
                deployment.grant(cloud.directory().require(QuotaGrants.class));
                deploy(deployment, time);
                Survey survey = new Surveyor(deployment, Quotas.of(cloud.directory())).survey();
                reports.add(report(new Situation(plan, survey, begins)));
            }
        }
        return reports;
    }

    /// The wall clock's date; it needs nobody to wake it.
    private static Instant today() {
        return new WallTime(1, (_, _) -> {}, Runnable::run).now();
    }

    private static void deploy(Deployment deployment, VirtualTime time) {
        deployment.create();
        Instant end = time.now().plus(PATIENCE);
        while (!deployment.complete()) {
            if (time.now().isAfter(end))
                throw new RehearsalFailure("the stack of " + deployment.design().name() + " is not complete after "
                        + Finding.time(PATIENCE));
            time.advance(Duration.ofSeconds(1));
        }
    }

    static Report report(Situation situation) {
        List<Finding> findings = new ArrayList<>();
        for (Check check : Check.ALL) findings.addAll(check.look(situation));
        return new Report(situation.survey().design(), situation.forecast().peak(), Finding.sorted(findings));
    }
}
