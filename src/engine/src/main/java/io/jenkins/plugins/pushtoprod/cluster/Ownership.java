package io.jenkins.plugins.pushtoprod.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.pushtoprod.manifest.Annotations;
import java.util.Optional;
import java.util.Set;

/**
 * Whose an object is. Every object that is applied gets the annotation {@value #APP}; since all apps are applied by the same field
 * manager, it alone tells that two apps have an object of the same name. An object that was there before the app's first release is
 * adopted, and stays when a later release no longer has it.
 */
final class Ownership {

    /**
     * As an annotation of an object: whose it is, as {@code NAMESPACE/APP}, since two namespaces may each have an app of a name and share
     * cluster-scoped objects. As a label on Leases and on Secrets of releases: the app they are about.
     */
    static final String APP = "push-to-prod.jenkins.io/app";

    static final String ADOPTED = "push-to-prod.jenkins.io/adopted";

    /** They take along what nobody can make again. */
    private static final Set<String> KEPT_KINDS =
            Set.of("PersistentVolumeClaim", "PersistentVolume", "Namespace", "CustomResourceDefinition");

    private final String owner;

    Ownership(String namespace, String app) {
        this.owner = namespace + '/' + app;
    }

    static Ownership of(Release release) {
        return new Ownership(release.namespace(), release.app());
    }

    /** The object with the marks it is applied with. */
    ObjectNode mark(ObjectNode object, Optional<ObjectNode> live) {
        ObjectNode marked = object.deepCopy();
        ObjectNode annotations = marked.withObject("/metadata").withObject("/annotations");
        annotations.put(APP, owner);
        annotations.remove(ADOPTED);
        boolean adopted = live.map(l ->
                        !annotation(l, ADOPTED).isEmpty() || annotation(l, APP).isEmpty())
                .orElse(false);
        if (adopted) {
            annotations.put(ADOPTED, "true");
        }
        return marked;
    }

    /** Another app that has this object, as {@code NAMESPACE/APP}. */
    Optional<String> otherOwner(ObjectNode live) {
        return Optional.of(annotation(live, APP)).filter(other -> !other.isEmpty() && !other.equals(owner));
    }

    /** Whether an object that is in no newer release may be deleted. */
    boolean mayPrune(ObjectNode live) {
        return annotation(live, APP).equals(owner)
                && annotation(live, ADOPTED).isEmpty()
                && !annotation(live, Annotations.PRUNE).equals(Annotations.PRUNE_NEVER)
                && !KEPT_KINDS.contains(live.path("kind").asText())
                && isAppliedByUs(live);
    }

    private static boolean isAppliedByUs(ObjectNode live) {
        for (JsonNode entry : live.at("/metadata/managedFields")) {
            if (entry.path("manager").asText().equals(Api.MANAGER)
                    && entry.path("operation").asText().equals("Apply")) {
                return true;
            }
        }
        return false;
    }

    private static String annotation(ObjectNode object, String name) {
        return object.path("metadata").path("annotations").path(name).asText("");
    }
}
