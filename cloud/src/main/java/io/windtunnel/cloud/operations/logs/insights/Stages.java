package io.windtunnel.cloud.operations.logs.insights;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;

/// The steps that look at one row at a time.
final class Stages {
    private Stages() {}

    static final class Computed implements Stage {
        private final List<Command.Made> made;
        private final Stage next;

        Computed(List<Command.Made> made, Stage next) {
            this.made = made;
            this.next = next;
        }

        @Override
        public void accept(Row row) {
            for (Command.Made each : made) row.set(each.place(), each.of().of(row));
            next.accept(row);
        }

        @Override
        public void end() {
            next.end();
        }
    }

    static final class Filtered implements Stage {
        private final Expression condition;
        private final Stage next;

        Filtered(Expression condition, Stage next) {
            this.condition = condition;
            this.next = next;
        }

        @Override
        public void accept(Row row) {
            if (condition.holds(row)) next.accept(row);
        }

        @Override
        public void end() {
            next.end();
        }
    }

    static final class Parsed implements Stage {
        private final Command.Parse parse;
        private final Stage next;

        Parsed(Command.Parse parse, Stage next) {
            this.parse = parse;
            this.next = next;
        }

        @Override
        public void accept(Row row) {
            String text = Values.text(parse.of().of(row));
            Matcher matcher = text == null ? null : parse.pattern().matcher(text);
            boolean found = matcher != null && matcher.find();
            for (int group = 1; group <= parse.places().size(); group++) {
                int place = parse.places().get(group - 1);
                if (place >= 0) row.set(place, found && matcher != null ? matcher.group(group) : null);
            }
            next.accept(row);
        }

        @Override
        public void end() {
            next.end();
        }
    }

    static final class Limited implements Stage {
        private final Stage next;
        private int left;

        Limited(int rows, Stage next) {
            this.left = rows;
            this.next = next;
        }

        @Override
        public void accept(Row row) {
            if (left > 0) {
                left--;
                next.accept(row);
            }
        }

        @Override
        public void end() {
            next.end();
        }
    }

    /// Lets the first row of each combination of values through, and every row that lacks one.
    static final class Deduplicated implements Stage {
        private final List<Expression> by;
        private final Stage next;
        private final Set<List<String>> seen = new HashSet<>();

        Deduplicated(List<Expression> by, Stage next) {
            this.by = by;
            this.next = next;
        }

        @Override
        public void accept(Row row) {
            List<String> values = new ArrayList<>(by.size());
            for (Expression each : by) {
                String value = Values.text(each.of(row));
                if (value == null) {
                    next.accept(row);
                    return;
                }
                values.add(value);
            }
            if (seen.size() == Execution.MOST_HELD) throw new Execution.TooMuch();
            if (seen.add(values)) next.accept(row);
        }

        @Override
        public void end() {
            next.end();
        }
    }
}
