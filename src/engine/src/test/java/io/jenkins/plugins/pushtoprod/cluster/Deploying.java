package io.jenkins.plugins.pushtoprod.cluster;

import io.jenkins.plugins.pushtoprod.app.Provenance;
import io.jenkins.plugins.pushtoprod.manifest.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One deploy from beginning to end, as the path composes it. */
final class Deploying {

    static final Duration NO_WAIT = Duration.ZERO;

    private final Deployer deployer;
    private final Releases releases;

    Deploying(Cluster cluster, String namespace, String app) {
        this.deployer = new Deployer(cluster);
        this.releases = new Releases(cluster, namespace, app);
    }

    Release deploy(Manifest manifest) throws InterruptedException {
        return deploy(manifest, Provenance.UNKNOWN, DeployOptions.DEFAULT);
    }

    Release deploy(Manifest manifest, Provenance provenance, DeployOptions options) throws InterruptedException {
        try (ReleaseLock lock = releases.lock("a test", NO_WAIT, holder -> {})) {
            Release next = next(provenance);
            deployer.preflight(next, manifest, options).orThrow();
            Release begun = releases.begin(lock, next, manifest);
            List<Release.Applied> applied = new ArrayList<>();
            for (var objects : List.of(manifest.before(), manifest.releasePhase(), manifest.after())) {
                applied.addAll(deployer.apply(lock, begun, objects, options, object -> {}));
            }
            List<Release.Applied> pruned = deployer.prune(lock, begun, manifest, object -> {});
            return releases.save(begun.withObjects(
                            Stream.concat(applied.stream(), pruned.stream()).toList())
                    .withStatus(Release.Status.DEPLOYED));
        }
    }

    Preflight preflight(Manifest manifest) throws InterruptedException {
        return preflight(manifest, Provenance.UNKNOWN, DeployOptions.DEFAULT);
    }

    Preflight preflight(Manifest manifest, Provenance provenance, DeployOptions options) throws InterruptedException {
        return deployer.preflight(next(provenance), manifest, options);
    }

    Release next(Provenance provenance) {
        return releases.next("test", "registry.example.com/web@sha256:0", provenance, Instant.now());
    }

    Releases releases() {
        return releases;
    }

    Deployer deployer() {
        return deployer;
    }
}
