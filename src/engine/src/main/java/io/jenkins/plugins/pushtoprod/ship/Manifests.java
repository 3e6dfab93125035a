package io.jenkins.plugins.pushtoprod.ship;

import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.manifest.Manifest;
import io.jenkins.plugins.pushtoprod.manifest.ManifestRenderer;
import io.jenkins.plugins.pushtoprod.manifest.ManifestRequest;

/** The objects of a release to be: from its app, or from a team's own YAML. */
final class Manifests {

    private final ManifestRenderer renderer = new ManifestRenderer();

    Manifest of(DeployRequest request, Release next) {
        ManifestRequest wanted = new ManifestRequest(
                request.app(),
                request.image(),
                request.environment(),
                next.id(),
                request.provenance(),
                request.secrets(),
                next.time());
        return request.manifests().isEmpty() ? renderer.render(wanted) : renderer.inject(request.manifests(), wanted);
    }
}
