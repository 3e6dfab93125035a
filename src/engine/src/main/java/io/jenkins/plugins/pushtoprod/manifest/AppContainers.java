package io.jenkins.plugins.pushtoprod.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Which containers are the app's own: those that run its image. What is said of the app (where its metrics are, what its log lines look
 * like) is said of them alone, and not of a database or a proxy beside it. Where none runs it, all are taken as the app's.
 */
final class AppContainers {

    private final String image;
    private final boolean any;

    AppContainers(String image, List<ObjectNode> objects) {
        this.image = image;
        this.any = objects.stream()
                .map(PodTemplate::of)
                .flatMap(Optional::stream)
                .noneMatch(template -> template.allContainers().stream().anyMatch(this::runsImage));
    }

    boolean include(ObjectNode container) {
        return any || runsImage(container);
    }

    /** Those of a pod, without init containers. */
    List<ObjectNode> of(PodTemplate template) {
        return template.containers().stream().filter(this::include).toList();
    }

    private boolean runsImage(ObjectNode container) {
        return !image.isEmpty() && container.path("image").asText().equals(image);
    }
}
