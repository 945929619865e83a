package io.windtunnel.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The `windtunnel` command and its subcommands. Exit codes: 0 done (promises kept), 1 a promise was broken, 2 bad
/// input.
@Command(
        name = "windtunnel",
        description = "Runs an AWS system design on this machine and shows how it holds up.",
        mixinStandardHelpOptions = true,
        version = "windtunnel " + Windtunnel.VERSION,
        subcommands = {
            RehearseCommand.class,
            SimulateCommand.class,
            CompareCommand.class,
            SweepCommand.class,
            ReadinessCommand.class,
            StartCommand.class,
            RingCommand.class,
            FidelityCommand.class,
            TrainCommand.class
        })
public final class Windtunnel implements Runnable {
    static final String VERSION = "0.1.0";

    private Windtunnel() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Windtunnel())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, _) -> {
                    command.getErr().println("windtunnel: " + failure.getMessage());
                    if (System.getenv("WINDTUNNEL_DEBUG") != null) failure.printStackTrace(command.getErr());
                    return 2;
                });
    }

    @Override
    public void run() {
        commandLine().usage(System.out);
    }
}
