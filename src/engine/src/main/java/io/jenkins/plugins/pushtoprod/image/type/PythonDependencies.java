package io.jenkins.plugins.pushtoprod.image.type;

import io.jenkins.plugins.pushtoprod.image.BuildEvent;
import io.jenkins.plugins.pushtoprod.image.layer.Layer;
import io.jenkins.plugins.pushtoprod.image.layer.LayerEntry;
import io.jenkins.plugins.pushtoprod.image.layer.SourceTree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The layer of a Python app's dependencies. It is kept under what it was made from (the requirements, the interpreter, the
 * platform, the index), so that requirements which did not change cost no run of pip.
 */
final class PythonDependencies {

    /** Where they are in the image: {@code PYTHONUSERBASE}. */
    static final String HOME = "opt/python";

    private static final String PROGRAMS = HOME + "/bin";

    /** Notes of the programs that a layer brings along. */
    private static final String KIND = "programs-1";

    private final Workshop workshop;
    private final Interpreter interpreter;

    PythonDependencies(Workshop workshop, Interpreter interpreter) {
        this.workshop = workshop;
        this.interpreter = interpreter;
    }

    /** @param programs names of what is in {@code bin} */
    record Installed(Layer layer, Set<String> programs) {}

    /** Empty if the app has none. */
    Optional<Installed> install() throws InterruptedException {
        Optional<Requirements> found = Requirements.of(workshop.sources());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Requirements requirements = found.get();
        Pip pip = new Pip(interpreter);
        String key = requirements.key(pip.recipe());
        Optional<Installed> known = known(key);
        return known.isPresent() ? known : Optional.of(install(pip, requirements, key));
    }

    private Optional<Installed> known(String key) {
        return workshop.layers().find(key).flatMap(layer -> workshop.blobs()
                .note(KIND, key)
                .map(note -> new String(note, StandardCharsets.UTF_8))
                .map(lines -> new Installed(layer, new TreeSet<>(lines.lines().toList()))));
    }

    private Installed install(Pip pip, Requirements requirements, String key) throws InterruptedException {
        workshop.listener()
                .accept(new BuildEvent.Started(
                        BuildEvent.Activity.RESOLVING_DEPENDENCIES,
                        requirements.file().toString()));
        try (WorkDirectory work = new WorkDirectory(workshop.blobs())) {
            List<LayerEntry> entries = entries(pip.install(requirements, work.path()));
            Set<String> programs = new TreeSet<>();
            for (LayerEntry entry : entries) {
                if (entry instanceof LayerEntry.File && entry.path().startsWith(PROGRAMS + "/")) {
                    programs.add(entry.path().substring(PROGRAMS.length() + 1));
                }
            }
            workshop.blobs().note(KIND, key, String.join("\n", programs).getBytes(StandardCharsets.UTF_8));
            return new Installed(workshop.layers().make(key, entries), programs);
        }
    }

    /** What {@code pip install --target} made, with programs where a user base has them. */
    private List<LayerEntry> entries(Path installed) throws InterruptedException {
        String packages = HOME + "/lib/python" + interpreter.version() + "/site-packages";
        List<LayerEntry> entries = new ArrayList<>();
        entries.addAll(
                SourceTree.ofTool(installed, List.of("bin", "**/__pycache__")).entries(packages));
        if (Files.isDirectory(installed.resolve("bin"))) {
            entries.addAll(SourceTree.ofTool(installed.resolve("bin"), List.of("__pycache__"))
                    .entries(PROGRAMS));
        }
        return entries;
    }
}
