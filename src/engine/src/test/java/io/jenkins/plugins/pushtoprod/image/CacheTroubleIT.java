package io.jenkins.plugins.pushtoprod.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk, and two builds that share a cache. */
class CacheTroubleIT {

    private static String base = "";

    private final Path directory;
    private final Path sources;
    private final Path cache;

    CacheTroubleIT(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.sources = Files.createDirectory(directory.resolve("sources"));
        this.cache = Files.createDirectory(directory.resolve("cache"));
        Files.writeString(sources.resolve("main.py"), "print(1)\n");
        byte[] data = new byte[8 << 20];
        new Random(7).nextBytes(data);
        Files.write(sources.resolve("data"), data);
    }

    @BeforeAll
    static void smallBase(@TempDir Path work) throws Exception {
        base = TestBases.push(work, "PYTHON_VERSION=3.11.2", "usr/bin/python3.11", "usr/bin/filler");
    }

    @Test
    void aFullDiskIsToldAndTheNextBuildWithSpaceIsWhole() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may mount a small disk");
        Unpacked.run("mount", "-t", "tmpfs", "-o", "size=4m", "push-to-prod-test", cache.toString());
        try {
            Builds builds = new Builds(cache);

            assertThatThrownBy(() -> builds.build(sources, TestApps.on(base)))
                    .isInstanceOfSatisfying(ProblemException.class, e -> {
                        Problem problem = e.problems().get(0);
                        assertThat(problem.kind()).isEqualTo(Problem.Kind.MACHINE);
                        assertThat(problem.what()).isEqualTo("the disk that holds the cache is full");
                        assertThat(problem.where()).contains(cache.toString());
                        assertThat(problem.advice().orElseThrow()).contains("free some space");
                    });
            try (Stream<Path> files = Files.walk(cache.resolve("tmp"))) {
                assertThat(files.filter(Files::isRegularFile)).isEmpty();
            }

            Unpacked.run("mount", "-o", "remount,size=64m", cache.toString());
            assertThat(builds.build(sources, TestApps.on(base)).digest()).isNotEmpty();
        } finally {
            Unpacked.run("umount", cache.toString());
        }
    }

    @Test
    void aDiskThatIsFullWhenDependenciesAreInstalledIsToldLikewise() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may mount a small disk");
        Files.writeString(sources.resolve("requirements.txt"), "tornado==6.5.2\n");
        Unpacked.run("mount", "-t", "tmpfs", "-o", "size=1m", "push-to-prod-test", cache.toString());
        try {
            assertThatThrownBy(() -> new Builds(cache).build(sources, TestApps.on(base)))
                    .isInstanceOfSatisfying(ProblemException.class, e -> {
                        assertThat(e.problems().get(0).kind()).isEqualTo(Problem.Kind.MACHINE);
                        assertThat(e.problems().get(0).what()).contains("full");
                    });
        } finally {
            Unpacked.run("umount", cache.toString());
        }
    }

    @Test
    void buildsThatShareACacheDoNotDisturbEachOther() throws Exception {
        Files.writeString(sources.resolve("requirements.txt"), "idna==3.10\n");
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<Image>> builds = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                builds.add(threads.submit(() -> new Builds(cache).build(sources, TestApps.on(base))));
            }
            String digest = builds.get(0).get().digest();
            for (Future<Image> build : builds) {
                assertThat(build.get().digest()).isEqualTo(digest);
            }
        } finally {
            threads.shutdownNow();
        }
        try (Stream<Path> files = Files.walk(directory.resolve("cache/tmp"))) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }
}
