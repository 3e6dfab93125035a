package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.cluster.Cluster;
import io.jenkins.plugins.pushtoprod.rollout.Rollouts;

/** A cluster and the watches on it; both end together. */
record Connected(Cluster cluster, Rollouts rollouts) implements AutoCloseable {

    static Connected to(Cluster cluster) {
        return new Connected(cluster, new Rollouts(cluster.client()));
    }

    @Override
    public void close() {
        rollouts.close();
        cluster.close();
    }
}
