package io.jenkins.plugins.pushtoprod.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.app.SecretValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Registries that want to know who is asking: the testbed's with a password, and one with a token service. */
class LoginIT {

    private static final String REGISTRY = Builds.setting("PUSH_TO_PROD_AUTH_REGISTRY", "127.0.0.1:5001");
    private static final String USER = Builds.setting("PUSH_TO_PROD_AUTH_REGISTRY_USER", "push");

    private final Path sources;
    private final String password;
    private final Builds builds;

    LoginIT(@TempDir Path directory) throws IOException {
        this.sources = Files.createDirectory(directory.resolve("sources"));
        Files.writeString(sources.resolve("main.py"), "print(1)\n");
        this.builds = new Builds(directory.resolve("cache")).through(REGISTRY);
        this.password = Files.readString(Path.of(Builds.setting(
                        "PUSH_TO_PROD_AUTH_REGISTRY_PASSWORD_FILE",
                        System.getProperty("user.home") + "/.cache/push-to-prod/testbed/auth-registry.password")))
                .strip();
    }

    @Test
    void theLoginThatIsGiven() throws Exception {
        assertThat(builds.with(login(REGISTRY, USER, password))
                        .build(sources, Builds.PYTHON)
                        .digest())
                .isNotEmpty();
    }

    @Test
    void noLogin() {
        assertProblem("registry " + REGISTRY + " asks for a login, and none was given", "docker login " + REGISTRY);
    }

    @Test
    void aWrongPasswordNamesRegistryAndUserAndNotThePassword() {
        builds.with(login(REGISTRY, USER, "wr0ng-secret"));

        Problem problem =
                assertProblem("registry " + REGISTRY + " refuses the login of user " + USER, "check user and password");
        assertThat(problem.toString()).doesNotContain("wr0ng-secret");
    }

    @Test
    void aTokenServiceIsAskedAndAskedAgainWhenTheTokenIsWornOut() throws Exception {
        try (FaultyRegistry registry = new FaultyRegistry(Builds.REGISTRY)) {
            registry.protect("robot:s3cret", 6);
            builds.through(registry.address()).with(login(registry.address(), "robot", "s3cret"));

            assertThat(builds.build(sources, Builds.PYTHON).digest()).isNotEmpty();

            assertThat(registry.requests())
                    .filteredOn(request -> request.startsWith("GET /token"))
                    .hasSizeGreaterThan(1)
                    .anyMatch(request -> request.contains("service=test")
                            && request.contains("%3Apull%2Cpush&scope=repository%3Abase%2Fpython%3Apull"));
        }
    }

    @Test
    void aTokenServiceThatRefuses() throws Exception {
        try (FaultyRegistry registry = new FaultyRegistry(Builds.REGISTRY)) {
            registry.protect("robot:s3cret", 3);
            builds.through(registry.address()).with(login(registry.address(), "robot", "other"));

            assertProblem("refuses the login of user robot", "check user and password");
        }
    }

    private Problem assertProblem(String what, String advice) {
        Problem[] problem = new Problem[1];
        assertThatThrownBy(() -> builds.build(sources, Builds.PYTHON))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> problem[0] = e.problems().get(0));
        assertThat(problem[0].kind()).isEqualTo(Problem.Kind.REGISTRY);
        assertThat(problem[0].what()).contains(what);
        assertThat(problem[0].advice().orElseThrow()).contains(advice);
        return problem[0];
    }

    private static RegistryAccess login(String registry, String user, String password) {
        return new RegistryAccess(
                Map.of(registry, new RegistryAccess.Login(user, new SecretValue(password))), Set.of());
    }
}
