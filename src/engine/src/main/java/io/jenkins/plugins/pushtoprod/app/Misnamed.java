package io.jenkins.plugins.pushtoprod.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Finds files that were meant to be read, but have not quite the right name. Nobody would notice otherwise. */
final class Misnamed {

    private static final Map<String, String> RIGHT =
            Map.of("pushtoprodyaml", AppReader.FILE, "pushtoprodyml", AppReader.FILE, "procfile", Procfile.NAME);
    private static final List<String> NAMES = List.of(AppReader.FILE, AppReader.SHORT_FILE, Procfile.NAME);

    private Misnamed() {}

    static void refuse(Path directory, Problems problems) {
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !NAMES.contains(name))
                    .sorted()
                    .forEach(name -> refuse(name, problems));
        } catch (IOException | UncheckedIOException e) {
            // A directory that cannot be listed may still have files that can be read.
        }
    }

    private static void refuse(String name, Problems problems) {
        String right = RIGHT.get(name.toLowerCase(Locale.ROOT).replaceAll("[-_. ]", ""));
        if (right != null) {
            problems.key(
                    new Origin(name, 1, 1, ""),
                    Quote.plain(name) + " is not read, because of its name",
                    "Rename it to " + right + ", or to something else");
        }
    }
}
