package io.windtunnel.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The source files of the whole reactor, as the house's rules read them.
final class Sources {
    /// A source file: its path from the root, and its lines.
    record Source(String path, List<String> lines) {
        String module() {
            return path.substring(0, path.indexOf('/'));
        }

        boolean isMain() {
            return path.contains("/src/main/java/");
        }

        String name() {
            return path.substring(path.lastIndexOf('/') + 1, path.length() - ".java".length());
        }

        /// The line's code without string literals and comments: what a ban looks at.
        static String code(String line) {
            String trimmed = line.strip();
            if (trimmed.startsWith("//") || trimmed.startsWith("*") || trimmed.startsWith("/*")) return "";
            return line.replaceAll("\"(\\\\.|[^\"\\\\])*\"", "\"\"").replaceAll("//.*", "");
        }
    }

    private Sources() {}

    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("CONTRIBUTING.md"))) {
            Path parent = here.getParent();
            if (parent == null)
                throw new IllegalStateException(
                        "no CONTRIBUTING.md above " + Path.of("").toAbsolutePath());
            here = parent;
        }
        return here;
    }

    /// Every Java file under a `src` folder of a module.
    static List<Source> all() {
        Path root = root();
        try (Stream<Path> modules = Files.list(root)) {
            return modules.filter(module -> Files.isDirectory(module.resolve("src")))
                    .sorted()
                    .flatMap(Sources::javaFiles)
                    .map(file -> read(root, file))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> javaFiles(Path module) {
        try (Stream<Path> files = Files.walk(module.resolve("src"))) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Source read(Path root, Path file) {
        try {
            return new Source(root.relativize(file).toString().replace('\\', '/'), Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
