package io.jenkins.plugins.pushtoprod.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.time.Instant;
import java.util.Optional;

/** A connection to a cluster that has answered. */
public final class Cluster implements AutoCloseable {

    private final KubernetesClient client;
    private final Connection connection;
    private final Api api;
    private final Kinds kinds;
    private final String serverVersion;
    private final String user;

    private Cluster(KubernetesClient client, Connection connection, Api api, String serverVersion, String user) {
        this.client = client;
        this.connection = connection;
        this.api = api;
        this.kinds = new Kinds(api);
        this.serverVersion = serverVersion;
        this.user = user;
    }

    /**
     * Connects, and asks for the version of the server and who we are to it.
     *
     * @throws ProblemException of kind CLUSTER if the server cannot be reached or trusted or does not accept who we are; of kind INPUT if
     *     what was given is not usable
     */
    public static Cluster connect(ClusterAccess access) {
        Connection connection = Connections.of(access);
        KubernetesClient client = new ClientFactory(Instant.now()).client(connection);
        try {
            Api api = new Api(ClientFactory.withoutRetries(client), connection, Patience.DEFAULT);
            String version = api.get("/version").path("gitVersion").asText("");
            return new Cluster(client, connection, api, version, whoAmI(api));
        } catch (ApiException e) {
            client.close();
            throw new ProblemException(
                    Problem.of(
                            Problem.Kind.CLUSTER,
                            "The cluster at " + connection.address() + " does not let us in (HTTP " + e.code() + ").",
                            connection.server() + " (" + connection.origin() + ')',
                            "See that the address is the API server's, and that the credentials are for this cluster."),
                    e);
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** Also tells apart credentials that are not accepted, because versions are told to everybody. */
    private static String whoAmI(Api api) {
        ObjectNode review = JsonNodeFactory.instance.objectNode();
        review.put("apiVersion", "authentication.k8s.io/v1").put("kind", "SelfSubjectReview");
        try {
            return api.create("/apis/authentication.k8s.io/v1/selfsubjectreviews", review)
                    .at("/status/userInfo/username")
                    .asText("");
        } catch (ApiException e) {
            // Older than Kubernetes 1.28, or nobody (system:anonymous): what is not allowed shows at what is asked for.
            return "";
        }
    }

    /** For reading: what writes is {@link Deployer}, {@link Releases} and {@link ReleaseLock} alone. */
    public KubernetesClient client() {
        return client;
    }

    /** Such as {@code https://192.0.2.1:6443/}. */
    public String server() {
        return connection.server().toString();
    }

    /** Such as {@code v1.34.4}. */
    public String serverVersion() {
        return serverVersion;
    }

    /** Who the cluster says we are, such as {@code system:serviceaccount:shop:deployer}; empty if it does not say. */
    public String user() {
        return user;
    }

    /** The namespace of a kubeconfig's context or of the pod that we run in. */
    public Optional<String> namespace() {
        return connection.namespace();
    }

    Api api() {
        return api;
    }

    Kinds kinds() {
        return kinds;
    }

    @Override
    public void close() {
        client.close();
    }
}
