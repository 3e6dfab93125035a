package io.jenkins.plugins.pushtoprod.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a team's own objects from YAML and JSON files. Types are never instantiated: whatever a file says becomes text, numbers, booleans,
 * lists and mappings, read as {@code kubectl} reads them (see {@link KubernetesScalars}).
 *
 * <p>Refused: files over {@value ManifestFiles#LARGEST} bytes and more than {@value ManifestFiles#LARGEST_TOGETHER} bytes of them, text that
 * is not UTF-8, duplicate keys, aliases that expand to more than {@value YamlDocuments#MOST_NODES} values, tags of types of one's own,
 * objects without a name, and the same object twice.
 */
public final class ManifestReader {

    private static final int MOST_OBJECTS = 5_000;

    private final Conversion conversion = new Conversion();

    /**
     * Reads objects, in the order of patterns, of file names, and of documents in a file. A kind of list gives its items.
     *
     * @param directory what patterns are relative to
     * @param patterns files, directories (of which the {@code .yaml}, {@code .yml} and {@code .json} files are read, not those of
     *     directories within) or globs such as {@code k8s/*.yaml} and {@code k8s/**.yaml}
     * @throws ProblemException kind {@link Problem.Kind#INPUT}, with file and line of all that is wrong; kind {@link Problem.Kind#MACHINE} when
     *     a file cannot be read
     */
    public List<GenericKubernetesResource> read(Path directory, List<String> patterns) {
        List<Problem> problems = new ArrayList<>();
        List<GenericKubernetesResource> objects = new ArrayList<>();
        Map<String, String> seen = new HashMap<>();
        for (ManifestFiles.File file : new ManifestFiles(directory).find(patterns)) {
            try {
                for (Document document : documents(file)) {
                    for (ObjectNode object : new ObjectCheck(document, problems).objects()) {
                        refuseSecond(object, document.where(object), seen, problems);
                        objects.add(conversion.object(object));
                    }
                }
            } catch (ProblemException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(problems, null);
        }
        refuseNoneOrTooMany(objects.size(), patterns);
        return objects;
    }

    private static List<Document> documents(ManifestFiles.File file) {
        return file.name().endsWith(".json")
                ? new JsonDocuments(file.name()).parse(file.text())
                : YamlDocuments.parse(file.name(), file.text());
    }

    private static void refuseSecond(
            ObjectNode object, String where, Map<String, String> seen, List<Problem> problems) {
        String name = Tree.kind(object) + "/" + Tree.name(object);
        String first = seen.putIfAbsent(Tree.group(object) + " " + Tree.namespace(object) + " " + name, where);
        if (first != null) {
            problems.add(Problem.of(
                    Problem.Kind.INPUT,
                    name + " is here a second time.",
                    where,
                    "Keep one; the first is at " + first + "."));
        }
    }

    private static void refuseNoneOrTooMany(int objects, List<String> patterns) {
        if (objects == 0) {
            throw new ProblemException(Problem.of(
                    Problem.Kind.INPUT,
                    "There is no object in the manifests.",
                    String.join(", ", patterns),
                    "Name files that have at least one Kubernetes object."));
        }
        if (objects > MOST_OBJECTS) {
            throw new ProblemException(Problem.of(
                    Problem.Kind.INPUT,
                    "There are " + objects + " objects in the manifests; a release has at most " + MOST_OBJECTS + ".",
                    String.join(", ", patterns),
                    "Name fewer files."));
        }
    }
}
