package io.jenkins.plugins.pushtoprod;

import io.jenkins.plugins.pushtoprod.app.SecretValue;
import io.jenkins.plugins.pushtoprod.cluster.ClusterAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the testbed is: as {@code bin/testbed env} exports it, or else where it puts itself. */
public final class Testbed {

    private Testbed() {}

    public static ClusterAccess access() {
        return new ClusterAccess.Kubeconfig(new SecretValue(kubeconfig()), Optional.empty());
    }

    /** The content of an administrator's kubeconfig. */
    public static String kubeconfig() {
        try {
            return Files.readString(kubeconfigFile());
        } catch (IOException e) {
            throw new UncheckedIOException("no testbed; start it: bin/testbed up", e);
        }
    }

    public static Path kubeconfigFile() {
        return setting("PUSH_TO_PROD_KUBECONFIG").map(Path::of).orElseGet(() -> cache().resolve("testbed/kubeconfig"));
    }

    /** Host and port. */
    public static String registry() {
        return setting("PUSH_TO_PROD_REGISTRY").orElse("127.0.0.1:5000");
    }

    private static Path cache() {
        return setting("PUSH_TO_PROD_CACHE").map(Path::of).orElseGet(() -> setting("XDG_CACHE_HOME")
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("push-to-prod"));
    }

    private static Optional<String> setting(String name) {
        return Optional.ofNullable(System.getProperty(name))
                .or(() -> Optional.ofNullable(System.getenv(name)))
                .filter(value -> !value.isEmpty());
    }
}
