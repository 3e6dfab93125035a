package io.jenkins.plugins.pushtoprod.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what a team ships from its sources: {@code Procfile}, then {@code push-to-prod.yaml}, then the overlay of an environment, then
 * parameters, the later winning over the earlier, key by key. Everything is optional.
 */
public final class AppReader {

    /** The file, by the name that messages and documentation use. */
    public static final String FILE = "push-to-prod.yaml";

    static final String SHORT_FILE = "push-to-prod.yml";
    private static final String ENVIRONMENTS = "environments";

    /**
     * Reads an app. The file has to be right by itself and with each of its environments, whichever is chosen.
     *
     * @param directory root of the sources; without a {@code name} in any source its name is the app's
     * @param environment whose overlay to apply; one that the file does not mention has none
     * @param parameters win over all files
     * @throws ProblemException kind {@link Problem.Kind#INPUT}, with all that is wrong in the sources, the most important first; kind
     *     {@link Problem.Kind#MACHINE} when a file cannot be read
     */
    public App read(Path directory, Optional<String> environment, Overrides parameters) {
        Problems problems = new Problems();
        Misnamed.refuse(directory, problems);
        Node.Mapping procfile = SourceFile.read(directory, Procfile.NAME, problems)
                .map(file -> Procfile.parse(file, problems))
                .orElse(nothing(Procfile.NAME));
        Node.Mapping file = file(directory, problems);
        Map<String, Node.Mapping> overlays = overlays(file, problems);
        environment.ifPresent(name -> new EnvironmentName(name).refuseMisspelt(overlays, problems));

        String defaultName = Names.appFrom(directoryName(directory));
        Node.Mapping base = Layers.merge(
                Layers.withCommandsSpelledOut(procfile), Layers.withCommandsSpelledOut(without(ENVIRONMENTS, file)));
        Node.Mapping chosen =
                environment.map(overlays::get).map(o -> Layers.merge(base, o)).orElse(base);
        for (Overrides.Setting setting : parameters.settings()) {
            Optional<Node.Mapping> layer = Parameters.layer(setting, problems).map(Layers::withCommandsSpelledOut);
            chosen = layer.isPresent() ? Layers.merge(chosen, layer.get()) : chosen;
        }
        App app = new LayeredApp(chosen, problems).read(defaultName);
        new LayeredApp(base, problems).read(defaultName);
        overlays.values().forEach(o -> new LayeredApp(Layers.merge(base, o), problems).read(defaultName));
        problems.throwIfAny();
        return app;
    }

    private static Node.Mapping file(Path directory, Problems problems) {
        Optional<SourceFile> file = SourceFile.read(directory, FILE, problems);
        Optional<SourceFile> shortFile = SourceFile.read(directory, SHORT_FILE, problems);
        if (file.isPresent() && shortFile.isPresent()) {
            throw problems.syntax(
                    new Origin(SHORT_FILE, 1, 1, ""),
                    "there is a " + FILE + " too",
                    "Keep one of them: remove " + SHORT_FILE);
        }
        Optional<SourceFile> found = file.or(() -> shortFile);
        Optional<Node> root = found.flatMap(f -> YamlParser.parse(f.name(), f.text(), problems));
        if (root.isEmpty() || Layers.isNothing(root.get())) {
            return nothing(found.map(SourceFile::name).orElse(FILE));
        }
        if (!(root.get() instanceof Node.Mapping mapping)) {
            throw problems.syntax(
                    root.get().origin(),
                    "expected keys and values, found " + root.get().describe(),
                    "Start with a key, such as name: users-api");
        }
        return mapping;
    }

    private static Map<String, Node.Mapping> overlays(Node.Mapping file, Problems problems) {
        Section top = new Section(file, Shape.APP, problems);
        Map<String, Node.Mapping> overlays = new LinkedHashMap<>();
        top.few(ENVIRONMENTS, EnvironmentName::parse, Layers::emptyForNothing)
                .forEach((name, field) -> Section.of(field.value(), Shape.ENVIRONMENT, problems)
                        .map(Section::known)
                        .ifPresent(overlay -> overlays.put(name, Layers.withCommandsSpelledOut(overlay))));
        return overlays;
    }

    private static Node.Mapping without(String key, Node.Mapping mapping) {
        Map<String, Node.Field> fields = new LinkedHashMap<>(mapping.fields());
        fields.remove(key);
        return new Node.Mapping(mapping.origin(), fields);
    }

    private static Node.Mapping nothing(String source) {
        return new Node.Mapping(new Origin(source, 1, 1, ""), Map.of());
    }

    private static String directoryName(Path directory) {
        try {
            Path real = directory.toRealPath();
            if (!Files.isDirectory(real)) {
                throw notADirectory(directory);
            }
            return Optional.ofNullable(real.getFileName()).map(Path::toString).orElse("");
        } catch (IOException e) {
            throw notADirectory(directory);
        }
    }

    private static ProblemException notADirectory(Path directory) {
        return new ProblemException(Problem.of(
                Problem.Kind.INPUT,
                "there is no directory " + directory,
                directory.toString(),
                "Name the directory that the sources are in"));
    }
}
