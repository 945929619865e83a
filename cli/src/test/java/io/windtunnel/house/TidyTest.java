package io.windtunnel.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.house.Sources.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The style of the house, as a test: each ban names what to use instead, and sizes may only shrink.
class TidyTest {
    /// A call that may not stand in main code, where it may all the same, and what to use instead.
    private record Ban(String pattern, Predicate<Source> allowed, String instead) {}

    private static final Predicate<Source> KERNEL = source -> source.module().equals("kernel");
    private static final Predicate<Source> FABRIC = source -> source.module().equals("fabric");
    private static final Predicate<Source> NOWHERE = _ -> false;
    private static final Predicate<Source> BENCH = source -> source.module().equals("bench");

    private static final List<Ban> BANS = List.of(
            new Ban(
                    "Instant\\.now\\(|LocalDate(Time)?\\.now\\(|ZonedDateTime\\.now\\(",
                    KERNEL.or(BENCH),
                    "Time.now()"),
            new Ban("System\\.(currentTimeMillis|nanoTime)\\(", KERNEL.or(BENCH), "Time.nanos()"),
            new Ban("Thread\\.sleep\\(|LockSupport\\.park", BENCH, "Time.after(...)"),
            new Ban("new Random\\(|Math\\.random\\(|ThreadLocalRandom|new SecureRandom\\(", NOWHERE, "RandomStreams"),
            new Ban("new SplittableRandom\\(", KERNEL.or(BENCH), "RandomStreams.stream(name)"),
            new Ban("UUID\\.randomUUID\\(", NOWHERE, "Ids.uuid()"),
            new Ban("new Thread\\(|Thread\\.(ofVirtual|ofPlatform|startVirtualThread)", FABRIC.or(BENCH), "fabric.run"),
            new Ban(
                    "Executors\\.new|new ThreadPoolExecutor|new ScheduledThreadPool|new Timer\\(",
                    FABRIC,
                    "fabric.run"),
            new Ban("CompletableFuture\\.(run|supply)Async\\(", NOWHERE, "fabric.run"),
            new Ban("\\.printStackTrace\\(\\)", NOWHERE, "the journal, or let it fail loudly"));

    private static final Pattern BAD_NAME = Pattern.compile(".*(Impl|Manager|Helper|Util|Utils|Base|Info|Abstract.*)$");

    /// Files over the limit when the ratchet was set. A file may leave this list, never enter it or grow.
    private static final int MAX_FILE_LINES = 500;

    private static final int MAX_LINE = 120;

    /// A table of cases is easier to read with a case to the line.
    private static final int MAX_TEST_LINE = 160;

    private static final int MAX_METHOD_LINES = 60;
    private static final Map<String, Integer> LARGE_FILES = Map.of();

    private final List<Source> sources = Sources.all();

    @Test
    void bannedCallsNameTheirReplacement() {
        List<String> found = new ArrayList<>();
        for (Source source : sources) {
            if (!source.isMain()) continue;
            for (Ban ban : BANS) if (!ban.allowed.test(source)) find(source, ban, found);
        }
        assertThat(found).isEmpty();
    }

    private static void find(Source source, Ban ban, List<String> found) {
        Pattern pattern = Pattern.compile(ban.pattern);
        for (int i = 0; i < source.lines().size(); i++) {
            if (pattern.matcher(Source.code(source.lines().get(i))).find())
                found.add(source.path() + ":" + (i + 1) + ": " + ban.pattern + " -> use " + ban.instead);
        }
    }

    @Test
    void testsDoNotSleepSkipOrMock() {
        Pattern banned = Pattern.compile("Thread\\.sleep\\(|@Disabled|Mockito|Instant\\.now\\(|new Random\\(");
        List<String> found = new ArrayList<>();
        for (Source source : sources) {
            if (source.isMain() || source.name().equals("TidyTest")) continue;
            for (int i = 0; i < source.lines().size(); i++) {
                if (banned.matcher(Source.code(source.lines().get(i))).find())
                    found.add(source.path() + ":" + (i + 1) + ": "
                            + source.lines().get(i).strip());
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void roomsAreSmall() {
        List<String> found = new ArrayList<>();
        for (Source source : sources) {
            int limit = LARGE_FILES.getOrDefault(source.path(), MAX_FILE_LINES);
            if (source.lines().size() > limit)
                found.add(source.path() + " has " + source.lines().size() + " lines, limit " + limit);
            for (int i = 0; i < source.lines().size(); i++) {
                int most = source.isMain() ? MAX_LINE : MAX_TEST_LINE;
                if (source.lines().get(i).length() > most)
                    found.add(source.path() + ":" + (i + 1) + " is longer than " + most);
            }
            longMethods(source, found);
        }
        assertThat(found).isEmpty();
    }

    /// By the formatter's indentation: a method opens at four spaces (eight in a nested type) and closes at the same.
    private static void longMethods(Source source, List<String> found) {
        for (int depth : new int[] {4, 8}) {
            String indent = " ".repeat(depth);
            int start = -1;
            for (int i = 0; i < source.lines().size(); i++) {
                String line = source.lines().get(i);
                if (line.startsWith(indent) && line.length() > depth && line.charAt(depth) != ' ') {
                    if (line.strip().equals("}") && start >= 0 && i - start > MAX_METHOD_LINES)
                        found.add(source.path() + ":" + (start + 1) + " is " + (i - start) + " lines long");
                    boolean opens =
                            line.endsWith("{") && line.contains("(") && !line.matches(".*\\b(class|record|enum)\\b.*");
                    start = opens ? i : line.endsWith(") {") ? start : -1;
                }
            }
        }
    }

    @Test
    void namesAreNouns() {
        assertThat(sources.stream()
                        .filter(Source::isMain)
                        .filter(source -> BAD_NAME.matcher(source.name()).matches()))
                .extracting(Source::path)
                .as("no Impl, Manager, Helper, Util, Base, Info, Abstract in a name")
                .isEmpty();
    }

    @Test
    void everyPackageHasItsMap() {
        TreeSet<String> packages = new TreeSet<>();
        TreeSet<String> mapped = new TreeSet<>();
        for (Source source : sources) {
            if (!source.isMain() || source.module().equals("bench")) continue;
            String folder = source.path().substring(0, source.path().lastIndexOf('/'));
            packages.add(folder);
            if (source.name().equals("package-info")) mapped.add(folder);
        }
        packages.removeAll(mapped);
        assertThat(packages).as("packages without package-info.java").isEmpty();
    }

    @Test
    void servicesMeetOnlyByPorts() {
        Pattern service = Pattern.compile("io[./]windtunnel[./]cloud[./]"
                + "(edge|compute|messaging|streaming|database|caching|storage|operations)[./](\\w+)");
        List<String> found = new ArrayList<>();
        for (Source source : sources) {
            Matcher own = service.matcher(source.path());
            if (!source.isMain() || !own.find()) continue;
            for (String line : source.lines()) {
                Matcher other = service.matcher(line);
                if (line.startsWith("import ")
                        && other.find()
                        && !other.group(2).equals(own.group(2)))
                    found.add(source.path() + " imports " + other.group() + " -> use cloud.ports");
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void pathsThatTheDocumentsNameExist() throws IOException {
        Pattern path =
                Pattern.compile("[`(]((?:docs|examples|kernel|wire|fabric|cloud|rehearsal|cli|junit|conformance|bench"
                        + "|\\.ci|\\.mvn)/[\\w./-]*|[A-Z]+\\.md)[`)]");
        Map<String, String> missing = new TreeMap<>();
        for (String document : List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
            Matcher named = path.matcher(Files.readString(Sources.root().resolve(document)));
            while (named.find())
                if (!Files.exists(Sources.root().resolve(named.group(1)))) missing.put(named.group(1), document);
        }
        assertThat(missing).as("paths named and not there").isEmpty();
    }

    @Test
    void nothingNamesAMachineOrARegistry() throws IOException {
        Pattern banned = Pattern.compile(
                "(^|[^\\w.])/(work|farm)/|repo\\.maven\\.apache\\.org|registry\\.npmjs|deb\\.debian\\.org");
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Sources.root())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = Sources.root().relativize(file).toString().replace('\\', '/');
                if (!name.matches(".*\\.(java|md|xml|yaml|yml|json|sh|html|js|css)")) continue;
                if (name.matches("(.*/)?(target|node_modules|\\.git|\\.mvn)/.*|.*TidyTest\\.java")) continue;
                if (banned.matcher(Files.readString(file)).find()) found.add(name);
            }
        }
        assertThat(found).isEmpty();
    }
}
