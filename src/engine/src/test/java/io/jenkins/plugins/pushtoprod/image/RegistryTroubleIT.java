package io.jenkins.plugins.pushtoprod.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bad day at the registry does to a build. */
class RegistryTroubleIT {

    private static String base = "";

    private final Path sources;
    private final FaultyRegistry registry;
    private final Builds builds;

    RegistryTroubleIT(@TempDir Path directory) throws IOException {
        this.sources = directory.resolve("sources");
        this.registry = new FaultyRegistry(Builds.REGISTRY);
        this.builds = new Builds(directory.resolve("cache")).through(registry.address());
    }

    @BeforeAll
    static void smallBase(@TempDir Path work) throws Exception {
        base = TestBases.push(work, "PYTHON_VERSION=3.11.2", "usr/bin/python3.11", "usr/bin/filler")
                .substring(Builds.REGISTRY.length());
    }

    @BeforeEach
    void app() throws IOException {
        Files.createDirectory(sources);
        Files.writeString(sources.resolve("main.py"), "print(1)\n");
        byte[] data = new byte[300_000];
        new Random(7).nextBytes(data);
        Files.write(sources.resolve("data"), data);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void aRegistryThatFailsForAMomentIsAskedAgain(int status) throws Exception {
        registry.fail("^HEAD .*/manifests/", 2, FaultyRegistry.status(status));
        registry.fail("^POST .*/uploads/", 1, FaultyRegistry.status(status, "Retry-After", "0"));
        registry.fail("^PUT .*/uploads/", 2, FaultyRegistry.status(status));
        registry.fail("^PUT .*/manifests/", 1, FaultyRegistry.status(status));

        Image image = builds.build(sources, base);

        assertIsThere(image);
    }

    @Test
    void anUploadThatIsCutStartsOver() throws Exception {
        registry.fail("^PUT .*/uploads/", 2, FaultyRegistry.cutRequestAfter(10_000));

        assertIsThere(builds.build(sources, base));
    }

    @Test
    void aDownloadThatIsCutStartsOverAndLeavesNothingHalf() throws Exception {
        registry.fail("^GET .*/image-it/base/blobs/", 2, registry.cutAnswer());

        assertIsThere(builds.build(sources, base));
    }

    @Test
    void aDownloadThatIsDamagedIsNotUsed() {
        registry.fail("^GET .*/image-it/base/blobs/", 1, registry.damageAnswer());

        assertThat(problem("sent other bytes than were asked for").kind()).isEqualTo(Problem.Kind.REGISTRY);
        assertNoTag();
    }

    @Test
    void aRegistryThatFailsForGoodEndsTheBuildWithoutATag() {
        registry.fail("^PUT .*/uploads/", 100, FaultyRegistry.status(503));

        assertThat(problem("fails with HTTP 503").advice().orElseThrow()).contains("asked several times");
        assertNoTag();
    }

    @Test
    void aManifestThatIsRefusedLeavesNoTag() {
        registry.fail("^PUT .*/manifests/sha256", 1, FaultyRegistry.status(400));

        problem("refuses with HTTP 400");
        assertNoTag();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "^HEAD .*/image-it/base/manifests/ | 404 | no such base image",
                "^POST .*/uploads/       | 404 | has no repository",
                "^POST .*/uploads/       | 403 | does not let anonymous users push to",
                "^POST .*/uploads/       | 401 | asks for a login",
                "^PUT .*/uploads/        | 413 | takes no blob of that size"
            })
    void aRefusalIsToldAsWhatToDo(String request, int status, String what) {
        registry.fail(request, 100, FaultyRegistry.status(status));

        Problem problem = problem(what);
        assertThat(problem.kind()).isEqualTo(Problem.Kind.REGISTRY);
        assertThat(problem.advice().orElseThrow()).isNotBlank();
        assertNoTag();
    }

    @Test
    void aLimitThatLastsIsToldAtOnce() {
        registry.fail("^HEAD .*/image-it/base/manifests/", 100, FaultyRegistry.status(429, "Retry-After", "3600"));

        assertThat(problem("limits how often it may be asked").advice().orElseThrow())
                .contains("give a login");
        assertThat(registry.requests()).hasSize(1);
    }

    @Test
    void nobodyListens() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        builds.through("127.0.0.1:" + port);

        Problem problem = problem("registry 127.0.0.1:" + port + " cannot be reached: connection refused");
        assertThat(problem.advice().orElseThrow()).contains("check that it runs");
    }

    @Test
    void aNameThatDoesNotExist() {
        builds.through("registry.invalid:5000");

        assertThat(problem("registry registry.invalid:5000 is not known by that name")
                        .advice()
                        .orElseThrow())
                .contains("DNS");
    }

    private Problem problem(String what) {
        ProblemException e = catchThrowableOfType(ProblemException.class, () -> builds.build(sources, base));
        assertThat(e).as("the build fails").isNotNull();
        assertThat(e.problems().get(0).what()).contains(what);
        assertThat(e.problems().get(0).where()).isPresent();
        return e.problems().get(0);
    }

    private void assertNoTag() {
        assertThat(registry.requests()).noneMatch(request -> request.matches("PUT .*/manifests/1"));
    }

    private void assertIsThere(Image image) throws Exception {
        String name = Builds.REGISTRY
                + image.repository().substring(registry.address().length());
        assertThat(Unpacked.run("skopeo", "inspect", "--tls-verify=false", "docker://" + name + ":1"))
                .contains(image.digest());
    }
}
