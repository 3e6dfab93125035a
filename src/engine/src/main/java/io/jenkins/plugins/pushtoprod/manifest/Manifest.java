package io.jenkins.plugins.pushtoprod.manifest;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;

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
        List<GenericKubernetesResource> after) {}
