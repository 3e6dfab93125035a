package io.jenkins.plugins.pushtoprod.image.type;

import io.jenkins.plugins.pushtoprod.image.BuildEvent;
import io.jenkins.plugins.pushtoprod.image.layer.Layer;
import io.jenkins.plugins.pushtoprod.image.layer.LayerEntry;
import io.jenkins.plugins.pushtoprod.image.layer.SourceTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The layer of a Python app's dependencies. It is kept under what it was made from (the requirements, the interpreter, the
 * platform, the index), so that requirements which did not change cost no run of pip.
 */
final class PythonDependencies {

    /** Where they are in the image: {@code PYTHONUSERBASE}. */
    static final String HOME = "opt/python";

    private final Workshop workshop;
    private final Interpreter interpreter;

    PythonDependencies(Workshop workshop, Interpreter interpreter) {
        this.workshop = workshop;
        this.interpreter = interpreter;
    }

    /** Empty if the app has none. */
    Optional<Layer> layer() throws InterruptedException {
        Optional<Requirements> found = Requirements.of(workshop.sources());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Requirements requirements = found.get();
        Pip pip = new Pip(interpreter);
        String key = requirements.key(pip.recipe());
        Optional<Layer> known = workshop.layers().find(key);
        if (known.isPresent()) {
            return known;
        }
        workshop.listener()
                .accept(new BuildEvent.Started(
                        BuildEvent.Activity.RESOLVING_DEPENDENCIES,
                        requirements.file().toString()));
        try (WorkDirectory work = new WorkDirectory(workshop.blobs())) {
            Path installed = pip.install(requirements, work.path());
            return Optional.of(workshop.layers().make(key, entries(installed)));
        }
    }

    /** What {@code pip install --target} made, with programs where a user base has them. */
    private List<LayerEntry> entries(Path installed) throws InterruptedException {
        String programs = HOME + "/bin";
        String packages = HOME + "/lib/python" + interpreter.version() + "/site-packages";
        List<LayerEntry> entries = new ArrayList<>();
        entries.addAll(
                SourceTree.ofTool(installed, List.of("bin", "**/__pycache__")).entries(packages));
        if (Files.isDirectory(installed.resolve("bin"))) {
            entries.addAll(SourceTree.ofTool(installed.resolve("bin"), List.of("__pycache__"))
                    .entries(programs));
        }
        return entries;
    }
}
