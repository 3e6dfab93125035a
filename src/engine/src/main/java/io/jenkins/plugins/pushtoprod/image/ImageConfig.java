package io.jenkins.plugins.pushtoprod.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.Command;
import io.jenkins.plugins.pushtoprod.app.Process;
import io.jenkins.plugins.pushtoprod.app.Provenance;
import io.jenkins.plugins.pushtoprod.image.base.BaseImage;
import io.jenkins.plugins.pushtoprod.image.type.Layout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The configuration of an image: the base image's, with what the app adds. It says nothing that differs between two builds of one
 * commit, so that these have one digest.
 */
final class ImageConfig {

    private static final String LABEL = "org.opencontainers.image.";
    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private ImageConfig() {}

    static ObjectNode of(BaseImage base, Layout layout, App app, Provenance provenance, List<String> command) {
        String created = provenance.commitTime().orElse(Instant.EPOCH).toString();
        ObjectNode image = base.config().deepCopy();
        image.put("created", created);
        image.remove(List.of("container", "container_config", "docker_version", "author", "id", "parent"));
        ObjectNode config = image.withObject("/config");
        environment(config, base, layout);
        config.put("WorkingDir", layout.workingDirectory());
        config.put("User", String.valueOf(app.security().user()));
        config.remove("Entrypoint");
        config.remove("OnBuild");
        ArrayNode words = config.putArray("Cmd");
        command.forEach(words::add);
        ports(config, app);
        labels(config, app, provenance, created);
        layers(image, layout, created);
        return image;
    }

    /** The command of the process that takes traffic, or of the only one; else the type's own. */
    static List<String> command(App app, Layout layout) {
        Optional<Process> main = Optional.ofNullable(app.processes().get("web"));
        if (main.isEmpty() && app.processes().size() == 1) {
            main = app.processes().values().stream().findFirst();
        }
        return main.flatMap(Process::command).map(ImageConfig::words).orElse(layout.start());
    }

    private static List<String> words(Command command) {
        return command.shell() ? List.of("/bin/sh", "-c", String.join(" ", command.words())) : command.words();
    }

    private static void environment(ObjectNode config, BaseImage base, Layout layout) {
        Map<String, String> ours = new TreeMap<>(layout.environment());
        ours.put(
                "PATH",
                String.join(":", layout.path()) + ":" + base.environment("PATH").orElse(DEFAULT_PATH));
        if (layout.path().isEmpty()) {
            ours.remove("PATH");
        }
        ArrayNode merged = config.arrayNode();
        for (JsonNode variable : config.path("Env")) {
            String name = variable.asText().replaceFirst("=.*", "");
            String value = ours.remove(name);
            merged.add(value == null ? variable.asText() : name + "=" + value);
        }
        ours.forEach((name, value) -> merged.add(name + "=" + value));
        config.set("Env", merged);
    }

    private static void ports(ObjectNode config, App app) {
        app.processes().values().stream()
                .flatMapToInt(process -> process.port().stream())
                .sorted()
                .distinct()
                .forEach(port -> config.withObject("/ExposedPorts").putObject(port + "/tcp"));
    }

    private static void labels(ObjectNode config, App app, Provenance provenance, String created) {
        ObjectNode labels = config.withObject("/Labels");
        // What the base image says of itself in these is not true of this one.
        List<String> names = new ArrayList<>();
        labels.fieldNames().forEachRemaining(names::add);
        names.stream().filter(name -> name.startsWith(LABEL)).forEach(labels::remove);
        labels.put(LABEL + "title", app.name());
        labels.put(LABEL + "created", created);
        provenance.commit().ifPresent(commit -> labels.put(LABEL + "revision", commit));
        provenance.repository().ifPresent(url -> labels.put(LABEL + "source", url));
    }

    private static void layers(ObjectNode image, Layout layout, String created) {
        ObjectNode rootfs = image.withObject("/rootfs");
        rootfs.put("type", "layers");
        ArrayNode diffIds = rootfs.withArray("/diff_ids");
        ArrayNode history = image.withArray("/history");
        for (Layout.NamedLayer layer : layout.layers()) {
            diffIds.add(layer.layer().diffId().toString());
            history.addObject()
                    .put("created", created)
                    .put("created_by", "push-to-prod")
                    .put("comment", layer.name());
        }
    }
}
