package io.jenkins.plugins.pushtoprod.image.type;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.image.BuildEvent;
import io.jenkins.plugins.pushtoprod.image.base.BaseImage;
import io.jenkins.plugins.pushtoprod.image.layer.Content;
import io.jenkins.plugins.pushtoprod.image.layer.LayerEntry;
import io.jenkins.plugins.pushtoprod.image.type.Layout.NamedLayer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A jar that {@code java -jar} starts, with the libraries that its manifest names. It stays a jar, so that all its manifest says
 * still counts, and stays where it is below the sources, so that a command which names it works in the image too.
 */
final class RunnableJar implements AppType {

    private static final String HOME = "app";
    private static final int OLDEST_DEFAULT = 17;
    private static final List<Integer> LONG_TERM_SUPPORT = List.of(17, 21, 25);

    /** {@code -SNAPSHOT}, or the time stamp that Maven deploys one with. */
    private static final Pattern SNAPSHOT = Pattern.compile(".*-(?:SNAPSHOT|\\d{8}\\.\\d{6}-\\d+)(?:-.*)?\\.jar");

    /** Three quarters of the container's memory for the heap instead of one, and an end instead of a half-dead process. */
    private static final String JVM_OPTIONS = "-XX:MaxRAMPercentage=75.0 -XX:+ExitOnOutOfMemoryError";

    @Override
    public String name() {
        return "jar";
    }

    @Override
    public String signs() {
        return "a jar with a Main-Class in target/, build/libs/ or the root";
    }

    @Override
    public Optional<String> tell(Path sources) {
        return JarSearch.in(sources).stream()
                .findFirst()
                .map(jar -> "has " + sources.relativize(jar.file()) + ", whose Main-Class is " + jar.mainClass());
    }

    @Override
    public String defaultBase(Path sources) {
        int needed = JarSearch.in(sources).stream()
                .mapToInt(JarInfo::javaVersion)
                .max()
                .orElse(OLDEST_DEFAULT);
        int version = LONG_TERM_SUPPORT.stream()
                .filter(lts -> lts >= needed)
                .findFirst()
                .orElse(needed);
        return "docker.io/library/eclipse-temurin:" + version + "-jre";
    }

    @Override
    public Layout layOut(Workshop workshop, BaseImage base) throws InterruptedException {
        JarInfo jar = choose(workshop);
        check(jar, base, workshop.sources());
        NormalJar normal = new NormalJar(workshop.blobs());
        List<LayerEntry> dependencies = new ArrayList<>();
        List<LayerEntry> snapshots = new ArrayList<>();
        for (Path library : libraries(jar, workshop)) {
            boolean snapshot = SNAPSHOT.matcher(library.toString()).matches();
            (snapshot ? snapshots : dependencies).add(entry(workshop.sources(), library, normal.of(library)));
        }
        List<LayerEntry> application =
                new ArrayList<>(List.of(entry(workshop.sources(), jar.file(), normal.of(jar.file()))));
        if (!workshop.build().include().isEmpty()) {
            application.addAll(included(workshop));
        }
        List<NamedLayer> layers = new ArrayList<>();
        add(layers, "dependencies", dependencies, workshop);
        add(layers, "snapshots", snapshots, workshop);
        add(layers, "application", application, workshop);
        String path = workshop.sources().relativize(jar.file()).toString();
        return new Layout(
                layers,
                base.environment("JAVA_TOOL_OPTIONS").isPresent() ? Map.of() : Map.of("JAVA_TOOL_OPTIONS", JVM_OPTIONS),
                List.of(),
                "/" + HOME,
                List.of("java", "-jar", path),
                Set.of());
    }

    private static void add(List<NamedLayer> layers, String name, List<LayerEntry> entries, Workshop workshop)
            throws InterruptedException {
        if (!entries.isEmpty()) {
            layers.add(new NamedLayer(name, workshop.layers().layer(entries)));
        }
    }

    private JarInfo choose(Workshop workshop) {
        List<JarInfo> jars = JarSearch.in(workshop.sources());
        if (jars.size() == 1) {
            return jars.get(0);
        }
        List<String> include = workshop.build().include();
        List<JarInfo> named = jars.stream()
                .filter(jar -> include.contains(
                        workshop.sources().relativize(jar.file()).toString()))
                .toList();
        if (named.size() == 1) {
            return named.get(0);
        }
        if (jars.isEmpty()) {
            throw new ProblemException(Problem.of(
                    Problem.Kind.BUILD,
                    "there is no runnable jar; looked for " + signs(),
                    workshop.sources().toString(),
                    "build it first (mvn package, gradle build), with a Main-Class in its manifest"));
        }
        throw new ProblemException(Problem.of(
                Problem.Kind.BUILD,
                "there are several runnable jars: "
                        + jars.stream()
                                .map(jar -> workshop.sources()
                                        .relativize(jar.file())
                                        .toString())
                                .collect(Collectors.joining(", ")),
                workshop.sources().toString(),
                "remove what is left of an earlier build, or name the one to ship in build.include"));
    }

    private static void check(JarInfo jar, BaseImage base, Path sources) {
        Optional<Integer> version = base.environment("JAVA_VERSION").flatMap(JavaVersion::parse);
        if (version.isPresent() && version.get() < jar.javaVersion()) {
            throw new ProblemException(Problem.of(
                    Problem.Kind.BUILD,
                    "the jar needs Java " + jar.javaVersion() + ", but the base image " + base.reference()
                            + " has Java " + version.get(),
                    sources.relativize(jar.file()).toString(),
                    "name a newer image in build.base, or compile with --release " + version.get()));
        }
    }

    /** What the manifest's {@code Class-Path} names and is there, in its order. */
    private static List<Path> libraries(JarInfo jar, Workshop workshop) {
        List<Path> libraries = new ArrayList<>();
        for (String entry : jar.classPath()) {
            Path library = resolve(jar.file(), entry);
            if (library.startsWith(workshop.sources()) && Files.isRegularFile(library)) {
                libraries.add(library);
            } else {
                workshop.listener()
                        .accept(new BuildEvent.Warning(
                                "the Class-Path of " + jar.file().getFileName() + " names " + entry
                                        + ", which is no file below the sources, so that it will not be in the image"));
            }
        }
        return libraries;
    }

    private static Path resolve(Path jar, String entry) {
        try {
            return Path.of(jar.toUri().resolve(entry)).normalize();
        } catch (IllegalArgumentException e) {
            return Path.of(URI.create("file:///").getPath());
        }
    }

    private static List<LayerEntry> included(Workshop workshop) throws InterruptedException {
        return workshop.sourceTree(List.of("target", "build", "*.jar")).entries(HOME);
    }

    private static LayerEntry entry(Path sources, Path file, Path content) {
        String path = sources.relativize(file).toString().replace('\\', '/');
        return new LayerEntry.File(HOME + "/" + path, new Content.OnDisk(content), false);
    }
}
