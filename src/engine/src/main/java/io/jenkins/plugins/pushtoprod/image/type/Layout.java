package io.jenkins.plugins.pushtoprod.image.type;

import io.jenkins.plugins.pushtoprod.image.layer.Layer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What goes on top of a base image.
 *
 * @param layers bottom up
 * @param environment variables to set, in the order they are to be written
 * @param path directories to look for programs in before those of the base image
 * @param workingDirectory absolute
 * @param start command of the type's own; empty if it has none
 * @param programs names of programs that the layers bring along in {@code path}
 */
public record Layout(
        List<NamedLayer> layers,
        Map<String, String> environment,
        List<String> path,
        String workingDirectory,
        List<String> start,
        Set<String> programs) {

    /** A layer and what it is called in reports. */
    public record NamedLayer(String name, Layer layer) {}
}
