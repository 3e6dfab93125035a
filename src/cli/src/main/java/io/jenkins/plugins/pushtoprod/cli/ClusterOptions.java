package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.cluster.Cluster;
import io.jenkins.plugins.pushtoprod.cluster.ClusterAccess;
import io.jenkins.plugins.pushtoprod.cluster.KubeconfigFile;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster and namespace, and how to get in. */
final class ClusterOptions {

    private static final Path POD_TOKEN = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "A kubeconfig. Default: KUBECONFIG, then ~/.kube/config, then the pod's own service account."
                    + " No program that it names is run.")
    @Nullable
    Path kubeconfig;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description = "A context of the kubeconfig. Default: its current one.")
    @Nullable
    String context;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "Address of the API server, instead of a kubeconfig; needs --token-file.")
    @Nullable
    String server;

    @Option(names = "--token-file", paramLabel = "FILE", description = "A file with a bearer token for --server.")
    @Nullable
    Path tokenFile;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "The certificate authority (PEM) of --server. Default: those that Java trusts.")
    @Nullable
    Path authorityFile;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "The namespace. Default: the context's, or default.")
    @Nullable
    String namespace;

    Cluster connect(Machine machine) {
        return Cluster.connect(access(machine));
    }

    String namespace(Cluster cluster) {
        return Optional.ofNullable(namespace)
                .or(() -> Optional.ofNullable(cluster.client().getNamespace()))
                .orElse("default");
    }

    private ClusterAccess access(Machine machine) {
        if (server != null) {
            return token(server);
        }
        if (tokenFile != null || authorityFile != null) {
            throw wrong("--token-file and --ca-file belong to --server", "Name the server, or a kubeconfig alone");
        }
        Optional<Path> file = Optional.ofNullable(kubeconfig).or(() -> usual(machine));
        if (file.isEmpty() && Files.exists(POD_TOKEN)) {
            return new ClusterAccess.InCluster();
        }
        Path named =
                file.orElseThrow(() -> wrong("no cluster is named", "Name a kubeconfig, such as --kubeconfig FILE"));
        return new KubeconfigFile(named).access(Optional.ofNullable(context));
    }

    private ClusterAccess token(String address) {
        if (kubeconfig != null || context != null) {
            throw wrong("--server stands for itself", "Leave --kubeconfig and --context out, or --server");
        }
        Path file = Optional.ofNullable(tokenFile)
                .orElseThrow(() -> wrong("--server needs a token", "Name a file that holds it: --token-file FILE"));
        return new ClusterAccess.Token(
                address,
                Optional.ofNullable(authorityFile)
                        .map(authority -> new SecretFile(authority).read().reveal()),
                new SecretFile(file).read());
    }

    private static Optional<Path> usual(Machine machine) {
        Optional<String> variable = machine.variable("KUBECONFIG");
        if (variable.filter(value -> value.contains(File.pathSeparator)).isPresent()) {
            throw new ProblemException(Problem.of(
                    Problem.Kind.INPUT,
                    "KUBECONFIG names several files",
                    "environment variable KUBECONFIG",
                    "Choose one by --kubeconfig, or put them into one: kubectl config view --raw --flatten"));
        }
        return variable.map(Path::of)
                .or(() -> Optional.of(machine.home().resolve(".kube/config")).filter(Files::exists));
    }

    private static ProblemException wrong(String what, String advice) {
        return new ProblemException(Problem.of(Problem.Kind.INPUT, what, "arguments", advice));
    }
}
