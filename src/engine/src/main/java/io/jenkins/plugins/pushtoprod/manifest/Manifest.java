package io.jenkins.plugins.pushtoprod.manifest;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.stream.Stream;

/**
 * The objects of a release, in the order to apply them.
 *
 * @param before what has to be there first: namespaced configuration, secrets, accounts, claims, custom resource definitions
 * @param releasePhase Jobs that have to succeed before {@code after} is applied; they are not part of the inventory that is pruned or rolled back
 * @param after everything else
 */
public record Manifest(
        List<GenericKubernetesResource> before,
        List<GenericKubernetesResource> releasePhase,
        List<GenericKubernetesResource> after) {

    /** The names alone: the objects have the contents of Secrets. */
    @Override
    public String toString() {
        return "Manifest"
                + Stream.of(before, releasePhase, after)
                        .map(part -> part.stream()
                                .map(object -> object.getKind() + "/"
                                        + object.getMetadata().getName())
                                .toList())
                        .toList();
    }
}
