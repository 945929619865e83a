package io.windtunnel.rehearsal.file;

import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.rehearsal.plan.Origin;
import io.windtunnel.rehearsal.plan.Pacing;
import io.windtunnel.rehearsal.plan.Quantity;
import io.windtunnel.rehearsal.plan.Rate;
import io.windtunnel.rehearsal.plan.RateCurve;
import io.windtunnel.rehearsal.plan.RequestTemplate;
import io.windtunnel.rehearsal.plan.TrafficPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Binds `traffic:`.
final class TrafficReader {
    private static final List<String> FIELDS =
            List.of("to", "from", "send", "rate", "pacing", "timeout", "connect-timeout", "keep-alive", "clients");
    private static final List<String> REQUEST = List.of("request", "weight", "headers", "body");
    private static final String RATES = "a rate, such as `100/s for 60 s` or `100/s..1000/s over 2 min`";

    /// The most lines a recorded day may have: one a second for a day.
    private static final int MOST_LINES = 90_000;

    private final Problems problems;
    private final Region home;
    private final Path folder;

    TrafficReader(Problems problems, Region home, Path folder) {
        this.problems = problems;
        this.home = home;
        this.folder = folder;
    }

    List<TrafficPlan> read(Fields root) {
        return root.named("traffic", "traffic by name, such as `shoppers: { to: \"{SiteUrl}\", ... }`", this::stream);
    }

    private @Nullable TrafficPlan stream(String name, Node.Entry entry) {
        Fields fields = Fields.of(entry.value(), problems, FIELDS);
        if (fields == null) return null;
        fields.require("to", "a URL or a stack output in braces, such as `\"{SiteUrl}\"`");
        fields.require("rate", RATES);
        String to = fields.read("to", "a URL or a stack output in braces, such as `\"{SiteUrl}\"`", TrafficReader::url);
        Place from =
                fields.read("from", "`internet`, a Region or a zone", text -> Origin.place(text, home), Place.INTERNET);
        List<RequestTemplate> send = requests(fields);
        RateCurve rate = rate(fields);
        Pacing pacing = fields.read("pacing", "`even` or `poisson`", TrafficReader::pacing, Pacing.EVEN);
        Duration timeout =
                fields.read("timeout", "a time, such as `5 s`", TrafficReader::patience, TrafficPlan.DEFAULT_TIMEOUT);
        Duration connect = fields.read(
                "connect-timeout",
                "a time, such as `1 s`",
                TrafficReader::patience,
                TrafficPlan.DEFAULT_CONNECT_TIMEOUT);
        boolean keepAlive = fields.read("keep-alive", "`true` or `false`", TrafficReader::truth, true);
        int clients = fields.read("clients", "a number from 1 to 1,000", TrafficReader::clients, 1);
        if (to == null || rate == null || send.isEmpty()) return null;
        return new TrafficPlan(name, to, from, send, rate, pacing, timeout, connect, keepAlive, clients);
    }

    private static int clients(String text) {
        long count = Quantity.count(text);
        if (count < 1 || count > TrafficPlan.MOST_CLIENTS)
            throw new IllegalArgumentException("from 1 to 1,000 clients");
        return (int) count;
    }

    private List<RequestTemplate> requests(Fields fields) {
        if (!fields.has("send")) return List.of(RequestTemplate.parse("GET /", Map.of(), "", 1));
        List<RequestTemplate> requests = new ArrayList<>();
        for (Node item : fields.items("send")) {
            RequestTemplate request = item instanceof Node.Mapping ? weighted(item) : plain(fields, item);
            if (request != null) requests.add(request);
        }
        return requests;
    }

    private @Nullable RequestTemplate plain(Fields fields, Node item) {
        return fields.read(item, "a request, such as `GET /`", text -> RequestTemplate.parse(text, Map.of(), "", 1));
    }

    private @Nullable RequestTemplate weighted(Node item) {
        Fields fields = Fields.of(item, problems, REQUEST);
        if (fields == null) return null;
        fields.require("request", "a request, such as `GET /`");
        double weight = fields.read("weight", "a number above zero", TrafficReader::weight, 1.0);
        var headers = fields.texts("headers", "headers by name");
        String body = fields.text("body", "");
        return fields.read(
                "request", "a request, such as `GET /`", text -> RequestTemplate.parse(text, headers, body, weight));
    }

    private @Nullable RateCurve rate(Fields fields) {
        List<Rate> rates = new ArrayList<>();
        for (Node item : fields.items("rate")) {
            Rate rate = fields.read(item, RATES, text -> text.startsWith("csv ") ? recorded(text) : checked(text));
            if (rate != null) rates.add(rate);
        }
        return rates.isEmpty() ? null : new RateCurve(rates);
    }

    private static Rate checked(String text) {
        Rate rate = Rate.parse(text);
        rate.pieces();
        return rate;
    }

    /// `csv FILE`: a line per point, `seconds,requests per second`; lines that begin with no digit are passed over.
    private Rate recorded(String text) {
        Path file = folder.resolve(text.substring(4).strip()).normalize();
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("a CSV file that can be read: " + file);
        }
        if (lines.size() > MOST_LINES) throw new IllegalArgumentException("a CSV file of at most 90000 lines");
        List<RateCurve.Piece> pieces = new ArrayList<>();
        double[] before = null;
        for (String line : lines) {
            if (line.isBlank() || !Character.isDigit(line.strip().charAt(0))) continue;
            double[] point = point(line, file);
            if (before != null) {
                Duration lasts = Duration.ofNanos(Math.round((point[0] - before[0]) * 1e9));
                pieces.add(new RateCurve.Piece(lasts, before[1], point[1]));
            }
            before = point;
        }
        if (pieces.isEmpty()) throw new IllegalArgumentException("a CSV file with at least two lines `seconds,rate`");
        return new Rate.Recorded(pieces);
    }

    private static double[] point(String line, Path file) {
        String[] cells = line.split(",", -1);
        try {
            return new double[] {Double.parseDouble(cells[0].strip()), Double.parseDouble(cells[1].strip())};
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException notAPoint) {
            throw new IllegalArgumentException("`seconds,rate` in " + file + " instead of `" + line + "`");
        }
    }

    private static String url(String text) {
        if (text.matches("https?://.+") || text.matches("\\{[A-Za-z0-9]+}.*")) return text;
        throw new IllegalArgumentException("a URL that begins with http://, or a stack output in braces");
    }

    private static Pacing pacing(String text) {
        return switch (text) {
            case "even" -> Pacing.EVEN;
            case "poisson" -> Pacing.POISSON;
            default -> throw new IllegalArgumentException("`even` or `poisson`");
        };
    }

    private static Duration patience(String text) {
        Duration patience = Quantity.duration(text);
        if (patience.isZero()) throw new IllegalArgumentException("a time above zero");
        return patience;
    }

    private static double weight(String text) {
        double weight = Double.parseDouble(text);
        if (!(weight > 0)) throw new IllegalArgumentException("a number above zero");
        return weight;
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> throw new IllegalArgumentException("`true` or `false`");
        };
    }
}
