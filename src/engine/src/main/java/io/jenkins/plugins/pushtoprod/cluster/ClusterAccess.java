package io.jenkins.plugins.pushtoprod.cluster;

import io.jenkins.plugins.pushtoprod.app.SecretValue;
import java.util.Optional;

/** How a cluster is reached. Nothing that a kubeconfig names is ever run or read. */
public sealed interface ClusterAccess {

    /**
     * A kubeconfig's content; {@code exec}, {@code auth-provider} and file paths in it are refused.
     *
     * @param yaml the content
     * @param context empty: its current context
     */
    record Kubeconfig(SecretValue yaml, Optional<String> context) implements ClusterAccess {}

    /**
     * A bearer token.
     *
     * @param server {@code https://…}
     * @param certificateAuthority PEM; empty: the JVM's trust store
     */
    record Token(String server, Optional<String> certificateAuthority, SecretValue token) implements ClusterAccess {}

    /** The service account of the pod that we run in. */
    record InCluster() implements ClusterAccess {}
}
