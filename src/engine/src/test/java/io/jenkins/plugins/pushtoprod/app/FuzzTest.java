package io.jenkins.plugins.pushtoprod.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is in the files, the answer is an App or a ProblemException, and soon. */
class FuzzTest {

    /** What YAML, and this file, take for something special. */
    private static final List<String> PIECES = List.of(
            ":",
            ": ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            "\"",
            "'",
            "&a ",
            "*a",
            "!!x ",
            "|",
            ">",
            "#",
            "\t",
            "\n",
            "  ",
            "---\n",
            "...\n",
            "? ",
            "<<: ",
            "%",
            "@",
            "`",
            "null",
            "~",
            "\0",
            "\u0085",
            "\uFEFF",
            "\uD83D",
            "0x",
            "-1",
            "1e99",
            "processes:",
            "environments:",
            "web:",
            "scale:",
            "resources:",
            "command:",
            "storage:",
            "cron:");

    private final Path directory;

    FuzzTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void survivesMutations(long seed) throws IOException {
        Random random = new Random(seed);
        List<String> texts = texts();
        int refused = 0;
        for (int i = 0; i < 250; i++) {
            String text = texts.get(random.nextInt(texts.size()));
            for (int n = random.nextInt(4); n >= 0; n--) {
                text = mutated(text, random);
            }
            refused += readsOrRefuses(random.nextInt(8) == 0 ? "Procfile" : "push-to-prod.yaml", text) ? 0 : 1;
        }
        assertThat(refused).as("mutations that did harm").isBetween(100, 249);
    }

    @ParameterizedTest
    @MethodSource("harmful")
    void endsSoon(String text) {
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertThat(readsOrRefuses("push-to-prod.yaml", text))
                .isFalse());
    }

    static Stream<String> harmful() {
        return Stream.of(
                "[".repeat(1 << 20),
                "{a: ".repeat(1 << 18),
                "- ".repeat(1 << 19),
                "? ".repeat(1 << 19),
                "!".repeat(1 << 20),
                "&".repeat(1 << 20),
                "\"".repeat(1 << 20),
                "a: |\n" + " ".repeat(1 << 19) + "x",
                "name: " + "a".repeat(1 << 19),
                "name: \"" + "\\x41".repeat(1 << 17) + "\"",
                lines(9000, i -> "k" + i + ": 1"),
                lines(90, i -> "k".repeat(5000) + i + ": 1"),
                "config:\n" + lines(9000, i -> "  K" + i + ":"),
                "processes:\n" + lines(4000, i -> "  p" + i + ": x"),
                "processes: { web: { storage: [" + "dataa,".repeat(9000) + "] } }\nstorage:\n"
                        + lines(99, i -> "  data" + i + ": { path: /d" + i + " }"),
                "processes: { web: { routes: [" + "a.example.com,".repeat(9000) + "] } }",
                lines(9000, i -> "a: 1"),
                "config: &a\n" + lines(4000, i -> "  A" + i + ": 1") + "\nenvironments:\n"
                        + lines(2000, i -> "  e" + i + ": { config: *a }"),
                "processes:\n" + lines(99, i -> "  p" + i + ": { storage: [x" + i + "], health: x }")
                        + "\nenvironments:\n" + lines(99, i -> "  e" + i + ": { release: x }"));
    }

    @Test
    void readsWhatIsLargeButRight() {
        String text = "config:\n" + lines(3000, i -> "  A" + i + ": \"" + "x".repeat(100) + '"') + "\nprocesses:\n"
                + lines(99, i -> "  p" + i + ": { port: 80, routes: [h" + i + ".example.com] }") + "\nenvironments:\n"
                + lines(99, i -> "  e" + i + ": { config: { A1: e } }");
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertThat(readsOrRefuses("push-to-prod.yaml", text))
                .isTrue());
    }

    private static String lines(int number, IntFunction<String> line) {
        return IntStream.range(0, number).mapToObj(line).collect(Collectors.joining("\n"));
    }

    private static List<String> texts() {
        return Stream.of("valid", "structure", "meaning", "syntax")
                .flatMap(kind -> Corpus.files(kind).stream())
                .map(file -> {
                    try {
                        return Files.readString(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static String mutated(String text, Random random) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(12));
        String piece = PIECES.get(random.nextInt(PIECES.size()));
        return switch (random.nextInt(5)) {
            case 0 -> text.substring(0, from);
            case 1 -> text.substring(0, from) + text.substring(to);
            case 2 -> text.substring(0, from) + text.substring(from, to).repeat(3) + text.substring(to);
            case 3 -> text.substring(0, from) + piece + text.substring(to);
            default -> text.substring(0, from) + piece + text.substring(from);
        };
    }

    private boolean readsOrRefuses(String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Files.write(directory.resolve(name), bytes);
        boolean[] read = {true};
        assertThatCode(() -> {
                    try {
                        new AppReader().read(directory, Optional.of("production"), Overrides.NONE);
                    } catch (ProblemException e) {
                        read[0] = false;
                        assertThat(e.problems()).extracting(Problem::kind).containsOnly(Problem.Kind.INPUT);
                        // No line of a message, and nothing in it that a terminal would obey.
                        assertThat(Corpus.message(e).lines()).allMatch(line -> line.length() < 700);
                        assertThat(Corpus.message(e)).doesNotContainPattern("[\\p{Cc}&&[^\\n]]");
                    }
                })
                .as("%s", text.length() < 2000 ? text : text.substring(0, 200))
                .doesNotThrowAnyException();
        Files.delete(directory.resolve(name));
        return read[0];
    }
}
