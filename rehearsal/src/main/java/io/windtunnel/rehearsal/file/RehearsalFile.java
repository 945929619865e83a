package io.windtunnel.rehearsal.file;

import io.windtunnel.kernel.identity.Region;
import io.windtunnel.rehearsal.plan.Change;
import io.windtunnel.rehearsal.plan.Design;
import io.windtunnel.rehearsal.plan.Promise;
import io.windtunnel.rehearsal.plan.Quantity;
import io.windtunnel.rehearsal.plan.QuotaPlan;
import io.windtunnel.rehearsal.plan.RehearsalPlan;
import io.windtunnel.rehearsal.plan.StandInPlan;
import io.windtunnel.rehearsal.plan.Strike;
import io.windtunnel.rehearsal.plan.TrafficPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A rehearsal file, read. Its parts are bound by [StandInReader], [TrafficReader] and [ScriptReader].
public final class RehearsalFile {
    /// The name looked for when a folder is given.
    public static final String DEFAULT_NAME = "rehearsal.yaml";

    /// The largest file that is read, in bytes.
    private static final long MOST_BYTES = 1 << 20;

    private static final List<String> FIELDS = List.of(
            "rehearsal",
            "region",
            "speed",
            "seed",
            "starts",
            "lead",
            "designs",
            "stand-ins",
            "traffic",
            "changes",
            "faults",
            "promises");

    private static final String MOMENT = "a date and time in UTC, such as `2026-11-27 09:00`";

    private RehearsalFile() {}

    /// The file meant by `path`: itself, or `rehearsal.yaml` in a folder.
    public static Path locate(Path path) {
        return Files.isDirectory(path) ? path.resolve(DEFAULT_NAME) : path;
    }

    /// Reads the file at `path` (or `rehearsal.yaml` in that folder).
    ///
    /// @throws BadFile naming every line that cannot be read, and what was expected there
    /// @throws IOException when the file itself cannot be read
    public static RehearsalPlan read(Path path) throws BadFile, IOException {
        Path file = locate(path);
        if (Files.size(file) > MOST_BYTES)
            throw new BadFile(List.of(new Problem(file.toString(), 1, 1, "larger than " + MOST_BYTES + " bytes")));
        return parse(Files.readString(file), file);
    }

    /// Reads `text` as the file at `file`, by whose folder its paths go.
    public static RehearsalPlan parse(String text, Path file) throws BadFile {
        Problems problems = new Problems(file.toString());
        Node root = YamlReader.read(text, problems);
        Fields fields = Fields.of(root, problems, FIELDS);
        RehearsalPlan plan = fields == null ? null : bind(fields, problems, file);
        problems.throwIfAny();
        if (plan == null) throw new IllegalStateException("no plan and no problem");
        return plan;
    }

    private static @Nullable RehearsalPlan bind(Fields fields, Problems problems, Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null) throw new IllegalArgumentException("a file stands in a folder");
        fields.require("designs", "at least one design, such as `two-zones: { template: site.yaml }`");
        String stem = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
        String title = fields.text("rehearsal", stem);
        Region region = fields.read("region", "a Region, such as `us-east-1`", Region::new, Region.US_EAST_1);
        double speed = fields.read("speed", "a number, such as `1`", RehearsalFile::speed, 1.0);
        long seed = fields.read("seed", "a whole number", Long::parseLong, RehearsalPlan.DEFAULT_SEED);
        Instant starts = fields.read("starts", MOMENT, RehearsalFile::moment);
        Duration lead = fields.read(
                "lead",
                "a time, such as `20 min`",
                RehearsalFile::lead,
                starts == null ? Duration.ZERO : RehearsalPlan.DEFAULT_LEAD);
        List<Design> designs = fields.named(
                "designs",
                "designs by name, such as `two-zones: { template: site.yaml }`",
                (name, entry) -> design(name, entry, problems, folder));
        List<String> names = designs.stream().map(Design::name).toList();
        List<StandInPlan> standIns = new StandInReader(problems, region, names).read(fields);
        List<TrafficPlan> traffic = new TrafficReader(problems, region, folder).read(fields);
        ScriptReader script = new ScriptReader(problems, region);
        List<Change> changes = script.changes(fields, names);
        List<Strike> faults = script.faults(fields);
        List<Promise> promises =
                script.promises(fields, traffic.stream().map(TrafficPlan::name).toList());
        if (designs.isEmpty()) {
            if (fields.has("designs")) problems.add(fields.at(), "no design can be run");
            return null;
        }
        return new RehearsalPlan(
                title, region, speed, seed, starts, lead, designs, standIns, traffic, changes, faults, promises);
    }

    private static double speed(String text) {
        double speed = Double.parseDouble(text);
        if (!(speed > 0 && speed <= RehearsalPlan.MOST_SPEED))
            throw new IllegalArgumentException("scenario seconds per wall second: above 0, at most 100");
        return speed;
    }

    private static Instant moment(String text) {
        Matcher parts = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2}(?::\\d{2})?)Z?")
                .matcher(text.strip());
        if (!parts.matches()) throw new IllegalArgumentException(MOMENT);
        try {
            return LocalDate.parse(parts.group(1))
                    .atTime(LocalTime.parse(parts.group(2)))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException noSuchTime) {
            throw new IllegalArgumentException(MOMENT);
        }
    }

    private static Duration lead(String text) {
        Duration lead = Quantity.duration(text);
        if (lead.compareTo(RehearsalPlan.MOST_LEAD) > 0) throw new IllegalArgumentException("a time of at most 6 h");
        return lead;
    }

    private static @Nullable Design design(String name, Node.Entry entry, Problems problems, Path folder) {
        Fields fields = Fields.of(entry.value(), problems, List.of("template", "parameters", "quotas"));
        if (fields == null) return null;
        fields.require("template", "the path of a CloudFormation template, from the rehearsal file's folder");
        Path template = fields.read("template", "the path of a template", text -> template(folder, text));
        Map<String, String> parameters = fields.parameters();
        List<QuotaPlan> quotas = fields.named(
                "quotas",
                "quotas by name, such as `ec2/L-1216C47A: 2000`",
                (key, value) -> quota(key, value, problems));
        if (template == null) return null;
        try {
            return new Design(name, template, parameters, quotas);
        } catch (IllegalArgumentException refused) {
            problems.add(entry.keyAt(), "found `" + name + "`, expected " + refused.getMessage());
            return null;
        }
    }

    private static @Nullable QuotaPlan quota(String name, Node.Entry entry, Problems problems) {
        String text = entry.value() instanceof Node.Scalar scalar ? scalar.text() : "";
        try {
            return QuotaPlan.of(name, Double.parseDouble(text));
        } catch (NumberFormatException noNumber) {
            problems.add(entry.value().at(), "found `" + text + "`, expected the quota's value, a number");
        } catch (IllegalArgumentException refused) {
            problems.add(entry.keyAt(), "found `" + name + "`, expected " + refused.getMessage());
        }
        return null;
    }

    private static Path template(Path folder, String text) {
        Path template = folder.resolve(text).normalize();
        if (!Files.isRegularFile(template))
            throw new IllegalArgumentException("a template that exists: there is no " + template);
        return template;
    }
}
