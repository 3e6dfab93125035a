package io.jenkins.plugins.pushtoprod.app;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the volumes of an app. */
final class StorageReader {

    private static final String SIZE = "1Gi";

    private final Problems problems;
    private final Map<String, String> namesByPath = new LinkedHashMap<>();

    StorageReader(Problems problems) {
        this.problems = problems;
    }

    Map<String, Storage> read(Section top) {
        Map<String, Storage> storage = new LinkedHashMap<>();
        top.few("storage", Names::label).forEach((name, field) -> Section.of(field.value(), Shape.STORAGE, problems)
                .ifPresent(volume -> storage.put(name, volume(name, volume))));
        return Collections.unmodifiableMap(storage);
    }

    private Storage volume(String name, Section volume) {
        Optional<String> path = volume.text("path", MountPath::parse);
        path.ifPresent(p -> refuseOverlap(name, p, volume.at("path")));
        if (!volume.has("path")) {
            volume.missing("path", "path: /var/lib/users");
        }
        return new Storage(
                path.orElse("/" + name),
                volume.textOrNumber("size", Quantity::bytes).map(Quantity::text).orElse(SIZE),
                volume.text("class", Names::subdomain),
                volume.flag("shared").orElse(false));
    }

    /** The release phase and each process that does not choose mount all volumes, so that no two may be in each other's way. */
    private void refuseOverlap(String name, String path, Origin at) {
        namesByPath.forEach((otherPath, other) -> {
            if (otherPath.equals(path) || MountPath.contains(otherPath, path) || MountPath.contains(path, otherPath)) {
                problems.combination(
                        at,
                        "the volumes " + other + " and " + name + " overlap: " + otherPath + " and " + path,
                        "Mount each at a path of its own");
            }
        });
        namesByPath.put(path, name);
    }
}
