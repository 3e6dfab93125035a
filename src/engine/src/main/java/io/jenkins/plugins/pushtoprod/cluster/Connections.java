package io.jenkins.plugins.pushtoprod.cluster;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.app.SecretValue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Turns the ways to reach a cluster into a connection. */
final class Connections {

    private static final String IN_CLUSTER = "service account of this pod";

    private Connections() {}

    static Connection of(ClusterAccess access) {
        if (access instanceof ClusterAccess.Kubeconfig kubeconfig) {
            return new KubeconfigReader(kubeconfig.yaml()).read(kubeconfig.context());
        }
        if (access instanceof ClusterAccess.Token token) {
            return token(token);
        }
        return inCluster(Path.of("/var/run/secrets/kubernetes.io/serviceaccount"), System.getenv());
    }

    private static Connection token(ClusterAccess.Token access) {
        URI server;
        try {
            server = ServerAddress.parse(access.server());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.of(
                    Problem.Kind.INPUT,
                    "The server of the cluster " + e.getMessage() + '.',
                    "server",
                    "Write it as https://HOST:PORT."));
        }
        return plain(server, access.certificateAuthority(), access.token(), "token");
    }

    private static Connection plain(URI server, Optional<String> authority, SecretValue token, String origin) {
        return new Connection(
                server,
                authority,
                Optional.empty(),
                Optional.of(() -> token),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                origin);
    }

    /**
     * The service account of a pod
     * (<a href="https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/">Accessing the Kubernetes API from a Pod</a>).
     */
    static Connection inCluster(Path account, Map<String, String> environment) {
        String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
        String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        if (host.isEmpty()) {
            throw notInPod(account, "KUBERNETES_SERVICE_HOST is not set");
        }
        String bracketed = host.contains(":") ? '[' + host + ']' : host;
        return new Connection(
                URI.create("https://" + bracketed + ':' + port),
                Optional.of(read(account, "ca.crt")),
                Optional.empty(),
                // The kubelet puts a new one there before the old one expires.
                Optional.of(() -> new SecretValue(read(account, "token"))),
                Optional.empty(),
                Optional.of(read(account, "namespace")),
                Optional.empty(),
                Optional.empty(),
                IN_CLUSTER);
    }

    private static String read(Path account, String file) {
        try {
            return Files.readString(account.resolve(file)).strip();
        } catch (IOException e) {
            throw notInPod(account, "cannot read " + file);
        }
    }

    private static ProblemException notInPod(Path account, String why) {
        return new ProblemException(Problem.of(
                Problem.Kind.CLUSTER,
                "There is no service account to use here: " + why + '.',
                account.toString(),
                "Run it in a pod whose service account token is mounted, or give a kubeconfig or a token."));
    }
}
