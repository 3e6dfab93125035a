package io.jenkins.plugins.pushtoprod.ship;

import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.app.SecretValue;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.manifest.Manifest;
import io.jenkins.plugins.pushtoprod.manifest.ManifestRenderer;
import io.jenkins.plugins.pushtoprod.manifest.ManifestRequest;
import java.time.Instant;
import java.util.Map;

/** The objects of a release to be: from its app, or from a team's own YAML. */
public final class Manifests {

    private final ManifestRenderer renderer = new ManifestRenderer();

    /**
     * Makes them and throws them away.
     *
     * @throws ProblemException of kind INPUT where a deploy could not make them: then nothing needs to be built for it
     */
    public void check(DeployRequest request) {
        // Without the secrets' values, because hashing them takes its time on purpose.
        of(request, Map.of(), request.app().name() + "-v0", Instant.EPOCH);
    }

    Manifest of(DeployRequest request, Release next) {
        return of(request, request.secrets(), next.id(), next.time());
    }

    private Manifest of(DeployRequest request, Map<String, SecretValue> secrets, String releaseId, Instant time) {
        ManifestRequest wanted = new ManifestRequest(
                request.app(), request.image(), request.environment(), releaseId, request.provenance(), secrets, time);
        return request.manifests().isEmpty() ? renderer.render(wanted) : renderer.inject(request.manifests(), wanted);
    }
}
