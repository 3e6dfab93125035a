package io.jenkins.plugins.pushtoprod.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.app.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole builds, from sources to an image in the testbed's registry that other tools can read. */
class BuildIT {

    private static final Path EXAMPLES =
            Path.of("../../examples").toAbsolutePath().normalize();

    private final Path directory;
    private final Builds builds;

    BuildIT(@TempDir Path directory) {
        this.directory = directory;
        this.builds = new Builds(directory.resolve("cache"));
    }

    @Test
    void usersApiIsAnImageThatRuns() throws Exception {
        Path sources = copy(EXAMPLES.resolve("users-api"), "users-api");
        Files.createDirectories(sources.resolve("users/__pycache__"));
        Files.writeString(sources.resolve("users/__pycache__/old.pyc"), "stale");

        Image image = builds.with(new Provenance(
                        Optional.of("0123456789abcdef"),
                        Optional.of(Instant.parse("2026-01-02T03:04:05Z")),
                        Optional.of("main"),
                        Optional.of("https://git.example.com/users-api"),
                        Optional.of("https://ci.example.com/7"),
                        Optional.empty()))
                .tags("1.0", "latest")
                .build(
                        sources,
                        TestApps.app(
                                Optional.empty(),
                                Optional.of(Builds.REGISTRY + Builds.PYTHON),
                                Map.of("web", TestApps.process("python3", "-m", "users"))));

        assertThat(image.type()).isEqualTo("python");
        assertThat(image.reused()).isFalse();
        assertThat(image.tags()).containsExactly("1.0", "latest");
        assertThat(image.layers()).extracting(Image.Layer::name).containsExactly("dependencies", "sources");
        assertThat(builds.events().get(0)).isEqualTo(new BuildEvent.Found("python", "has requirements.txt"));

        try (Unpacked unpacked = Unpacked.of(image.repository() + ":latest", directory, 0)) {
            assertThat(Unpacked.run("skopeo", "inspect", "--tls-verify=false", "docker://" + image.reference()))
                    .contains(image.digest());
            assertThat(unpacked.config().at("/config/Cmd")).hasToString("[\"python3\",\"-m\",\"users\"]");
            assertThat(unpacked.config().at("/config/User").asText()).isEqualTo("10001");
            assertThat(unpacked.config().at("/config/WorkingDir").asText()).isEqualTo("/app");
            assertThat(unpacked.config()
                            .at("/config/Labels/org.opencontainers.image.revision")
                            .asText())
                    .isEqualTo("0123456789abcdef");
            assertThat(unpacked.config().toString()).doesNotContain("ci.example.com");
            assertThat(unpacked.root().resolve("app/users/__pycache__")).doesNotExist();
            assertThat(unpacked.root().resolve("app/users/server.py"))
                    .hasSameBinaryContentAs(sources.resolve("users/server.py"));
            runsInItsOwnRoot(
                    unpacked, "import tornado, jwt, passlib, prometheus_client, users.server; print('it runs')");
        }
    }

    /** As the container would: the image's root, its user, its environment. */
    private void runsInItsOwnRoot(Unpacked unpacked, String python) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may change the root directory");
        StringBuilder environment = new StringBuilder();
        unpacked.config()
                .at("/config/Env")
                .forEach(variable ->
                        environment.append(" '").append(variable.asText()).append('\''));
        String output = Unpacked.run(
                "chroot",
                "--userspec=10001:10001",
                unpacked.root().toString(),
                "/bin/sh",
                "-c",
                "cd /app && exec /usr/bin/env -i" + environment + " python3 -c \"" + python + "\"");
        assertThat(output.strip()).isEqualTo("it runs");
    }

    @Test
    void theSameSourcesElsewhereAndLaterAreTheSameImage() throws Exception {
        Path one = copy(EXAMPLES.resolve("users-api"), "one");
        Path two = copy(EXAMPLES.resolve("users-api"), "two");
        Files.setLastModifiedTime(two.resolve("users/server.py"), FileTime.from(Instant.EPOCH));

        Image first = builds.build(one, Builds.PYTHON);
        Image second = new Builds(directory.resolve("other-cache")).build(two, Builds.PYTHON);
        Image again = builds.build(two, Builds.PYTHON);

        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(again.reused()).isTrue();
        assertThat(again.layers()).allMatch(Image.Layer::reused);
    }

    @Test
    void aBuildOfOneChangedFileUploadsOneLayerAndResolvesNothing() throws Exception {
        try (FaultyRegistry counting = new FaultyRegistry(Builds.REGISTRY)) {
            builds.through(counting.address());
            Path sources = copy(EXAMPLES.resolve("users-api"), "users-api");
            Image first = builds.build(sources, Builds.PYTHON);

            Path file = sources.resolve("users/server.py");
            FileTime time = Files.getLastModifiedTime(file);
            Files.writeString(file, Files.readString(file).replace("import", "import "));
            Files.setLastModifiedTime(file, time);
            counting.requests().clear();
            Image second = builds.build(sources, Builds.PYTHON);

            assertThat(second.digest()).isNotEqualTo(first.digest());
            assertThat(second.layers()).extracting(Image.Layer::reused).containsExactly(true, false);
            assertThat(builds.events())
                    .filteredOn(event -> event instanceof BuildEvent.Started)
                    .containsExactly(new BuildEvent.Started(BuildEvent.Activity.UPLOADING_LAYER, "sources"));
            assertThat(counting.requests()).hasSizeLessThanOrEqualTo(14);

            counting.requests().clear();
            Image third = builds.build(sources, Builds.PYTHON);

            assertThat(third.digest()).isEqualTo(second.digest());
            assertThat(third.reused()).isTrue();
            assertThat(counting.requests()).hasSize(3).allMatch(request -> request.startsWith("HEAD "));
        }
    }

    @Test
    void aJarIsAnImageWithItsLibraries() throws Exception {
        Path sources = copy(EXAMPLES.resolve("jar-hello"), "jar-hello");
        HelloJar.build(sources);

        Image image = builds.build(sources, Builds.JAVA);

        assertThat(image.type()).isEqualTo("jar");
        assertThat(image.layers())
                .extracting(Image.Layer::name)
                .containsExactly("dependencies", "snapshots", "application");
        try (Unpacked unpacked = Unpacked.of(image.reference(), directory, 1)) {
            assertThat(unpacked.config().at("/config/Cmd")).hasToString("[\"java\",\"-jar\",\"target/jar-hello.jar\"]");
            Path app = unpacked.root().resolve("app");
            assertThat(Unpacked.run(
                            "java", "-cp", app.resolve("target/jar-hello.jar").toString(), "hello.WithLibrary"))
                    .isEqualTo("library 1\n");
        }

        Files.delete(sources.resolve("target/jar-hello.jar"));
        HelloJar.build(sources);
        assertThat(builds.build(sources, Builds.JAVA).digest()).isEqualTo(image.digest());
    }

    @Test
    void theDependenciesAreThoseOfTheImagesPythonNotOfThisMachines() throws Exception {
        Path sources = Files.createDirectory(directory.resolve("sources"));
        Files.writeString(sources.resolve("main.py"), "print(1)");
        Files.writeString(
                sources.resolve("requirements.txt"),
                """
                six==1.16.0 ; python_version < "3.9"
                idna==3.10 ; python_version >= "3.9"
                markupsafe==2.1.5
                gunicorn==23.0.0
                """);
        String base =
                TestBases.push(directory, "PYTHON_VERSION=3.8.20", "usr/local/bin/python3.8", "usr/local/bin/python3");

        Image image = builds.build(sources, TestApps.on(base));

        try (Unpacked unpacked = Unpacked.of(image.reference(), directory, 1)) {
            Path packages = unpacked.root().resolve("opt/python/lib/python3.8/site-packages");
            assertThat(packages.resolve("six.py")).exists();
            assertThat(packages.resolve("idna")).doesNotExist();
            assertThat(packages.resolve("markupsafe/_speedups.cpython-38-x86_64-linux-gnu.so"))
                    .exists();
            assertThat(unpacked.root().resolve("opt/python/bin/gunicorn"))
                    .isExecutable()
                    .content()
                    .startsWith("#!/usr/local/bin/python3.8\n");
            assertThat(builds.events())
                    .anyMatch(event -> event instanceof BuildEvent.Warning warning
                            && warning.message().contains("Python 3.8"));
        }
    }

    @Test
    void aPackageWithoutAWheelIsNamed() throws Exception {
        Path sources = Files.createDirectory(directory.resolve("sources"));
        Files.writeString(sources.resolve("main.py"), "print(1)");
        Files.writeString(sources.resolve("requirements.txt"), "docopt==0.6.2\n");

        assertThatThrownBy(() -> builds.build(sources, Builds.PYTHON))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    Problem problem = e.problems().get(0);
                    assertThat(problem.kind()).isEqualTo(Problem.Kind.BUILD);
                    assertThat(problem.what()).contains("docopt==0.6.2").contains("Python 3.11");
                    assertThat(problem.advice().orElseThrow()).contains("pip wheel");
                });
    }

    @Test
    void aStartCommandThatIsNotInTheImageIsToldBeforeItIsPushed() throws Exception {
        Path sources = Files.createDirectory(directory.resolve("sources"));
        Files.writeString(sources.resolve("main.py"), "print(1)");

        assertThatThrownBy(() -> builds.build(
                        sources,
                        TestApps.app(
                                Optional.empty(),
                                Optional.of(Builds.REGISTRY + Builds.PYTHON),
                                Map.of("web", TestApps.process("gunicorn", "main:app")))))
                .hasMessageContaining("'gunicorn' would not be in the image");
    }

    @Test
    void aDamagedCacheCostsTimeOnly() throws Exception {
        Path sources = copy(EXAMPLES.resolve("users-api"), "users-api");
        Image image = builds.build(sources, Builds.PYTHON);
        try (Stream<Path> files = Files.walk(directory.resolve("cache/blobs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, bytes);
            }
        }

        Image elsewhere = new Builds(directory.resolve("cache")).build(sources, Builds.PYTHON);

        assertThat(elsewhere.digest()).isEqualTo(image.digest());
        try (Unpacked unpacked = Unpacked.of(elsewhere.reference(), directory, 1)) {
            assertThat(unpacked.root().resolve("app/users/server.py"))
                    .hasSameBinaryContentAs(sources.resolve("users/server.py"));
        }
    }

    private Path copy(Path source, String name) throws IOException {
        Path target = directory.resolve(name);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (List.of("target", "__pycache__", ".venv").stream().noneMatch(file.toString()::contains)) {
                    Files.copy(
                            file,
                            target.resolve(source.relativize(file).toString()),
                            StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return target;
    }
}
