package io.jenkins.plugins.pushtoprod.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pod template within a workload.
 *
 * @param owner the workload; for a bare Pod, the pod itself
 * @param template has {@code metadata} and {@code spec}; for a bare Pod, the pod itself
 * @param lasting whether its pods run until they are replaced. Others run once, and what they are made of can mostly not be changed later
 */
record PodTemplate(ObjectNode owner, ObjectNode template, boolean lasting) {

    /** The pod template of an object, if it is of a kind that has one. */
    static Optional<PodTemplate> of(ObjectNode object) {
        return switch (Tree.group(object) + "/" + Tree.kind(object)) {
            case "apps/Deployment",
                    "apps/StatefulSet",
                    "apps/DaemonSet",
                    "apps/ReplicaSet",
                    "/ReplicationController",
                    "argoproj.io/Rollout" -> at(object, "/spec/template", true);
            case "batch/Job" -> at(object, "/spec/template", false);
            case "batch/CronJob" -> at(object, "/spec/jobTemplate/spec/template", false);
            case "/Pod" -> Optional.of(new PodTemplate(object, object, false));
            default -> Optional.empty();
        };
    }

    private static Optional<PodTemplate> at(ObjectNode object, String path, boolean lasting) {
        return object.at(path) instanceof ObjectNode template
                ? Optional.of(new PodTemplate(object, template, lasting))
                : Optional.empty();
    }

    String name() {
        return Tree.name(owner);
    }

    JsonNode spec() {
        return template.path("spec");
    }

    List<ObjectNode> containers() {
        return Tree.objects(spec().path("containers"));
    }

    List<ObjectNode> initContainers() {
        return Tree.objects(spec().path("initContainers"));
    }

    List<ObjectNode> allContainers() {
        List<ObjectNode> all = new ArrayList<>(initContainers());
        all.addAll(containers());
        return all;
    }
}
