package io.jenkins.plugins.pushtoprod.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.pushtoprod.manifest.Annotations;
import io.jenkins.plugins.pushtoprod.manifest.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Compares an object with what it is going to be. What the server keeps books in does not count, nor do the annotations that change
 * with every release; secrets are hidden. Lists of objects are compared by what identifies an item, not by its place.
 */
final class Comparison {

    private static final List<String> BOOKKEEPING = List.of(
            "managedFields",
            "resourceVersion",
            "uid",
            "generation",
            "creationTimestamp",
            "selfLink",
            "deletionTimestamp",
            "deletionGracePeriodSeconds");

    /** What says where a release came from; in a pod template it would count, because there it restarts pods. */
    private static final Set<String> PROVENANCE = Set.of(
            Annotations.COMMIT,
            Annotations.BRANCH,
            Annotations.REPOSITORY,
            Annotations.BUILD_URL,
            Annotations.TIME,
            Annotations.AUTHOR,
            Annotations.RELEASE,
            Labels.VERSION,
            Ownership.APP,
            Ownership.ADOPTED);

    /** Tried in this order; as in the OpenAPI schema's {@code x-kubernetes-list-map-keys}, and what custom resources use. */
    private static final List<String> IDENTIFIERS = List.of(
            "name",
            "mountPath",
            "devicePath",
            "containerPort",
            "port",
            "type",
            "key",
            "ip",
            "host",
            "uid",
            "topologyKey");

    private final boolean secret;
    private final List<Plan.FieldChange> changes = new ArrayList<>();

    private Comparison(boolean secret) {
        this.secret = secret;
    }

    /** What differs, in the order of {@code before}'s fields and then those that are new; empty if nothing does. */
    static List<Plan.FieldChange> of(ObjectNode before, ObjectNode after) {
        Comparison comparison = new Comparison(after.path("kind").asText().equals("Secret"));
        comparison.objects("", essence(before), essence(after));
        return comparison.changes;
    }

    static boolean same(ObjectNode before, ObjectNode after) {
        return essence(before).equals(essence(after));
    }

    private static ObjectNode essence(ObjectNode object) {
        ObjectNode essence = object.deepCopy();
        essence.remove(List.of("status", "apiVersion", "kind"));
        if (essence.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(BOOKKEEPING);
            removeEach(metadata, "annotations");
            removeEach(metadata, "labels");
        }
        return essence;
    }

    private static void removeEach(ObjectNode metadata, String field) {
        if (metadata.get(field) instanceof ObjectNode map) {
            map.remove(PROVENANCE);
            if (map.isEmpty()) {
                metadata.remove(field);
            }
        }
    }

    private void nodes(String path, String name, JsonNode before, JsonNode after, boolean hidden) {
        if (before.equals(after)) {
            return;
        }
        boolean objects = isContainer(before, JsonNode::isObject) && isContainer(after, JsonNode::isObject);
        boolean arrays = isContainer(before, JsonNode::isArray) && isContainer(after, JsonNode::isArray);
        if (hidden || (Redaction.isSecretField(name) && (before.isTextual() || after.isTextual()))) {
            add(path, hide(before), hide(after));
        } else if (objects && !(before.isMissingNode() && after.isMissingNode())) {
            objects(path, before, after);
        } else if (arrays && items(before, after).isPresent()) {
            items(before, after)
                    .get()
                    .forEach((id, pair) -> nodes(path + '[' + id + ']', "", pair.get(0), pair.get(1), false));
        } else if (before.isTextual() && after.isTextual() && isLong(before, after)) {
            TextChange change = TextChange.between(before.textValue(), after.textValue());
            add(path + change.lines(), Redaction.text(change.before()), Redaction.text(change.after()));
        } else {
            add(path, show(before), show(after));
        }
    }

    private interface Shape {
        boolean is(JsonNode node);
    }

    /** Whether a node is of that shape, and has something to go into; a missing one goes along with the other. */
    private static boolean isContainer(JsonNode node, Shape shape) {
        return node.isMissingNode() || (shape.is(node) && !node.isEmpty());
    }

    private void objects(String path, JsonNode before, JsonNode after) {
        boolean environment =
                before.path("name").isTextual() || after.path("name").isTextual();
        Set<String> names = new LinkedHashSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            String below = path.isEmpty() ? name : path + '.' + segment(name);
            boolean ofSecret = secret && (path.equals("data") || path.equals("stringData"));
            boolean ofData = (path.equals("data") || path.equals("binaryData")) && Redaction.isSecret(name);
            boolean ofVariable = environment
                    && name.equals("value")
                    && Redaction.isSecret(
                            after.path("name").asText(before.path("name").asText()));
            boolean ofApplied = name.equals("kubectl.kubernetes.io/last-applied-configuration");
            nodes(below, name, before.path(name), after.path(name), ofSecret || ofData || ofVariable || ofApplied);
        }
    }

    private static String segment(String name) {
        return name.contains(".") || name.contains("/") ? '"' + name + '"' : name;
    }

    /** Items in pairs by what identifies them, or else by their place; empty for plain values. */
    private static Optional<Map<String, List<JsonNode>>> items(JsonNode before, JsonNode after) {
        for (String identifier : IDENTIFIERS) {
            if (identifies(identifier, before) && identifies(identifier, after)) {
                return Optional.of(pairs(before, after, (item, place) -> id(item, identifier)));
            }
        }
        boolean containers = Stream.of(before, after)
                .flatMap(items -> StreamSupport.stream(items.spliterator(), false))
                .allMatch(JsonNode::isContainerNode);
        return containers
                ? Optional.of(pairs(before, after, (item, place) -> String.valueOf(place)))
                : Optional.empty();
    }

    private static Map<String, List<JsonNode>> pairs(
            JsonNode before, JsonNode after, BiFunction<JsonNode, Integer, String> id) {
        Map<String, List<JsonNode>> pairs = new LinkedHashMap<>();
        JsonNode nothing = MissingNode.getInstance();
        for (int i = 0; i < before.size(); i++) {
            pairs.put(id.apply(before.get(i), i), List.of(before.get(i), nothing));
        }
        for (int i = 0; i < after.size(); i++) {
            JsonNode item = after.get(i);
            pairs.merge(id.apply(item, i), List.of(nothing, item), (old, added) -> List.of(old.get(0), item));
        }
        return pairs;
    }

    private static String id(JsonNode item, String identifier) {
        return item.path(identifier).asText();
    }

    private static boolean identifies(String identifier, JsonNode items) {
        Set<String> ids = new LinkedHashSet<>();
        return StreamSupport.stream(items.spliterator(), false)
                .allMatch(item -> item.path(identifier).isValueNode() && ids.add(id(item, identifier)));
    }

    private static boolean isLong(JsonNode before, JsonNode after) {
        return before.textValue().contains("\n") || after.textValue().contains("\n");
    }

    private void add(String path, String before, String after) {
        changes.add(new Plan.FieldChange(path, before, after));
    }

    private static String show(JsonNode node) {
        if (node.isMissingNode()) {
            return "";
        }
        if (node.isTextual()) {
            return Redaction.text(node.textValue());
        }
        return node.isArray() ? words(node) : node.toString();
    }

    /** Such as the words of a command. */
    private static String words(JsonNode items) {
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        boolean hideNext = false;
        for (JsonNode item : items) {
            String word = item.asText("");
            if (item.isTextual()) {
                shown.add(hideNext ? Redaction.HIDDEN : Redaction.text(word));
            } else {
                shown.add(item);
            }
            hideNext = Redaction.announcesSecret(word);
        }
        return shown.toString();
    }

    private static String hide(JsonNode node) {
        return node.isMissingNode() ? "" : Redaction.HIDDEN;
    }
}
