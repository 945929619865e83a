package io.windtunnel.rehearsal.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many requests a machine works on at once: a number, or a number for each of its vCPUs (`2 per vCPU`), so that a
/// larger instance type does more.
public record Workers(int count, boolean perVcpu) {
    /// One for each vCPU: what a machine does when the file says nothing.
    public static final Workers ONE_PER_VCPU = new Workers(1, true);

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})(\\s+per\\s+vCPU)?", Pattern.CASE_INSENSITIVE);

    public Workers {
        if (count < 1 || count > Behaviour.MOST) throw new IllegalArgumentException("from 1 to 100000 workers");
    }

    public static Workers of(int count) {
        return new Workers(count, false);
    }

    /// Reads a number of workers.
    ///
    /// @throws IllegalArgumentException saying what was expected
    public static Workers parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) throw new IllegalArgumentException("a number of workers, such as `4` or `2 per vCPU`");
        return new Workers(Integer.parseInt(parts.group(1)), parts.group(2) != null);
    }

    /// The workers of a machine.
    public int on(int vcpus) {
        return perVcpu ? count * vcpus : count;
    }
}
