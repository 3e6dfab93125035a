package io.jenkins.plugins.pushtoprod.rollout;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.pushtoprod.cluster.ObjectRef;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The testbed's cluster, and a namespace in it that is deleted at the end. */
final class Testbed implements AutoCloseable {

    private final KubernetesClient client;
    private final String namespace;

    Testbed(String prefix) {
        this(prefix, Map.of());
    }

    Testbed(String prefix, Map<String, String> namespaceLabels) {
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig()))
                .build();
        namespace = prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .withLabels(namespaceLabels)
                        .endMetadata()
                        .build())
                .create();
    }

    static String kubeconfig() {
        try {
            return Files.readString(
                    setting("PUSH_TO_PROD_KUBECONFIG").map(Path::of).orElse(cache().resolve("testbed/kubeconfig")));
        } catch (IOException e) {
            throw new UncheckedIOException("no testbed: run bin/testbed up", e);
        }
    }

    /** Reference of a base image in the testbed's registry. */
    static String image(String name) {
        return setting("PUSH_TO_PROD_REGISTRY").orElse("127.0.0.1:5000") + "/" + name;
    }

    /** Address of the registry that wants a user. */
    static String authRegistry() {
        return setting("PUSH_TO_PROD_AUTH_REGISTRY").orElse("127.0.0.1:5001");
    }

    KubernetesClient client() {
        return client;
    }

    String namespace() {
        return namespace;
    }

    /** Creates an object and says of it what a release would. */
    Release.Applied create(HasMetadata object) {
        object.getMetadata().setNamespace(namespace);
        return applied(client.resource(object).create(), Release.Change.CREATED);
    }

    /** Puts an object in the place of the one of its name. */
    Release.Applied update(HasMetadata object) {
        object.getMetadata().setNamespace(namespace);
        for (int attempt = 1; ; attempt++) {
            try {
                return applied(client.resource(object).update(), Release.Change.CHANGED);
            } catch (KubernetesClientException e) {
                // A controller writes its status at any time.
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || attempt == 10) {
                    throw e;
                }
            }
        }
    }

    static Release.Applied applied(HasMetadata object, Release.Change change) {
        Long generation = object.getMetadata().getGeneration();
        return new Release.Applied(
                new ObjectRef(
                        object.getApiVersion(),
                        object.getKind(),
                        object.getMetadata().getNamespace(),
                        object.getMetadata().getName()),
                object.getMetadata().getUid(),
                generation == null ? 0 : generation,
                change);
    }

    @Override
    public void close() {
        client.namespaces().withName(namespace).delete();
        client.close();
    }

    private static Path cache() {
        return setting("PUSH_TO_PROD_CACHE").map(Path::of).orElseGet(() -> Optional.ofNullable(
                        System.getenv("XDG_CACHE_HOME"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("push-to-prod"));
    }

    private static Optional<String> setting(String name) {
        return Optional.ofNullable(System.getProperty(name, System.getenv(name)));
    }
}
