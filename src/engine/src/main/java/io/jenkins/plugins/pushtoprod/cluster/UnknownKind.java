package io.jenkins.plugins.pushtoprod.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.pushtoprod.app.Nearest;
import io.jenkins.plugins.pushtoprod.app.Problem;
import java.util.List;
import java.util.Optional;

/** Says that a cluster does not know the kind of an object. */
final class UnknownKind {

    private final Kinds kinds;

    UnknownKind(Kinds kinds) {
        this.kinds = kinds;
    }

    Problem problem(GenericKubernetesResource object) {
        ObjectRef ref = Targets.ref(object);
        List<String> served = kinds.of(ref.apiVersion()).stream()
                .map(ResourceKind::kind)
                .distinct()
                .toList();
        String where = Refusals.where(ref);
        if (served.isEmpty()) {
            return Problem.of(
                    Problem.Kind.PREFLIGHT,
                    "The cluster does not serve " + ref.apiVersion() + ", which " + ref + " is of.",
                    where,
                    "Correct apiVersion (kubectl api-versions lists what there is), or install what brings this kind, or add its"
                            + " CustomResourceDefinition to the release.");
        }
        Optional<String> meant = Nearest.to(ref.kind(), served);
        return Problem.of(
                Problem.Kind.PREFLIGHT,
                "There is no kind " + ref.kind() + " in " + ref.apiVersion()
                        + meant.map(kind -> "; did you mean " + kind + "?").orElse("."),
                where,
                "Correct kind or apiVersion: kubectl api-resources lists what there is.");
    }
}
