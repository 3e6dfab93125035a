package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.image.RegistryAccess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which registry, and how to get in. */
final class RegistryOptions {

    @Option(
            names = {"-r", "--registry"},
            paramLabel = "HOST[:PORT][/PATH]",
            description = "Where the image goes; the app's name is appended.")
    @Nullable
    String registry;

    @Option(
            names = "--registry-user",
            paramLabel = "USER",
            description = "User of the registry. Without it, what"
                    + " `docker login` has stored is used (entries of auths; no credential helper is run).")
    @Nullable
    String user;

    @Option(
            names = "--registry-password-file",
            paramLabel = "FILE",
            description = "A file with that user's password or token.")
    @Nullable
    Path passwordFile;

    @Option(
            names = "--plain-http",
            paramLabel = "HOST[:PORT]",
            description = "A registry that may be spoken to without TLS. Loopback addresses always may. Repeatable.")
    Set<String> plainHttp = new LinkedHashSet<>();

    Optional<String> named() {
        return Optional.ofNullable(registry)
                .map(name -> name.replaceAll("/+$", ""))
                .filter(name -> !name.isEmpty());
    }

    String registry() {
        return named().orElseThrow(() -> new ProblemException(Problem.of(
                Problem.Kind.INPUT,
                "no registry is named",
                "--registry",
                "Name the one that the image goes to, such as --registry registry.example.com/team")));
    }

    String repository(App app) {
        return registry() + "/" + app.name();
    }

    RegistryAccess access(Machine machine) {
        Map<String, RegistryAccess.Login> logins = new HashMap<>(new DockerConfig(machine).logins());
        if (user != null || passwordFile != null) {
            logins.put(registry().split("/", 2)[0], login());
        }
        return new RegistryAccess(Map.copyOf(logins), new HashSet<>(plainHttp));
    }

    private RegistryAccess.Login login() {
        if (user == null || passwordFile == null) {
            throw new ProblemException(Problem.of(
                    Problem.Kind.INPUT,
                    "a user of the registry needs a password, and a password a user",
                    "--registry-user, --registry-password-file",
                    "Give both, or none"));
        }
        return new RegistryAccess.Login(user, new SecretFile(passwordFile).read());
    }
}
