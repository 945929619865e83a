package io.windtunnel.cloud.compute.program;

import io.windtunnel.cloud.compute.program.UserData.Part;
import io.windtunnel.cloud.compute.program.UserData.When;
import io.windtunnel.fabric.process.SandboxFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What is to happen when a machine boots, decided from its user data: the files it finds and what it is told is not
/// honoured. The script `boot.sh`, which is one of the files, does it.
///
/// @param files everything a boot needs, at the places where cloud-init has it
/// @param notHonoured sentences, one a matter, for the console and the journal
record BootPlan(List<SandboxFile> files, List<String> notHonoured) {
    /// Where the boot script stands in the sandbox.
    static final String SCRIPT = "/var/lib/windtunnel/boot.sh";

    /// Commands of package managers that are answered by one of our own.
    private static final List<String> INSTALLERS =
            List.of("dnf", "yum", "apt-get", "apt", "amazon-linux-extras", "zypper", "apk");

    /// The plan for an instance. Pure.
    static BootPlan of(String instanceId, byte[] userData) {
        String instance = "/var/lib/cloud/instances/" + instanceId;
        List<SandboxFile> files = new ArrayList<>();
        List<String> told = new ArrayList<>();
        CloudConfig config = CloudConfig.empty();
        int number = 0;
        for (Part part : UserData.parts(userData)) {
            String name = String.format(Locale.ROOT, "part-%03d", ++number);
            switch (part) {
                case Part.Script script ->
                    files.add(new SandboxFile(instance + folder(script.when()) + name, bytes(script.text()), 0700));
                case Part.CloudConfig document -> config = config.with(document.yaml());
                case Part.NotHonoured not -> told.add("The user data has " + not.what() + ": not honoured.");
            }
        }
        configured(config, instance, files, told);
        files.add(new SandboxFile(instance + "/user-data.txt", userData, 0600));
        files.add(SandboxFile.text("/var/lib/windtunnel/instance", instanceId + "\n"));
        files.add(new SandboxFile(SCRIPT, resource("boot.sh"), 0755));
        commands(files);
        return new BootPlan(List.copyOf(files), List.copyOf(told));
    }

    private static String folder(When when) {
        return switch (when) {
            case EARLY -> "/boothooks/";
            case PER_BOOT -> "/per-boot/";
            case PER_INSTANCE -> "/scripts/";
        };
    }

    private static void configured(CloudConfig config, String instance, List<SandboxFile> files, List<String> told) {
        if (!config.bootCommands().isEmpty())
            files.add(new SandboxFile(instance + "/boothooks/bootcmd", lines(config.bootCommands()), 0700));
        if (!config.runCommands().isEmpty())
            files.add(new SandboxFile(instance + "/scripts/runcmd", lines(config.runCommands()), 0700));
        if (!config.packages().isEmpty()) {
            String names = String.join(" ", config.packages());
            files.add(SandboxFile.text(instance + "/packages", names + "\n"));
            told.add("packages (" + names + "): none is installed; what this computer has of them is used.");
        }
        StringBuilder placing = new StringBuilder("#!/bin/sh\n");
        int number = 0;
        for (CloudConfig.WrittenFile file : config.files()) {
            String content = instance + "/write_files/" + ++number;
            files.add(new SandboxFile(content, file.content(), 0600));
            String path = CloudConfig.quoted(file.path());
            placing.append("mkdir -p \"$(dirname ").append(path).append(")\"\n");
            placing.append("cat ")
                    .append(content)
                    .append(file.append() ? " >>" : " >")
                    .append(path)
                    .append('\n');
            placing.append("chmod ")
                    .append(CloudConfig.quoted(file.permissions()))
                    .append(' ')
                    .append(path)
                    .append('\n');
            if (file.owner() != null)
                placing.append("chown ")
                        .append(CloudConfig.quoted(file.owner()))
                        .append(' ')
                        .append(path)
                        .append('\n');
        }
        if (number > 0) files.add(SandboxFile.script(instance + "/place-files", placing.toString()));
        for (String other : config.notHonoured()) told.add("cloud-config: " + other + " is not honoured.");
    }

    private static byte[] lines(List<String> commands) {
        return bytes("#!/bin/sh\n" + String.join("\n", commands) + "\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Commands of a machine that a sandbox answers in its own way.
    private static void commands(List<SandboxFile> files) {
        byte[] install = resource("install.sh");
        for (String name : INSTALLERS) {
            files.add(new SandboxFile("/usr/local/bin/" + name, install, 0755));
            files.add(new SandboxFile("/usr/bin/" + name, install, 0755));
        }
        for (String name : List.of("systemctl", "service")) {
            files.add(new SandboxFile("/usr/local/bin/" + name, resource("systemctl.sh"), 0755));
            files.add(new SandboxFile("/usr/bin/" + name, resource("systemctl.sh"), 0755));
        }
    }

    private static byte[] resource(String name) {
        try (InputStream stream = BootPlan.class.getResourceAsStream(name)) {
            if (stream == null) throw new IllegalStateException(name + " is missing");
            return stream.readAllBytes();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
