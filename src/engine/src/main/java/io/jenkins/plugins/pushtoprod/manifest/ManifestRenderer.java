package io.jenkins.plugins.pushtoprod.manifest;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;

/** Makes the objects of a release: from an App, or from a team's own YAML. */
public final class ManifestRenderer {

    /** The objects of an App. */
    public Manifest render(ManifestRequest request) {
        throw new UnsupportedOperationException();
    }

    /** A team's own objects with labels, annotations and provenance added; what the team wrote always wins. */
    public Manifest inject(List<GenericKubernetesResource> objects, ManifestRequest request) {
        throw new UnsupportedOperationException();
    }
}
