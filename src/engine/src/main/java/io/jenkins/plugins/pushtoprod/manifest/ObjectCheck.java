package io.jenkins.plugins.pushtoprod.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.pushtoprod.app.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes the objects out of a document, and names with file and line what the API server could only name without. Not more than that: what a
 * kind's fields have to be, the API server knows best.
 */
final class ObjectCheck {

    private static final String LIST = "List";
    private static final Set<String> KUSTOMIZE = Set.of("kustomization.yaml", "kustomization.yml");

    private final Document document;
    private final List<Problem> problems;

    ObjectCheck(Document document, List<Problem> problems) {
        this.document = document;
        this.problems = problems;
    }

    /** The objects of the document that have what every object has; problems are added for the rest. */
    List<ObjectNode> objects() {
        List<ObjectNode> objects = new ArrayList<>();
        collect(document.root(), objects);
        return objects;
    }

    private void collect(ObjectNode object, List<ObjectNode> objects) {
        if (isList(object)) {
            for (JsonNode item : object.path("items")) {
                if (item instanceof ObjectNode child) {
                    typed(object, child);
                    collect(child, objects);
                } else {
                    problem(
                            "An item of the list is not an object.",
                            object,
                            "items",
                            "Start it with apiVersion: and kind:");
                }
            }
        } else if (identified(object)) {
            checkTexts(object);
            objects.add(object);
        }
    }

    private static boolean isList(ObjectNode object) {
        return Tree.kind(object).endsWith(LIST) && object.path("items").isArray();
    }

    /** The items of a DeploymentList may leave out what they are. */
    private static void typed(ObjectNode list, ObjectNode item) {
        String kind = Tree.kind(list);
        if (kind.length() > LIST.length() && !item.has("kind") && !item.has("apiVersion")) {
            item.put("kind", kind.substring(0, kind.length() - LIST.length()));
            item.set("apiVersion", list.path("apiVersion"));
        }
    }

    private boolean identified(ObjectNode object) {
        if (isKustomization(object)) {
            problem(
                    "This tells Kustomize what to do; it is no object of a cluster.",
                    object,
                    "kind",
                    "Render it first (kubectl kustomize DIRECTORY > rendered.yaml) and name what comes out, or leave the file out.");
            return false;
        }
        for (String field : List.of("apiVersion", "kind")) {
            JsonNode value = object.path(field);
            if (!value.isTextual() || value.asText().isBlank()) {
                problem(
                        "The object has no " + field + ".",
                        object,
                        field,
                        "Every Kubernetes object starts with apiVersion: and kind:");
                return false;
            }
        }
        return named(object);
    }

    private boolean isKustomization(ObjectNode object) {
        String name = document.file().substring(document.file().lastIndexOf('/') + 1);
        return Tree.group(object).equals("kustomize.config.k8s.io")
                || KUSTOMIZE.contains(name) && !object.has("metadata");
    }

    private boolean named(ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        JsonNode name = metadata.path("name");
        if (name.isTextual() && !name.asText().isBlank()) {
            return true;
        }
        ObjectNode at = metadata instanceof ObjectNode there ? there : object;
        if (name.isNumber() || name.isBoolean()) {
            problem("The name of the " + Tree.kind(object) + " is not a text.", at, "name", "Put it in quotes.");
        } else if (metadata.has("generateName")) {
            problem(
                    "The " + Tree.kind(object) + " has a generateName, so that each deploy would make another one.",
                    at,
                    "generateName",
                    "Give it a name. A Job that shall run once per release: add the annotation " + Annotations.PHASE
                            + ": " + Annotations.PHASE_RELEASE);
        } else {
            problem("The " + Tree.kind(object) + " has no name.", at, "name", "Add it as metadata.name");
        }
        return false;
    }

    private void checkTexts(ObjectNode object) {
        checkMetadata(object);
        String kind = Tree.kind(object);
        if (Tree.group(object).isEmpty() && (kind.equals("ConfigMap") || kind.equals("Secret"))) {
            checkTexts(object, "data");
            checkTexts(object, "stringData");
        }
        PodTemplate.of(object).ifPresent(template -> {
            if (template.template() != object) {
                checkMetadata(template.template());
            }
            template.allContainers().forEach(container -> Tree.objects(container.path("env"))
                    .forEach(variable -> checkText(variable, "value")));
        });
    }

    private void checkMetadata(ObjectNode object) {
        if (object.path("metadata") instanceof ObjectNode metadata) {
            checkTexts(metadata, "labels");
            checkTexts(metadata, "annotations");
            checkText(metadata, "namespace");
        } else if (object.has("metadata")) {
            problem("metadata is not a mapping.", object, "metadata", "Write name: and the like below it, indented.");
        }
    }

    private void checkTexts(ObjectNode parent, String field) {
        JsonNode texts = parent.path(field);
        if (texts instanceof ObjectNode mapping) {
            mapping.fieldNames().forEachRemaining(key -> checkText(mapping, key));
        } else if (!texts.isMissingNode() && !texts.isNull()) {
            problem(field + " is not a mapping.", parent, field, "Write each as a key and a text.");
        }
    }

    private void checkText(ObjectNode parent, String key) {
        JsonNode value = parent.path(key);
        if (!value.isTextual() && !value.isMissingNode() && !value.isNull()) {
            String what = value.isNumber() ? "a number" : value.isBoolean() ? "true or false" : "not a text";
            problem(key + " is " + what + ", and has to be a text.", parent, key, "Put the value in quotes.");
        }
    }

    private void problem(String what, ObjectNode parent, String key, String advice) {
        problems.add(Problem.of(Problem.Kind.INPUT, what, document.where(parent, key), advice));
    }
}
