package io.jenkins.plugins.pushtoprod.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Adds to objects what every release has: labels, provenance, a hash of the configuration, hints for monitoring, logs and traces. */
final class Injection {

    private static final Set<String> HOLDS_DATA =
            Set.of("Namespace", "CustomResourceDefinition", "PersistentVolume", "PersistentVolumeClaim");

    private final ManifestRequest request;
    private final Conversion conversion;
    private final Map<String, String> provenance;

    Injection(ManifestRequest request, Conversion conversion) {
        this.request = request;
        this.conversion = conversion;
        this.provenance = Provenances.annotations(request);
    }

    /** Changes the objects in place. */
    Manifest into(List<ObjectNode> given) {
        List<ObjectNode> objects = new ArrayList<>(given);
        Set<String> defined = namespacedByDefinition(objects);
        objects.forEach(object -> place(object, defined));
        AppContainers app = new AppContainers(request.image(), objects);
        List<PodTemplate> templates =
                objects.stream().map(PodTemplate::of).flatMap(Optional::stream).toList();
        new ConfigHash(objects).into(templates);
        new LogHints(request, app).into(templates);
        new Telemetry(request, app, objects).into(templates);
        objects.addAll(new MetricsHints(request, app, objects).into(templates));
        PodLabels podLabels = new PodLabels(request.app().name(), objects);
        templates.forEach(podLabels::into);
        objects.forEach(this::describe);
        objects.stream().filter(Injection::releasePhase).forEach(this::number);
        refuseDuplicates(objects);
        return sorted(objects);
    }

    /** Custom resources whose definition is not in the manifest stay without a namespace: only the cluster knows whether they have one. */
    private void place(ObjectNode object, Set<String> defined) {
        boolean namespaced = KindOrder.namespaced(object) || defined.contains(groupAndKind(object));
        if (namespaced && Tree.namespace(object).isEmpty()) {
            Tree.metadata(object).put("namespace", request.environment().namespace());
        }
    }

    /** The kinds that live in namespaces by a definition of the manifest itself. */
    private static Set<String> namespacedByDefinition(List<ObjectNode> objects) {
        return objects.stream()
                .filter(object -> Tree.kind(object).equals("CustomResourceDefinition"))
                .map(definition -> definition.path("spec"))
                .filter(spec -> spec.path("scope").asText().equals("Namespaced"))
                .map(spec -> spec.path("group").asText() + "/"
                        + spec.path("names").path("kind").asText())
                .collect(Collectors.toSet());
    }

    private static String groupAndKind(ObjectNode object) {
        return Tree.group(object) + "/" + Tree.kind(object);
    }

    /** What ran once cannot be changed: each release has a Job of its own. */
    private void number(ObjectNode job) {
        String app = request.app().name() + "-";
        String id = request.releaseId();
        String number = id.startsWith(app) ? id.substring(app.length()) : id;
        Tree.metadata(job).put("name", Names.limit(Tree.name(job) + "-" + number, Names.LABEL));
    }

    private void describe(ObjectNode object) {
        String app = request.app().name();
        Map<String, String> labels = new TreeMap<>(PodLabels.common(app));
        labels.put(Labels.NAME, app);
        PodTemplate.of(object).ifPresent(template -> {
            labels.put(Labels.COMPONENT, Names.limit(template.name(), Names.LABEL));
            version(template).ifPresent(version -> labels.put(Labels.VERSION, version));
        });
        ObjectNode metadata = Tree.metadata(object);
        Tree.addMissing(metadata, "labels", labels);
        // These tell the truth about this release; what an earlier one wrote, into a file that was exported, does not.
        ObjectNode annotations = Tree.child(metadata, "annotations");
        provenance.forEach(annotations::put);
        if (HOLDS_DATA.contains(Tree.kind(object)) && KindOrder.builtIn(object)) {
            Tree.addMissing(metadata, "annotations", Map.of(Annotations.PRUNE, Annotations.PRUNE_NEVER));
        }
    }

    private static Optional<String> version(PodTemplate template) {
        return template.containers().stream()
                .findFirst()
                .map(container ->
                        ImageName.parse(container.path("image").asText()).version())
                .filter(version -> !version.isEmpty() && version.length() <= Names.LABEL);
    }

    private static boolean releasePhase(ObjectNode object) {
        String phase = object.path("metadata")
                .path("annotations")
                .path(Annotations.PHASE)
                .asText();
        if (phase.isEmpty()) {
            return false;
        }
        if (!phase.equals(Annotations.PHASE_RELEASE) || !Tree.kind(object).equals("Job")) {
            throw new ProblemException(Problem.of(
                    Problem.Kind.INPUT,
                    "The annotation " + Annotations.PHASE + " is for a Job, and its value is '"
                            + Annotations.PHASE_RELEASE + "'.",
                    Tree.kind(object) + "/" + Tree.name(object),
                    "Take the annotation away, or make the object a Job that runs to its end."));
        }
        return true;
    }

    private static void refuseDuplicates(List<ObjectNode> objects) {
        Set<String> seen = new HashSet<>();
        for (ObjectNode object : objects) {
            String name = Tree.kind(object) + "/" + Tree.name(object);
            if (!seen.add(Tree.group(object) + " " + Tree.namespace(object) + " " + name)) {
                throw new ProblemException(
                        Problem.of(
                                Problem.Kind.INPUT,
                                "Two objects of the release are both " + name + ".",
                                name,
                                "Give one of them another name; of processes, schedules and volumes, the names must differ once the app's name is in front."));
            }
        }
    }

    private Manifest sorted(List<ObjectNode> objects) {
        List<ObjectNode> sorted = new ArrayList<>(objects);
        sorted.sort(Comparator.comparingInt((ObjectNode object) -> KindOrder.rank(object))
                .thenComparing(Tree::group)
                .thenComparing(Tree::kind)
                .thenComparing(Tree::namespace)
                .thenComparing(Tree::name));
        return new Manifest(
                sorted.stream()
                        .filter(KindOrder::before)
                        .map(conversion::object)
                        .toList(),
                sorted.stream()
                        .filter(Injection::releasePhase)
                        .map(conversion::object)
                        .toList(),
                sorted.stream()
                        .filter(object -> !KindOrder.before(object) && !releasePhase(object))
                        .map(conversion::object)
                        .toList());
    }
}
