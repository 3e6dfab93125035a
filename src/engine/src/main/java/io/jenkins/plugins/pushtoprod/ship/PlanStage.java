package io.jenkins.plugins.pushtoprod.ship;

import io.jenkins.plugins.pushtoprod.cluster.Cluster;
import io.jenkins.plugins.pushtoprod.cluster.Deployer;
import io.jenkins.plugins.pushtoprod.cluster.Preflight;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.cluster.Releases;
import java.time.Instant;

/** Says what a deploy would do and meet. Changes nothing and takes no lock. */
public final class PlanStage {

    private final Cluster cluster;
    private final Stages stages;

    public PlanStage(Cluster cluster, Stages stages) {
        this.cluster = cluster;
        this.stages = stages;
    }

    public PlanResult run(DeployRequest request) throws InterruptedException {
        return stages.run(ShipEvent.Stage.PREFLIGHT, () -> {
            Releases releases = new Releases(
                    cluster, request.environment().namespace(), request.app().name());
            Release next =
                    releases.next(request.environment().name(), request.image(), request.provenance(), Instant.now());
            Preflight preflight =
                    new Deployer(cluster).preflight(next, new Manifests().of(request, next), request.options());
            return new PlanResult(next, preflight.plan(), preflight.problems());
        });
    }
}
