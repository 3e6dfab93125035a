package io.jenkins.plugins.pushtoprod.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.pushtoprod.app.ProblemException;

/** A connection to a cluster that has answered. */
public final class Cluster implements AutoCloseable {

    /**
     * Connects, and asks for the version of the server.
     *
     * @throws ProblemException of kind CLUSTER if the server cannot be reached or trusted or does not accept who we are; of kind INPUT if
     *     a kubeconfig is not usable
     */
    public static Cluster connect(ClusterAccess access) {
        throw new UnsupportedOperationException();
    }

    /** For reading: what writes is {@link Deployer}, {@link Releases} and {@link ReleaseLock} alone. */
    public KubernetesClient client() {
        throw new UnsupportedOperationException();
    }

    /** Such as {@code https://192.0.2.1:6443/}. */
    public String server() {
        throw new UnsupportedOperationException();
    }

    /** Such as {@code v1.34.4}. */
    public String serverVersion() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
